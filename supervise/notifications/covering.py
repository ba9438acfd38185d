"""E-mails after a cover: to whoever wrote the words, and a quiet reminder to those who decide; no word is in them."""

from datetime import timedelta

from supervise.core import clock
from supervise.core.db import transaction
from supervise.core.events import within
from supervise.core.jobs import comes_round, promise
from supervise.dilemmas.covering.queries import author_of, deciders_of_old, told_since
from supervise.dilemmas.events import PassageCovered, ReadersNamed
from supervise.dilemmas.readers.queries import accounts_named
from supervise.notifications.kinds import Kind
from supervise.writeups.covering import queries as write_ups
from supervise.writeups.events import WriteUpPassageCovered

TOGETHER = timedelta(hours=1)
"""Covers of one person's words within this time are told in one e-mail."""

WAITS = timedelta(days=7)
EACH = timedelta(days=1)


@within(PassageCovered, WriteUpPassageCovered)
def tell_author(event: PassageCovered | WriteUpPassageCovered) -> None:
    """Promise an e-mail to whoever wrote the words, unless it was they who covered, or they were told just now."""
    author = author_of(event.text_id)
    if author is None or author.id == event.actor_id:
        return
    if not told_since(author, clock.now() - TOGETHER, event.cover_id):
        promise("e-mail", what=Kind.SOMETHING_WAITS, account=author.account_id, group=event.group_id)


@within(ReadersNamed)
def tell_readers(event: ReadersNamed) -> None:
    """Promise an e-mail to everybody who was named as having had a thread open; Today says why it was asked."""
    for account_id in accounts_named(event.asked_id):
        promise("e-mail", what=Kind.SOMETHING_WAITS, account=account_id, group=event.group_id)


@comes_round("covers that wait", EACH)
def remind() -> None:
    """Promise one e-mail to those who decide, once something has been covered for a week."""
    now = clock.now()
    with transaction():
        between = (now - WAITS - EACH, now - WAITS)
        waiting = [*deciders_of_old(*between), *write_ups.deciders_of_old(*between)]
        for group_id, account_id in dict.fromkeys(waiting):
            promise("e-mail", what=Kind.SOMETHING_WAITS, account=account_id, group=group_id)
