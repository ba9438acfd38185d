"""Making formats of a group's own: copy one, change it, offer it no longer. Every version is kept."""

from dataclasses import replace

from sqlalchemy import func, select

from supervise.core import clock, limits
from supervise.core.actor import Actor
from supervise.core.db import publish, session, transaction
from supervise.core.documents import name_from
from supervise.core.errors import Invalid, Stale
from supervise.core.ids import Id, new_id
from supervise.meetings.events import FormatChanged, FormatCopied, FormatRetired
from supervise.meetings.library import built_in, built_in_named
from supervise.meetings.models import FormatVersion, GroupFormat
from supervise.meetings.shaping.queries import NAME, own_format_to_shape, parsed, seat_to_shape
from supervise.meetings.writing import as_yaml


def copy_format(actor: Actor, group_id: Id, based_on: str, name: str) -> GroupFormat:
    """Copy a built-in format for the group under a name of its own; raises Missing, NotAllowed, Invalid."""
    called = " ".join(name.split())
    with transaction() as db:
        seat = seat_to_shape(actor, group_id)
        if built_in_named(based_on).frame:
            raise Invalid(fields={"based_on": ["What stands around the cases is the same for all groups."]})
        slug = _free_slug(group_id, called)
        source = as_yaml(replace(built_in_named(based_on), id=slug, version=1, name=called))
        parsed(source)
        now = clock.now()
        row = GroupFormat(id=new_id(), group_id=group_id, slug=slug, based_on=based_on, made_at=now, version=1)
        db.add(row)
        db.flush()
        db.add(FormatVersion(format_id=row.id, number=1, source=source, made_by_id=seat.member.id, made_at=now))
        publish(FormatCopied(seat.member.id, group_id, row.id))
    return row


def change_format(actor: Actor, format_id: Id, source: str, *, version: int) -> int:
    """Keep a further version of a group's own format, and return its number.

    Raises Unfit with the line that does not fit, Stale where somebody changed it since `version`.
    """
    with transaction() as db:
        own = own_format_to_shape(actor, format_id)
        row = own.row
        if row.version != version:
            raise Stale
        found = replace(parsed(_plain(source)), id=row.slug, version=row.version)
        if found == own.format:
            return row.version
        if found.frame:
            raise Invalid(f"{NAME}: a case cannot be what stands around the cases, so leave 'frame' out.")
        row.version += 1
        kept = as_yaml(replace(found, version=row.version))
        member = own.seat.member
        db.add(
            FormatVersion(format_id=row.id, number=row.version, source=kept, made_by_id=member.id, made_at=clock.now())
        )
        publish(FormatChanged(member.id, row.group_id, row.id, row.version))
        return row.version


def retire_format(actor: Actor, format_id: Id) -> None:
    """Offer a format no longer; meetings that are planned with it keep it."""
    with transaction():
        own = own_format_to_shape(actor, format_id)
        if own.row.retired_at is None:
            own.row.retired_at = clock.now()
            publish(FormatRetired(own.seat.member.id, own.row.group_id, own.row.id))


def _plain(source: str) -> str:
    return source.replace("\r\n", "\n").replace("\r", "\n").strip() + "\n"


def _free_slug(group_id: Id, name: str) -> str:
    many = session().scalar(select(func.count()).select_from(GroupFormat).where(GroupFormat.group_id == group_id)) or 0
    if many >= limits.OWN_FORMATS:
        raise Invalid(fields={"name": [f"A group keeps at most {limits.OWN_FORMATS} formats of its own."]})
    slug = name_from(name)
    if not slug:
        raise Invalid(fields={"name": ["Give it a name with some letters of the Latin alphabet."]})
    taken = set(session().scalars(select(GroupFormat.slug).where(GroupFormat.group_id == group_id)))
    if slug in taken or slug in built_in():
        raise Invalid(fields={"name": ["There is a format of this name already. Call it something else."]})
    return slug
