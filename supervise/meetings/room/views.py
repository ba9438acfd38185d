"""The pages of the room, by plain forms: the same calls as the live channel makes."""

from typing import Any

from flask import Flask, flash, render_template, request, url_for
from werkzeug.wrappers import Response

from supervise.core import pace
from supervise.core.actor import Actor
from supervise.core.errors import NeedsReview
from supervise.core.ids import Id, new_key
from supervise.core.policy import require
from supervise.dilemmas.composing import body_from, with_findings
from supervise.dilemmas.sent import FieldsNeedReview
from supervise.groups.policy import may_change_keeping
from supervise.groups.queries import Seat, agreement_of, names_in, seat_for
from supervise.meetings import words
from supervise.meetings.format import Kind
from supervise.meetings.planning.queries import Planned
from supervise.meetings.room import (
    afterwards,
    beats,
    coming,
    policy,
    presenting,
    recording,
    saying,
    sockets,
    table,
    telling,
)
from supervise.meetings.room.blueprint import pages
from supervise.meetings.room.commanding import Command, carry_out
from supervise.meetings.room.covering import views as covering
from supervise.meetings.room.forms import (
    RULES,
    CommandForm,
    DecisionsForm,
    EnterForm,
    KeepForm,
    RuleForm,
    SayForm,
    TakeawayForm,
)
from supervise.meetings.room.looking_back import look_back
from supervise.meetings.room.models import WordsRule
from supervise.meetings.room.notes import queries as notes
from supervise.meetings.room.notes import views as notes_views
from supervise.meetings.room.notes.forms import NotesForm
from supervise.meetings.room.queries import Room, ended_for, has_promised, room_for
from supervise.meetings.room.seen import Standing, later_phases, parts_to_give, standing
from supervise.web import slots
from supervise.web.pages import back, page, through

__all__ = ["beats", "covering", "notes_views", "pages", "sockets", "start", "table"]


def start(app: Flask) -> None:
    """Let lines be filled beside the server, where there is no request, and stand the door on the meeting's page."""
    telling.fill_lines_with(app.jinja_env)
    slots.fill(app, "meeting-room", _door)


def _door(planned: Planned) -> str:
    return render_template("meetings/room/_door.html", meeting=planned.meeting)


@pages.get("/meetings/<id>/room")
@through(room_for)
def room(actor: Actor, room: Room) -> Response | str:  # noqa: ARG001
    if room.meeting.ended_at is not None:
        return back("room.record", id=room.meeting.id)
    if request.headers.get("X-Background") is None:
        coming.look_in(room.meeting.id, room.member.id)
    return _room_page(room)


@pages.post("/meetings/<id>/enter")
@through(room_for)
def enter(actor: Actor, room: Room) -> Response | tuple[str, int]:
    form = EnterForm()
    if not form.validate():
        return _room_page(room, form), 422
    coming.come_in(actor, room.meeting.id, coming.PAGES, promised=True)
    return back("room.room", id=room.meeting.id)


@pages.post("/meetings/<id>/say")
@through(room_for)
def say(actor: Actor, room: Room) -> Response | tuple[str, int]:
    pace.take("write", actor.account_id)
    form = SayForm()
    form.or_invalid()
    try:
        body = body_from(form, list(names_in(room.seat)))
    except FieldsNeedReview as findings:
        return with_findings(form, findings, url_for("room.say", id=room.meeting.id), room.seat), 422
    kind = Kind(form.kind.data) if form.kind.data else None
    line = saying.say(actor, room.meeting.id, body, kind, form.key.data.lower())
    return back("room.room", id=room.meeting.id, anchor=f"line-{line.id}")


@pages.post("/meetings/<id>/command")
@through(room_for)
def command(actor: Actor, room: Room) -> Response | tuple[str, int]:
    pace.take("event", actor.account_id)
    form = CommandForm()
    form.or_invalid()
    try:
        carry_out(actor, room, Command(form.command.data), form.given)
    except NeedsReview as found:
        findings = FieldsNeedReview({"text": found.findings})  # type: ignore[dict-item]
        return with_findings(form, findings, url_for("room.command", id=room.meeting.id), room.seat), 422
    return back("room.room", id=room.meeting.id)


@pages.get("/meetings/<id>/screen")
@through(room_for)
def screen(actor: Actor, room: Room) -> str:  # noqa: ARG001
    now = standing(room.meeting, room.items)
    given = _given(room, now)
    return page("meetings/room/screen.html", "A meeting, on the wall", **given)


@pages.get("/meetings/<id>/record")
@through(ended_for)
def record(actor: Actor, room: Room) -> str:  # noqa: ARG001
    return _record_page(room)


@pages.post("/meetings/<id>/takeaway")
@through(ended_for)
def takeaway(actor: Actor, room: Room) -> Response | tuple[str, int]:
    pace.take("write", actor.account_id)
    form = TakeawayForm()
    form.or_invalid()
    try:
        body = body_from(form, list(names_in(room.seat))) if form.body.data else None
    except FieldsNeedReview as findings:
        return with_findings(form, findings, url_for("room.takeaway", id=room.meeting.id), room.seat), 422
    recording.keep_takeaway(actor, room.meeting.id, body)
    flash("Kept, for you alone." if body else "Gone.", "done")
    return back("room.record", id=room.meeting.id)


