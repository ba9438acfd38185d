"""Which comments a reader is shown: what is held back until others have written, too, is its writer's alone.

Whoever asks for comments of others asks with these conditions; until its moment a comment is shown, found and counted
nowhere.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_

from supervise.core import clock
from supervise.core.errors import Missing
from supervise.core.ids import Id
from supervise.dilemmas.models import Comment
from supervise.groups.models import Member


def is_shown_to(*members: Member) -> ColumnElement[bool]:
    """Return the condition that a comment is shown to a member by now (to any of a person's seats), or is theirs."""
    shown = or_(Comment.shown_from.is_(None), Comment.shown_from <= clock.now())
    return or_(shown, Comment.author_id.in_([member.id for member in members]))


def came_at() -> ColumnElement[datetime]:
    """Return the moment at which a comment came to its readers."""
    moment: ColumnElement[datetime] = func.coalesce(Comment.shown_from, Comment.posted_at)
    return moment


def is_held_back(comment: Comment) -> bool:
    """Tell whether a comment is its writer's alone as yet."""
    return comment.shown_from is not None and comment.shown_from > clock.now()


def shown(comment: Comment, reader_id: Id) -> Comment:
    """Return a comment that somebody is shown by now; raise Missing where it is held back from them."""
    if is_held_back(comment) and comment.author_id != reader_id:
        raise Missing
    return comment


def without_held_back(comments: Sequence[Comment]) -> list[Comment]:
    """Return those of some comments that everybody in the thread is shown."""
    return [comment for comment in comments if not is_held_back(comment)]
