"""Reading words: always by the thing they belong to, which the caller has been shown to be open to the actor."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup
from sqlalchemy import and_, select
from sqlalchemy.orm import aliased

from supervise.core.db import session
from supervise.core.errors import Missing, Stale
from supervise.core.ids import Id
from supervise.texts import markdown, passages
from supervise.texts.markdown import Span
from supervise.texts.models import Cover, Quote, Revision, Text, TextKind


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text as they now stand, with what is covered of them."""

    text_id: Id
    revision: int
    body: str | None
    edited_at: datetime | None
    covers: Sequence[Span] = ()

    @property
    def html(self) -> Markup:
        """The words as safe HTML."""
        return markdown.render(self.body, self.covers)

    @property
    def covered(self) -> bool:
        """Whether a passage is hidden."""
        return bool(self.covers)

    @property
    def paragraphs(self) -> list[tuple[Span, Markup]]:
        """Each paragraph of the words: where it stands, and how it reads."""
        spans = passages.paragraphs(self.body or "", self.covers)
        return [(span, passage(self.body, span, self.covers)) for span in spans]

    @property
    def plain(self) -> str:
        """The words as one plain text."""
        return markdown.plain(self.body, self.covers)

    @property
    def visible(self) -> list[str]:
        """The words that may be seen, parted where a passage is covered or was destroyed."""
        return markdown.visible(self.body, self.covers)


WordsOf = Mapping[tuple[Id, TextKind], Words]


def words_of(things: Collection[Id]) -> WordsOf:
    """Return the words of several things in two queries, by thing and kind of text."""
    if not things:
        return {}
    present = and_(Revision.text_id == Text.id, Revision.number == Text.revision)
    said = Text.id, Text.thing_id, Text.kind, Text.revision, Revision.body, Text.edited_at
    rows = session().execute(select(*said).join(Revision, present).where(Text.thing_id.in_(things))).all()
    covers = covers_of([text_id for text_id, *_ in rows])
    return {
        (thing_id, kind): Words(text_id, revision, body, edited_at, covers[text_id, revision])
        for text_id, thing_id, kind, revision, body, edited_at in rows
    }


def quotes_in(texts: Collection[Id]) -> dict[Id, tuple[Id, Markup]]:
    """Return for each text that quotes another: the quoted text's thing and the passage as it may be shown."""
    if not texts:
        return {}
    source = aliased(Text)
    rows = (
        session()
        .execute(
            select(Quote, Revision.body, source.thing_id)
            .join(source, source.id == Quote.source_id)
            .join(Revision, and_(Revision.text_id == Quote.source_id, Revision.number == Quote.revision))
            .where(Quote.text_id.in_(texts))
        )
        .all()
    )
    covers = covers_of([quote.source_id for quote, _, _ in rows])
    return {
        q.text_id: (thing, passage(body, (q.start, q.end), covers[q.source_id, q.revision])) for q, body, thing in rows
    }


def revisions_of(text_id: Id) -> list[Revision]:
    """Return all revisions of a text, oldest first; destroyed ones have no words."""
    return list(session().scalars(select(Revision).where(Revision.text_id == text_id).order_by(Revision.number)))


def texts_locked(thing_id: Id) -> Sequence[Text]:
    """Return the texts of a thing for as long as the transaction lasts, so that edits and covers follow each other."""
    # always in one order, and so that others may meanwhile refer to them: whoever quotes does not wait
    found = select(Text).where(Text.thing_id == thing_id).order_by(Text.id).with_for_update(key_share=True)
    return session().scalars(found.execution_options(populate_existing=True)).all()


def text_as_read(thing_id: Id, kind: TextKind, revision: int) -> Text:
    """Return a text if it still stands at the revision it was read at; raise Stale otherwise, Missing if gone."""
    text = next((one for one in texts_locked(thing_id) if one.kind is kind), None)
    if text is None:
        raise Missing
    if text.revision != revision:
        raise Stale
    return text


def passage_exists(text_id: Id, revision: int, start: int, end: int) -> bool:
    """Tell whether a span lies within a revision's words."""
    body = session().scalar(select(Revision.body).where(Revision.text_id == text_id, Revision.number == revision))
    return body is not None and 0 <= start < end <= len(body)


def passage(body: str | None, span: Span, covers: Sequence[Span]) -> Markup:
    """Return a span of words as safe HTML, covered passages hidden."""
    if body is None:
        return markdown.render(None)
    start, end = span
    within = [(max(s, start) - start, min(e, end) - start) for s, e in covers if s < end and e > start]
    return markdown.render(body[start:end], within)


def covers_of(texts: Collection[Id]) -> dict[tuple[Id, int], list[Span]]:
    """Return what is covered now of some texts, by text and revision; an empty list where nothing is."""
    found: dict[tuple[Id, int], list[Span]] = defaultdict(list)
    if texts:
        standing = select(Cover).where(Cover.text_id.in_(texts), Cover.lifted_at.is_(None))
        for cover in session().scalars(standing.order_by(Cover.start)):
            _merge(found[cover.text_id, cover.revision], (cover.start, cover.end))
    return found


def _merge(spans: list[Span], new: Span) -> None:
    """Add a span to spans sorted by their start; what touches becomes one."""
    if spans and new[0] <= spans[-1][1]:
        spans[-1] = (spans[-1][0], max(spans[-1][1], new[1]))
    else:
        spans.append(new)
