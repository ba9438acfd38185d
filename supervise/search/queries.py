"""Searching: who may read a text decides within the query, so that nothing else is found, counted or passed over."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import BigInteger, ColumnElement, Select, and_, case, exists, false, func, or_, select, type_coerce
from sqlalchemy.orm import aliased, joinedload

from supervise.core import limits
from supervise.core.actor import Actor
from supervise.core.db import session
from supervise.core.ids import Id
from supervise.dilemmas.models import Closure, Comment, Dilemma, DilemmaTheme, Signed
from supervise.dilemmas.queries import open_to, standing
from supervise.dilemmas.showing import is_shown_to
from supervise.groups.models import Member
from supervise.groups.queries import Seat, groups_of
from supervise.meetings.models import Meeting
from supervise.search import records
from supervise.search.asking import Question, Sought
from supervise.search.engine import has_words
from supervise.search.models import SearchEntry
from supervise.search.scopes import scopes_for
from supervise.writeups import shared
from supervise.writeups.models import WriteUp

IN_HEADING = timedelta(days=365)
IN_DILEMMA = timedelta(days=90)
"""How much newer something else must be to stand before what has a word in its title or question, or is a dilemma."""

FARTHEST_PAGE = 50
DILEMMA, COMMENT, WRITE_UP, RECORD = "dilemma", "comment", "write-up", "record"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person looks for; `person` is a member of that account, `kind` a comment's or which of the four."""

    question: Question
    theme: str | None = None
    kind: str | None = None
    group: Id | None = None
    person: Id | None = None
    since: datetime | None = None
    before: datetime | None = None
    state: str | None = None
    page: int = 1

    @property
    def narrowed(self) -> bool:
        """Whether anything is asked for beside words."""
        beside = (self.theme, self.kind, self.group, self.person, self.since, self.before, self.state)
        return any(one is not None for one in beside)


@dataclass(frozen=True, slots=True)
class Found:
    """A dilemma, or a comment in it, that fits, and the reader's seat there; `far_back` if its page begins after it."""

    dilemma: Dilemma
    comment: Comment | None
    closed: bool
    far_back: bool
    seat: Seat


@dataclass(frozen=True, slots=True)
class FoundWriteUp:
    """A write-up whose shared version fits, and the reader's seat there."""

    write_up: WriteUp
    seat: Seat


@dataclass(frozen=True, slots=True)
class FoundRecord:
    """The record of a meeting that fits, and the reader's seat there."""

    meeting: Meeting
    seat: Seat


AnyFound = Found | FoundWriteUp | FoundRecord


def seats_to_search(actor: Actor) -> list[Seat]:
    """Return where the actor may look: their groups whose agreement they have accepted."""
    return [seat for seat in groups_of(actor) if seat.accepted]


def search(seats: Sequence[Seat], wanted: Wanted) -> tuple[list[AnyFound], bool]:
    """Return a page of what fits and is open to who sits there, the best first; and whether there is more.

    A year of newness weighs as much as a word in the title or the question (IN_HEADING). Nothing for no question.
    """
    chosen = [seat for seat in seats if wanted.group in {None, seat.group.id}]
    if not chosen or not (wanted.question or wanted.narrowed):
        return [], False
    rows = _in_order(_narrowed(_readable(chosen, wanted.question), chosen, wanted), wanted.question)
    skipped = limits.SEARCH_PAGE * (min(wanted.page, FARTHEST_PAGE) - 1)
    page = session().execute(rows.offset(skipped).limit(limits.SEARCH_PAGE + 1)).all()
    here = [(dilemma_id, thing_id) for dilemma_id, thing_id in page[: limits.SEARCH_PAGE]]
    return _loaded(here, chosen), len(page) > limits.SEARCH_PAGE


