"""Drafts: one per author and place, seen by the author only."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, delete, func, select

from supervise.core import clock, limits
from supervise.core.actor import Actor
from supervise.core.compacting import compact_soon
from supervise.core.db import session, transaction
from supervise.core.errors import Invalid, Refusal
from supervise.core.events import within
from supervise.core.ids import Id
from supervise.groups.events import MemberEvent, MemberLeft, MemberRemoved
from supervise.groups.models import Member
from supervise.groups.queries import place_for, seat_for, take_turn
from supervise.texts.models import Draft

MOST_FIELDS, MOST_MARKED = 16, 48
"""Fields of a draft; and of one of marks, which has three for each criterion."""
_AT_ONCE = 500
ABOUT = ("thread", "reply", "edit", "close", "meeting", "mark")
"""Kinds of places that name a thing: a dilemma, a comment, a text, a meeting in which one notes things down, a mark."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A draft as it is now kept."""

    version: int
    saved_at: datetime
    fields: Mapping[str, str]


class OtherDraft(Refusal):
    """The draft was saved elsewhere in the meantime; `kept` is what is there."""

    code = "stale"
    status = 409
    message = "This draft was changed on another device. Both versions are kept; choose one."

    def __init__(self, kept: Kept) -> None:
        self.kept = kept
        super().__init__()


def keep_draft(actor: Actor, group_id: Id, place: str, fields: Mapping[str, str], version: int | None) -> Kept:
    """Keep a draft; raise OtherDraft when it was saved elsewhere since `version`, Invalid when it is too long.

    Also before a new agreement is accepted: what was being written when it came is one's own, and is kept.
    """
    most = MOST_MARKED if place.startswith("mark:") else MOST_FIELDS
    if len(fields) > most or any(len(words) > limits.SECTION for words in fields.values()):
        raise Invalid("This draft is too long to be kept. Please shorten it.")
    with transaction() as db:
        member = place_for(actor, group_id).member
        take_turn(member)
        draft = db.scalar(_own(member, place))
        if draft is None:
            _has_room(member)
            draft = Draft(author_id=member.id, place=place, fields=dict(fields), version=1, saved_at=clock.now())
            db.add(draft)
        elif version is not None and version != draft.version:
            raise OtherDraft(Kept(draft.version, draft.saved_at, draft.fields))
        else:
            draft.fields, draft.version, draft.saved_at = dict(fields), draft.version + 1, clock.now()
    return Kept(draft.version, draft.saved_at, draft.fields)


def draft_at(member: Member, place: str) -> Kept | None:
    """Return the member's own draft of a place."""
    draft = session().scalar(_own(member, place))
    return Kept(draft.version, draft.saved_at, draft.fields) if draft else None


def begun_by(member: Member) -> Sequence[tuple[str, datetime]]:
    """Return the places where the member has a draft and when it was last kept, the newest first; never its words."""
    kept = select(Draft.place, Draft.saved_at).where(Draft.author_id == member.id).order_by(Draft.saved_at.desc())
    return [(place, saved_at) for place, saved_at in session().execute(kept)]


def drop_draft(actor: Actor, group_id: Id, place: str) -> None:
    """Throw one's own draft away."""
    with transaction():
        forget_draft(seat_for(actor, group_id).member, place)
        compact_soon()


def forget_draft(member: Member, *places: str) -> None:
    """Throw a draft away inside the transaction that made it into a post, wherever it may have been kept."""
    session().execute(delete(Draft).where(Draft.author_id == member.id, Draft.place.in_(places)))


def forget_drafts_about(things: Collection[Id]) -> None:
    """Throw everybody's drafts about some things away, inside the transaction that lets the things go."""
    named = list(things)
    for start in range(0, len(named), _AT_ONCE):
        places = [f"{kind}:{thing}" for kind in ABOUT for thing in named[start : start + _AT_ONCE]]
        session().execute(delete(Draft).where(Draft.place.in_(places)))


def forget_rewriting(thing_id: Id, text_id: Id) -> None:
    """Throw away what was begun as new words of a text, inside the transaction that destroyed some of the old."""
    places = [f"edit:{thing_id}", f"edit:{text_id}", f"close:{thing_id}"]
    session().execute(delete(Draft).where(Draft.place.in_(places)))


def _has_room(member: Member) -> None:
    begun = session().scalar(select(func.count()).select_from(Draft).where(Draft.author_id == member.id)) or 0
    if begun >= limits.DRAFTS:
        raise Invalid(f"You have {limits.DRAFTS} drafts in this group. Post one or throw one away, then this is kept.")


def _own(member: Member, place: str) -> Select[Draft]:
    return select(Draft).where(Draft.author_id == member.id, Draft.place == place)


@within(MemberLeft, MemberRemoved)
def drop_with_seat(event: MemberEvent) -> None:
    """Throw away what somebody had begun to write in a group that is no longer theirs."""
    session().execute(delete(Draft).where(Draft.author_id == event.member_id))
    compact_soon()
