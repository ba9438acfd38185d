"""Versions of a write-up: kept by hand and now and then by themselves, compared by words, restored."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import func, select

from supervise.core import clock
from supervise.core.db import session
from supervise.core.ids import Id, new_id
from supervise.texts.models import Revision, Text
from supervise.writeups.models import Part, Version, VersionPart, Why, WriteUp

EACH = timedelta(hours=1)
"""How often a version is kept by itself while somebody writes."""

Standing = Sequence[tuple[Id, Id, int]]
"""Part, text and revision of everything that has words now."""


def keep(write_up: WriteUp, why: Why, *, also_unchanged: bool = False) -> Version:
    """Keep the write-up as it now stands, inside a transaction; unchanged, the newest version is it already."""
    newest, standing = newest_version(write_up), _standing(write_up)
    if newest is not None and not also_unchanged and _is_like(newest, standing):
        return newest
    write_up.versions += 1
    version = Version(id=new_id(), write_up_id=write_up.id, number=write_up.versions, why=why, at=clock.now())
    session().add(version)
    session().flush()
    session().add_all(
        VersionPart(version_id=version.id, part_id=part_id, text_id=text_id, revision=revision)
        for part_id, text_id, revision in standing
    )
    session().flush()
    return version


def keep_now_and_then(write_up: WriteUp) -> None:
    """Keep a version before new words come, where the newest is old; inside the transaction that writes them."""
    newest = newest_version(write_up)
    since = newest.at if newest is not None else write_up.begun_at
    if clock.now() - since >= EACH and _standing(write_up):
        keep(write_up, Why.BY_ITSELF)


def newest_version(write_up: WriteUp) -> Version | None:
    """Return the newest version of a write-up."""
    found = select(Version).where(Version.write_up_id == write_up.id).order_by(Version.number.desc()).limit(1)
    return session().scalar(found)


def _standing(write_up: WriteUp) -> Standing:
    rows = session().execute(
        select(Part.id, Text.id, Text.revision)
        .join(Text, Text.thing_id == Part.id)
        .join(Revision, (Revision.text_id == Text.id) & (Revision.number == Text.revision))
        .where(Part.write_up_id == write_up.id, func.coalesce(Revision.body, "") != "")
    )
    return [(part, text, revision) for part, text, revision in rows]


def _is_like(version: Version, standing: Standing) -> bool:
    held = session().execute(
        select(VersionPart.part_id, VersionPart.text_id, VersionPart.revision).where(
            VersionPart.version_id == version.id
        )
    )
    return set(standing) == {(part, text, revision) for part, text, revision in held}
