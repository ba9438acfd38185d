"""A wording that a note suggests for its passage: what it says, where it would stand, and where once it was taken."""

from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from supervise.texts.markdown import Span, editable
from supervise.texts.queries import Words
from supervise.writeups import anchoring


@dataclass(frozen=True, slots=True)
class Suggested:
    """A suggested wording; `place` is where the very words that it is for stand now, None where they were changed."""

    words: Words
    place: Span | None
    taken_at: datetime | None

    @property
    def html(self) -> Markup:
        """What is suggested, as safe HTML."""
        return self.words.html

    @property
    def whole(self) -> bool:
        """Whether none of it is covered or was destroyed, so that whoever takes it reads what they take."""
        return not self.words.covered and editable(self.words.body) == (self.words.body or "")

    @property
    def fits(self) -> bool:
        """Whether it can be put in the place of what it is for."""
        return self.place is not None and self.whole


def put_in(body: str, place: Span, wording: str) -> str:
    """Return a text with a wording in the place of a passage, all else as it stood."""
    return body[: place[0]] + wording + body[place[1] :]


def once_taken(old: str, span: Span, wording: str, new: anchoring.Text) -> Span | None:
    """Return where a wording stands that was taken for a passage, in what was written since; None where it does not."""
    taken = anchoring.Text(put_in(old, span, wording))
    return anchoring.follow(taken, (span[0], span[0] + len(wording)), new)
