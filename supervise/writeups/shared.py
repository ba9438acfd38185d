"""What others read of write-ups: the shared versions and their words, for whoever has been shown that they may."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, tuple_

from supervise.core.db import session
from supervise.core.ids import Id
from supervise.groups.models import Role
from supervise.groups.queries import Seat
from supervise.texts.models import Revision
from supervise.texts.queries import Words, covers_of
from supervise.writeups.models import Assigned, Decision, Mark, Marking, Part, Version, VersionPart, WriteUp


def open_to(seat: Seat) -> ColumnElement[bool]:
    """Return the condition that a write-up of the seat's group is shared with somebody, and open to who sits there."""
    own = WriteUp.author_id == seat.member.id
    named = exists().where(Assigned.write_up_id == WriteUp.id, Assigned.member_id == seat.member.id)
    reads = or_(own, named) if seat.member.role is Role.SUPERVISOR else own
    return and_(WriteUp.group_id == seat.group.id, WriteUp.shared_version.is_not(None), reads)


def in_marking() -> ColumnElement[bool]:
    """Return the condition that a version is being marked, its marks not released, for a select of versions."""
    appointed = exists().where(Mark.marking_id == Marking.id, Mark.ended_at.is_(None))
    return exists().where(Marking.version_id == Version.id, Marking.released_at.is_(None), appointed)


def kept_from() -> ColumnElement[datetime]:
    """Return since when a version is kept, for a select of decisions on it: its marks' release, else its sign-off."""
    released = select(Marking.released_at).where(Marking.version_id == Version.id).correlate(Version).scalar_subquery()
    return func.coalesce(released, Decision.at)


def shared_version_of(write_up: WriteUp) -> Version | None:
    """Return the version that is shared; None as long as none is."""
    return shared_versions_of([write_up]).get(write_up.id)


def shared_versions_of(write_ups: Collection[WriteUp]) -> dict[Id, Version]:
    """Return the version that is shared of each that has one, by write-up."""
    shared = [(one.id, one.shared_version) for one in write_ups if one.shared_version is not None]
    if not shared:
        return {}
    found = select(Version).where(tuple_(Version.write_up_id, Version.number).in_(shared))
    return {one.write_up_id: one for one in session().scalars(found)}


def words_in_version(version: Version) -> list[Words]:
    """Return the words of a version with what is covered of them, part by part."""
    return words_in_versions([version])[version.id]


def words_in_versions(versions: Collection[Version]) -> dict[Id, list[Words]]:
    """Return the words of some versions with what is covered of them, part by part, by version."""
    said: dict[Id, list[Words]] = {one.id: [] for one in versions}
    at = and_(Revision.text_id == VersionPart.text_id, Revision.number == VersionPart.revision)
    rows = session().execute(
        select(VersionPart.version_id, VersionPart.text_id, VersionPart.revision, Revision.body)
        .join(Revision, at)
        .join(Part, Part.id == VersionPart.part_id)
        .where(VersionPart.version_id.in_(said), Revision.body.is_not(None))
        .order_by(Part.section, Part.place, Part.row, Part.column)
    )
    found = rows.all()
    covers = covers_of({text_id for _, text_id, _, _ in found})
    for version_id, text_id, number, body in found:
        said[version_id].append(Words(text_id, number, body, None, covers[text_id, number]))
    return said
