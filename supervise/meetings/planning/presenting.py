"""View models of planned meetings, in the reader's own time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from supervise.dilemmas.presenting_dilemmas import row_views
from supervise.dilemmas.queries import dilemmas_by_id
from supervise.dilemmas.seen import eyes_of
from supervise.groups.queries import Seat, members_of
from supervise.meetings.format import Format
from supervise.meetings.library import FIRST, built_in
from supervise.meetings.models import AgendaItem, ItemKind, Meeting
from supervise.meetings.planning import words
from supervise.meetings.planning.queries import Planned, is_coming, series_of
from supervise.meetings.shaping.queries import formats_for, own_formats_of


@dataclass(frozen=True, slots=True)
class ItemView:
    """One part of an agenda."""

    id: str
    title: str
    minutes: int
    format: str
    format_href: str
    presenter: str
    heading: str
    href: str
    mine: bool
    unfit: str


@dataclass(frozen=True, slots=True)
class MeetingView:
    """A meeting as its page and lists show it."""

    id: str
    href: str
    day: str
    time: str
    short: str
    iso: str
    minutes: int
    facilitator: str
    deputy: str
    talk: str
    state: str
    cancelled: bool
    coming: bool


@dataclass(frozen=True, slots=True)
class PlanView:
    """All of a meeting's plan."""

    meeting: MeetingView
    items: Sequence[ItemView]
    total: int
    comes_round: str
    call_link: str
    zone: str


def meeting_view(meeting: Meeting, zone: str) -> MeetingView:
    """Return a meeting as lists show it, in a reader's zone."""
    coming = is_coming(meeting)
    return MeetingView(
        id=meeting.id,
        href=f"/meetings/{meeting.id}",
        day=words.on_day(meeting.starts_at, zone),
        time=words.from_to(meeting, zone),
        short=words.in_short(meeting.starts_at, zone),
        iso=meeting.starts_at.isoformat(),
        minutes=meeting.minutes,
        facilitator=meeting.facilitator.shown_name,
        deputy=meeting.deputy.shown_name if meeting.deputy else "",
        talk=words.TALKS[meeting.talk].lower(),
        state=_state(meeting, coming=coming),
        cancelled=meeting.cancelled_at is not None,
        coming=coming,
    )


def plan_view(planned: Planned, zone: str) -> PlanView:
    """Return a meeting's plan as its page shows it; of dilemmas only those that the reader may read."""
    seat, meeting = planned.seat, planned.meeting
    known = formats_for(seat.group.id, retired=True)
    hrefs = {one.row.slug: f"/formats/own/{one.row.id}" for one in own_formats_of(seat)}
    headings = headings_of(seat, planned.items)
    many = len(members_of(seat))
    series = series_of(meeting)
    return PlanView(
        meeting=meeting_view(meeting, zone),
        items=[
            _item(one, known.get(one.format_slug), hrefs, headings, str(seat.member.id), many) for one in planned.items
        ],
        total=sum(one.minutes for one in planned.items),
        comes_round=words.comes_round(series.every, meeting.starts_at, zone) if series else "",
        call_link=meeting.call_link,
        zone=words.place_name(zone),
    )


def headings_of(seat: Seat, items: Sequence[AgendaItem]) -> Mapping[str, str]:
    """Return what the dilemmas on an agenda are called, as far as the reader may read them."""
    found = dilemmas_by_id(seat, {one.dilemma_id for one in items if one.dilemma_id})
    rows = row_views(seat, list(found.values()), eyes_of(seat.member)) if found else []
    return {row.id: row.heading for row in rows}


def formats_offered(seat: Seat, *, also: Sequence[str] = ()) -> dict[str, list[tuple[str, str]]]:
    """Return the formats for cases under their headings: those to begin with, the group's own, and more.

    `also` names what stands on an agenda already, although it is no longer offered.
    """
    cases = {slug: one for slug, one in formats_for(seat.group.id, retired=True).items() if not one.frame}
    offered = formats_for(seat.group.id).keys() | set(also)
    own = [(slug, _called(one)) for slug, one in cases.items() if slug not in built_in() and slug in offered]
    return {
        "To begin with": [(slug, _called(cases[slug])) for slug in FIRST],
        "This group's own": sorted(own, key=lambda one: one[1]),
        "More formats": [
            (slug, _called(one)) for slug, one in cases.items() if slug in built_in() and slug not in FIRST
        ],
    }


def case_name(item: AgendaItem, formats: Mapping[str, Format]) -> str:
    """Return what a case is called before anybody brings something to it: its format and its minutes."""
    known = formats.get(item.format_slug)
    return f"{known.name if known else item.format_slug}, {item.minutes} minutes"


def _called(found: Format) -> str:
    return f"{found.name} ({found.seconds // 60} minutes)"


def _item(
    one: AgendaItem, known: Format | None, hrefs: Mapping[str, str], headings: Mapping[str, str], me: str, many: int
) -> ItemView:
    case = one.kind is ItemKind.CASE
    heading = headings.get(one.dilemma_id or "", "")
    return ItemView(
        id=one.id,
        title=words.KINDS[one.kind],
        minutes=one.minutes,
        format=known.name if known and case else "",
        format_href=hrefs.get(one.format_slug, f"/formats/{one.format_slug}") if case else "",
        presenter=(one.presenter.shown_name if one.presenter else words.TO_BE_NAMED) if case else "",
        heading=heading,
        href=f"/dilemmas/{one.dilemma_id}" if heading else "",
        mine=case and one.presenter_id == me,
        unfit=_unfit(known, one.minutes, many) if known and case else "",
    )


def _unfit(known: Format, minutes: int, many: int) -> str:
    """Return in which way a format does not fit its slot or the group; it is said, not forbidden."""
    low, high = known.people
    if many > high or many < low:
        return f"Meant for {low} to {high} people; this group has {many}."
    shortest, longest = known.minutes
    if not shortest <= minutes <= longest:
        return f"Meant for {shortest} to {longest} minutes."
    return ""


def _state(meeting: Meeting, *, coming: bool) -> str:
    if meeting.cancelled_at is not None:
        return "cancelled"
    if meeting.ended_at is not None:
        return "over"
    if meeting.began_at is not None:
        return "being held now"
    return "" if coming else "not held"
