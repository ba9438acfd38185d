"""Making a copy of one's own words: read here, put together off the loop, and on the trail before it is handed over."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import ParamSpec

from supervise.core import clock, offload
from supervise.core.actor import Actor
from supervise.core.errors import TooFast
from supervise.dilemmas.references.models import Reference
from supervise.governance.own_words.actions import note_export
from supervise.governance.own_words.files import Copy, as_json, as_list, as_markdown, as_zip
from supervise.governance.own_words.person import about_me, my_acts
from supervise.governance.own_words.queries import own_drafts, own_things

P = ParamSpec("P")


class Form(StrEnum):
    """The forms of a copy of what stands under one reference."""

    MARKDOWN = "md"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class File:
    """A file to be handed over; its name says kind and day, no more."""

    name: str
    kind: str
    body: bytes


def copy_of_everything(actor: Actor) -> File:
    """Return all that the actor wrote, and what is kept about them beside it, as one ZIP. Raises TooFast."""
    copy = _copy(actor, None)
    about, acts = about_me(actor), my_acts(actor)
    note_export(actor, everything=True)
    body = _off_the_loop(_packed, copy, about, acts)
    return File(f"my-words-{copy.made_at:%Y-%m-%d}.zip", "application/zip", body)


def copy_under(actor: Actor, reference: Reference, form: Form) -> File:
    """Return what the actor wrote under a reference of theirs. Raises TooFast."""
    copy = _copy(actor, reference)
    note_export(actor, everything=False)
    body = _off_the_loop(_written, copy, form)
    kind = "application/json" if form is Form.JSON else "text/markdown; charset=utf-8"
    return File(f"my-words-one-reference-{copy.made_at:%Y-%m-%d}.{form.value}", kind, body)


def _copy(actor: Actor, reference: Reference | None) -> Copy:
    mark = reference.mark if reference else None
    things, drafts = own_things(actor, reference), own_drafts(actor, reference)
    return Copy(actor.name, actor.zone, clock.now(), mark, things, drafts)


def _packed(copy: Copy, about: str, acts: str) -> bytes:
    files = {
        "words.md": as_markdown(copy),
        "words.json": as_json(copy),
        "list.csv": as_list(copy),
        "about-me.json": about,
        "my-acts.csv": acts,
    }
    return as_zip(files, copy.made_at)


def _written(copy: Copy, form: Form) -> bytes:
    return (as_json(copy) if form is Form.JSON else as_markdown(copy)).encode()


def _off_the_loop(make: Callable[P, bytes], *args: P.args, **kwargs: P.kwargs) -> bytes:
    try:
        return offload.run(make, *args, **kwargs)
    except offload.Busy:
        raise TooFast(5) from None
