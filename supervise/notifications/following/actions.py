"""Choosing what one hears of by e-mail. Nobody else is told what a person chose."""

from datetime import datetime

from sqlalchemy import or_, select

from supervise.core.actor import Actor
from supervise.core.db import session, transaction
from supervise.core.errors import Invalid, Missing
from supervise.core.ids import Id, new_secret
from supervise.dilemmas.queries import thread_for
from supervise.groups.queries import place_for
from supervise.notifications.following.models import Following, Level, Pace, ThreadFollowing, Wishes
from supervise.notifications.kinds import Kind

HOURS = range(24)


def follow_group(actor: Actor, group_id: Id, level: Level, pace: Pace) -> None:
    """Choose what of a group to hear of, and how soon. Raises Missing where the actor is not in it."""
    with transaction() as db:
        member = place_for(actor, group_id).member
        kept = db.get(Following, member.id) or Following(member_id=member.id)
        kept.level, kept.pace = level, pace
        db.add(kept)


def follow_thread(actor: Actor, dilemma_id: Id, level: Level | None) -> None:
    """Choose what of one thread to hear of; None goes back to what is chosen for the group.

    Raises Missing where the thread is not open to the actor.
    """
    with transaction() as db:
        thread = thread_for(actor, dilemma_id)
        kept = db.get(ThreadFollowing, (thread.member.id, thread.dilemma.id))
        if level is None:
            if kept is not None:
                db.delete(kept)
        elif kept is None:
            db.add(ThreadFollowing(member_id=thread.member.id, dilemma_id=thread.dilemma.id, level=level))
        else:
            kept.level = level


def choose_hours(actor: Actor, quiet_from: int | None, quiet_to: int | None, away_until: datetime | None) -> None:
    """Choose the full hours of one's own clock at which no e-mail comes, and until when one is away.

    Raises Invalid where only one of the two hours is given, or one is no hour.
    """
    if (quiet_from is None) != (quiet_to is None):
        raise Invalid(fields={"quiet_to": ["Choose both hours, or neither."]})
    if any(hour is not None and hour not in HOURS for hour in (quiet_from, quiet_to)):
        raise Invalid(fields={"quiet_from": ["Choose full hours of the day."]})
    with transaction():
        wishes = _wishes(actor.account_id)
        wishes.quiet_from, wishes.quiet_to, wishes.away_until = quiet_from, quiet_to, away_until


def want_emails(actor: Actor, *, news: bool, waits: bool) -> None:
    """Take the e-mails about something new, and those about something that waits for oneself; or take neither."""
    with transaction():
        wishes = _wishes(actor.account_id)
        wishes.stopped, wishes.waits_stopped = not news, not waits


def stop_by_link(secret: str) -> None:
    """End the kind of e-mails that a link was sent with, for whom it was sent to; raises Missing for no such link."""
    with transaction() as db:
        wishes = db.scalar(select(Wishes).where(or_(Wishes.stop_secret == secret, Wishes.waits_secret == secret)))
        if wishes is None:
            raise Missing
        if wishes.stop_secret == secret:
            wishes.stopped = True
        else:
            wishes.waits_stopped = True


def stop_secret_of(account_id: Id, kind: Kind) -> str:
    """Return what stands in a person's own link that ends e-mails of a kind."""
    with transaction():
        wishes = _wishes(account_id)
        if kind is Kind.SOMETHING_NEW:
            return wishes.stop_secret
        wishes.waits_secret = wishes.waits_secret or new_secret()
        return wishes.waits_secret


def _wishes(account_id: Id) -> Wishes:
    db = session()
    wishes = db.get(Wishes, account_id)
    if wishes is None:
        wishes = Wishes(account_id=account_id)
        db.add(wishes)
        db.flush()
    return wishes
