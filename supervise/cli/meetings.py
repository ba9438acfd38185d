"""`meeting plan`: a meeting with one case, planned from a script."""

from argparse import Namespace
from datetime import datetime
from typing import Any

from supervise.accounts.queries import actor_of
from supervise.cli.groups import person
from supervise.cli.opening import at_work, say
from supervise.core import clock
from supervise.core.actor import Actor
from supervise.core.errors import Invalid, Missing
from supervise.core.ids import Id, new_key
from supervise.groups.models import Group
from supervise.groups.queries import Seat, convenors_in, group_named, seat_for
from supervise.meetings.models import ItemKind, Talk
from supervise.meetings.planning import actions
from supervise.meetings.planning.agenda import Item, Plan, frame
from supervise.meetings.planning.bringing import bring_case
from supervise.meetings.planning.queries import agenda_of
from supervise.meetings.policy import may_plan
from supervise.meetings.shaping.queries import formats_for


def add(verbs: Any) -> None:
    """Add the command."""
    meeting = verbs.add_parser("meeting", help="plan meetings").add_subparsers(dest="what", required=True)
    plan = meeting.add_parser("plan", help="plan a meeting with one case")
    plan.add_argument("--group", required=True, help="its id or name")
    plan.add_argument("--at", required=True, metavar="ISO-TIME", help="without an offset by the clock of the group")
    plan.add_argument("--format", required=True, metavar="ID", help="as on the page of formats, like balint")
    plan.add_argument("--facilitator", required=True, metavar="EMAIL")
    plan.add_argument("--presenter", required=True, metavar="EMAIL")
    plan.add_argument("--deputy", metavar="EMAIL")
    plan.add_argument("--dilemma", metavar="ID", help="a dilemma of the presenter's")
    plan.add_argument("--minutes", type=int, help="of the case; else as the format has it")
    plan.add_argument("--talk", choices=[*Talk], default=Talk.ALOUD)
    plan.add_argument("--check-in", type=int, default=0, metavar="MINUTES")
    plan.add_argument("--check-out", type=int, default=0, metavar="MINUTES")
    plan.add_argument("--json", action="store_true")
    plan.set_defaults(does=plan_meeting)


def plan_meeting(given: Namespace) -> None:
    """Plan a meeting; the presenter's dilemma is brought to it in theirs."""
    with at_work():
        group = group_named(given.group)
        if group is None:
            raise Missing(f"There is no group {given.group}.")
        facilitator, presenter = actor_of(person(given.facilitator)), actor_of(person(given.presenter))
        deputy = actor_of(person(given.deputy)) if given.deputy else None
        case = Item(ItemKind.CASE, _minutes(group.id, given), given.format, _seat(presenter, group.id).member.id)
        around = ((ItemKind.CHECK_IN, given.check_in), (ItemKind.CHECK_OUT, given.check_out))
        before, after = ([frame(kind, minutes)] if minutes else [] for kind, minutes in around)
        agenda = [*before, case, *after]
        plan = Plan(
            starts_at=_moment(given.at, group.zone),
            minutes=sum(one.minutes for one in agenda),
            facilitator_id=_seat(facilitator, group.id).member.id,
            deputy_id=_seat(deputy, group.id).member.id if deputy else None,
            talk=Talk(given.talk),
            agenda=agenda,
            zone=group.zone,
        )
        meeting = actions.plan_meeting(_planner(facilitator, group), group.id, plan, new_key())
        if given.dilemma:
            item = next(one for one in agenda_of(meeting.id) if one.kind is ItemKind.CASE)
            bring_case(presenter, Id(given.dilemma), meeting.id, item.id, shown=True)
        say(given.json, {"id": meeting.id, "group": group.id}, f"Planned: /meetings/{meeting.id}")


def _minutes(group_id: Id, given: Namespace) -> int:
    known = formats_for(group_id).get(given.format)
    if known is None or known.frame:
        raise Invalid(f"There is no format {given.format} for a case.")
    return int(given.minutes or known.seconds // 60)


def _planner(facilitator: Actor, group: Group) -> Actor:
    """Return who plans: the facilitator, or the convenor who hands them the chair."""
    if may_plan(_seat(facilitator, group.id).member, group):
        return facilitator
    return next((actor_of(one.account) for one in convenors_in(group.id)), facilitator)


def _seat(actor: Actor, group_id: Id) -> Seat:
    try:
        return seat_for(actor, group_id)
    except Missing:
        raise Missing(f"{actor.name} does not sit in this group.") from None


def _moment(typed: str, zone: str) -> datetime:
    try:
        found = datetime.fromisoformat(typed)
    except ValueError:
        raise Invalid(f"{typed} is no time. Give it like 2027-03-14T18:30 or 2027-03-14T17:30:00Z.") from None
    return clock.at_wall_time(found, zone) if found.tzinfo is None else found.astimezone(clock.now().tzinfo)
