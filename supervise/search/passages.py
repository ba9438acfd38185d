"""What is shown of a text that was found: the passages in which the words stand, marked."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup, escape

from supervise.search.asking import Question
from supervise.texts.spelling import Word, words_in

LENGTH = 220
"""Characters of a passage, about."""

LOOKED_THROUGH = 50_000
_BEFORE = 60
_MOST_BEFORE_A_WORD = 20
Span = tuple[int, int]


def marked(line: str, question: Question) -> Markup:
    """Return a line with what was looked for marked."""
    return _marked(line, [span for _, span in _matches(line, question)], (0, len(line)))


def passage(line: str, question: Question) -> Markup | None:
    """Return the part of a line that holds most of what was looked for, marked; None where it holds none of it."""
    line = line[:LOOKED_THROUGH]
    matches = list(_matches(line, question))
    if not matches:
        return None
    first = _richest(matches)
    start = _word_start(line, max(0, first - _BEFORE))
    end = _word_end(line, min(len(line), start + LENGTH))
    return _marked(line, [span for _, span in matches], (start, end))


def _richest(matches: Sequence[tuple[int, Span]]) -> int:
    """Return where to begin so that as many different things as can be stand within a passage's length."""
    best, most = matches[0][1][0], 0
    after = 0
    for before, (_, (start, _)) in enumerate(matches):
        while after < len(matches) and matches[after][1][1] <= start + LENGTH - _BEFORE:
            after += 1
        different = len({part for part, _ in matches[before:after][:LENGTH]})
        if different > most:
            best, most = start, different
    return best


def _matches(line: str, question: Question) -> Iterator[tuple[int, Span]]:
    """Go through a line and tell where which part of the question stands."""
    words = list(words_in(line))
    for place in range(len(words)):
        for number, sought in enumerate(question.parts):
            here = words[place : place + len(sought.words)]
            if len(here) == len(sought.words) and all(sought.is_word(word, n) for n, word in enumerate(here)):
                yield number, _span(here)


def _span(words: Sequence[Word]) -> Span:
    return words[0].start, words[-1].end


def _marked(line: str, spans: Sequence[Span], shown: Span) -> Markup:
    start, end = shown
    pieces = [escape("… " if start else "")]
    for begins, ends in sorted(spans):
        if begins >= start and ends <= end:
            pieces += [escape(line[start:begins]), Markup("<mark>%s</mark>") % line[begins:ends]]
            start = ends
    pieces += [escape(line[start:end]), escape(" …" if end < len(line) else "")]
    return Markup("").join(pieces)


def _word_start(line: str, at: int) -> int:
    space = line.find(" ", at, at + _MOST_BEFORE_A_WORD)
    return space + 1 if at and space >= 0 else at


def _word_end(line: str, at: int) -> int:
    space = line.rfind(" ", max(0, at - _MOST_BEFORE_A_WORD), at)
    return space if at < len(line) and space >= 0 else at
