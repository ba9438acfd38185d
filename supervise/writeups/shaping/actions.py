"""Making outlines of a group's own: copy one, change it, offer it no longer. What was begun from it stays as it was."""

from dataclasses import replace

from sqlalchemy import func, select

from supervise.core import clock, limits
from supervise.core.actor import Actor
from supervise.core.db import publish, session, transaction
from supervise.core.documents import Unfit, name_from
from supervise.core.errors import Invalid, Stale
from supervise.core.ids import Id, new_id
from supervise.writeups.outline import built_in, built_in_named
from supervise.writeups.shaping.events import OutlineChanged, OutlineCopied, OutlineOffered, OutlineRetired
from supervise.writeups.shaping.models import GroupOutline
from supervise.writeups.shaping.queries import own_outline_to_shape, seat_to_shape
from supervise.writeups.shaping.reading import sound, written


def copy_outline(actor: Actor, group_id: Id, based_on: str, name: str) -> GroupOutline:
    """Copy a built-in outline for the group under a name of its own; raises Missing, NotAllowed, Invalid."""
    called = " ".join(name.split())
    with transaction() as db:
        seat = seat_to_shape(actor, group_id)
        known = built_in_named(based_on)
        slug = _free_slug(group_id, called)
        row = GroupOutline(
            id=new_id(),
            group_id=group_id,
            slug=slug,
            source=written(replace(known, id=slug, version=1, name=called)),
            made_by_id=seat.member.id,
            changed_at=clock.now(),
        )
        sound(row.source)
        db.add(row)
        db.flush()
        publish(OutlineCopied(seat.member.id, group_id, row.id))
    return row


def change_outline(actor: Actor, outline_id: Id, source: str, *, version: int) -> int:
    """Let a group's own outline say something else, and return the number of its version.

    Raises Unfit with the line that does not fit, Stale where somebody changed it since `version`.
    """
    with transaction():
        own = own_outline_to_shape(actor, outline_id)
        row = own.row
        if row.version != version:
            raise Stale
        given = sound(source.replace("\r\n", "\n").replace("\r", "\n").strip() + "\n")
        if written(replace(given, id=row.slug, version=row.version)) == row.source:
            return row.version
        row.version += 1
        row.source = written(replace(given, id=row.slug, version=row.version))
        if len(row.source) > limits.OUTLINE_SOURCE:
            raise Unfit("This outline is longer than it needs to be. Shorten its prompts, or leave sections out.")
        row.changed_at, row.made_by_id = clock.now(), own.seat.member.id
        publish(OutlineChanged(own.seat.member.id, row.group_id, row.id, row.version))
        return row.version


def retire_outline(actor: Actor, outline_id: Id, *, on: bool) -> None:
    """Offer an outline no longer, or again; write-ups that were begun from it keep it."""
    with transaction():
        own = own_outline_to_shape(actor, outline_id)
        if (own.row.retired_at is not None) == on:
            return
        own.row.retired_at = clock.now() if on else None
        publish((OutlineRetired if on else OutlineOffered)(own.seat.member.id, own.row.group_id, own.row.id))


def _free_slug(group_id: Id, name: str) -> str:
    mine = select(GroupOutline.slug).where(GroupOutline.group_id == group_id)
    if (session().scalar(select(func.count()).select_from(mine.subquery())) or 0) >= limits.OWN_OUTLINES:
        raise Invalid(fields={"name": [f"A group keeps at most {limits.OWN_OUTLINES} outlines of its own."]})
    slug = name_from(name)
    if not slug:
        raise Invalid(fields={"name": ["Give it a name with some letters of the Latin alphabet."]})
    if slug in set(session().scalars(mine)) or slug in built_in():
        raise Invalid(fields={"name": ["There is an outline of this name already. Call it something else."]})
    return slug
