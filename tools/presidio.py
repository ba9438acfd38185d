"""Setting up Presidio, which the disguise check is measured beside, in an environment of its own."""

import sys
from pathlib import Path

from steps import ROOT, Failure, Step, alone, run, say

BESIDE = ROOT / ".venv-presidio"
PYTHON = BESIDE / "bin" / "python"
LOCK = ROOT / "requirements" / "presidio.txt"


def main() -> int:
    """Install it where that is due; the rest is measured without it where it cannot be had."""
    step = Step("presidio", "Installing Presidio to measure beside (400 MB).", [LOCK], [PYTHON], _install)
    try:
        with alone():
            step.ensure()
    except Failure:
        say("  Presidio cannot be had here: the check is measured without it. Why stands in .setup/log.")
    return 0


def _install() -> None:
    names = sum(line[:1].isalnum() for line in LOCK.read_text().splitlines())
    run([sys.executable, "-m", "venv", "--clear", BESIDE])
    pip: list[str | Path] = [PYTHON, "-m", "pip", "--disable-pip-version-check", "--no-input", "install"]
    run(
        [*pip, "--require-hashes", "--progress-bar", "off", "-r", LOCK],
        counting="Collecting ",
        total=names,
    )


if __name__ == "__main__":
    sys.exit(main())
