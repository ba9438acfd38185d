"""Saying something beside the whole of a write-up, between its author and its supervisors; taking it back."""

from sqlalchemy import func, select

from supervise.core import clock
from supervise.core.actor import Actor
from supervise.core.db import publish, transaction
from supervise.core.ids import Id, new_id
from supervise.core.policy import require
from supervise.core.rooms import touch
from supervise.texts import actions as texts
from supervise.texts.checking import Checked
from supervise.texts.models import TextKind
from supervise.writeups import events, policy
from supervise.writeups.actions import lock
from supervise.writeups.between import aside_for
from supervise.writeups.models import Aside
from supervise.writeups.queries import Seen, room_of, write_up_for


def say(actor: Actor, write_up_id: Id, words: Checked, key: str) -> Aside:
    """Say something between a write-up's author and its supervisors; the same key again returns what was said then.

    Raises Missing for everybody else, NotAllowed as long as it is shared with nobody.
    """
    with transaction() as db:
        lock(write_up_id)
        seen = write_up_for(actor, write_up_id)
        require(policy.may_say_aside(seen.member, seen.write_up, assigned=seen.assigned))
        if again := db.scalar(select(Aside).where(Aside.author_id == seen.member.id, Aside.key == key)):
            return again
        count = db.scalar(select(func.max(Aside.number)).where(Aside.write_up_id == write_up_id)) or 0
        aside = Aside(
            id=new_id(),
            write_up_id=write_up_id,
            author_id=seen.member.id,
            number=count + 1,
            key=key,
            at=clock.now(),
        )
        db.add(aside)
        db.flush()
        texts.write(seen.member, aside.id, TextKind.ASIDE, words)
        _announce(events.AsideSaid, seen, aside)
    return aside


def take_back(actor: Actor, aside_id: Id) -> None:
    """Take back what one said oneself: its words are destroyed, a line stays where it was."""
    with transaction() as db:
        lock(aside_for(actor, aside_id).seen.write_up.id)
        found = aside_for(actor, aside_id)
        db.refresh(found.aside)
        require(policy.may_remove(found.seen.member, found.aside))
        texts.empty([found.aside.id])
        found.aside.removed_at = clock.now()
        _announce(events.AsideRemoved, found.seen, found.aside)


def _announce(kind: type[events.AsideEvent], seen: Seen, aside: Aside) -> None:
    seq = touch(room_of(seen.write_up.id), f"aside-{aside.id}")
    publish(kind(seen.member.id, seen.write_up.group_id, seen.write_up.id, aside.id, seq))
