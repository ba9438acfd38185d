"""How shared words stand: by the thing they belong to, which the caller has been shown to be open to the actor."""

from dataclasses import dataclass

from sqlalchemy import and_, select

from supervise.core.db import session
from supervise.core.errors import Stale
from supervise.core.ids import Id
from supervise.texts.models import Revision, SharedDocument, Text, TextKind
from supervise.texts.sharing.document import Document

NEW = "new"
"""The name of a document in which nobody has written: whoever begins with it fits everywhere."""

MADE_ANEW = "These words were made anew since your page read them. Open the page again; what you wrote is in the box."


@dataclass(frozen=True, slots=True)
class Stand:
    """Shared words as they stand; `body` is None where there are none, or they were destroyed."""

    epoch: str
    document: Document
    body: str | None

    @property
    def words(self) -> str:
        """The words, none where there are none."""
        return self.body or ""


def stand_of(thing_id: Id, kind: TextKind) -> Stand:
    """Return how a thing's shared words stand."""
    present = and_(Revision.text_id == Text.id, Revision.number == Text.revision)
    rows = select(Revision.body, SharedDocument).select_from(Text).join(Revision, present)
    rows = rows.outerjoin(SharedDocument, SharedDocument.text_id == Text.id)
    found = session().execute(rows.where(Text.thing_id == thing_id, Text.kind == kind)).first()
    if found is None:
        return Stand(NEW, Document(), None)
    body, row = found
    if row is None or row.state is None:
        return Stand(row.epoch if row else NEW, Document(words=body or ""), body)
    return Stand(row.epoch, Document(row.state), body)


def same_making(stood: Stand, epoch: str) -> None:
    """Raise Stale where the document was made anew since somebody's page read it."""
    if epoch not in {NEW, stood.epoch}:
        raise Stale(MADE_ANEW)
