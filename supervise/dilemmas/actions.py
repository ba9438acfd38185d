"""Writing dilemmas: post, edit, theme, close, reopen, withdraw. Every verb checks the right again inside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import delete, select

from supervise.core import clock, limits
from supervise.core.actor import Actor
from supervise.core.db import publish, session, transaction
from supervise.core.errors import Invalid
from supervise.core.ids import Id, new_id
from supervise.core.policy import require
from supervise.core.rooms import Op, touch
from supervise.dilemmas import events, policy
from supervise.dilemmas.covering.actions import note_rewritten
from supervise.dilemmas.covering.queries import TextSeen
from supervise.dilemmas.gate.actions import set_gate
from supervise.dilemmas.models import (
    Audience,
    Closure,
    ComeBack,
    Dilemma,
    DilemmaTheme,
    OwnSupervision,
    Signed,
    Withdrawal,
)
from supervise.dilemmas.queries import Thread, group_room, own_thread_for, room_of, thread_for
from supervise.dilemmas.references import actions as references
from supervise.dilemmas.references.marks import Mark
from supervise.dilemmas.themes import known_themes
from supervise.groups.models import Member
from supervise.groups.queries import seat_for, supervisors_of, take_turn
from supervise.texts import actions as texts
from supervise.texts.checking import Checked
from supervise.texts.drafts import forget_draft
from supervise.texts.models import TextKind
from supervise.texts.queries import text_as_read, texts_locked

WITHDRAWN_FOR = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Written:
    """What a person wrote for a dilemma, each text already checked."""

    account: Checked
    title: Checked | None = None
    question: Checked | None = None
    setting: str | None = None
    approach: str | None = None
    themes: Sequence[str] = ()
    audience: Audience = Audience.GROUP
    signed: Signed = Signed.NAME
    needed_by: date | None = None
    reference: Mark | None = None
    posted_at: datetime | None = None
    brought_in: bool = False
    asks_first: bool = False
    own_supervision: OwnSupervision | None = None


def post_dilemma(actor: Actor, group_id: Id, written: Written, key: str) -> Dilemma:
    """Post a dilemma to a group; the same writer's same key again returns what was posted the first time.

    Raises Missing for a stranger, Invalid where there is no supervisor to address it to or a theme is unknown.
    """
    with transaction() as db:
        seat = seat_for(actor, group_id)
        member = seat.member
        require(policy.may_post(member))
        take_turn(member)
        if again := db.scalar(select(Dilemma).where(Dilemma.author_id == member.id, Dilemma.key == key)):
            return again
        if written.audience is Audience.SUPERVISORS and not supervisors_of(seat):
            raise Invalid(fields={"audience": ["There is no supervisor in this group to address it to."]})
        now = written.posted_at or clock.now()
        dilemma = Dilemma(
            id=new_id(),
            group_id=seat.group.id,
            author_id=member.id,
            author_role=member.role,
            key=key,
            signed=written.signed,
            audience=written.audience,
            setting=written.setting,
            approach=written.approach,
            needed_by=written.needed_by,
            brought_in=written.brought_in,
            colleague_present=written.signed is Signed.COLLEAGUE,
            posted_at=now,
            moved_at=now,
        )
        db.add(dilemma)
        db.flush()
        set_gate(member, dilemma, on=written.asks_first)
        _write_all(member, dilemma, written)
        _choose_themes(member, dilemma, written.themes)
        dilemma.own_supervision = written.own_supervision if dilemma.care else None
        if written.reference is not None:
            references.file(member.account_id, dilemma.id, dilemma.id, written.reference)
        forget_draft(member, "new")
        _announce(events.DilemmaPosted, member, dilemma)
    return dilemma


def edit_dilemma(actor: Actor, dilemma_id: Id, written: Written, *, revision: int, protect: bool) -> Dilemma:
    """Change the words of one's own dilemma; raise Stale when the account was changed since `revision`.

    With `protect` the earlier words are destroyed at once, else they stay readable as history. Raises NotAllowed where
    readers were to be asked first once somebody has answered.
    """
    with transaction():
        thread = own_thread_for(actor, dilemma_id)
        require(policy.may_edit(thread.member, thread.dilemma))
        account = text_as_read(thread.dilemma.id, TextKind.ACCOUNT, revision)
        note_rewritten(TextSeen(account, thread, None), _rewrite_all(thread, written, protect=protect))
        dilemma = thread.dilemma
        dilemma.setting, dilemma.approach, dilemma.needed_by = written.setting, written.approach, written.needed_by
        set_gate(thread.member, dilemma, on=written.asks_first)
        forget_draft(thread.member, f"edit:{dilemma.id}")
        _announce(events.DilemmaEdited, thread.member, dilemma)
    return dilemma


def set_themes(actor: Actor, dilemma_id: Id, slugs: Sequence[str]) -> None:
    """Choose the themes of a dilemma, the main one first."""
    with transaction():
        thread = thread_for(actor, dilemma_id)
        require(policy.may_change_themes(thread.member, thread.dilemma))
        _choose_themes(thread.member, thread.dilemma, slugs)
        _announce(events.ThemesChanged, thread.member, thread.dilemma)


def close(
    actor: Actor,
    dilemma_id: Id,
    lines: Mapping[TextKind, Checked | None],
    *,
    protect: bool = False,
    at: datetime | None = None,
) -> None:
    """Close a dilemma, if wished with what happened next; closing twice changes the closing words only.

    With `protect` the earlier closing words are destroyed at once.
    """
    with transaction() as db:
        thread = thread_for(actor, dilemma_id)
        require(policy.may_close(thread.member, thread.dilemma))
        if thread.closure is None:
            db.add(Closure(dilemma_id=thread.dilemma.id, by_id=thread.member.id, at=at or clock.now()))
        _keep_lines(thread, lines, protect=protect)
        forget_draft(thread.member, f"close:{thread.dilemma.id}")
        _announce(events.DilemmaClosed, thread.member, thread.dilemma)


def reopen(actor: Actor, dilemma_id: Id) -> None:
    """Open a closed dilemma again."""
    with transaction() as db:
        thread = thread_for(actor, dilemma_id)
        require(policy.may_close(thread.member, thread.dilemma))
        if thread.closure is not None:
            db.delete(thread.closure)
            db.flush()
            _announce(events.DilemmaReopened, thread.member, thread.dilemma)


def withdraw(actor: Actor, dilemma_id: Id) -> None:
    """Withdraw one's own dilemma: hidden with its thread at once, destroyed after 30 days."""
    with transaction() as db:
        thread = own_thread_for(actor, dilemma_id)
        require(policy.may_withdraw(thread.member, thread.dilemma))
        now = clock.now()
        db.add(Withdrawal(dilemma_id=thread.dilemma.id, at=now, destroy_at=now + WITHDRAWN_FOR))
        _announce(events.DilemmaWithdrawn, thread.member, thread.dilemma, op=Op.DROP)


