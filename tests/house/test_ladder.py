"""The ladder of the house: the contracts in setup.cfg, kept."""

import subprocess
import sys
from pathlib import Path

from tests.house.source import ROOT


def test_every_rung_imports_only_rungs_below_it():
    # as a command of its own: within the tests it would silence the logs that other tests read
    command = [str(Path(sys.executable).with_name("lint-imports")), "--config", str(ROOT / "setup.cfg"), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout.partition("Broken contracts")[2] + done.stderr
