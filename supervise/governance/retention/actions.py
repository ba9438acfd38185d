"""Choosing how long a group keeps a kind: longer at once, shorter after a week in which everybody knows."""

from supervise.core import clock
from supervise.core.actor import Actor
from supervise.core.db import publish, transaction
from supervise.core.errors import Invalid
from supervise.core.ids import Id
from supervise.dilemmas.holds.queries import steady
from supervise.governance.retention.events import KeepingChanged
from supervise.governance.retention.models import KeepingChoice, Kind
from supervise.governance.retention.queries import a_week_on, keeping_of, seat_to_change_keeping
from supervise.governance.retention.rules import RULES
from supervise.governance.retention.terms import Term
from supervise.groups.events import KeepingShortened


def choose_term(actor: Actor, group_id: Id, kind: Kind, term: Term) -> None:
    """Keep a kind for another time from now on, or for a shorter one from a week on.

    Choosing what holds now takes back a shorter time that has not begun. Raises Missing for members without the
    mark, Invalid (field `term`) where that is not among the rule's choices.
    """
    with transaction() as db:
        seat = seat_to_change_keeping(actor, group_id)
        steady(seat.group.id)
        if term not in RULES[kind].choices:
            raise Invalid(fields={"term": ["Choose one of the times that are offered."]})
        now, keeping = clock.now(), keeping_of(seat.group)[kind]
        if term == (keeping.next_term or keeping.term):
            return
        choice = db.get(KeepingChoice, (group_id, kind)) or KeepingChoice(group_id=group_id, kind=kind)
        shorter = term.is_shorter_than(keeping.term)
        choice.term = (keeping.term if shorter else term).code
        choice.next_term, choice.next_from = (term.code, a_week_on(now, seat.group.zone)) if shorter else (None, None)
        choice.made_by_id, choice.made_at = seat.member.id, now
        db.add(choice)
        db.flush()
        begins = choice.next_from or now
        publish(KeepingChanged(seat.member.id, group_id, kind, term.unit, term.count, begins))
        if shorter:
            publish(KeepingShortened(seat.member.id, group_id))
