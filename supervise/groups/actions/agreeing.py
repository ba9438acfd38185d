"""The agreement: new versions, and accepting them."""

from collections.abc import Mapping

from supervise.core import clock, limits
from supervise.core.actor import Actor
from supervise.core.db import publish, transaction
from supervise.core.errors import Invalid, Stale
from supervise.core.ids import Id
from supervise.groups import queries
from supervise.groups.actions.seating import accept, hold
from supervise.groups.agreement import LONGEST_ANSWER_DAYS, checked_answers
from supervise.groups.events import AgreementMade
from supervise.groups.models import Agreement

CHANGED = "The agreement was changed while you read it. Here is the newer version; please read that."


def new_agreement(
    actor: Actor,
    group_id: Id,
    answers: Mapping[str, str],
    answer_within_days: int,
    duty_of_care: str,
    *,
    instead_of: int | None = None,
) -> Agreement:
    """Make a new version of the agreement, which everybody then accepts before going on; its maker has accepted it.

    `instead_of` is the version that was being changed. Without any change the present version is returned.
    Raises Missing for members without the mark, Stale where there is a newer version already, Invalid (fields
    of the agreement, `answer_within_days`, `duty_of_care`).
    """
    words, route = checked_answers(answers), duty_of_care.strip()
    _fits(answer_within_days, route)
    with transaction() as db:
        hold(group_id)
        seat = queries.place_to_edit_agreement(actor, group_id)
        now = queries.agreement_of(seat.group)
        if instead_of is not None and instead_of != now.version:
            raise Stale
        if (now.answers, now.answer_within_days, now.duty_of_care) == (words, answer_within_days, route):
            return now
        made = Agreement(
            group_id=group_id,
            version=now.version + 1,
            answers=words,
            answer_within_days=answer_within_days,
            duty_of_care=route,
            made_by=seat.member.id,
            made_at=clock.now(),
        )
        db.add(made)
        seat.group.agreement_version = made.version
        db.flush()
        publish(AgreementMade(seat.member.id, group_id, made.version))
        accept(seat.member, seat.group)
        return made


def accept_agreement(actor: Actor, group_id: Id, version: int) -> None:
    """Accept the version of the agreement that was read; raises Stale where there is a newer one by now."""
    with transaction():
        hold(group_id)
        seat = queries.place_for(actor, group_id)
        if version != seat.group.agreement_version:
            raise Stale(CHANGED)
        accept(seat.member, seat.group)


def _fits(days: int, route: str) -> None:
    if not 1 <= days <= LONGEST_ANSWER_DAYS:
        raise Invalid(fields={"answer_within_days": [f"Give a number of days from 1 to {LONGEST_ANSWER_DAYS}."]})
    if not route:
        raise Invalid(fields={"duty_of_care": ["Say whom to ring, so that it is there when somebody needs it."]})
    if len(route) > limits.DUTY_OF_CARE:
        raise Invalid(fields={"duty_of_care": [f"At most {limits.DUTY_OF_CARE:,} characters."]})
