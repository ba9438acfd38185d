"""What of a meeting's record can be found: what was decided, the formats, the themes that the whole group may read.

What is one person's alone, and the notes, which may go after a day, are in no index.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, and_, select

from supervise.core.db import session
from supervise.core.ids import Id
from supervise.dilemmas.models import Audience, Dilemma, DilemmaTheme
from supervise.dilemmas.queries import standing, themes_of
from supervise.dilemmas.themes import known_themes
from supervise.groups.queries import Seat
from supervise.meetings.models import AgendaItem, Meeting
from supervise.meetings.room.queries import slots_of
from supervise.texts.models import TextKind
from supervise.texts.queries import Words, words_of


@dataclass(slots=True)
class RecordWords:
    """The words of a record."""

    decisions: Words | None
    formats: Sequence[str]
    themes: list[str] = field(default_factory=list)

    @property
    def visible(self) -> list[str]:
        """All that may be seen of it, what does not belong together apart."""
        return [*(self.decisions.visible if self.decisions else ()), *self.formats, *self.themes]


def open_to(seats: Collection[Seat]) -> ColumnElement[bool]:
    """Return the condition that a meeting has a record and is one of the groups of who sits there."""
    over = and_(Meeting.ended_at.is_not(None), Meeting.cancelled_at.is_(None))
    return and_(Meeting.group_id.in_([seat.group.id for seat in seats]), over)


def about_theme(slug: str) -> ColumnElement[bool]:
    """Return the condition that a meeting spoke of a dilemma with a theme, which the whole group may read."""
    spoke = select(AgendaItem.meeting_id).join(Dilemma, Dilemma.id == AgendaItem.dilemma_id)
    themed = spoke.join(DilemmaTheme, DilemmaTheme.dilemma_id == Dilemma.id).where(DilemmaTheme.slug == slug)
    return Meeting.id.in_(standing(themed.where(_whole_group())))


def records_of(meetings: Collection[Meeting], without: Id | None = None) -> Mapping[Id, RecordWords]:
    """Return the words of the records of some meetings, of those that have one; in as many queries for all as for one.

    `without` names a dilemma that is being destroyed.
    """
    ended = {one.id: one for one in meetings if one.ended_at is not None and one.cancelled_at is None}
    if not ended:
        return {}
    items = _items(list(ended))
    themes = _themes({one.dilemma_id for found in items.values() for one in found if one.dilemma_id} - {without})
    words = words_of(list(ended))
    records = {}
    for meeting_id, meeting in ended.items():
        slots = slots_of(meeting.group_id, items[meeting_id])
        formats = dict.fromkeys(slot.format.name for slot in slots if not slot.format.frame)
        records[meeting_id] = RecordWords(words.get((meeting_id, TextKind.DECISIONS)), list(formats))
        for item in items[meeting_id]:
            records[meeting_id].themes += themes.get(item.dilemma_id or "", ())
    return records


def spoke_of(dilemma_id: Id) -> Sequence[Meeting]:
    """Return the meetings that are over and spoke of a dilemma."""
    here = select(AgendaItem.meeting_id).where(AgendaItem.dilemma_id == dilemma_id)
    return session().scalars(select(Meeting).where(Meeting.id.in_(here), Meeting.ended_at.is_not(None))).all()


def _items(meetings: Collection[Id]) -> dict[Id, list[AgendaItem]]:
    found = select(AgendaItem).where(AgendaItem.meeting_id.in_(meetings)).order_by(AgendaItem.position, AgendaItem.id)
    items: dict[Id, list[AgendaItem]] = defaultdict(list)
    for item in session().scalars(found):
        items[item.meeting_id].append(item)
    return items


def _themes(dilemmas: Collection[Id | None]) -> dict[str, list[str]]:
    """Return the labels of the themes of those dilemmas that the whole group may read."""
    read = standing(select(Dilemma.id, Dilemma.group_id)).where(Dilemma.id.in_(dilemmas), _whole_group())
    groups = {row.id: row.group_id for row in session().execute(read)} if dilemmas else {}
    known = {group_id: known_themes(group_id) for group_id in set(groups.values())}
    labels: dict[str, list[str]] = defaultdict(list)
    for theme, _ in themes_of(list(groups)):
        named = known[groups[theme.dilemma_id]].get(theme.slug)
        labels[theme.dilemma_id].append(named.label if named else theme.slug)
    return labels


def _whole_group() -> ColumnElement[bool]:
    return and_(Dilemma.audience == Audience.GROUP, Dilemma.asks_first.is_(False))
