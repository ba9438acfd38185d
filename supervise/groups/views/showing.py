"""What every page of a group is given: the group, what its reader may do, the tabs."""

from typing import Any

from flask import url_for

from supervise.groups import policy
from supervise.groups.models import Group
from supervise.groups.queries import Seat
from supervise.web import pages


def front(group: Group) -> str:
    """Return the address of a group's front page, which a higher rung fills."""
    return f"/groups/{group.id}"


def page(template: str, title: str, seat: Seat, here: str = "", **given: Any) -> str:
    """Fill a page of a group; `here` names its tab."""
    return pages.page(template, title, group=seat.group, me=seat.member, tabs=tabs(seat, here), **given)


def tabs(seat: Seat, here: str = "") -> list[tuple[str, str, bool]]:
    """Return the ways through a group that are open to this reader: label, address, whether it is this page."""
    group, me = seat.group, seat.member
    open_to_me = [
        ("dilemmas", "Dilemmas", front(group), seat.accepted),
        ("meetings", "Meetings", f"{front(group)}/meetings", seat.accepted),
        ("write-ups", "Write-ups", f"{front(group)}/writeups", seat.accepted),
        ("about", "About", url_for("groups.about", id=group.id), seat.accepted),
        ("agreement", "Agreement", url_for("groups.agreement", id=group.id), True),
        ("themes", "Themes", url_for("groups.themes", id=group.id), seat.accepted and policy.may_manage_themes(me)),
        ("invite", "Invitations", url_for("groups.invitations", id=group.id), seat.accepted and policy.may_invite(me)),
        ("trail", "Trail", f"{front(group)}/trail", seat.accepted and policy.may_read_trail(me)),
    ]
    return [(label, href, name == here) for name, label, href, shown in open_to_me if shown]
