"""Passwords: which ones are taken, and Argon2id, always off the loop and never inside a transaction."""

import re
import string
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from supervise.core import limits
from supervise.core.errors import Invalid, TooFast
from supervise.core.ids import new_secret
from supervise.core.offload import Busy, Lane

T = TypeVar("T")

# 32 MiB and three passes by one thread: above OWASP's floor of 19 MiB and two. One at a time: a whole group that
# signs in at once is through in a second, and leaves a processor to those who write
_lane = Lane(threads=1, native=True)
_FULL = PasswordHasher(time_cost=3, memory_cost=32 * 1024, parallelism=1)
_QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)

_RUNS = ("abcdefghijklmnopqrstuvwxyz", "01234567890123456789", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop")
_SWAPS = str.maketrans("01345@$!", "oieasasi")
_AROUND = string.digits + string.punctuation + " "
_FEWEST_DIFFERENT = 5
_LEFT_OVER = 4
_WORDS_AT_MOST = 2


@dataclass
class _Hashing:
    hasher: PasswordHasher = _FULL
    nobody: str = field(default="")


_hashing = _Hashing()


def start(*, quick: bool) -> None:
    """Choose how thoroughly to hash (quick is for tests), and make the hash that unknown addresses are checked by."""
    _hashing.hasher = _QUICK if quick else _FULL
    _hashing.nobody = _lane.run(_hashing.hasher.hash, new_secret())


@dataclass(frozen=True, slots=True)
class Check:
    """What came of checking a password: whether it is right, and a better hash to keep if there should be one."""

    right: bool
    better: str | None = None


def hashed(password: str, *own: str) -> str:
    """Return the hash by which a new password is kept; call it outside any transaction.

    `own` are words that belong to the person (name, address), which are too easy to guess. Raises Invalid
    (field `password`) where it may not be used, TooFast when too much is being hashed already.
    """
    if fault := faults(password, *own):
        raise Invalid(fields={"password": [fault]})
    return _off_the_loop(lambda: _hashing.hasher.hash(_octets(password)))


def check(password: str, kept: str | None) -> Check:
    """Compare a password with the hash that is kept, or with nobody's where there is none: it takes as long."""
    if not _hashing.nobody:
        start(quick=_hashing.hasher is _QUICK)
    found = _off_the_loop(lambda: _compare(password, kept or _hashing.nobody))
    return found if kept else Check(right=False)


def faults(password: str, *own: str) -> str | None:
    """Return the sentence that says why a password may not be used, or None where it may."""
    if len(password) < limits.PASSWORD_SHORTEST:
        return (
            f"Use at least {limits.PASSWORD_SHORTEST} characters. A few words that only you would put together do well."
        )
    if len(password) > limits.PASSWORD_LONGEST:
        return f"Use at most {limits.PASSWORD_LONGEST} characters."
    if _is_guessable(password, own):
        return "That would be among the first to be guessed. A few words that only you would put together do well."
    return None


def _is_guessable(password: str, own: tuple[str, ...]) -> bool:
    plain = unicodedata.normalize("NFKC", password).casefold()
    if len(set(plain)) < _FEWEST_DIFFERENT or _is_a_run(plain):
        return True
    mine = {part for words in own for part in re.findall(r"\w{3,}", words.casefold())}
    known = _refused_words() | mine
    swapped = plain.strip(_AROUND).translate(_SWAPS)
    return any(_is_made_of(spelt, known) for spelt in (plain, swapped))


def _is_a_run(plain: str) -> bool:
    return any(plain in run * 2 or plain in run[::-1] * 2 for run in _RUNS)


def _is_made_of(plain: str, known: set[str]) -> bool:
    """Tell whether little but one or two well-known words, digits and signs is in it."""
    rest, found = plain, set[str]()
    for word in sorted((w for w in known if w in plain), key=len, reverse=True):
        if word in rest:
            rest = rest.replace(word, " ")
            found.add(word)
    rest = re.sub(r"(?:19|20)\d\d", "", rest)
    words = [w for w in found if not w.isdigit()]
    return bool(found) and len(words) <= _WORDS_AT_MOST and len(re.findall(r"\w", rest)) < _LEFT_OVER


@cache
def _refused_words() -> set[str]:
    file = Path(__file__).parent / "data" / "refused-words.txt"
    return {line.strip() for line in file.read_text("utf-8").splitlines() if line.strip() and line[0] != "#"}


def _compare(password: str, kept: str) -> Check:
    try:
        _hashing.hasher.verify(kept, _octets(password))
    except (VerificationError, InvalidHashError):
        return Check(right=False)
    stale = _hashing.hasher.check_needs_rehash(kept)
    return Check(right=True, better=_hashing.hasher.hash(_octets(password)) if stale else None)


def _octets(password: str) -> bytes:
    # keyboards spell the same letter in several ways; a lone surrogate is a character like any other here
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")


def _off_the_loop(work: Callable[[], T]) -> T:
    try:
        return _lane.run(work)
    except Busy:
        raise TooFast(5) from None
