"""Which outlines a group can choose from: the built-in ones and its own."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from supervise.core.actor import Actor
from supervise.core.db import session
from supervise.core.errors import Missing
from supervise.core.ids import Id
from supervise.core.policy import require
from supervise.groups.queries import Seat, seat_for
from supervise.writeups import policy
from supervise.writeups.outline import Outline, built_in
from supervise.writeups.shaping.models import GroupOutline
from supervise.writeups.shaping.reading import sound


@dataclass(frozen=True, slots=True)
class OwnOutline:
    """An outline of a group's own, as it now is."""

    seat: Seat
    row: GroupOutline

    @property
    def outline(self) -> Outline:
        """The outline as it is read."""
        return sound(self.row.source)


def outlines_for(group_id: Id) -> Mapping[str, Outline]:
    """Return the outlines that a group can choose from by their short names: its own, then the built-in ones."""
    rows = session().scalars(
        select(GroupOutline).where(GroupOutline.group_id == group_id, GroupOutline.retired_at.is_(None))
    )
    own = {row.slug: sound(row.source) for row in rows}
    return dict(sorted(own.items(), key=lambda one: one[1].name)) | dict(built_in())


def outline_for(group_id: Id, slug: str) -> Outline:
    """Return an outline that a group can choose, by its short name; raise Missing where there is none."""
    found = outlines_for(group_id).get(slug)
    if found is None:
        raise Missing
    return found


def own_outlines_of(seat: Seat) -> list[OwnOutline]:
    """Return the outlines of the seat's group's own, those no longer offered too, by name."""
    rows = session().scalars(select(GroupOutline).where(GroupOutline.group_id == seat.group.id))
    return sorted((OwnOutline(seat, row) for row in rows), key=lambda one: one.outline.name)


def own_outline_to_shape(actor: Actor, outline_id: str) -> OwnOutline:
    """Return an outline that the actor may change; raises Missing, or NotAllowed with the reason."""
    row = session().get(GroupOutline, outline_id)
    if row is None:
        raise Missing
    return OwnOutline(seat_to_shape(actor, row.group_id), row)


def seat_to_shape(actor: Actor, group_id: Id) -> Seat:
    """Return the seat of somebody who may make outlines for the group; raises Missing, or NotAllowed."""
    seat = seat_for(actor, group_id)
    require(policy.may_shape_outlines(seat.member))
    return seat
