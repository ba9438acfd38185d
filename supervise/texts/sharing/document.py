"""A document in which several write: pycrdt, behind the few things that are asked of it."""

from collections.abc import Sequence

from pycrdt import Doc, Text

from supervise.core.errors import Invalid
from supervise.texts.sharing.merging import Change
from supervise.texts.sharing.wire import NOT_READ, PLACE, Known, Update, read_vector

MAKER = 1
"""The writer in whose name a document is made from words; the same words make the same document, byte by byte."""


class Document:
    """Shared words as they stand, what deleted ones they were forgotten."""

    def __init__(self, state: bytes | None = None, words: str = "", writer: int | None = None) -> None:
        """Take a document up as it was kept, or make one from words; changes of it are under a writer's number."""
        self._doc: Doc[Text] = Doc(client_id=writer)
        self._text = self._doc.get(PLACE, type=Text)
        self._doc.apply_update(_made_of(words) if state is None else state)

    @property
    def words(self) -> str:
        """The words as they stand."""
        return str(self._text)

    @property
    def state(self) -> bytes:
        """All of it, to be kept."""
        return self._doc.get_update()

    @property
    def vector(self) -> bytes:
        """How much of each writer is in it."""
        return self._doc.get_state()

    @property
    def known(self) -> Known:
        """How much of each writer is in it, by writer."""
        return read_vector(self.vector)

    def is_ahead_of(self, vector: bytes) -> bool:
        """Tell whether there is something in it that somebody lacks who has this much of it."""
        has = read_vector(vector)
        return any(number > has.get(writer, 0) for writer, number in self.known.items())

    def lacking(self, vector: bytes) -> bytes:
        """Return what somebody lacks who has this much of it; raise Invalid where that is not to be read."""
        read_vector(vector)
        return self._doc.get_update(vector)

    def take(self, update: Update) -> None:
        """Take in what somebody sent; raise Invalid where it does not go on from what is here."""
        if not update.fits(self.known):
            raise Invalid(NOT_READ)
        try:
            self._doc.apply_update(update.data)
        except ValueError:
            raise Invalid(NOT_READ) from None

    def change(self, done: Sequence[Change]) -> None:
        """Change words, given from and to which code point, in order."""
        before = self.words
        with self._doc.transaction():
            for one in reversed(done):
                start = len(before[: one.start].encode())
                if one.end > one.start:
                    del self._text[start : start + len(before[one.start : one.end].encode())]
                if one.words:
                    self._text.insert(start, one.words)


def _made_of(words: str) -> bytes:
    maker: Doc[Text] = Doc(client_id=MAKER)
    text = maker.get(PLACE, type=Text)
    if words:
        text.insert(0, words)
    return maker.get_update()
