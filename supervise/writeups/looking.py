"""The disguise check over a whole write-up before it is shared: every finding is answered, whatever its kind."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from supervise.core.errors import NeedsReview
from supervise.core.ids import Id
from supervise.dilemmas.sent import Sent
from supervise.disguise import Finding
from supervise.texts.checking import Checked, look_at
from supervise.writeups.actions import Typed
from supervise.writeups.queries import Piece

SAID_OTHERWISE = "use:"
"""How an answer begins that puts other words in the place of what was found."""


@dataclass(frozen=True, slots=True)
class Question:
    """A finding in a part, as its author is asked about it; `answer` is what they said, or said of it before."""

    piece: Piece
    finding: Finding
    answer: str

    @property
    def name(self) -> str:
        """How its answer is called in a form."""
        return f"answer:{self.piece.part.id}:{self.finding.start}:{self.finding.end}"

    @property
    def words(self) -> str:
        """The words that it is about."""
        return self.piece.words[self.finding.start : self.finding.end]

    @property
    def around(self) -> tuple[str, str]:
        """What stands before and after them."""
        body, start, end = self.piece.words, self.finding.start, self.finding.end
        return body[max(0, start - 60) : start], body[end : end + 60]


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found in a write-up: questions, and the words once each is answered; `changed` counts other words."""

    questions: Sequence[Question]
    words: Mapping[Id, Checked]
    read_at: Sequence[Typed]
    changed: int = 0
    found_again: bool = False

    @property
    def answered(self) -> bool:
        """Whether nothing is open."""
        return not self.found_again and all(one.answer for one in self.questions)


def look(pieces: Sequence[Piece], given: Mapping[str, str], before: Mapping[Id, Mapping[str, str]]) -> Looked:
    """Look at a write-up and apply the answers that were given; `before` are reasons by part and words kept earlier.

    Must be called with no transaction open.
    """
    written = [one for one in pieces if one.words.strip()]
    read_at = [Typed(one.part.id, one.words, one.part.saved) for one in pieces]
    questions = [
        Question(one, finding, _answer(one, finding, given, before.get(one.part.id, {})))
        for one in written
        for finding in look_at(one.words).findings
    ]
    if not all(one.answer for one in questions):
        return Looked(questions, {}, read_at)
    sent = Sent({one.part.id: one.words for one in written})
    sent.answer({one.name: one.answer for one in questions})
    try:
        checked = sent.checked()
    except NeedsReview:  # what was put in its place could point to somebody, too
        return Looked(questions, {}, read_at, found_again=True)
    changed = sum(one.answer.startswith(SAID_OTHERWISE) for one in questions)
    return Looked(questions, {Id(part_id): words for part_id, words in checked.items()}, read_at, changed)


def _answer(piece: Piece, finding: Finding, given: Mapping[str, str], before: Mapping[str, str]) -> str:
    asked = Question(piece, finding, "")
    if asked.name in given:
        return given[asked.name]
    reason = before.get(asked.words, "")
    return f"keep:{reason}" if reason else ""
