"""Placing a hold and lifting it. Both are on the trail, and the group sees that something is held."""

from datetime import date, timedelta

from sqlalchemy import exists, select

from supervise.core import clock
from supervise.core.actor import Actor
from supervise.core.db import publish, session, transaction
from supervise.core.errors import Invalid
from supervise.core.ids import Id, new_id
from supervise.core.rooms import touch
from supervise.dilemmas.holds import events
from supervise.dilemmas.holds.models import Hold, HoldReason
from supervise.dilemmas.holds.queries import STANDS, hold_to_lift, seat_to_hold, steady, thread_to_hold, writer_in
from supervise.dilemmas.models import Dilemma, Signed
from supervise.dilemmas.queries import room_of
from supervise.groups.models import Group, Member

LONGEST_REVIEW = timedelta(days=366)
"""A hold is looked at again within a year; it then stands until somebody lifts it."""


def hold_dilemma(actor: Actor, dilemma_id: Id, reason: HoldReason, review_on: date) -> Hold:
    """Hold a dilemma with its thread.

    Raises Missing, NotAllowed for who may not, Invalid (field `review_on`; or where it is held already).
    """
    with transaction():
        thread = thread_to_hold(actor, dilemma_id)
        steady(thread.seat.group.id)
        hold = _place(thread.member, thread.seat.group, reason, review_on, dilemma_id=thread.dilemma.id)
        _say(events.DilemmaHeld, thread.member, thread.dilemma, hold_id=hold.id, reason=reason)
        return hold


def hold_texts(actor: Actor, group_id: Id, member_id: Id | None, reason: HoldReason, review_on: date) -> Hold:
    """Hold what a member wrote, or without one all that the group wrote.

    Raises Missing, Invalid (field `review_on`; or where it is held already).
    """
    with transaction():
        seat = seat_to_hold(actor, group_id)
        whose = writer_in(seat, member_id).id if member_id else None
        steady(seat.group.id)
        hold = _place(seat.member, seat.group, reason, review_on, member_id=whose)
        publish(events.TextsHeld(seat.member.id, seat.group.id, hold.id, whose, reason))
        return hold


def lift(actor: Actor, hold_id: Id) -> Hold:
    """Lift a hold; what has had its time goes when the sweep comes round. Raises Missing, NotAllowed."""
    with transaction() as db:
        hold = hold_to_lift(actor, hold_id).hold
        steady(hold.group_id)
        by = db.scalars(select(Member).where(Member.account_id == actor.account_id, Member.group_id == hold.group_id))
        member = by.one()
        hold.lifted_at, hold.lifted_by_id = clock.now(), member.id
        if hold.dilemma_id is None:
            publish(events.TextsHoldLifted(member.id, hold.group_id, hold.id, hold.member_id))
        else:
            _say(events.DilemmaHoldLifted, member, db.get_one(Dilemma, hold.dilemma_id), hold_id=hold.id)
        return hold


def _place(
    by: Member,
    group: Group,
    reason: HoldReason,
    review_on: date,
    *,
    dilemma_id: Id | None = None,
    member_id: Id | None = None,
) -> Hold:
    today = clock.in_zone(clock.now(), group.zone).date()
    if not today < review_on <= today + LONGEST_REVIEW:
        raise Invalid(fields={"review_on": ["Choose a day within a year from now on which to look at it again."]})
    same = (STANDS, Hold.group_id == group.id, Hold.dilemma_id == dilemma_id, Hold.member_id == member_id)
    if session().scalar(select(exists().where(*same, Hold.reason == reason))):
        raise Invalid(fields={"reason": ["It is held for this reason already."]})
    hold = Hold(id=new_id(), group_id=group.id, dilemma_id=dilemma_id, member_id=member_id, reason=reason)
    hold.by_id, hold.at, hold.review_on = by.id, clock.now(), review_on
    session().add(hold)
    session().flush()
    return hold


def _say(
    kind: type[events.DilemmaHeld] | type[events.DilemmaHoldLifted], by: Member, dilemma: Dilemma, **more: object
) -> None:
    element = f"dilemma-{dilemma.id}"
    publish(
        kind(
            actor_id=by.id,
            group_id=dilemma.group_id,
            dilemma_id=dilemma.id,
            signed=dilemma.signed if dilemma.author_id == by.id else Signed.NAME,
            seq=touch(room_of(dilemma.id), element),
            row_seq=0,
            **more,  # type: ignore[arg-type]
        )
    )
