"""What happens to dilemmas and comments is heard here within its transaction: the index shares its fate."""

from supervise.core.events import within
from supervise.dilemmas import events
from supervise.search import actions


@within(
    events.DilemmaPosted,
    events.DilemmaEdited,
    events.DilemmaClosed,
    events.DilemmaReopened,
)
def find_dilemma(event: events.ThreadEvent) -> None:
    """Make a dilemma's entry anew."""
    actions.index_dilemma(event.dilemma_id)


@within(events.DilemmaWithdrawn, events.DilemmaDestroyed)
def lose_thread(event: events.ThreadEvent) -> None:
    """Drop all entries of a thread."""
    actions.drop_thread(event.dilemma_id)


@within(events.CommentPosted, events.CommentEdited, events.CommentRemoved)
def find_comment(event: events.CommentEvent) -> None:
    """Make a comment's entry anew, or drop it."""
    actions.index_comment(event.comment_id)


@within(events.PassageEvent)
def find_what_is_left(event: events.PassageEvent) -> None:
    """Make the entry anew of what a passage was covered in, shown again in, or destroyed in."""
    if event.comment_id is None:
        actions.index_dilemma(event.dilemma_id)
    else:
        actions.index_comment(event.comment_id)
