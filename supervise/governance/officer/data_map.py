"""What is kept, table by table: what it is, whose data, how long. A table that stands nowhere here fails a test."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from supervise.accounts import terms
from supervise.dilemmas.actions import WITHDRAWN_FOR
from supervise.governance.retention.models import Kind
from supervise.governance.retention.queries import retention_table
from supervise.meetings.room.afterwards import KEPT_FOR


class About(StrEnum):
    """Whose data it is."""

    CLIENTS = "clients, disguised, and whoever wrote"
    MEMBERS = "members"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Kept:
    """Something that is kept: in which tables, about whom, and until when in words."""

    what: str
    about: About
    until: str
    tables: Sequence[str]


def data_map() -> list[Kept]:
    """Return all that is kept in the database, the most sensitive first."""
    kept = {line.kind: f"{line.kept} after {line.counted_from}" for line in retention_table()}
    return [*_words(kept), *_people(kept), *_machinery()]


def _words(kept: Mapping[Kind, str]) -> list[Kept]:
    withdrawn = f"withdrawn: {said(WITHDRAWN_FOR)}"
    thread = f"{kept[Kind.DILEMMAS]}; {withdrawn}; erased: at once"
    return [
        Kept(
            "Dilemmas, comments and closing words, with earlier versions, passages quoted, covers, and reasons for "
            "keeping a marked word",
            About.CLIENTS,
            thread,
            ("dilemma", "comment", "text", "revision", "quote", "cover", "kept", "closure", "withdrawal"),
        ),
        *_of_meetings(kept),
        _of_write_ups(kept),
        Kept("Drafts, which only their writer sees", About.CLIENTS, kept[Kind.DRAFTS], ("draft",)),
        Kept(
            "The search index: words of the same texts, of write-ups what is shared, of meetings what the record says",
            About.CLIENTS,
            "as long as the text itself",
            ("search_entry", "search_filling"),
        ),
        Kept(
            "My reference: an author's own codes, which only they see",
            About.CLIENTS,
            "as long as something stands under them, or the account",
            ("reference", "referenced"),
        ),
        *_beside_threads(),
        Kept("The breach log, which names nobody", About.CLIENTS, "as long as the group", ("breach",)),
    ]


def _beside_threads() -> list[Kept]:
    return [
        Kept(
            "Themes of a dilemma, acknowledgements, days to come back to it, and for its author alone whether they "
            "spoke of it with their own supervisor",
            About.MEMBERS,
            "as long as the dilemma itself",
            ("dilemma_theme", "acknowledgement", "come_back"),
        ),
        Kept(
            "Where an author asks each reader first: who might know somebody in a dilemma, which is shown to nobody",
            About.CLIENTS,
            "as long as the dilemma itself, or the account",
            ("gate_answer",),
        ),
        Kept(
            "Who is named with @ in a response, by number, and whether they were told",
            About.MEMBERS,
            "as long as the words themselves, or the account",
            ("mention",),
        ),
    ]


def _of_write_ups(kept: Mapping[Kind, str]) -> Kept:
    return Kept(
        "Write-ups with their versions, margin notes, what is said between author and supervisors, with whom they "
        "are or were shared, what was decided and submitted, who marked it, how and why; facts that their author "
        "marked, whom alone they are shown to",
        About.CLIENTS,
        f"{kept[Kind.WRITE_UPS]}; destroyed by their author: at once; else as long as the group",
        (
            "write_up",
            "part",
            "write_up_version",
            "version_part",
            "assigned",
            "decision",
            "submission",
            "note",
            "aside",
            "fact",
            "shown_to",
            "marking",
            "mark",
            "criterion_mark",
            "pointer",
            "replacement",
        ),
    )


def _of_meetings(kept: Mapping[Kind, str]) -> list[Kept]:
    return [
        Kept(
            "What was said in writing in a meeting, private words and marked moments in it",
            About.CLIENTS,
            f"{said(KEPT_FOR)} after the meeting, unless it is kept in the dilemma's thread",
            ("line", "nudge", "marked_moment"),
        ),
        Kept(
            "Notes of a meeting that its group wrote together; who wrote in them, by numbers",
            About.CLIENTS,
            f"{said(KEPT_FOR)} after the meeting; where the group keeps what is said, {kept[Kind.NOTES]}; a dilemma "
            "that was spoken of is erased, or all that somebody wrote: at once",
            ("shared_document", "shared_writer"),
        ),
        Kept(
            "What a person takes away from a meeting, which only they see",
            About.CLIENTS,
            "as long as the meeting's record",
            ("takeaway",),
        ),
    ]


def _people(kept: Mapping[Kind, str]) -> list[Kept]:
    return [
        Kept("Accounts: name, e-mail address, password hash, zone", About.MEMBERS, "until erased", ("account",)),
        Kept(
            "Sessions and one-time links: device in words, times; secrets as fingerprints only",
            About.MEMBERS,
            f"{said(terms.KEPT_AFTER_END)} after their end",
            ("sign_in", "one_time_link"),
        ),
        Kept(
            "Groups, who is in them and as what, agreements and who accepted them, invitations, own themes",
            About.MEMBERS,
            "as long as the group",
            ("group", "member", "agreement", "acceptance", "invitation", "group_theme"),
        ),
        Kept(
            "Who had a dilemma open and when, and who asked about that",
            About.MEMBERS,
            kept[Kind.READS],
            ("reading", "readers_asked", "reader_named"),
        ),
        Kept(
            "How far each person has read, what they keep at hand, which e-mails they wish, whose address takes none",
            About.MEMBERS,
            "as long as the membership or the account",
            ("read_up_to", "bookmark", "following", "thread_following", "wishes", "returned_email"),
        ),
        Kept(
            "When a group meets, who facilitates and who presents, in which format; addresses of calendars as "
            "fingerprints only",
            About.MEMBERS,
            "as long as the group or the membership",
            ("series", "meeting", "agenda_item", "calendar_feed"),
        ),
        Kept(
            "Meetings as they were held: phases with their times, who was there from when to when; no words",
            About.MEMBERS,
            "as long as the group",
            ("held_meeting", "door", "attendance", "promise", "meeting_words"),
        ),
        Kept(
            "A format over days in a dilemma's thread: its stages with their times, who came in and who has written; "
            "no words",
            About.MEMBERS,
            "as long as the dilemma itself",
            ("course", "course_stage", "course_entry", "course_voice"),
        ),
        Kept("The trail of acts: who, what, when; no words", About.MEMBERS, kept[Kind.ACTS], ("act",)),
    ]


def _machinery() -> list[Kept]:
    return [
        Kept(
            "Retention: what a group chose, holds, notices of what goes, how much went",
            About.NOBODY,
            "as long as the group",
            ("keeping_choice", "hold", "going_notice", "swept"),
        ),
        Kept(
            "Formats of a group's own, with earlier versions",
            About.NOBODY,
            "as long as the group",
            ("group_format", "format_version"),
        ),
        Kept("Outlines of a group's own for write-ups", About.NOBODY, "as long as the group", ("group_outline",)),
        Kept("What was erased, as ids, so that no restore brings it back", About.NOBODY, "for good", ("erasure",)),
        Kept(
            "Work to be done, numbers of changes for open pages: ids and times",
            About.NOBODY,
            "as long as it is needed",
            ("job", "round", "room", "change"),
        ),
    ]


def said(time: timedelta) -> str:
    """Return a length of time as one says it: '30 days', '12 hours', '15 minutes'."""
    seconds = int(time.total_seconds())
    for unit, size in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        if seconds % size == 0 and seconds >= size and (unit != "day" or seconds > size):
            count = seconds // size
            return f"{count} {unit}{'' if count == 1 else 's'}"
    return f"{seconds} seconds"
