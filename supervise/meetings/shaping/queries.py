"""Which formats a group has: the built-in ones and its own, and the versions of these."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import select

from supervise.core.actor import Actor
from supervise.core.db import session
from supervise.core.errors import Missing
from supervise.core.ids import Id
from supervise.core.policy import require
from supervise.groups.queries import Seat, seat_for
from supervise.meetings import policy
from supervise.meetings.format import Format
from supervise.meetings.library import built_in
from supervise.meetings.models import FormatVersion, GroupFormat
from supervise.meetings.reading import read

NAME = "your format"
"""What a group's own format is called where a message names the line that does not fit."""

_KEPT = 256


@dataclass(frozen=True, slots=True)
class OwnFormat:
    """A format of a group's own in one of its versions."""

    seat: Seat
    row: GroupFormat
    version: FormatVersion

    @property
    def format(self) -> Format:
        """The format as it is read."""
        return parsed(self.version.source)


def formats_for(group_id: Id, *, retired: bool = False) -> dict[str, Format]:
    """Return the formats that a group can choose from by their short names: its own, then the built-in ones."""
    own = {row.slug: parsed(version.source) for row, version in _newest(group_id) if retired or row.retired_at is None}
    return own | built_in()


def own_formats_of(seat: Seat) -> list[OwnFormat]:
    """Return the formats of the seat's group's own, those no longer offered too, by name."""
    found = [OwnFormat(seat, row, version) for row, version in _newest(seat.group.id)]
    return sorted(found, key=lambda one: one.format.name)


def own_format_for(actor: Actor, format_id: str) -> OwnFormat:
    """Return the newest version of a format of a group that the actor sits in; raises Missing."""
    row = session().get(GroupFormat, format_id)
    if row is None:
        raise Missing
    version = session().get_one(FormatVersion, (row.id, row.version))
    return OwnFormat(seat_for(actor, row.group_id), row, version)


def own_format_to_shape(actor: Actor, format_id: str) -> OwnFormat:
    """Return a format that the actor may change; raises Missing, or NotAllowed with the reason."""
    own = own_format_for(actor, format_id)
    require(policy.may_shape_formats(own.seat.member))
    return own


def seat_to_shape(actor: Actor, group_id: Id) -> Seat:
    """Return the seat of somebody who may make formats for the group; raises Missing, or NotAllowed."""
    seat = seat_for(actor, group_id)
    require(policy.may_shape_formats(seat.member))
    return seat


def versions_of(own: OwnFormat) -> Sequence[FormatVersion]:
    """Return all versions of a format, the newest first."""
    found = select(FormatVersion).where(FormatVersion.format_id == own.row.id)
    return session().scalars(found.order_by(FormatVersion.number.desc())).all()


@lru_cache(_KEPT)
def parsed(source: str) -> Format:
    """Return the format that a source describes; raises Unfit with the line that does not fit."""
    return read(source, NAME)


def _newest(group_id: Id) -> list[tuple[GroupFormat, FormatVersion]]:
    rows = session().execute(
        select(GroupFormat, FormatVersion)
        .join(
            FormatVersion, (FormatVersion.format_id == GroupFormat.id) & (FormatVersion.number == GroupFormat.version)
        )
        .where(GroupFormat.group_id == group_id)
    )
    return [(row, version) for row, version in rows]
