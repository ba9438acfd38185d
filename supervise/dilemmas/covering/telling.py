"""Told at once, to each in private: whose words were covered, and which pages show words that have to go."""

from supervise.core.events import after
from supervise.dilemmas import events
from supervise.dilemmas.covering.queries import author_of, counted_for, readers_of
from supervise.dilemmas.queries import thread_for
from supervise.web import live
from supervise.web.session import present_viewer, viewer


@after(events.PassageCovered)
def tell_author(event: events.PassageCovered) -> None:
    """Tell all devices of the author, unless it was they who covered."""
    author = author_of(event.text_id)
    if author is not None and author.id != event.actor_id:
        live.send_to_account(author.account_id, "notice", {"covered": counted_for(author.id), "text": event.text_id})


@after(events.PassageCovered, events.PassageRedacted, events.PassageRewritten)
def tell_pages(event: events.PassageEvent) -> None:
    """Tell everybody's open pages that hear no room, such as earlier words and lists, to read themselves anew."""
    if viewer() is None:
        return
    for member in readers_of(thread_for(present_viewer().actor, event.dilemma_id)):
        live.send_to_account(member.account_id, "notice", {"shows": event.dilemma_id})