def people_in(seats: Sequence[Seat]) -> list[Member]:
    """Return the present members of some groups, each account once, by name."""
    here = (
        select(Member)
        .options(joinedload(Member.account))
        .where(Member.group_id.in_([seat.group.id for seat in seats]), Member.left_at.is_(None))
    )
    by_account = {member.account_id: member for member in session().scalars(here)}
    return sorted(by_account.values(), key=lambda member: (member.account.name.lower(), member.id))


def _loaded(page: Sequence[tuple[Id | None, Id]], seats: Sequence[Seat]) -> list[AnyFound]:
    """Load what a page of ids names, in its order."""
    threads = iter(_found([(dilemma_id, thing) for dilemma_id, thing in page if dilemma_id is not None], seats))
    beside = _beside_threads([thing for dilemma_id, thing in page if dilemma_id is None], seats)
    return [next(threads) if dilemma_id is not None else beside[thing] for dilemma_id, thing in page]


def _beside_threads(ids: Sequence[Id], seats: Sequence[Seat]) -> dict[Id, FoundWriteUp | FoundRecord]:
    if not ids:
        return {}
    by_group = {seat.group.id: seat for seat in seats}
    asked = select(WriteUp).options(joinedload(WriteUp.author).joinedload(Member.account)).where(WriteUp.id.in_(ids))
    held = session().scalars(select(Meeting).where(Meeting.id.in_(ids)))
    found: dict[Id, FoundWriteUp | FoundRecord]
    found = {one.id: FoundRecord(one, by_group[one.group_id]) for one in held}
    return found | {one.id: FoundWriteUp(one, by_group[one.group_id]) for one in session().scalars(asked)}


def _found(page: Sequence[tuple[Id, Id]], seats: Sequence[Seat]) -> list[Found]:
    """Load what a page of ids names, in its order, with those who wrote it."""
    if not page:
        return []
    by_group = {seat.group.id: seat for seat in seats}
    rows = session().execute(
        select(Dilemma, Closure)
        .outerjoin(Closure, Closure.dilemma_id == Dilemma.id)
        .options(joinedload(Dilemma.author).joinedload(Member.account))
        .where(Dilemma.id.in_({dilemma_id for dilemma_id, _ in page}))
    )
    dilemmas = {dilemma.id: (dilemma, closure is not None) for dilemma, closure in rows}
    comments = _comments({thing for dilemma_id, thing in page if thing != dilemma_id})
    found = []
    for dilemma_id, thing in page:
        dilemma, closed = dilemmas[dilemma_id]
        comment, later = comments.get(thing, (None, 0))
        found.append(Found(dilemma, comment, closed, later >= limits.THREAD_WINDOW, by_group[dilemma.group_id]))
    return found


def _comments(ids: Collection[Id]) -> dict[Id, tuple[Comment, int]]:
    """Return some comments by their ids, and how many came after each."""
    later = aliased(Comment)
    after = select(func.count()).where(later.dilemma_id == Comment.dilemma_id, later.number > Comment.number)
    written = select(Comment, after.scalar_subquery()).options(joinedload(Comment.author).joinedload(Member.account))
    rows = session().execute(written.where(Comment.id.in_(ids))) if ids else ()
    return {comment.id: (comment, count) for comment, count in rows}


def _readable(seats: Sequence[Seat], question: Question) -> Select[Id | None, Id]:
    """Return all that holds the words and is open to the reader as things now stand, whatever the index says."""
    in_thread = and_(SearchEntry.dilemma_id.is_not(None), or_(*[open_to(seat) for seat in seats]))
    in_write_up = and_(SearchEntry.write_up_id.is_not(None), or_(*[shared.open_to(seat) for seat in seats]))
    in_record = and_(SearchEntry.meeting_id.is_not(None), records.open_to(seats))
    rows = (
        standing(select(SearchEntry.dilemma_id, SearchEntry.thing_id))
        .outerjoin(Dilemma, Dilemma.id == SearchEntry.dilemma_id)
        .outerjoin(WriteUp, WriteUp.id == SearchEntry.write_up_id)
        .outerjoin(Meeting, Meeting.id == SearchEntry.meeting_id)
        .outerjoin(Comment, Comment.id == SearchEntry.thing_id)
        .outerjoin(Closure, Closure.dilemma_id == Dilemma.id)
        .where(or_(in_thread, in_write_up, in_record), Comment.removed_at.is_(None))
        .where(is_shown_to(*[seat.member for seat in seats]))
    )
    if question:
        return rows.where(has_words(question, [scope for seat in seats for scope in scopes_for(seat)]))
    return rows.where(SearchEntry.group_id.in_([seat.group.id for seat in seats]))


