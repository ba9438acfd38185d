"""How fast one may ask: the same book of limits for HTTP and for the live channel."""

from dataclasses import dataclass, field

from limits import RateLimitItem, parse
from limits.storage import Storage, storage_from_string
from limits.strategies import MovingWindowRateLimiter

from supervise.core import clock
from supervise.core.errors import TooFast

PACES = {
    "page": "600/minute",
    "write": "40/minute",
    "event": "900/minute",
    "review": "240/minute",
    "typing": "120/minute",
    "search": "120/minute",
    "sign-in-account": "10/10minutes",
    "sign-in-network": "60/10minutes",
    "sign-in-anywhere": "100/hour",
    "reset": "5/hour",
    "reset-network": "30/hour",
    "invite": "60/hour",
    "export": "30/hour",
    "connect": "120/minute",
    "feed": "60/minute",
}


@dataclass
class _Book:
    items: dict[str, RateLimitItem] = field(default_factory=dict)
    limiter: MovingWindowRateLimiter | None = None


_book = _Book()


def start(storage: str | None, *, on: bool) -> None:
    """Begin to count, in this process or in the broker that several processes share."""
    kept = storage_from_string((storage or "memory://").replace("valkey://", "redis://"))
    _book.limiter = MovingWindowRateLimiter(kept) if on and isinstance(kept, Storage) else None
    _book.items = {what: parse(pace) for what, pace in PACES.items()}


def take(what: str, who: str) -> None:
    """Count one `what` by `who`; raise TooFast with the time to wait once it is too many."""
    if _book.limiter is None:
        return
    item = _book.items[what]
    if not _book.limiter.hit(item, what, who):
        raise _too_fast(_book.limiter, item, what, who)


def look(what: str, who: str) -> None:
    """Raise TooFast if `who` has used up their `what`, counting nothing."""
    if _book.limiter is not None and not _book.limiter.test(_book.items[what], what, who):
        raise _too_fast(_book.limiter, _book.items[what], what, who)


def _too_fast(limiter: MovingWindowRateLimiter, item: RateLimitItem, what: str, who: str) -> TooFast:
    resets = limiter.get_window_stats(item, what, who).reset_time
    return TooFast(int(resets - clock.wall_seconds()) + 1)
