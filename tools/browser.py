"""Finding a browser for the tests: one that is there, else Playwright's own, else Debian's."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from steps import PYTHON, Failure, run, say

NAMED = "SUPERVISE_TEST_CHROMIUM"


def find() -> str | None:
    """Return the program of a browser on this machine that the tests can drive, if there is one."""
    if named := os.environ.get(NAMED):
        if not Path(named).is_file():
            raise Failure(f"{NAMED} names a program that is not there.")
        return named
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def ensure() -> None:
    """See to it that there is a browser; raise Failure where that is impossible."""
    if find() or _playwrights_own():
        return
    say("No Chromium on this machine: fetching Playwright's own.")
    if _tries([str(PYTHON), "-m", "playwright", "install", "chromium"]) and _playwrights_own():
        return
    apt = shutil.which("apt-get")
    if apt and os.geteuid() == 0:
        say("Playwright's browser could not be fetched: installing Debian's chromium package.")
        run([apt, "update"], env={"DEBIAN_FRONTEND": "noninteractive"})
        packages = ["chromium", "fonts-dejavu-core"]
        run([apt, "install", "-y", "--no-install-recommends", *packages], env={"DEBIAN_FRONTEND": "noninteractive"})
        if find():
            return
    raise Failure(f"The tests need Chromium: install it, or name its program in {NAMED}.")


def _playwrights_own() -> bool:
    where = "from playwright.sync_api import sync_playwright as s\nwith s() as p: print(p.chromium.executable_path)"
    told = subprocess.run([str(PYTHON), "-c", where], capture_output=True, text=True, check=False)
    return told.returncode == 0 and Path(told.stdout.strip()).is_file()


def _tries(command: list[str]) -> bool:
    return subprocess.run(command, stdout=sys.stderr, check=False).returncode == 0