def _narrowed(rows: Select[Id | None, Id], seats: Sequence[Seat], wanted: Wanted) -> Select[Id | None, Id]:
    if wanted.theme:
        on_it = exists().where(DilemmaTheme.dilemma_id == Dilemma.id, DilemmaTheme.slug == wanted.theme)
        rows = rows.where(or_(on_it, records.about_theme(wanted.theme)))
    if wanted.kind:
        rows = rows.where(_of_kind(wanted.kind))
    if wanted.person:
        rows = rows.where(_signed_by(wanted.person, seats))
    if wanted.since:
        rows = rows.where(SearchEntry.posted_at >= wanted.since)
    if wanted.before:
        rows = rows.where(SearchEntry.posted_at < wanted.before)
    if wanted.state:
        rows = rows.where(Dilemma.id.is_not(None), Closure.dilemma_id.is_(None) == (wanted.state == "open"))
    return rows


def _of_kind(kind: str) -> ColumnElement[bool]:
    """Return the condition that something is a dilemma, a comment of any kind, a write-up, a record, or of one kind."""
    which: dict[str, ColumnElement[bool]] = {
        DILEMMA: and_(SearchEntry.dilemma_id.is_not(None), SearchEntry.kind.is_(None)),
        COMMENT: SearchEntry.kind.is_not(None),
        WRITE_UP: SearchEntry.write_up_id.is_not(None),
        RECORD: SearchEntry.meeting_id.is_not(None),
    }
    return which.get(kind, SearchEntry.kind == kind)


def _signed_by(person: Id, seats: Sequence[Seat]) -> ColumnElement[bool]:
    """Return the condition that somebody put their name to it; what 'a colleague' wrote is nobody's, whoever asks."""
    groups = [seat.group.id for seat in seats]
    named = select(Member.account_id).where(Member.id == person, Member.group_id.in_(groups), Member.left_at.is_(None))
    theirs = select(Member.id).where(
        Member.account_id.in_(named), Member.group_id.in_(groups), or_(Member.left_at.is_(None), Member.name_kept)
    )
    return or_(
        and_(Comment.id.is_(None), Dilemma.signed == Signed.NAME, Dilemma.author_id.in_(theirs)),
        and_(Comment.signed == Signed.NAME, Comment.author_id.in_(theirs)),
        WriteUp.author_id.in_(theirs),
    )


def _in_order(rows: Select[Id | None, Id], question: Question) -> Select[Id | None, Id]:
    """Order by newness, with days added for where a word stands: whole numbers only, alike on both databases."""
    newness: ColumnElement[int] = type_coerce(SearchEntry.posted_at, BigInteger)
    for sought in question.parts:
        newness = newness + case((_in_heading(sought), _millis(IN_HEADING)), else_=0)
    if question:
        newness = newness + case((SearchEntry.kind.is_(None), _millis(IN_DILEMMA)), else_=0)
    return rows.order_by(newness.desc(), SearchEntry.thing_id)


def _in_heading(sought: Sought) -> ColumnElement[bool]:
    forms = [sought.in_order, *([f" {sought.stem} "] if sought.stem else [])]
    return or_(false(), *[SearchEntry.heading.contains(form) for form in forms])


def _millis(span: timedelta) -> int:
    return int(span / timedelta(milliseconds=1))
