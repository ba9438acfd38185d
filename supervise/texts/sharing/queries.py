"""How shared words stand: by the thing they belong to, which the caller has been shown to be open to the actor."""

from dataclasses import dataclass

from sqlalchemy import and_, select

from supervise.core.db import session
from supervise.core.errors import Stale
from supervise.core.ids import Id, fingerprint
from supervise.texts.markdown import editable
from supervise.texts.models import Revision, SharedDocument, Text, TextKind
from supervise.texts.sharing.document import Document

NEW = "new"
"""What a page calls a document that it has nothing of: the one that is made of no words."""

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
        return editable(self.body)


def stand_of(thing_id: Id, kind: TextKind, writer: int | None = None) -> Stand:
    """Return how a thing's shared words stand; what is changed in them is under the number of a writer."""
    present = and_(Revision.text_id == Text.id, Revision.number == Text.revision)
    rows = select(Revision.body, SharedDocument).select_from(Text).join(Revision, present)
    rows = rows.outerjoin(SharedDocument, SharedDocument.text_id == Text.id)
    found = session().execute(rows.where(Text.thing_id == thing_id, Text.kind == kind)).first()
    if found is None:
        return Stand(first_name(""), Document(writer=writer), None)
    body, row = found
    words = editable(body)
    if row is not None and row.state is not None:
        kept = Document(row.state, writer=writer)
        if kept.words == words:
            return Stand(row.epoch, kept, body)
    epoch = first_name(words) if row is None or row.state is not None else row.epoch
    return Stand(epoch, Document(words=words, writer=writer), body)


def first_name(words: str) -> Id:
    """Return the name of the document that words make in which nobody has written yet."""
    return Id(fingerprint(words)[:20])


def same_making(stood: Stand, epoch: str) -> None:
    """Raise Stale where the document was made anew since somebody's page read it."""
    if stood.epoch != (first_name("") if epoch == NEW else epoch):
        raise Stale(MADE_ANEW)
