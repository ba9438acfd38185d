"""All that `make test` looks at: the linters, the types, the scripts' tests, and last the tests of everything else."""

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import nodes
from steps import PYTHON, ROOT, Failure, say

IN_MEMORY = Path("/dev/shm")  # noqa: S108  what is made in it has a name of its own
ROOM_BYTES = 4 * 2**30
TYPESCRIPT = ROOT / "node_modules" / "typescript" / "bin" / "tsc"


def main(words: list[str]) -> int:
    """Look at everything, even after something was found wanting; return 0 when all is in order."""
    chosen = words or ["lint", "types", "scripts", "tests"]
    try:
        node, _, env = nodes.find()
    except Failure as failure:
        print(failure, file=sys.stderr)
        return 1
    with _quick_disk() as quick:
        wanting = [name for name, command in _parts(chosen, node) if not _passes(name, command, {**env, **quick})]
    if wanting:
        print(f"\nNot in order: {', '.join(wanting)}.", file=sys.stderr)
    return 1 if wanting else 0


def _parts(chosen: Sequence[str], node: list[str]) -> list[tuple[str, list[str]]]:
    python = [str(PYTHON), "-m"]
    parts: list[tuple[str, list[str]]] = []
    if "lint" in chosen:
        parts += [("lint", [*python, "ruff", "check", "."]), ("format", [*python, "ruff", "format", "--check", "."])]
    if "types" in chosen:
        parts.append(("types", [*python, "mypy"]))
        if any(ROOT.glob("static/js/**/*.js")):
            parts.append(("types of scripts", [*node, str(TYPESCRIPT), "-p", "."]))
    scripts = [str(p.relative_to(ROOT)) for p in _script_tests()]
    if "scripts" in chosen and scripts:
        parts.append(("tests of scripts", [*node, "--test", "--test-reporter=dot", *scripts]))
    if "tests" in chosen:
        beside = ["-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"] if (os.cpu_count() or 1) > 1 else []
        parts.append(("tests", [*python, "pytest", *beside, *shlex.split(os.environ.get("ARGS", ""))]))
    return parts


@contextmanager
def _quick_disk() -> Iterator[Mapping[str, str]]:
    """Let what the tests write lie in memory where there is room: they wait for the disk ten thousand times."""
    if "TMPDIR" in os.environ or not _has_room(IN_MEMORY):
        yield {}
        return
    with tempfile.TemporaryDirectory(prefix="supervise-tests-", dir=IN_MEMORY, ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)  # PostgreSQL, which refuses to run as root, looks for its files here
        yield {"TMPDIR": folder}


def _has_room(folder: Path) -> bool:
    try:
        free, may_run = shutil.disk_usage(folder).free, not os.statvfs(folder).f_flag & os.ST_NOEXEC
        left = re.search(r"^MemAvailable: +(\d+) kB", Path("/proc/meminfo").read_text(), re.MULTILINE)
    except OSError:
        return False
    enough = left is not None and min(free, int(left[1]) * 1024) >= ROOM_BYTES
    return enough and may_run and os.access(folder, os.W_OK)


def _script_tests() -> list[Path]:
    return sorted([*ROOT.glob("static/js/**/*.test.js"), *ROOT.glob("tests/**/*.test.js")])


def _passes(name: str, command: Sequence[str], env: Mapping[str, str]) -> bool:
    began = time.monotonic()
    say(f"-- {name}")
    given = {n: v for n, v in os.environ.items() if n != "PYTHONDONTWRITEBYTECODE"}  # hundreds of servers start here
    status = subprocess.run(command, cwd=ROOT, env={**given, **env}, check=False).returncode
    if name != "tests":
        say(f"   {'in order' if status == 0 else 'not in order'}, {time.monotonic() - began:.0f} s")
    return status == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
