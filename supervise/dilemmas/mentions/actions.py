"""Keeping who is named in a response, in the transaction of the words, and letting go of it with them."""

from sqlalchemy import delete, select

from supervise.accounts.events import AccountErased
from supervise.accounts.models import Account
from supervise.core import clock, limits
from supervise.core.db import session
from supervise.core.errors import Invalid
from supervise.core.events import within
from supervise.dilemmas.events import PassageRedacted
from supervise.dilemmas.mentions.naming import named_in
from supervise.dilemmas.models import Comment, Signed
from supervise.dilemmas.queries import Thread, may_still_read
from supervise.groups.models import Member
from supervise.groups.queries import members_of
from supervise.texts.models import Mention, Text
from supervise.texts.queries import words_of

TOO_MANY = f"At most {limits.MENTIONS} people can be named with @ in one response. Leave the @ before some away."


def keep_named(thread: Thread, comment: Comment, text_id: str, words: str) -> None:
    """Keep which members the words of a response name, in the place of those that its earlier words named.

    Of members who may not read it nothing is kept, nor of whoever names themselves, and nothing tells so. Raises
    Invalid for too many names, whoever they are.
    """
    named = _named(thread, words)
    if len(named) > limits.MENTIONS:
        raise Invalid(TOO_MANY, fields={"body": [TOO_MANY]})
    db = session()
    kept = {one.member_id: one for one in db.scalars(select(Mention).where(Mention.text_id == text_id))}
    wanted = {member.id for member in named if _hears(thread, comment, member)}
    for member_id in kept.keys() - wanted:
        db.delete(kept[member_id])
    now = clock.now()
    db.add_all(Mention(text_id=text_id, member_id=member_id, at=now) for member_id in wanted - kept.keys())
    db.flush()


@within(PassageRedacted)
def forget_redacted(event: PassageRedacted) -> None:
    """Let go of who was named in words that were destroyed."""
    text = session().get(Text, event.text_id)
    words = words_of([text.thing_id]).get((text.thing_id, text.kind)) if text is not None else None
    kept = select(Mention, Account.name).join(Member, Member.id == Mention.member_id).join(Member.account)
    for mention, name in session().execute(kept.where(Mention.text_id == event.text_id)).all():
        if not named_in((words.body if words else None) or "", [name]):
            session().delete(mention)
    session().flush()


@within(AccountErased)
def forget_person(event: AccountErased) -> None:
    """Let go of where a person was named, as their account is erased."""
    theirs = select(Member.id).where(Member.account_id == event.account_id)
    session().execute(delete(Mention).where(Mention.member_id.in_(theirs)))


def _named(thread: Thread, words: str) -> list[Member]:
    if "@" not in words:
        return []
    here = members_of(thread.seat)
    names = {name.casefold() for name in named_in(words, [member.account.name for member in here])}
    return [member for member in here if member.account.name.casefold() in names]


def _hears(thread: Thread, comment: Comment, member: Member) -> bool:
    """Tell whether a member who is named is kept.

    A colleague who names themselves is kept as anybody else would be: that they are not would tell who they are.
    """
    if member.id == comment.author_id and comment.signed is Signed.NAME:
        return False
    return may_still_read(member, thread.dilemma)
