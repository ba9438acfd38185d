"""The check before words go out: findings, and whether each direct one has been answered."""

import logging
from collections import OrderedDict
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from threading import Lock

from supervise import disguise
from supervise.core.companion import Companion, Died, Unavailable
from supervise.core.errors import NeedsReview, TooFast
from supervise.core.offload import Busy, Lane, Line
from supervise.disguise import Finding, Kind, Review, review, uses_model
from supervise.texts.models import KeptReason

REMEMBERED = 128
SHORT = 1_000
"""Characters up to which a text is looked at in the server itself; it takes some 40 ms at most, with the name model."""
LONG_WAITING = 16
"""Long texts that may wait; each takes a second or so, and whoever sent it waits for the page."""
_log = logging.getLogger("supervise.checking")


@dataclass(frozen=True, slots=True)
class Keep:
    """An answer to a finding: these code points may stay, for this reason."""

    start: int
    end: int
    reason: KeptReason


@dataclass(frozen=True, slots=True)
class Checked:
    """Words that have been looked at, with what their author chose to keep."""

    body: str
    kept: Sequence[tuple[Finding, Keep]]


def not_yet(body: str) -> Checked:
    """Return words that only their author reads: they are looked at before anybody else does."""
    return Checked(body, ())


class _Remembered:
    """The newest reviews, so that a text checked while typing is not checked again when it is sent."""

    def __init__(self) -> None:
        self._reviews: OrderedDict[bytes, Review] = OrderedDict()
        self._lock = Lock()
        self.cleared = 0

    def get(self, key: bytes) -> Review | None:
        with self._lock:
            return self._reviews.get(key)

    def put(self, key: bytes, found: Review, begun_at: int) -> None:
        """Keep a review, unless all was forgotten since it was begun (`cleared` was `begun_at` then)."""
        with self._lock:
            if begun_at == self.cleared:
                self._reviews[key] = found
            while len(self._reviews) > REMEMBERED:
                self._reviews.popitem(last=False)

    def clear(self) -> None:
        with self._lock:
            self._reviews.clear()
            self.cleared += 1


_remembered = _Remembered()
_short = Lane(threads=2)
_long = Lane(threads=1, waiting=LONG_WAITING)
_long_apart = Line(places=1, waiting=LONG_WAITING)
_reviewer = Companion("supervise.texts.reviewer")
_apart: list[Companion] = []


@contextmanager
def long_texts_apart() -> Iterator[None]:
    """Let a process of its own look at long texts during a block: for a server, which others wait for.

    It starts with the first long text; where it cannot, the work is done here, in a lane of its own.
    """
    _apart.append(_reviewer)
    try:
        yield
    finally:
        _apart.clear()
        _reviewer.end()


def look_at(body: str, known_names: Collection[str] = ()) -> Review:
    """Return what the check finds; the work is done off the loop, and not twice for the same words.

    A short text never waits for a long one. Raises TooFast when too many texts wait to be looked at.
    """
    names = tuple(sorted(known_names))
    key = sha256("\0".join((body, *names)).encode("utf-8", "surrogatepass")).digest()
    if (found := _remembered.get(key)) is not None:
        return found
    begun_at = _remembered.cleared

    def look() -> Review:
        return _remembered.get(key) or _review(body, names)

    try:
        if len(body) <= SHORT:
            found = _short.run(look)
        elif _apart:
            with _long_apart.turn():
                found = _remembered.get(key) or _look_apart(body, names)
        else:
            found = _long.run(look)
    except Busy:
        raise TooFast(2) from None
    _remembered.put(key, found, begun_at)
    return found


def _look_apart(body: str, names: tuple[str, ...]) -> Review:
    try:
        found: Review = _reviewer.ask((body, names, uses_model()))
    except Unavailable:
        found = _long.run(_review, body, names)
    except Died:
        _log.warning("a long text ended the process that looked at it; it was looked at by rules alone")
        found = _long.run(_by_rules, body, names)
    return found


def mends(before: str | None, after: str, known_names: Collection[str] = ()) -> bool:
    """Tell whether new words answer a finding in the earlier ones: what could point to someone is no longer there.

    Must be called with no transaction open.
    """
    if before is None or before == after:
        return False
    return any(before[f.start : f.end] not in after for f in look_at(before, known_names).findings)


def answered(body: str, kept: Sequence[Keep], known_names: Collection[str] = ()) -> Checked:
    """Return the words once every direct finding is answered; raise NeedsReview with all findings otherwise.

    Must be called with no transaction open.
    """
    found = look_at(body, known_names).findings
    answers = [(finding, _answer(finding, kept)) for finding in found]
    if any(finding.kind is Kind.DIRECT and answer is None for finding, answer in answers):
        raise NeedsReview(found)
    return Checked(body, [(finding, answer) for finding, answer in answers if answer is not None])


def forget() -> None:
    """Drop every remembered review, after words were destroyed."""
    _remembered.clear()
    disguise.forget()
    _reviewer.forget()


def _review(body: str, names: tuple[str, ...]) -> Review:
    return review(body, known_names=names)


def _by_rules(body: str, names: tuple[str, ...]) -> Review:
    return review(body, known_names=names, rules_only=True)


def _answer(finding: Finding, kept: Sequence[Keep]) -> Keep | None:
    return next((k for k in kept if k.start <= finding.start and finding.end <= k.end), None)
