"""Pages of covered passages: to cover without a script, to decide, and what waits in a group."""

from functools import partial

from flask import flash, url_for
from werkzeug.wrappers import Response

from supervise.core import pace
from supervise.core.actor import Actor
from supervise.core.errors import Invalid, Stale
from supervise.core.ids import Id
from supervise.core.policy import either
from supervise.dilemmas import policy
from supervise.dilemmas.blueprint import pages
from supervise.dilemmas.covering import actions
from supervise.dilemmas.covering.choosing import cover_chosen
from supervise.dilemmas.covering.forms import CoverForm, RedactForm, UncoverForm
from supervise.dilemmas.covering.presenting import case_views, parts_of, waiting_views
from supervise.dilemmas.covering.queries import (
    TextSeen,
    seat_to_decide,
    text_for,
    text_to_redact,
    text_to_uncover,
    waiting_in,
    was_covered,
)
from supervise.groups.queries import Seat
from supervise.web.pages import back, page, through

COVERED = "It is covered for everybody now. Its author has been told."
COVERED_ALREADY = "That was covered already."


@pages.get("/texts/<id>/cover")
@through(text_for)
def ask_cover(actor: Actor, seen: TextSeen) -> str:  # noqa: ARG001
    return _cover_page(seen, CoverForm())


@pages.post("/texts/<id>/cover")
@through(text_for)
def cover(actor: Actor, seen: TextSeen) -> Response | tuple[str, int]:
    pace.take("write", actor.account_id)
    form = CoverForm()
    if not form.validate():
        return _cover_page(seen, form), 422
    try:
        texts = [words for _, words in parts_of(seen)]
        done = cover_chosen(form, texts, partial(actions.cover_passage, actor))
    except (Invalid, Stale) as refusal:
        form.words.errors = [refusal.message]
        return _cover_page(seen, form), refusal.status
    flash(COVERED if done else COVERED_ALREADY, "done")
    return _to(seen)


@pages.get("/texts/<id>/covered")
@through(text_for)
def covered(actor: Actor, seen: TextSeen) -> str:  # noqa: ARG001
    return _covered_page(seen, UncoverForm(formdata=None))


@pages.post("/texts/<id>/look")
@through(text_to_uncover)
def look(actor: Actor, seen: TextSeen) -> str:
    actions.note_look(actor, seen.text.id)
    return _covered_page(text_for(actor, seen.text.id), UncoverForm(formdata=None), looking=True)


@pages.post("/texts/<id>/uncover")
@through(text_to_uncover)
def uncover(actor: Actor, seen: TextSeen) -> Response | tuple[str, int]:
    pace.take("write", actor.account_id)
    form = UncoverForm()
    if not form.validate():
        return _covered_page(seen, form), 422
    actions.uncover_passage(actor, seen.text.id, Id(form.cover.data), form.chosen)
    flash("It can be read again.", "done")
    return _to(seen)


@pages.post("/texts/<id>/redact")
@through(text_to_redact)
def redact(actor: Actor, seen: TextSeen) -> Response:
    pace.take("write", actor.account_id)
    form = RedactForm()
    form.or_invalid()
    actions.redact_passage(actor, seen.text.id, Id(form.cover.data))
    flash("The covered words are destroyed.", "done")
    return _to(seen)


@pages.get("/groups/<id>/covered")
@through(seat_to_decide)
def waiting(actor: Actor, seat: Seat) -> str:  # noqa: ARG001
    return page(
        "dilemmas/covering/waiting.html", "Covered", group=seat.group, rows=waiting_views(seat, waiting_in(seat))
    )


def _cover_page(seen: TextSeen, form: CoverForm) -> str:
    ticked = set(form.places.data or [])
    return page("dilemmas/covering/cover.html", "Cover", form=form, parts=parts_of(seen), ticked=ticked, **_given(seen))


def _covered_page(seen: TextSeen, form: UncoverForm, *, looking: bool = False) -> str:
    member = seen.thread.member
    thing = f"/comments/{seen.comment.id}" if seen.comment else f"/dilemmas/{seen.thread.dilemma.id}"
    return page(
        "dilemmas/covering/covered.html",
        "Covered",
        cases=case_views(seen, looking=looking),
        me=member,
        form=form,
        looking=looking,
        edit_href=f"{thing}/edit" if seen.own else None,
        may_uncover=bool(policy.may_uncover(member)),
        may_redact=bool(policy.may_redact(member, seen.text.author_id)),
        may_ask_readers=bool(policy.may_ask_readers(member)),
        readers_href=f"/texts/{seen.text.id}/readers" if _has_readers(seen) else None,
        **_given(seen),
    )


def _has_readers(seen: TextSeen) -> bool:
    """Tell whether something was ever covered here, and this person may learn who had it open, be it of themselves."""
    member = seen.thread.member
    may = either(policy.may_ask_readers(member), policy.may_see_own_reading(member))
    return bool(may) and was_covered(seen.text.thing_id)


def _given(seen: TextSeen) -> dict[str, object]:
    href = url_for("dilemmas.show", id=seen.thread.dilemma.id, _anchor=seen.element)
    dilemma_id = seen.thread.dilemma.id
    return {
        "group": seen.thread.seat.group,
        "dilemma_id": dilemma_id,
        "text_id": seen.text.id,
        "own": seen.own,
        "href": href,
    }


def _to(seen: TextSeen) -> Response:
    return back("dilemmas.show", id=seen.thread.dilemma.id, anchor=seen.element)