@pages.post("/meetings/<id>/decisions")
@through(ended_for)
def decisions(actor: Actor, room: Room) -> Response | tuple[str, int]:
    pace.take("write", actor.account_id)
    form = DecisionsForm()
    form.or_invalid()
    try:
        body = body_from(form, list(names_in(room.seat))) if form.body.data else None
    except FieldsNeedReview as findings:
        return with_findings(form, findings, url_for("room.decisions", id=room.meeting.id), room.seat), 422
    recording.write_decisions(actor, room.meeting.id, body)
    return back("room.record", id=room.meeting.id)


@pages.post("/meetings/<id>/keep-words")
@through(ended_for)
def keep_words(actor: Actor, room: Room) -> Response:
    form = KeepForm()
    form.or_invalid()
    afterwards.keep_words(actor, room.meeting.id, Id(form.item.data))
    flash("What was said is part of the dilemma's thread now.", "done")
    return back("room.record", id=room.meeting.id)


@pages.get("/groups/<id>/meeting-words")
@through(seat_for)
def words_rule(actor: Actor, seat: Seat) -> str:  # noqa: ARG001
    form = RuleForm(formdata=None, data={"rule": afterwards.rule_of(seat.group.id).value})
    may = bool(may_change_keeping(seat.member))
    return page("meetings/room/words_rule.html", "What is said in meetings", group=seat.group, form=form, may=may)


@pages.post("/groups/<id>/meeting-words")
@through(seat_for)
def choose_words_rule(actor: Actor, seat: Seat) -> Response:
    require(may_change_keeping(seat.member))
    form = RuleForm()
    form.or_invalid()
    afterwards.choose_rule(actor, seat.group.id, WordsRule(form.rule.data))
    flash("It holds from the next meeting that ends.", "done")
    return back("room.words_rule", id=seat.group.id)


def _room_page(room: Room, form: EnterForm | None = None) -> str:
    now = standing(room.meeting, room.items)
    promised = has_promised(room)
    given = _given(room, now)
    if not promised:
        agreement = agreement_of(room.seat.group)
        form = form or EnterForm(formdata=None)
        return page("meetings/room/lobby.html", "A meeting", form=form, agreement=agreement, **given)
    stood = notes.notes_in(room)
    written = NotesForm(formdata=None, data={"body": stood.words, "base": stood.words})
    rule = RULES[afterwards.rule_of(room.meeting.group_id).value]
    return page("meetings/room/room.html", "A meeting", notes=written, rule=rule, own=notes.own_notes(room), **given)


def _given(room: Room, now: Standing) -> dict[str, Any]:
    state, held = now.state(room.member), now.held
    leads = room.member.id in {state["facilitator"], state["deputy"]}
    target = held.sitting.phase.chooses_for if held.sitting.phase else None
    slot = held.sitting.slot
    chosen = slot.format.phase(target) if slot and target else None
    item = held.item
    return {
        "room": room,
        "group": room.seat.group,
        "meeting": room.meeting,
        "me": room.member,
        "seq": now.seq,
        "now": held.now,
        "state": state,
        "says": held.sitting.phase.says if held.sitting.phase else "",
        "asked": presenting.asked_of(held, room.member.id),
        "shown_when": presenting.shown_when(held, room.member.id),
        "stance": presenting.stance_of(held),
        "kinds": [(one, words.KINDS[Kind(one)]) for one in state["voices"]],
        "lines": presenting.seen_lines(held, room.member.id),
        "people": presenting.people_in(held, room.member.id, leads=leads),
        "later": later_phases(held),
        "give": [(part, words.PARTS[part]) for part in parts_to_give(held)],
        "choices": chosen.choices if chosen else (),
        "dilemma_id": item.dilemma_id if item else None,
        "agenda": [(one.minutes, held.sitting.slots[place].format.name) for place, one in enumerate(room.items)],
        "key": new_key(),
        "rates": state["rates"],
    }


def _record_page(room: Room) -> str:
    now = standing(room.meeting, room.items)
    made = recording.record_of(room)
    lines = presenting.seen_lines(now.held, room.member.id)
    return page(
        "meetings/room/record.html",
        "The record of a meeting",
        room=room,
        held=now.held,
        group=room.seat.group,
        meeting=room.meeting,
        record=made,
        lines=lines,
        notes=notes.notes_kept(room),
        may_destroy=bool(policy.may_destroy_notes(room.member, room.meeting)),
        own=notes.own_notes(room),
        look=look_back(room.meeting.id, now.held.sitting, len(made.attended)),
        me=room.member,
        takeaway=TakeawayForm(formdata=None, data={"body": recording.takeaway_of(room)}),
        decisions=DecisionsForm(formdata=None, data={"body": made.decisions.body if made.decisions else ""}),
        rule=afterwards.rule_of(room.meeting.group_id).value,
    )
