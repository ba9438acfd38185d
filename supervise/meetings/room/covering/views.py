"""The page of one line: to cover it, and to decide about it where it is covered."""

from flask import flash
from werkzeug.wrappers import Response

from supervise.core import pace
from supervise.core.actor import Actor
from supervise.dilemmas import policy
from supervise.dilemmas.covering.forms import UncoverForm
from supervise.meetings.room.blueprint import pages
from supervise.meetings.room.covering import actions
from supervise.meetings.room.covering.queries import (
    LineSeen,
    line_to_redact,
    line_to_uncover,
    seen_line_for,
    words_under,
)
from supervise.texts.queries import words_of
from supervise.web.pages import back, page, through


@pages.get("/lines/<id>/cover")
@through(seen_line_for)
def ask_cover(actor: Actor, seen: LineSeen) -> str:  # noqa: ARG001
    return _page(seen, UncoverForm(formdata=None))


@pages.post("/lines/<id>/cover")
@through(seen_line_for)
def cover(actor: Actor, seen: LineSeen) -> Response:
    pace.take("write", actor.account_id)
    actions.cover_line(actor, seen.line.id)
    flash("It is covered for everybody now.", "done")
    return _to_room(seen)


@pages.post("/lines/<id>/look")
@through(line_to_uncover)
def look(actor: Actor, seen: LineSeen) -> str:
    actions.note_look(actor, seen.line.id)
    return _page(seen, UncoverForm(formdata=None), looking=True)


@pages.post("/lines/<id>/uncover")
@through(line_to_uncover)
def uncover(actor: Actor, seen: LineSeen) -> Response | tuple[str, int]:
    pace.take("write", actor.account_id)
    form = UncoverForm()
    if not form.validate():
        return _page(seen, form), 422
    actions.uncover_line(actor, seen.line.id, form.chosen)
    flash("It can be read again.", "done")
    return _to_room(seen)


@pages.post("/lines/<id>/redact")
@through(line_to_redact)
def redact(actor: Actor, seen: LineSeen) -> Response:
    pace.take("write", actor.account_id)
    actions.redact_line(actor, seen.line.id)
    flash("The covered words are destroyed.", "done")
    return _to_room(seen)


def _page(seen: LineSeen, form: UncoverForm, *, looking: bool = False) -> str:
    words = words_of([seen.line.id])
    member = seen.room.member
    return page(
        "meetings/room/cover.html",
        "Cover a line",
        group=seen.room.seat.group,
        meeting=seen.room.meeting,
        line=seen.line,
        html=next(iter(words.values())).html,
        covered=bool(seen.cases),
        own=seen.own,
        form=form,
        looked_at=words_under(seen) if looking else "",
        may_uncover=bool(policy.may_uncover(member)),
        may_redact=bool(policy.may_redact(member, seen.line.author_id)),
    )


def _to_room(seen: LineSeen) -> Response:
    place = "room.record" if seen.room.meeting.ended_at else "room.room"
    return back(place, id=seen.room.meeting.id, anchor=f"line-{seen.line.id}")
