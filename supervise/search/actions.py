"""Keeping the index: each entry is made anew in the transaction of what changed its words, or goes with them."""

from collections.abc import Sequence

from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from supervise.core.db import session
from supervise.core.ids import Id
from supervise.dilemmas.models import Comment, Dilemma, Withdrawal
from supervise.meetings.models import Meeting
from supervise.search.entries import Entry, entries_of, entry_of_record, entry_of_write_up
from supervise.search.models import SearchEntry
from supervise.writeups.models import WriteUp


def index_dilemma(dilemma_id: Id) -> None:
    """Let a dilemma be found by its words as they now stand; by none once it is withdrawn."""
    dilemma = session().get(Dilemma, dilemma_id)
    if dilemma is None or _is_withdrawn(dilemma_id):
        drop_thread(dilemma_id)
        return
    put(entries_of([dilemma], []))


def index_comment(comment_id: Id) -> None:
    """Let a comment be found by its words as they now stand; by none once it is removed."""
    comment = session().get(Comment, comment_id)
    dilemma = comment and session().get(Dilemma, comment.dilemma_id)
    made = entries_of([], [(comment, dilemma)]) if comment and dilemma else []
    if made and not _is_withdrawn(made[0]["dilemma_id"]):
        put(made)
    else:
        session().execute(delete(SearchEntry).where(SearchEntry.thing_id == comment_id))


def index_write_up(write_up_id: Id) -> None:
    """Let a write-up be found by the words of its shared version as they now stand; by none as long as none is."""
    write_up = session().get(WriteUp, write_up_id)
    made = entry_of_write_up(write_up) if write_up is not None else None
    if made is None:
        drop_write_up(write_up_id)
    else:
        put([made])


def index_record(meeting: Meeting, without: Id | None = None) -> None:
    """Let a meeting's record be found by its words as they now stand; `without` a dilemma that is being destroyed."""
    made = entry_of_record(meeting, without)
    if made is None:
        session().execute(delete(SearchEntry).where(SearchEntry.meeting_id == meeting.id))
    else:
        put([made])


def drop_write_up(write_up_id: Id) -> None:
    """Let nothing of a write-up be found any more."""
    session().execute(delete(SearchEntry).where(SearchEntry.write_up_id == write_up_id))


def drop_thread(dilemma_id: Id) -> None:
    """Let nothing of a thread be found any more."""
    session().execute(delete(SearchEntry).where(SearchEntry.dilemma_id == dilemma_id))


def put(entries: Sequence[Entry]) -> None:
    """Keep entries, in the place of those that stood for the same things."""
    insert = _insert(entries)
    changed = {name: insert.excluded[name] for name in entries[0] if name != "thing_id"}
    session().execute(insert.on_conflict_do_update(index_elements=["thing_id"], set_=changed))


def add(entries: Sequence[Entry]) -> None:
    """Keep entries of things that have none; where one was made meanwhile, that one is the newer."""
    if entries:
        session().execute(_insert(entries).on_conflict_do_nothing(index_elements=["thing_id"]))


def replace(entries: Sequence[Entry]) -> None:
    """Bring entries of an older form to the present one; what came to that form meanwhile is the newer."""
    for entry in entries:
        older = update(SearchEntry).where(SearchEntry.thing_id == entry["thing_id"], SearchEntry.form != entry["form"])
        session().execute(older.values(entry))


def _is_withdrawn(dilemma_id: Id) -> bool:
    return session().scalar(select(Withdrawal.dilemma_id).where(Withdrawal.dilemma_id == dilemma_id)) is not None


def _insert(entries: Sequence[Entry]) -> postgresql.Insert | sqlite.Insert:
    insert = postgresql.insert if session().get_bind().dialect.name == "postgresql" else sqlite.insert
    return insert(SearchEntry).values(list(entries))
