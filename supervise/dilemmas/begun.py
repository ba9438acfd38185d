"""What a person began to write and has not sent: theirs alone."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from supervise.core.db import session
from supervise.core.ids import Id
from supervise.dilemmas.models import Comment, Dilemma
from supervise.dilemmas.queries import dilemmas_by_id
from supervise.groups.queries import Seat
from supervise.texts.drafts import begun_by
from supervise.texts.models import Text

NEW, EDIT = "new", "edit"


@dataclass(frozen=True, slots=True)
class Begun:
    """A draft: `what` it is to become (new, thread, edit, close), and the dilemma and comment that it is about."""

    what: str
    dilemma: Dilemma | None
    comment_id: Id | None
    saved_at: datetime


def begun_in(seat: Seat) -> list[Begun]:
    """Return what the actor began in a group and can still finish, the newest first; never its words."""
    drafts = [(*place.partition(":")[::2], at) for place, at in begun_by(seat.member)]
    about = _about({thing for _, thing, _ in drafts if thing})
    dilemmas = dilemmas_by_id(seat, {dilemma for dilemma, _ in about.values()})
    found = []
    for what, thing, at in drafts:
        dilemma_id, comment_id = about.get(thing, ("", None))
        dilemma, closure = dilemmas.get(dilemma_id, (None, None))
        if what == NEW or (dilemma is not None and (closure is None or what == EDIT)):
            found.append(Begun(what, dilemma, comment_id, at))
    return found


def _about(things: Collection[str]) -> Mapping[str, tuple[str, Id | None]]:
    """Return the dilemma, and the comment if it is one, that each of some things is or is a text of."""
    if not things:
        return {}
    texts = {of.id: of.thing_id for of in session().execute(select(Text.id, Text.thing_id).where(Text.id.in_(things)))}
    named = {thing: texts.get(thing, thing) for thing in things}
    standing = select(Comment.id, Comment.dilemma_id).where(
        Comment.id.in_(named.values()), Comment.removed_at.is_(None)
    )
    comments = {one.id: one.dilemma_id for one in session().execute(standing)}
    return {thing: (comments[of], of) if of in comments else (of, None) for thing, of in named.items()}
