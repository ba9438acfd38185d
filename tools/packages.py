"""Installing locked Python packages: by uv, which takes seconds, and by pip where that cannot be."""

import subprocess
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

from steps import PYTHON, ROOT, VENV, Failure, home_or, run, say

LOCKS = ROOT / "requirements"
UV = VENV / "bin" / "uv"
PIP: list[str | Path] = ["-m", "pip", "--disable-pip-version-check", "--no-input", "install"]
_HASTE = {"UV_HTTP_TIMEOUT": "20", "UV_HTTP_RETRIES": "1", "UV_PYTHON_DOWNLOADS": "never"}
"""How soon uv gives up: pip comes next, and may have been told of another way."""


def install(*locks: str, into: Path = PYTHON) -> None:
    """Install what lock files name, each with its hash, beside a Python. Raises Failure."""
    given: list[str | Path] = [part for name in locks for part in ("-r", LOCKS / name)]
    if not _by_uv([*given, "--python", into]):
        names = sum(line[:1].isalnum() for line in (LOCKS / locks[-1]).read_text().splitlines())
        command = [into, *PIP, "--require-hashes", "--progress-bar", "off", *given]
        run(command, counting="Collecting ", total=names)


def _by_uv(given: Sequence[str | Path]) -> bool:
    if not _has_uv():
        return False
    command: list[str | Path] = [UV, "pip", "install", "--require-hashes", "--compile-bytecode", *given]
    try:
        run(command, announced="Downloading ", counting=" Downloaded ", env={**_HASTE, **home_or("UV_CACHE_DIR", "uv")})
    except Failure:
        say("  uv could not, so pip tries: that takes a minute or two.")
        return False
    return True


@cache
def _has_uv() -> bool:
    """Fetch uv where it is not there yet, unless pip was told of an index of its own, which uv would not ask."""
    told = subprocess.run([PYTHON, "-m", "pip", "config", "list"], capture_output=True, text=True, check=False).stdout
    if any(name in told for name in (".index-url=", ".no-index=")):
        return False
    if not UV.exists():
        with suppress(Failure):
            run([PYTHON, *PIP, "--require-hashes", "-r", LOCKS / "uv.txt"])
    return UV.exists()
