"""How often passwords may be tried, so that guessing is slow and nobody can lock a colleague out.

Only failures count. A device on which the person has signed in before is counted for itself alone, so
whatever strangers try elsewhere, the person's own browser stays open to them; a one-time link does as well.
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from weakref import WeakValueDictionary

from supervise.core import pace
from supervise.core.errors import TooFast
from supervise.core.ids import fingerprint

Key = tuple[str, str]


@dataclass(eq=False, slots=True, weakref_slot=True)
class _Turn:
    lock: threading.Lock = field(default_factory=threading.Lock)


_turns: WeakValueDictionary[Key, _Turn] = WeakValueDictionary()


def keys(address: str, network: str, known_device: str | None) -> Sequence[Key]:
    """Return under which counts an attempt at an address from a network falls; no count holds an address."""
    account = fingerprint(address)[:32]
    if known_device is not None:
        return [("sign-in-account", f"device {known_device} {account}")]
    return [
        ("sign-in-account", f"network {network} {account}"),
        ("sign-in-network", network),
        ("sign-in-anywhere", account),
    ]


@contextmanager
def attempt(counts: Sequence[Key]) -> Iterator[Callable[[], None]]:
    """Let one attempt at a time pass per first count; call what it gives once the attempt has failed.

    Raises TooFast where too many have failed already.
    """
    turn = _turns.setdefault(counts[0], _Turn())
    with turn.lock:
        for what, who in counts:
            pace.look(what, who)
        yield lambda: _failed(counts)


def _failed(counts: Sequence[Key]) -> None:
    for what, who in counts:
        with suppress(TooFast):  # another attempt was the last that fitted; this one is refused either way
            pace.take(what, who)
