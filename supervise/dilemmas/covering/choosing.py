"""What a cover form asks for, done: paragraphs that were ticked, and words in whichever text holds them."""

from collections.abc import Callable, Sequence
from contextlib import suppress

from supervise.core.errors import Invalid, Stale
from supervise.core.ids import Id
from supervise.dilemmas.covering.forms import CoverForm
from supervise.texts.covering import NOT_FOUND, Marked
from supervise.texts.queries import Words

Cover = Callable[[Id, Marked], object | None]
"""Covers a passage of a text; None where all of it is covered already."""


def cover_chosen(form: CoverForm, texts: Sequence[Words], cover: Cover) -> bool:
    """Cover what was chosen of some texts; tell whether any of it was new. Raises Stale, Invalid."""
    by_id = {words.text_id: words for words in texts}
    fresh = False
    for place in form.places.data or []:
        text_id, _, number = place.partition(":")
        words = by_id.get(Id(text_id))
        spans = [span for span, _ in words.paragraphs] if words else []
        if words is None or not number.isascii() or not number.isdigit() or int(number) >= len(spans):
            raise Stale
        fresh |= cover(words.text_id, Marked(words.revision, spans[int(number)])) is not None
    if form.words.data:
        fresh |= _cover_words(texts, form.words.data, cover)
    return fresh


def _cover_words(texts: Sequence[Words], said: str, cover: Cover) -> bool:
    for words in texts:
        with suppress(Invalid):
            return cover(words.text_id, Marked(words.revision, words=said)) is not None
    raise Invalid(NOT_FOUND)
