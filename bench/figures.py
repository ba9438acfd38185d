"""What a process has used, read from the kernel (Linux), and plain statistics of it."""

import re
import statistics
import time
from collections.abc import Sequence
from pathlib import Path


def cpu_seconds(pid: int) -> float:
    """Return the processor time that a process has used, its ended threads included, to the nanosecond."""
    return time.clock_gettime(~pid << 3 | 2)  # the kernel's number for the scheduler's clock of a process


def memory_kib(pid: int) -> int:
    """Return a process's share of the memory in KiB: its own pages, and its part of those it shares."""
    told = Path(f"/proc/{pid}/smaps_rollup").read_text()
    found = re.search(r"^Pss:\s+(\d+)", told, re.MULTILINE)
    return int(found[1]) if found else 0


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which a share (0 to 1) of the values lies; 0 when there are none."""
    ordered = sorted(values)
    return ordered[round((len(ordered) - 1) * share)] if ordered else 0.0


def middle(values: Sequence[float]) -> float:
    """Return the median, 0 when there are no values."""
    return statistics.median(values) if values else 0.0
