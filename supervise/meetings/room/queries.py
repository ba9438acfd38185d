"""Reading the room of a meeting: each query loads and authorises in one; a stranger finds nothing."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import and_, select
from sqlalchemy.orm import joinedload

from supervise.core.actor import Actor
from supervise.core.db import session
from supervise.core.errors import Missing
from supervise.core.ids import Id
from supervise.groups.models import Group, Member
from supervise.groups.queries import Seat, seat_for
from supervise.meetings.fitting import fitted
from supervise.meetings.format import Format
from supervise.meetings.library import built_in_named, source_of
from supervise.meetings.models import AgendaItem, FormatVersion, GroupFormat, Meeting
from supervise.meetings.reading import read
from supervise.meetings.room.models import HeldMeeting, Line, Promise
from supervise.meetings.sitting import Slot
from supervise.texts.models import TextKind
from supervise.texts.queries import Words, words_of

_FORMATS_KEPT = 256


@dataclass(frozen=True, slots=True)
class Room:
    """A meeting that is open to the actor, with its agenda, and their seat in its group."""

    seat: Seat
    meeting: Meeting
    items: Sequence[AgendaItem]

    @property
    def member(self) -> Member:
        """The actor as a member of the group."""
        return self.seat.member

    @property
    def name(self) -> str:
        """The name of its live room."""
        return room_of(self.meeting.id)


def room_of(meeting_id: Id) -> str:
    """Return the name of a meeting's live room."""
    return f"meeting:{meeting_id}"


def room_for(actor: Actor, meeting_id: str) -> Room:
    """Return the room of a meeting of one's group; raise Missing for strangers, and where it was cancelled."""
    meeting = session().get(Meeting, meeting_id)
    if meeting is None or meeting.cancelled_at is not None:
        raise Missing
    return Room(seat_for(actor, meeting.group_id), meeting, items_of(meeting.id))


def meeting_named(meeting_id: Id) -> Meeting | None:
    """Return a meeting for whoever tells of it to those who are in it."""
    return session().get(Meeting, meeting_id)


def ended_for(actor: Actor, meeting_id: str) -> Room:
    """Return the room of a meeting that is over; raise Missing while it is not."""
    room = room_for(actor, meeting_id)
    if room.meeting.ended_at is None:
        raise Missing
    return room


def line_for(actor: Actor, line_id: str) -> tuple[Room, Line]:
    """Return a line said in a meeting that the actor may be in; raises Missing."""
    line = session().get(Line, line_id)
    if line is None:
        raise Missing
    return room_for(actor, line.meeting_id), line


def items_of(meeting_id: Id) -> Sequence[AgendaItem]:
    """Return a meeting's agenda in its order."""
    found = select(AgendaItem).where(AgendaItem.meeting_id == meeting_id).order_by(AgendaItem.position, AgendaItem.id)
    return session().scalars(found).all()


def source_for(group_id: Id, item: AgendaItem) -> str:
    """Return the YAML of an item's format: as it was frozen, else the group's own of that name, else the built-in."""
    return item.frozen if item.frozen is not None else source_named(group_id, item.format_slug)


def source_named(group_id: Id, slug: str) -> str:
    """Return the YAML of a format as it is now: the group's own of that name, else the built-in; raises Missing."""
    newest = and_(FormatVersion.format_id == GroupFormat.id, FormatVersion.number == GroupFormat.version)
    own = select(FormatVersion.source).join(GroupFormat, newest)
    found = session().scalar(own.where(GroupFormat.group_id == group_id, GroupFormat.slug == slug))
    return found or source_of(slug)


def slots_of(group_id: Id, items: Sequence[AgendaItem]) -> tuple[Slot, ...]:
    """Return what is on the agenda as the sitting sees it."""
    return tuple(Slot(_fitted(source_for(group_id, item), item.minutes), item.presenter_id) for item in items)


def held_at(meeting_id: Id, *, lock: bool = False) -> HeldMeeting | None:
    """Return how a meeting stands, if anybody was in it yet; locked for as long as the transaction lasts."""
    found = select(HeldMeeting).where(HeldMeeting.meeting_id == meeting_id)
    if lock:
        found = found.with_for_update().execution_options(populate_existing=True)
    return session().scalar(found)


def members_named(ids: Collection[Id]) -> Mapping[Id, Member]:
    """Return some members by id, accounts loaded."""
    found = select(Member).options(joinedload(Member.account)).where(Member.id.in_(ids))
    return {member.id: member for member in session().scalars(found)} if ids else {}


def lines_of(meeting_id: Id) -> Sequence[Line]:
    """Return what was said in writing in a meeting, in order, authors loaded."""
    found = select(Line).options(joinedload(Line.author).joinedload(Member.account))
    return session().scalars(found.where(Line.meeting_id == meeting_id).order_by(Line.number)).all()


def words_in(lines: Collection[Line]) -> Mapping[Id, Words]:
    """Return the words of some lines that still stand, by line; those that became comments stand in their thread."""
    things = {line.comment_id or line.id: line.id for line in lines}
    found = words_of(list(things))
    kinds = (TextKind.LINE, TextKind.COMMENT)
    return {things[thing]: words for (thing, kind), words in found.items() if kind in kinds and words.body is not None}


def has_promised(room: Room) -> bool:
    """Tell whether the actor promised to be in a private place."""
    return session().get(Promise, (room.meeting.id, room.member.id)) is not None


def group_of(meeting: Meeting) -> Group:
    """Return the group of a meeting."""
    return session().get_one(Group, meeting.group_id)


def format_name(slug: str) -> str:
    """Return what a built-in format is called, else its own short name."""
    try:
        return built_in_named(slug).name
    except Missing:
        return slug


@lru_cache(_FORMATS_KEPT)
def _fitted(source: str, minutes: int) -> Format:
    return fitted(read(source, "format"), minutes * 60)
