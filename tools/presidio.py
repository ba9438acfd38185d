"""Setting up Presidio, which the disguise check is measured beside, in an environment of its own."""

import sys

from packages import LOCKS, install
from steps import ROOT, Failure, Step, alone, run, say

BESIDE = ROOT / ".venv-presidio"
PYTHON = BESIDE / "bin" / "python"
LOCK = LOCKS / "presidio.txt"


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
    run([sys.executable, "-m", "venv", "--clear", BESIDE])
    install(LOCK.name, into=PYTHON)


if __name__ == "__main__":
    sys.exit(main())
