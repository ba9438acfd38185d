"""View models of a thread: what one audience sees, and apart from it what concerns one person alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from markupsafe import Markup

from supervise.core.ids import Id
from supervise.groups.models import Member, Role


class Eyes(StrEnum):
    """The audiences of a thread: supervisors see who 'a colleague' is."""

    MEMBERS = "members"
    SUPERVISORS = "supervisors"


def eyes_of(member: Member) -> Eyes:
    """Return the audience that a member belongs to."""
    return Eyes.SUPERVISORS if member.role is Role.SUPERVISOR else Eyes.MEMBERS


@dataclass(frozen=True, slots=True)
class CommentView:
    """A comment as an audience sees it."""

    id: Id
    dilemma_id: Id
    number: int
    parent_id: Id | None
    author: str
    role: str
    from_author: bool
    kind: str
    kind_label: str
    html: Markup
    quote: Markup | None
    quote_from: str
    posted_at: datetime
    edited_at: datetime | None
    revision: int
    text_id: Id | None
    removed: bool
    reactions: Sequence[tuple[str, str, bool]]
    replies: list["CommentView"] = field(default_factory=list)
    covered: bool = False
    held_back: bool = False


@dataclass(frozen=True, slots=True)
class ThemeView:
    """A theme on a dilemma."""

    slug: str
    label: str
    href: str
    main: bool
    added_by: str | None
    care: bool


@dataclass(frozen=True, slots=True)
class ClosedView:
    """How a dilemma was closed."""

    at: datetime
    by: str | None
    outcome: Markup | None
    spoken_about: Markup | None
    watch_for: Markup | None


@dataclass(frozen=True, slots=True)
class Part:
    """A text of a dilemma as its page names it, and whether a passage of it is covered."""

    text_id: Id
    revision: int
    covered: bool


@dataclass(frozen=True, slots=True)
class DilemmaView:
    """A dilemma as an audience sees it; `may`, `by_me` and the like only on a page for one person."""

    id: Id
    group_id: Id
    group_name: str
    author: str
    role: str
    heading: str
    has_title: bool
    account: Markup
    question: Markup | None
    themes: Sequence[ThemeView]
    setting: str
    approach: str
    posted_at: datetime
    edited_at: datetime | None
    revision: int
    text_id: Id
    needed_by: date | None
    audience_note: str
    closed: ClosedView | None
    duty: str
    waiting: str
    prompts: Sequence[str]
    brought_in: bool
    parts: Mapping[str, Part]
    heading_part: Part
    by_me: bool = False
    byline_note: str = ""
    may: frozenset[str] = frozenset()
    come_back_on: date | None = None


@dataclass(frozen=True, slots=True)
class RowView:
    """A dilemma in the group's list, as an audience sees it."""

    id: Id
    href: str
    heading: str
    author: str
    themes: Sequence[ThemeView]
    state: str
    care_waiting: str
    posted_at: datetime
    moved_at: datetime
    needed_by: date | None
    excerpt: str
    asked: str = ""
    """Where the reader is asked first: the setting and approach, which with the themes is all that they are shown."""


class Yours:
    """What concerns one person alone in a thread."""

    def __init__(
        self,
        may: Mapping[Id, frozenset[str]],
        reacted: Mapping[Id, frozenset[str]],
        names: Mapping[Id, Mapping[str, Sequence[str]]],
    ) -> None:
        self._may, self._reacted, self._names = may, reacted, names
        self.since: Id | None = None
        """The first comment that came since the person was here last."""

    def may(self, comment_id: Id) -> frozenset[str]:
        """What the person may do with a comment: edit, remove, reply, react."""
        return self._may.get(comment_id, frozenset())

    def reacted(self, comment_id: Id) -> frozenset[str]:
        """How the person has acknowledged a comment."""
        return self._reacted.get(comment_id, frozenset())

    def names(self, comment_id: Id) -> Mapping[str, Sequence[str]]:
        """Who acknowledged the person's own comment, by reaction."""
        return self._names.get(comment_id, {})

    def as_dict(self) -> dict[str, object]:
        """The same for the live channel."""
        return {
            "may": {c: sorted(v) for c, v in self._may.items()},
            "reacted": {c: sorted(v) for c, v in self._reacted.items() if v},
            "names": {c: {r: list(n) for r, n in by.items()} for c, by in self._names.items() if by},
        }
