"""Making the entries that are missing: of what was written before there was an index, or by a version without one."""

from collections.abc import Collection, Sequence
from datetime import timedelta

from sqlalchemy import delete, exists, or_, select, update

from supervise.core import clock
from supervise.core.db import session, transaction
from supervise.core.ids import Id
from supervise.core.jobs import comes_round
from supervise.dilemmas.models import Comment, Dilemma, Withdrawal
from supervise.meetings.models import Meeting
from supervise.search.actions import add, replace
from supervise.search.engine import make_anew
from supervise.search.entries import Entry, entries_of, entry_of_record, entry_of_write_up
from supervise.search.models import SearchEntry, SearchFilling
from supervise.texts.spelling import FORM
from supervise.writeups.models import WriteUp

AT_ONCE = 50
"""Entries that are made in one transaction, so that nobody who writes waits long."""

LOOKED_AT = 500
IN_A_ROUND = 100
"""Steps of a round; a round comes every minute until all was looked at, and then once a day."""

AGAIN = timedelta(days=1)
_NO_FORM = 0
Table = type[Dilemma | Comment | WriteUp | Meeting]
TABLES: dict[str, Table] = {"dilemma": Dilemma, "comment": Comment, "write-up": WriteUp, "meeting": Meeting}


@comes_round("search index", timedelta(minutes=1))
def fill_what_is_missing() -> None:
    """Make missing entries, a stretch at a time; where it stopped it goes on, in whichever process comes next."""
    for of in TABLES:
        for _ in range(IN_A_ROUND):
            if not _step(of):
                break
            clock.pause(0.01)


def fill_all() -> int:
    """Look at everything now and make what is missing, or spelled in an older form; return how many were made."""
    with transaction() as db:
        db.execute(delete(SearchFilling))
    made = 0
    for of in TABLES:
        while (more := _step(of)) is not None:
            made += more
    return made


def rebuild() -> int:
    """Make every entry anew from the words as they now stand, and the database's index; return how many there are.

    What is written meanwhile is found as always; on SQLite whoever writes waits while the index itself is made.
    """
    with transaction() as db:
        make_anew()
        db.execute(update(SearchEntry).values(form=_NO_FORM))
    drop_what_is_gone()
    return fill_all()


def drop_what_is_gone() -> int:
    """Drop entries of what was removed or withdrawn without the index hearing of it; return how many there were."""
    removed = select(Comment.id).where(Comment.removed_at.is_not(None))
    withdrawn = select(Withdrawal.dilemma_id)
    with transaction() as db:
        gone = or_(SearchEntry.thing_id.in_(removed), SearchEntry.dilemma_id.in_(withdrawn))
        return len(db.scalars(delete(SearchEntry).where(gone).returning(SearchEntry.id)).all())


def _step(of: str) -> int | None:
    """Look at the next stretch of a table and make what is missing there; None once it was all looked at of late."""
    place = session().get(SearchFilling, of, populate_existing=True) or SearchFilling(of=of, after="")
    if place.through_at is not None and clock.now() - place.through_at < AGAIN:
        return None
    table = TABLES[of]
    after = "" if place.through_at else place.after
    ids = list(session().scalars(select(table.id).where(table.id > after).order_by(table.id).limit(LOOKED_AT)))
    missing = _missing(table, ids)
    for start in range(0, len(missing), AT_ONCE):
        with transaction():
            _make(table, missing[start : start + AT_ONCE])
    with transaction() as db:
        db.merge(SearchFilling(of=of, after=ids[-1] if ids else "", through_at=None if ids else clock.now()))
    return len(missing)


def _missing(table: Table, ids: Sequence[Id]) -> list[Id]:
    """Return which of some things have no entry of the present form, and should have one."""
    has = exists().where(SearchEntry.thing_id == table.id, SearchEntry.form == FORM)
    wanted = select(table.id).where(table.id.in_(ids), ~has)
    if table is WriteUp:
        return list(session().scalars(wanted.where(WriteUp.shared_version.is_not(None)))) if ids else []
    if table is Meeting:
        over = (Meeting.ended_at.is_not(None), Meeting.cancelled_at.is_(None))
        return list(session().scalars(wanted.where(*over).order_by(Meeting.id))) if ids else []
    if table is Comment:
        wanted = wanted.where(Comment.removed_at.is_(None))
    of = Comment.dilemma_id if table is Comment else Dilemma.id
    withdrawn = exists().where(Withdrawal.dilemma_id == of)
    return list(session().scalars(wanted.where(~withdrawn).order_by(table.id))) if ids else []


def _make(table: Table, ids: Collection[Id]) -> None:
    """Make the entries of some things; one that somebody else made meanwhile is the newer."""
    entries = _entries(table, ids)
    add(entries)
    replace([entry for entry in entries if entry["thing_id"] in _in_another_form(ids)])


def _entries(table: Table, ids: Collection[Id]) -> list[Entry]:
    if table is Dilemma:
        return entries_of(session().scalars(select(Dilemma).where(Dilemma.id.in_(ids))).all(), [])
    if table is WriteUp:
        found = session().scalars(select(WriteUp).where(WriteUp.id.in_(ids))).all()
        return [made for made in map(entry_of_write_up, found) if made is not None]
    if table is Meeting:
        held = session().scalars(select(Meeting).where(Meeting.id.in_(ids))).all()
        return [made for made in map(entry_of_record, held) if made is not None]
    rows = session().execute(
        select(Comment, Dilemma).join(Dilemma, Dilemma.id == Comment.dilemma_id).where(Comment.id.in_(ids))
    )
    return entries_of([], [(comment, dilemma) for comment, dilemma in rows])


def _in_another_form(ids: Collection[Id]) -> set[Id]:
    found = select(SearchEntry.thing_id).where(SearchEntry.thing_id.in_(ids), SearchEntry.form != FORM)
    return set(session().scalars(found))
