"""Numbers about a running server, in the text form that Prometheus reads; never a word, an id or an address."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select

from supervise.core import clock
from supervise.core.db import session
from supervise.core.ids import new_secret
from supervise.core.jobs import Job

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
TOKEN_FILE = "metrics-token"  # noqa: S105  the name of the file
_started = clock.ticks()
_posts = 0


@dataclass(frozen=True, slots=True)
class Number:
    """One number: its name, what it says, how it is read; a counter only ever grows."""

    name: str
    says: str
    read: Callable[[], float]
    counter: bool = False


def count_post() -> None:
    """Count one dilemma or comment that was posted through this process."""
    global _posts  # noqa: PLW0603  a counter of the process, as the metric says
    _posts += 1


def own() -> list[Number]:
    """Return what can be said without knowing any feature; jobs are asked in the work at hand."""
    return [
        Number("supervise_posts_total", "Dilemmas and comments posted since the start.", lambda: _posts, counter=True),
        Number("supervise_jobs_waiting", "Promised work that is not done yet.", lambda: _jobs(given_up=False)),
        Number("supervise_jobs_given_up", "Promised work that failed too often.", lambda: _jobs(given_up=True)),
        Number("supervise_uptime_seconds", "Seconds since the start.", lambda: clock.ticks() - _started),
        Number("process_resident_memory_bytes", "Memory that the process holds.", _resident),
    ]


def text(numbers: list[Number]) -> str:
    """Return numbers in Prometheus' text form."""
    lines = []
    for one in numbers:
        kind = "counter" if one.counter else "gauge"
        lines += [f"# HELP {one.name} {one.says}", f"# TYPE {one.name} {kind}", f"{one.name} {one.read():.10g}"]
    return "\n".join(lines) + "\n"


def token(data_dir: Path) -> str:
    """Return the token that lets a collector on another machine ask; made once, kept in the data directory."""
    kept = data_dir / TOKEN_FILE
    if not kept.exists():
        handle = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(new_secret())
    return kept.read_text().strip()


def _jobs(*, given_up: bool) -> float:
    gone = Job.given_up_at.is_not(None) if given_up else Job.given_up_at.is_(None)
    return session().scalar(select(func.count()).select_from(Job).where(Job.done_at.is_(None), gone)) or 0


def _resident() -> float:
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:  # not Linux
        return 0.0
    return float(pages * os.sysconf("SC_PAGE_SIZE"))
