"""The check before words go out: findings, and whether each direct one has been answered."""

from collections import OrderedDict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from hashlib import sha256
from threading import Lock

from supervise import disguise
from supervise.core import offload
from supervise.core.errors import NeedsReview, TooFast
from supervise.disguise import Finding, Kind, Review, review
from supervise.texts.models import KeptReason

REMEMBERED = 128


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


class _Remembered:
    """The newest reviews, so that a text checked while typing is not checked again when it is sent."""

    def __init__(self) -> None:
        self._reviews: OrderedDict[bytes, Review] = OrderedDict()
        self._lock = Lock()

    def get(self, key: bytes) -> Review | None:
        with self._lock:
            return self._reviews.get(key)

    def put(self, key: bytes, found: Review) -> None:
        with self._lock:
            self._reviews[key] = found
            while len(self._reviews) > REMEMBERED:
                self._reviews.popitem(last=False)

    def clear(self) -> None:
        with self._lock:
            self._reviews.clear()


_remembered = _Remembered()


def look_at(body: str, known_names: Collection[str] = ()) -> Review:
    """Return what the check finds; the work is done off the loop, and not twice for the same words.

    Raises TooFast when too many texts wait to be looked at.
    """
    names = tuple(sorted(known_names))
    key = sha256("\0".join((body, *names)).encode("utf-8", "surrogatepass")).digest()
    if (found := _remembered.get(key)) is None:
        try:
            found = offload.run(_review, body, names)
        except offload.Busy:
            raise TooFast(2) from None
        _remembered.put(key, found)
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


def _review(body: str, names: tuple[str, ...]) -> Review:
    return review(body, known_names=names)


def _answer(finding: Finding, kept: Sequence[Keep]) -> Keep | None:
    return next((k for k in kept if k.start <= finding.start and finding.end <= k.end), None)
