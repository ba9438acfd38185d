"""What one person wrote, wherever it stands: their own words, when and as what; nobody else's words with them.

A person who has left a group keeps this one way to what they wrote there, and learns nothing else of the group.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from supervise.core.actor import Actor
from supervise.core.db import session
from supervise.core.ids import Id
from supervise.dilemmas.models import Comment, Dilemma, Signed, Withdrawal
from supervise.dilemmas.references.models import Reference, Referenced
from supervise.dilemmas.references.queries import filed_under
from supervise.groups.models import Member
from supervise.meetings.room import own as meetings
from supervise.texts.markdown import plain
from supervise.texts.models import Draft, Revision, Text, TextKind
from supervise.texts.queries import covers_of
from supervise.writeups import own as write_ups
from supervise.writeups.models import WriteUp

A_FORMER_GROUP = "a group you have left"
DILEMMA, COMMENT, CLOSING = "a dilemma", "a comment", "closing words"
WRITE_UP, BESIDE = "a write-up", "words beside a write-up"
IN_MEETING, TAKEN_AWAY = "words in a meeting", "a takeaway from a meeting"


@dataclass(frozen=True, slots=True)
class Words:
    """One text of a thing: what it is to it, and each version that still stands, the newest first."""

    kind: TextKind
    versions: Sequence[tuple[datetime, str]]


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that a person wrote.

    `group` is the group's name where they are a member, and `open` says that they can go to its page. What is
    withdrawn says until when and holds no words.
    """

    id: Id
    what: str
    kind: str
    group: str
    open: bool
    dilemma_id: Id
    posted_at: datetime
    signed: Signed
    destroy_at: datetime | None
    texts: Sequence[Words] = ()


@dataclass(frozen=True, slots=True)
class Begun:
    """A draft: words that nobody has been given."""

    saved_at: datetime
    group: str
    fields: Mapping[str, str]


def own_things(actor: Actor, reference: Reference | None = None) -> list[Thing]:
    """Return what the actor wrote and has not taken away, the oldest first; of one reference, or all of it."""
    seats = seats_ever(actor)
    only = None if reference is None else {one.thing_id for one in filed_under(reference)}
    texts = _texts(seats, None if only is None else {*only, *write_ups.things_of(only)})
    things = [*_dilemmas(seats, texts, only), *_comments(seats, texts, only)]
    things += [_of_write_up(one, seats, texts) for one in write_ups.written_by(seats) if only is None or one.id in only]
    if only is None:
        things += [_of_meeting(one, seats, texts) for one in meetings.written_by(seats) if one.id in texts]
        things += _closings(seats, texts, {thing.id for thing in things})
    return sorted(things, key=lambda thing: (thing.posted_at, thing.id))


def things_by_reference(actor: Actor) -> dict[Id, tuple[int, int, int]]:
    """Return how many dilemmas, comments and write-ups stand under each of the actor's references."""
    rows = session().execute(
        select(Referenced.reference_id, func.count(Dilemma.id), func.count(Comment.id), func.count(WriteUp.id))
        .join(Reference, Reference.id == Referenced.reference_id)
        .outerjoin(Dilemma, Dilemma.id == Referenced.thing_id)
        .outerjoin(Comment, Comment.id == Referenced.thing_id)
        .outerjoin(WriteUp, WriteUp.id == Referenced.thing_id)
        .where(Reference.account_id == actor.account_id)
        .group_by(Referenced.reference_id)
    )
    return {reference_id: (dilemmas, comments, others) for reference_id, dilemmas, comments, others in rows}


def own_drafts(actor: Actor, reference: Reference | None = None) -> list[Begun]:
    """Return the actor's drafts, the oldest first; of one reference those that carry its mark."""
    seats = seats_ever(actor)
    rows = session().scalars(select(Draft).where(Draft.author_id.in_(seats)).order_by(Draft.saved_at))
    found = [Begun(row.saved_at, group_name(seats[row.author_id]), dict(row.fields)) for row in rows]
    return [one for one in found if reference is None or is_marked(one.fields, reference)]


def is_marked(fields: Mapping[str, str], reference: Reference) -> bool:
    """Tell whether a draft carries a reference's mark."""
    return fields.get("reference", "").strip().lower() == reference.tidy


def seats_ever(actor: Actor) -> dict[Id, Member]:
    """Return the actor's memberships by their ids, those that have ended too; groups are loaded."""
    own = select(Member).options(joinedload(Member.group)).where(Member.account_id == actor.account_id)
    return {member.id: member for member in session().scalars(own.order_by(Member.joined_at, Member.id))}


def group_name(seat: Member) -> str:
    """Return what a group is called to somebody who is or was in it: who has left learns no newer name."""
    return seat.group.name if seat.left_at is None else A_FORMER_GROUP