def keep_open(actor: Actor, dilemma_id: Id) -> None:
    """Keep one's own quiet dilemma open for another 90 days."""
    with transaction():
        thread = own_thread_for(actor, dilemma_id)
        thread.dilemma.moved_at = clock.now()
        _announce(events.DilemmaKeptOpen, thread.member, thread.dilemma)


def come_back_on(actor: Actor, dilemma_id: Id, day: date | None) -> None:
    """Set or clear the day on which the author, and nobody else, is shown the dilemma again."""
    with transaction() as db:
        thread = own_thread_for(actor, dilemma_id)
        require(policy.may_come_back(thread.member, thread.dilemma))
        db.execute(delete(ComeBack).where(ComeBack.dilemma_id == thread.dilemma.id))
        if day is not None:
            db.add(ComeBack(dilemma_id=thread.dilemma.id, on=day))


def note_own_supervision(actor: Actor, dilemma_id: Id, answer: OwnSupervision) -> None:
    """Note, for the author alone, whether they spoke with their own supervisor of what touches a duty of care."""
    with transaction():
        thread = own_thread_for(actor, dilemma_id)
        require(policy.may_come_back(thread.member, thread.dilemma))
        thread.dilemma.own_supervision = answer if thread.dilemma.care else None


def _write_all(member: Member, dilemma: Dilemma, written: Written) -> None:
    texts.write(member, dilemma.id, TextKind.ACCOUNT, written.account)
    for kind, words in ((TextKind.TITLE, written.title), (TextKind.QUESTION, written.question)):
        if words is not None:
            texts.write(member, dilemma.id, kind, words)


def _rewrite_all(thread: Thread, written: Written, *, protect: bool) -> list[Id]:
    """Bring the texts of a dilemma to what is written now; return the covers of which nothing stands there any more."""
    rewritten: list[Id] = []
    for kind, words in (
        (TextKind.ACCOUNT, written.account),
        (TextKind.TITLE, written.title),
        (TextKind.QUESTION, written.question),
    ):
        rewritten += texts.write_or_revise(thread.member, thread.dilemma.id, kind, words, protect=protect)
    return rewritten


def _keep_lines(thread: Thread, lines: Mapping[TextKind, Checked | None], *, protect: bool) -> None:
    """Keep the closing words of a dilemma."""
    present = {text.kind: text for text in texts_locked(thread.dilemma.id)}
    for kind, words in lines.items():
        rewritten = texts.write_or_revise(thread.member, thread.dilemma.id, kind, words, protect=protect)
        if rewritten:
            note_rewritten(TextSeen(present[kind], thread, None), rewritten)


def _choose_themes(member: Member, dilemma: Dilemma, slugs: Sequence[str]) -> None:
    """Bring a dilemma's themes to those chosen, remembering who added each."""
    chosen = list(dict.fromkeys(slugs))
    if len(chosen) > limits.THEMES_PER_DILEMMA:
        raise Invalid(fields={"themes": [f"At most {limits.THEMES_PER_DILEMMA} themes, the main one first."]})
    known = known_themes(dilemma.group_id)
    if unknown := [slug for slug in chosen if slug not in known]:
        raise Invalid(fields={"themes": [f"There is no theme called {unknown[0][: limits.THEME_LABEL]} here."]})
    db = session()
    kept = {t.slug: t for t in db.scalars(select(DilemmaTheme).where(DilemmaTheme.dilemma_id == dilemma.id))}
    for slug in kept.keys() - set(chosen):
        db.delete(kept[slug])
    for position, slug in enumerate(chosen):
        if slug in kept:
            kept[slug].position = position
        else:
            row = DilemmaTheme(dilemma_id=dilemma.id, slug=slug, position=position)
            row.added_by_id, row.added_at = member.id, clock.now()
            db.add(row)
    dilemma.care = any(known[slug].care for slug in chosen)


def _announce(kind: type[events.ThreadEvent], member: Member, dilemma: Dilemma, op: Op = Op.PUT) -> None:
    publish(
        kind(
            actor_id=member.id,
            group_id=dilemma.group_id,
            dilemma_id=dilemma.id,
            signed=dilemma.signed if dilemma.author_id == member.id else Signed.NAME,
            seq=touch(room_of(dilemma.id), f"dilemma-{dilemma.id}", op),
            row_seq=touch(group_room(dilemma.group_id), f"row-{dilemma.id}", op),
        )
    )
