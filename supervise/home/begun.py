"""What a person began to write, as Today leads back to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from supervise.dilemmas.begun import EDIT, NEW, Begun, begun_in
from supervise.dilemmas.presenting_dilemmas import heading_of
from supervise.groups.queries import Seat
from supervise.texts.queries import words_of

WHAT = {
    NEW: "a dilemma",
    "thread": "a response to",
    "reply": "a response to",
    EDIT: "new words for",
    "close": "how it ended:",
}


@dataclass(frozen=True, slots=True)
class BegunView:
    """A draft on Today: what it is, what it is about, where one writes on."""

    what: str
    about: str
    href: str
    saved_at: datetime


def views(seats: Sequence[Seat], *, shown_here: Seat | None) -> list[tuple[Seat, list[BegunView]]]:
    """Return what was begun in each group; not the dilemma that stands in this page's own composer."""
    found = [(seat, _views(seat, with_new=seat != shown_here)) for seat in seats]
    return [(seat, begun) for seat, begun in found if begun]


def _views(seat: Seat, *, with_new: bool) -> list[BegunView]:
    begun = [one for one in begun_in(seat) if with_new or one.what != NEW]
    words = words_of({one.dilemma.id for one in begun if one.dilemma})
    return [
        BegunView(
            what=WHAT[one.what],
            about=heading_of(one.dilemma.id, words) if one.dilemma else "",
            href=_href(seat, one),
            saved_at=one.saved_at,
        )
        for one in begun
    ]


def _href(seat: Seat, begun: Begun) -> str:
    if begun.dilemma is None:
        return url_for("dilemmas.group", id=seat.group.id, _anchor="account")
    if begun.what == EDIT and begun.comment_id:
        return url_for("dilemmas.edit_comment", id=begun.comment_id)
    if begun.what in {EDIT, "close"}:
        return url_for(f"dilemmas.{'edit' if begun.what == EDIT else 'ask_close'}", id=begun.dilemma.id)
    return url_for("dilemmas.show", id=begun.dilemma.id, _anchor="compose")
