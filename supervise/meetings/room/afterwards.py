"""What becomes of the words of a meeting when it is over: by the group's rule, and for a day the presenter's choice."""

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta

from sqlalchemy import ColumnElement, delete, select, update

from supervise.accounts.events import AccountErased
from supervise.core import clock
from supervise.core.actor import Actor
from supervise.core.db import publish, session, transaction
from supervise.core.events import within
from supervise.core.ids import Id, new_id
from supervise.core.jobs import does, promise
from supervise.core.policy import require
from supervise.core.rooms import touch
from supervise.dilemmas.events import DilemmaDestroyed
from supervise.dilemmas.holds.queries import group_is_held
from supervise.dilemmas.models import Comment, Dilemma, Signed, Withdrawal
from supervise.dilemmas.models import Kind as CommentKind
from supervise.dilemmas.queries import group_room, room_of
from supervise.groups.models import Member
from supervise.groups.policy import may_change_keeping
from supervise.groups.queries import seat_for
from supervise.meetings.format import Kind
from supervise.meetings.models import AgendaItem, Meeting
from supervise.meetings.room import policy
from supervise.meetings.room.events import DecisionsErased, WordsGone, WordsKept, WordsRuleChosen
from supervise.meetings.room.models import Attendance, Door, Line, MarkedMoment, MeetingWords, Nudge, WordsRule
from supervise.meetings.room.queries import room_for
from supervise.texts import actions as texts
from supervise.texts.drafts import forget_drafts_about
from supervise.texts.models import Text, TextKind
from supervise.texts.sharing import actions as sharing

KEPT_FOR = timedelta(hours=24)
JOB = "meeting words"
OF_MEETINGS = (TextKind.LINE, TextKind.NUDGE, TextKind.TAKEAWAY, TextKind.DECISIONS)

AS_COMMENT: Mapping[Kind, CommentKind] = {
    Kind.ASK_FACT: CommentKind.QUESTION,
    Kind.ASK_OPEN: CommentKind.QUESTION,
    Kind.ASSOCIATION: CommentKind.RESONANCE,
    Kind.IMAGE: CommentKind.RESONANCE,
    Kind.IDENTIFY: CommentKind.RESONANCE,
    Kind.RESONANCE: CommentKind.RESONANCE,
    Kind.OBSERVATION: CommentKind.REFLECTION,
    Kind.HYPOTHESIS: CommentKind.HYPOTHESIS,
    Kind.SUGGESTION: CommentKind.SUGGESTION,
    Kind.TAKEAWAY: CommentKind.REFLECTION,
}
"""What a kind of utterance is called in a thread; all others are plain responses."""


def rule_of(group_id: Id) -> WordsRule:
    """Return what becomes of the words of a group's meetings."""
    chosen = session().get(MeetingWords, group_id)
    return chosen.rule if chosen else WordsRule.DELETE


def choose_rule(actor: Actor, group_id: Id, rule: WordsRule) -> None:
    """Choose for the group what becomes of the words of its meetings from now on."""
    with transaction() as db:
        seat = seat_for(actor, group_id)
        require(may_change_keeping(seat.member))
        db.merge(MeetingWords(group_id=group_id, rule=rule, by_id=seat.member.id, at=clock.now()))
        publish(WordsRuleChosen(seat.member.id, group_id, rule))


def settle(meeting: Meeting, items: Sequence[AgendaItem]) -> None:
    """Do by the group's rule what is done at once, inside the transaction that ends the meeting; promise the rest."""
    _let_everybody_out(meeting)
    rule = rule_of(meeting.group_id)
    for item in items:
        if rule is WordsRule.KEEP:
            _into_thread(meeting, item)
        elif rule is WordsRule.TAKEAWAYS:
            _into_thread(meeting, item, Line.kind == Kind.TAKEAWAY)
    promise(JOB, due=clock.now() + KEPT_FOR, meeting=meeting.id, rule=rule.value)


def keep_words(actor: Actor, meeting_id: Id, item_id: Id) -> None:
    """Keep what was said about one's own case as part of its thread, as long as it stands."""
    with transaction():
        room = room_for(actor, meeting_id)
        item = next((one for one in room.items if one.id == item_id), None)
        require(policy.may_keep_words(room.member, room.meeting, item))
        if item is not None:
            _into_thread(room.meeting, item)


