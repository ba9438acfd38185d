"""The table 'Who may do what', drawn by asking the policies themselves for an invented member of each kind.

Each rung registers the rows of what it keeps; nothing is written down twice.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from supervise.core.ids import new_id
from supervise.core.policy import Verdict
from supervise.groups import policy
from supervise.groups.models import Member, Role

Asks = Callable[[Member, bool], Verdict]
"""Asks a policy for a member, about a thing of their own (True) or of somebody else's (False)."""

YES, OWN, NO = "yes", "own", "\u2013"


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that can be done, and how to ask whether somebody may."""

    label: str
    asks: Asks
    place: int


@dataclass(frozen=True, slots=True)
class Shown:
    """One row as it is shown; outsiders and whoever runs the installation have NO in every row."""

    label: str
    convenor: str
    roles: dict[Role, str]


@dataclass
class _Table:
    rows: list[Row] = field(default_factory=list)


_table = _Table()


def row(label: str, asks: Asks, *, place: int = 500) -> None:
    """Add a row to the table; rows are shown by `place`, then in the order in which they were added."""
    if not any(one.label == label for one in _table.rows):
        _table.rows.append(Row(label, asks, place))


def table() -> list[Shown]:
    """Return the table."""
    return [shown(one.label, one.asks) for one in sorted(_table.rows, key=lambda one: one.place)]


def shown(label: str, asks: Asks) -> Shown:
    """Return one row, asked of every kind of member; the convenor's column holds what the mark adds to a role."""
    roles = {role: cell(asks, role, convenor=False) for role in Role}
    with_mark = {role: cell(asks, role, convenor=True) for role in Role}
    added = {found for role, found in with_mark.items() if found != roles[role]}
    return Shown(label, YES if YES in added else OWN if OWN in added else "", roles)


def cell(asks: Asks, role: Role, *, convenor: bool) -> str:
    """Return what one kind of member may: anything, what is their own, or nothing."""
    member = invented(role, convenor=convenor)
    if asks(member, False):
        return YES
    return OWN if asks(member, True) else NO


def invented(role: Role, *, convenor: bool = False) -> Member:
    """Return a member of a kind, to ask a policy about; they exist nowhere else."""
    return Member(id=new_id(), role=role, convenor=convenor, accepted_version=0)


def _one_of_several(member: Member) -> Verdict:
    return policy.may_leave(member, convenors_left=1, members_left=2)


for _label, _asks in {
    "see who is in the group, read its agreement": lambda member, _: policy.may_enter(member),
    "leave the group": lambda member, _: _one_of_several(member),
    "change the group's name, description and way of working": lambda member, _: policy.may_describe(member),
    "invite, and take an invitation back": lambda member, _: policy.may_invite(member),
    "change roles, give and take the convenor's mark": lambda member, _: policy.may_change_roles(member),
    "remove somebody else": lambda member, _: policy.may_remove(member, invented(Role.THERAPIST)),
    "make a new version of the agreement": lambda member, _: policy.may_edit_agreement(member),
    "add and retire themes of the group's own": lambda member, _: policy.may_manage_themes(member),
    "change how long the group keeps what is written": lambda member, _: policy.may_change_keeping(member),
    "read the trail of acts": lambda member, _: policy.may_read_trail(member),
}.items():
    row(_label, _asks, place=900)
