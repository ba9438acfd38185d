"""Making groups, and what is said of them."""

from supervise.accounts.queries import account_named
from supervise.core import clock, limits
from supervise.core.actor import Actor
from supervise.core.db import publish, session, transaction
from supervise.core.errors import Invalid, Missing
from supervise.core.ids import Id, new_id
from supervise.core.policy import require
from supervise.groups import agreement, policy, queries
from supervise.groups.actions.seating import hold, sit
from supervise.groups.events import ConvenorNamed, GroupCreated, GroupDescribed, ModeChanged
from supervise.groups.models import Agreement, Group, Member, Mode, Role


def create_group(
    actor: Actor,
    *,
    name: str,
    about: str,
    mode: Mode,
    zone: str,
    convenor_account_id: Id,
    convenor_role: Role = Role.THERAPIST,
    answer_within_days: int = agreement.ANSWER_WITHIN_DAYS,
    duty_of_care: str | None = None,
) -> Group:
    """Make a group with its first convenor and the first version of its agreement, in the house's own words.

    For the owner; it opens the group to the owner only where they are the convenor themselves. Raises Missing
    for anybody else, Invalid (fields `name`, `about`, `zone`, `convenor`).
    """
    if not policy.may_create_group(actor):
        raise Missing
    group = Group(id=new_id(), name=_name(name), about=_about(about), mode=mode, zone=_zone(zone), agreement_version=1)
    with transaction() as db:
        account = account_named(convenor_account_id)
        if account is None or account.deactivated_at is not None:
            raise Invalid(fields={"convenor": ["There is no such account that can sign in."]})
        group.created_at = clock.now()
        group.demonstration = account.demonstration
        first = Agreement(
            group_id=group.id,
            version=1,
            answers=agreement.first_words(mode),
            answer_within_days=answer_within_days,
            duty_of_care=agreement.first_duty_of_care(mode) if duty_of_care is None else duty_of_care,
            made_at=clock.now(),
        )
        db.add(group)
        db.flush()
        db.add(first)
        publish(GroupCreated(group.id, actor.account_id, mode))
        sit(group, account.id, convenor_role, convenor=True)
    return group


def describe_group(actor: Actor, group_id: Id, *, name: str, about: str, zone: str) -> None:
    """Change the group's name, description and zone; raises Invalid (fields `name`, `about`, `zone`)."""
    said = {"name": _name(name), "about": _about(about), "zone": _zone(zone)}
    with transaction():
        seat = queries.seat_to_describe(actor, group_id)
        if any(getattr(seat.group, field) != words for field, words in said.items()):
            for field, words in said.items():
                setattr(seat.group, field, words)
            publish(GroupDescribed(seat.member.id, group_id))


def change_mode(actor: Actor, group_id: Id, mode: Mode) -> None:
    """Let the group work in another mode; its agreement stays as it is until somebody changes it."""
    with transaction():
        seat = queries.seat_to_describe(actor, group_id)
        if seat.group.mode is not mode:
            seat.group.mode = mode
            publish(ModeChanged(seat.member.id, group_id, mode))


def name_convenor(actor: Actor, group_id: Id, account_id: Id) -> Member:
    """Give a group that has no convenor left another one, as the owner; the group sees it on its trail.

    A member keeps their role; somebody from outside becomes a member as therapist. Raises Missing for anybody
    but the owner, NotAllowed where the group has a convenor, Invalid (field `convenor`).
    """
    with transaction():
        queries.group_for_owner(actor, group_id)
        hold(group_id)
        require(policy.may_name_convenor(actor, len(queries.convenors_in(group_id))))
        account = account_named(account_id)
        if account is None or account.deactivated_at is not None:
            raise Invalid(fields={"convenor": ["There is no such account that can sign in."]})
        group = session().get_one(Group, group_id)
        member = sit(group, account.id, None, convenor=True)
        publish(ConvenorNamed(group_id, actor.account_id, member.id))
        return member


def _name(name: str) -> str:
    called = " ".join("".join(c if c.isprintable() else " " for c in name).split())
    if not called:
        raise Invalid(fields={"name": ["Give the group a name."]})
    if len(called) > limits.NAME:
        raise Invalid(fields={"name": [f"At most {limits.NAME} characters."]})
    return called


def _about(about: str) -> str:
    said = about.strip()
    if len(said) > limits.ABOUT:
        raise Invalid(fields={"about": [f"At most {limits.ABOUT:,} characters."]})
    return said


def _zone(zone: str) -> str:
    if not clock.is_zone(zone):
        raise Invalid(fields={"zone": ["Choose a time zone from the list, like Europe/London."]})
    return zone
