"""Covering, uncovering and destroying passages. Every verb checks the right again inside."""

from collections.abc import Sequence
from typing import Any

from supervise.core.actor import Actor
from supervise.core.db import publish, transaction
from supervise.core.errors import Missing
from supervise.core.ids import Id
from supervise.core.policy import require
from supervise.core.rooms import touch
from supervise.dilemmas import events, policy
from supervise.dilemmas.covering.queries import TextSeen, cases_in, quoting, text_for, wrote_unnamed
from supervise.dilemmas.models import Signed
from supervise.dilemmas.queries import group_room
from supervise.groups.queries import take_turn
from supervise.texts import covering
from supervise.texts.covering import Marked
from supervise.texts.models import UncoverReason
from supervise.texts.queries import texts_locked


def cover_passage(actor: Actor, text_id: Id, marked: Marked) -> Id | None:
    """Cover a passage for everybody; return what it is decided under, None where all of it is covered already.

    Raises Missing for a stranger, Invalid where nothing is marked or found, Stale where the words are gone by now.
    """
    with transaction():
        seen = text_for(actor, text_id)
        member, dilemma = seen.thread.member, seen.thread.dilemma
        require(policy.may_cover(member, dilemma))
        take_turn(member)
        texts = texts_locked(seen.text.thing_id)
        text = next(one for one in texts if one.id == text_id)
        case = covering.cover(member.id, text, [one for one in texts if one.id != text_id], marked)
        if case is not None:
            # named among others, it would tell who here is not 'a colleague'
            signed = Signed.COLLEAGUE if dilemma.colleague_present else Signed.NAME
            _say(events.PassageCovered, seen, case, signed)
    return case


def uncover_passage(actor: Actor, text_id: Id, case: Id, reason: UncoverReason) -> None:
    """Show covered words to everybody again; doing so twice is doing it once. Raises NotAllowed with the reason."""
    with transaction():
        seen = text_for(actor, text_id)
        require(policy.may_uncover(seen.thread.member))
        if _stands_in(seen, case):
            covering.uncover(seen.thread.member.id, case, reason)
            _say(events.PassageUncovered, seen, case, _signed(seen), reason=reason)


def redact_passage(actor: Actor, text_id: Id, case: Id) -> None:
    """Destroy covered words for good; doing so twice is doing it once. Raises NotAllowed with the reason."""
    with transaction():
        seen = text_for(actor, text_id)
        require(policy.may_redact(seen.thread.member, seen.text.author_id))
        if _stands_in(seen, case):
            for place, ended in enumerate(covering.redact(seen.thread.member.id, case)):
                _say(events.PassageRedacted, seen, ended, _signed(seen), silent=place > 0)


def note_look(actor: Actor, text_id: Id) -> None:
    """Put on the trail that somebody looks at what is covered in a thing, to decide about it."""
    with transaction():
        seen = text_for(actor, text_id)
        require(policy.may_uncover(seen.thread.member))
        for case in cases_in([seen.text.thing_id]):
            _say(events.PassageLookedAt, seen, case.id, _signed(seen), silent=True)


def note_rewritten(seen: TextSeen, cases: Sequence[Id]) -> None:
    """Say, inside the transaction of an author's edit, that it took covered words away; the edit tells of the item."""
    ended = [case for case in dict.fromkeys(cases) if not covering.still_stands(case)]
    for place, case in enumerate(ended):
        _say(events.PassageRewritten, seen, case, _signed(seen), silent=place > 0, item=False)


def _stands_in(seen: TextSeen, case: Id) -> bool:
    """Tell whether a case still stands in the texts of a thing, which stay as they are until the transaction ends."""
    texts = texts_locked(seen.text.thing_id)
    if covering.belongs_to(case, [text.id for text in texts]):
        return covering.still_stands(case)
    raise Missing


def _signed(seen: TextSeen) -> Signed:
    return Signed.COLLEAGUE if wrote_unnamed(seen.thread.member, seen.thread.dilemma) else Signed.NAME


def _say(
    kind: type[events.PassageEvent],
    seen: TextSeen,
    case: Id,
    signed: Signed,
    *,
    silent: bool = False,
    item: bool = True,
    **more: Any,
) -> None:
    """Publish what happened; unless it is silent, whatever quotes the item, and the item, take new numbers."""
    thread, dilemma = seen.thread, seen.thread.dilemma
    texts = [text.id for text in texts_locked(seen.text.thing_id)]
    elements = [f"comment-{one}" for one in quoting(texts, dilemma.id)] + ([seen.element] if item else [])
    numbers = [] if silent else [touch(thread.room, element) for element in elements]
    row = item and not silent and seen.comment is None
    publish(
        kind(
            actor_id=thread.member.id,
            group_id=dilemma.group_id,
            dilemma_id=dilemma.id,
            signed=signed,
            seq=max(numbers, default=0),
            row_seq=touch(group_room(dilemma.group_id), f"row-{dilemma.id}") if row else 0,
            text_id=seen.text.id,
            cover_id=case,
            comment_id=seen.comment.id if seen.comment else None,
            first_seq=min(numbers, default=0),
            **more,
        )
    )
