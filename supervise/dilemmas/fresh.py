"""What was just written, for whoever tells of it or indexes it in the same piece of work: it need not be read again.

It is the state at the commit, which is what the change's number stands for.
"""

from dataclasses import dataclass

from supervise.core.db import session
from supervise.dilemmas.models import Comment
from supervise.dilemmas.queries import Thread
from supervise.texts.queries import Words

_KEY = "a comment just written"


@dataclass(frozen=True, slots=True)
class Fresh:
    """A comment as it was written, in the thread as its right was checked; `quotes` when it shows a passage."""

    thread: Thread
    comment: Comment
    words: Words
    quotes: bool


def keep(written: Fresh) -> None:
    """Hold a comment for the rest of the transaction and for who hears of it after the commit."""
    session().info[_KEY] = written


def written(comment_id: str) -> Fresh | None:
    """Return the comment with this id if it is the one that this work wrote last."""
    held: Fresh | None = session().info.get(_KEY)
    return held if held is not None and held.comment.id == comment_id else None


def let_go() -> None:
    """Let go of it: what happens to the comment from here on is read."""
    session().info.pop(_KEY, None)