def _dilemmas(seats: Mapping[Id, Member], texts: "_Texts", only: Collection[Id] | None) -> list[Thing]:
    rows = select(Dilemma, Withdrawal.destroy_at).outerjoin(Withdrawal, Withdrawal.dilemma_id == Dilemma.id)
    rows = rows.where(Dilemma.author_id.in_(seats))
    if only is not None:
        rows = rows.where(Dilemma.id.in_(only))
    return [
        Thing(
            id=one.id,
            what=DILEMMA,
            kind="",
            group=group_name(seats[one.author_id]),
            open=seats[one.author_id].left_at is None and gone is None,
            dilemma_id=one.id,
            posted_at=one.posted_at,
            signed=one.signed,
            destroy_at=gone,
            texts=texts.get(one.id, ()) if gone is None else (),
        )
        for one, gone in session().execute(rows)
    ]


def _comments(seats: Mapping[Id, Member], texts: "_Texts", only: Collection[Id] | None) -> list[Thing]:
    rows = select(Comment, Withdrawal.destroy_at).outerjoin(Withdrawal, Withdrawal.dilemma_id == Comment.dilemma_id)
    rows = rows.where(Comment.author_id.in_(seats), Comment.removed_at.is_(None))
    if only is not None:
        rows = rows.where(Comment.id.in_(only))
    return [
        Thing(
            id=one.id,
            what=COMMENT,
            kind=one.kind.value,
            group=group_name(seats[one.author_id]),
            open=seats[one.author_id].left_at is None and gone is None,
            dilemma_id=one.dilemma_id,
            posted_at=one.posted_at,
            signed=one.signed,
            destroy_at=gone,
            texts=texts.get(one.id, ()) if gone is None else (),
        )
        for one, gone in session().execute(rows)
    ]


def _closings(seats: Mapping[Id, Member], texts: "_Texts", known: Collection[Id]) -> list[Thing]:
    """Return what the actor wrote on closing somebody else's dilemma."""
    elsewhere = [thing_id for thing_id in texts if thing_id not in known]
    withdrawn = select(Withdrawal.dilemma_id).where(Withdrawal.dilemma_id == Dilemma.id).exists()
    rows = session().scalars(select(Dilemma).where(Dilemma.id.in_(elsewhere), ~withdrawn))
    mine = {member.group_id: member for member in seats.values()}
    return [
        Thing(
            id=one.id,
            what=CLOSING,
            kind="",
            group=group_name(mine[one.group_id]),
            open=mine[one.group_id].left_at is None,
            dilemma_id=one.id,
            posted_at=texts[one.id][0].versions[-1][0],
            signed=Signed.NAME,
            destroy_at=None,
            texts=texts[one.id],
        )
        for one in rows
    ]


def _of_write_up(one: "write_ups.Own", seats: Mapping[Id, Member], texts: "_Texts") -> Thing:
    return Thing(
        id=one.id,
        what=BESIDE if one.beside else WRITE_UP,
        kind="",
        group=group_name(seats[one.member_id]),
        open=False,
        dilemma_id=one.id,
        posted_at=one.at,
        signed=Signed.NAME,
        destroy_at=None,
        texts=[words for thing in one.things for words in texts.get(thing, ())],
    )


def _of_meeting(one: "meetings.Own", seats: Mapping[Id, Member], texts: "_Texts") -> Thing:
    return Thing(
        id=one.id,
        what=TAKEN_AWAY if one.alone else IN_MEETING,
        kind="",
        group=group_name(seats[one.member_id]),
        open=False,
        dilemma_id=one.id,
        posted_at=one.at,
        signed=Signed.NAME,
        destroy_at=None,
        texts=[words for words in texts[one.id] if words.kind is not TextKind.NOTES],
    )


_Texts = dict[Id, list[Words]]


def _texts(seats: Mapping[Id, Member], only: Collection[Id] | None) -> _Texts:
    """Return the words that still stand, by thing; covered passages are covered here too."""
    rows = (
        select(Text, Revision)
        .join(Revision, Revision.text_id == Text.id)
        .where(Text.author_id.in_(seats), Revision.body.is_not(None))
        .order_by(Text.kind, Text.id, Revision.number.desc())
    )
    if only is not None:
        rows = rows.where(Text.thing_id.in_(only))
    found = [(text, revision) for text, revision in session().execute(rows)]
    covers = covers_of({text.id for text, _ in found})
    versions: dict[Id, list[tuple[datetime, str]]] = defaultdict(list)
    for text, revision in found:
        body = plain(revision.body, covers[text.id, revision.number])
        versions[text.id].append((revision.written_at, body))
    written: _Texts = defaultdict(list)
    for text in {text.id: text for text, _ in found}.values():
        written[text.thing_id].append(Words(text.kind, versions[text.id]))
    return written
