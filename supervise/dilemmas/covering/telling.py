"""Whose words were covered is told at once, in private: that it was, never what or by whom."""

from supervise.core.events import after
from supervise.dilemmas import events
from supervise.dilemmas.covering.queries import author_of, counted_for
from supervise.web import live


@after(events.PassageCovered)
def tell_author(event: events.PassageCovered) -> None:
    """Tell all devices of the author, unless it was they who covered."""
    author = author_of(event.text_id)
    if author is not None and author.id != event.actor_id:
        live.send_to_account(author.account_id, "notice", {"covered": counted_for(author.id), "text": event.text_id})
