"""The check before words go out, where others have written before: what is new is looked at, line by line.

What stood there was answered by whoever wrote it.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from supervise.core.comparing import stretches
from supervise.core.errors import NeedsReview
from supervise.disguise import Finding, Kind
from supervise.texts.checking import Checked, Keep, look_at


def found_anew(before: str, after: str, stands: str, known_names: Collection[str] = ()) -> list[Finding]:
    """Return what the check finds in lines that are new, except words that stand there already.

    Must be called with no transaction open.
    """
    return [
        replace(one, start=one.start + at, end=one.end + at)
        for at, words in _new_lines(before, after)
        for one in look_at(words, known_names).findings
        if words[one.start : one.end] not in stands
    ]


def answered_anew(
    before: str, after: str, stands: str, kept: Sequence[Keep], known_names: Collection[str] = ()
) -> Checked:
    """Return words that somebody made of earlier ones, once every new direct finding is answered.

    `stands` are the shared words as all read them now. Raises NeedsReview with the new findings otherwise.
    """
    found = found_anew(before, after, stands, known_names)
    answers = [(one, next((k for k in kept if k.start <= one.start and one.end <= k.end), None)) for one in found]
    if any(one.kind is Kind.DIRECT and answer is None for one, answer in answers):
        raise NeedsReview(found)
    return Checked(after, [(one, answer) for one, answer in answers if answer is not None])


def _new_lines(before: str, after: str) -> Iterator[tuple[int, str]]:
    """Return runs of lines that are new, and from which code point on each stands."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    for start, end, at, to in stretches(old, new):
        if old[start:end] != new[at:to] and to > at:
            yield sum(len(line) for line in new[:at]), "".join(new[at:to])