@does(JOB)
def destroy_words(about: Mapping[str, str]) -> None:
    """Destroy what was said in a meeting and not kept, a day after its end; a hold on the group keeps it for now."""
    with transaction() as db:
        meeting = db.get(Meeting, about["meeting"])
        if meeting is None:
            return
        if session().scalar(select(Meeting.id).where(Meeting.id == meeting.id, group_is_held(Meeting.group_id))):
            promise(JOB, due=clock.now() + KEPT_FOR, **about)
            return
        left = list(db.scalars(select(Line.id).where(Line.meeting_id == meeting.id, Line.comment_id.is_(None))))
        nudges = list(db.scalars(select(Nudge.id).where(Nudge.meeting_id == meeting.id)))
        texts.destroy([*left, *nudges])
        forget_drafts_about([meeting.id])
        if about.get("rule") != WordsRule.KEEP:
            empty_notes([meeting.id])
        for table in (MarkedMoment, Nudge):
            for one in db.scalars(select(table).where(table.meeting_id == meeting.id)):
                db.delete(one)
        publish(WordsGone(None, meeting.group_id, meeting.id))


@within(AccountErased)
def empty_with_account(event: AccountErased) -> None:
    """Destroy what somebody said in meetings, where their words are erased with their account."""
    if event.words:
        seats = session().scalars(select(Member.id).where(Member.account_id == event.account_id)).all()
        empty_words_of(seats)
        sharing.take_away_of(seats)


@within(DilemmaDestroyed)
def empty_with_dilemma(event: DilemmaDestroyed) -> None:
    """Destroy what was said about a dilemma that is destroyed, and the notes of the meetings that spoke of it."""
    about = select(Line.id).join(AgendaItem, AgendaItem.id == Line.item_id)
    lines = session().scalars(about.where(AgendaItem.dilemma_id == event.dilemma_id, Line.comment_id.is_(None))).all()
    if lines:
        texts.empty(lines)
    on_the_agenda = select(AgendaItem.meeting_id).where(AgendaItem.dilemma_id == event.dilemma_id)
    empty_notes(session().scalars(on_the_agenda).all())


def empty_notes(meetings: Collection[Id]) -> None:
    """Destroy the notes of some meetings; their places stay."""
    written = select(Text).where(Text.thing_id.in_(meetings), Text.kind == TextKind.NOTES, texts.has_words())
    for text in session().scalars(written).all():
        texts.empty_text(text)


def empty_words_of(members: Collection[Id]) -> None:
    """Destroy what some members said in meetings, wrote to one person, decided for the record, and took away."""
    own = select(Text.thing_id).where(Text.author_id.in_(members), Text.kind.in_(OF_MEETINGS), texts.has_words())
    things = session().scalars(own).all()
    if not things:
        return
    texts.empty(things)
    for meeting in session().scalars(select(Meeting).where(Meeting.id.in_(things))).all():
        publish(DecisionsErased(None, meeting.group_id, meeting.id))


def _let_everybody_out(meeting: Meeting) -> None:
    session().execute(delete(Door).where(Door.meeting_id == meeting.id))
    there = (Attendance.meeting_id == meeting.id, Attendance.went_at.is_(None))
    session().execute(update(Attendance).where(*there).values(went_at=meeting.ended_at))


def _into_thread(meeting: Meeting, item: AgendaItem, *which: ColumnElement[bool]) -> None:
    """Make comments of what was said about a case, from whoever said it, with the words as they stand."""
    dilemma = session().get(Dilemma, item.dilemma_id) if item.dilemma_id else None
    if dilemma is None or session().get(Withdrawal, dilemma.id) is not None:
        return
    found = select(Line, Member).join(Member, Member.id == Line.author_id)
    standing = (Line.item_id == item.id, Line.comment_id.is_(None), *which)
    moved = session().execute(found.where(*standing).order_by(Line.number)).all()
    for line, author in moved:
        _as_comment(line, author, dilemma)
    if moved:
        dilemma.moved_at = clock.now()
        touch(group_room(dilemma.group_id), f"row-{dilemma.id}")
        publish(WordsKept(None, meeting.group_id, meeting.id))


def _as_comment(line: Line, author: Member, dilemma: Dilemma) -> None:
    """The text itself moves, so that covers and earlier versions go with it; nothing is copied."""
    own = author.id == dilemma.author_id
    comment = Comment(
        id=new_id(),
        dilemma_id=dilemma.id,
        author_id=author.id,
        author_role=author.role,
        signed=dilemma.signed if own else Signed.NAME,
        kind=CommentKind.INFORMATION if line.corrects else AS_COMMENT.get(line.kind, CommentKind.RESPONSE),
        key=line.key,
        posted_at=line.said_at,
    )
    comment.number = touch(room_of(dilemma.id), f"comment-{comment.id}")
    session().add(comment)
    session().flush()
    words = update(Text).where(Text.thing_id == line.id, Text.kind == TextKind.LINE)
    session().execute(words.values(thing_id=comment.id, kind=TextKind.COMMENT))
    line.comment_id = comment.id
