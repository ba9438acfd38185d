"""Finding a browser for the tests: one that is there, else Playwright's own, else Debian's.

Debian has a form of Chromium without a window's toolbars, as Playwright's own is: a context of it costs a third.
Where the tests are set up by root, it is put beside a Chromium that came as Debian's package.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from steps import PYTHON, Failure, run, say

NAMED = "SUPERVISE_TEST_CHROMIUM"
LIGHT = "chromium-headless-shell"


def find() -> str | None:
    """Return the program of a browser on this machine that the tests can drive, if there is one."""
    if named := os.environ.get(NAMED):
        if not Path(named).is_file():
            raise Failure(f"{NAMED} names a program that is not there.")
        return named
    return next(filter(None, map(shutil.which, (LIGHT, "chromium", "chromium-browser", "google-chrome"))), None)


def ensure() -> None:
    """See to it that there is a browser; raise Failure where that is impossible."""
    if find() or _playwrights_own():
        _lighten()
        return
    say("No Chromium on this machine: fetching Playwright's own.")
    if _tries([str(PYTHON), "-m", "playwright", "install", "chromium"]) and _playwrights_own():
        return
    apt = shutil.which("apt-get")
    if apt and os.geteuid() == 0:
        say("Playwright's browser could not be fetched: installing Debian's chromium package.")
        run([apt, "update"], env={"DEBIAN_FRONTEND": "noninteractive"})
        packages = [LIGHT, "chromium", "fonts-dejavu-core"]
        run([apt, "install", "-y", "--no-install-recommends", *packages], env={"DEBIAN_FRONTEND": "noninteractive"})
        if find():
            return
    raise Failure(f"The tests need Chromium: install it, or name its program in {NAMED}.")


def _lighten() -> None:
    """Put the light form beside Debian's Chromium; where that cannot be done, the tests take longer."""
    apt = shutil.which("apt-get")
    if os.environ.get(NAMED) or not apt or os.geteuid() != 0 or shutil.which(LIGHT) or not shutil.which("chromium"):
        return
    say("Installing the light form of Chromium.")
    soon = ["-o", "Acquire::http::Timeout=20", "-o", "Acquire::https::Timeout=20", "-o", "Acquire::Retries=1"]
    install = [apt, *soon, "install", "-y", "-q", "--no-install-recommends", LIGHT]
    if not _tries(install) and _tries([apt, *soon, "update", "-q"]):
        _tries(install)


def _playwrights_own() -> bool:
    where = "from playwright.sync_api import sync_playwright as s\nwith s() as p: print(p.chromium.executable_path)"
    told = subprocess.run([str(PYTHON), "-c", where], capture_output=True, text=True, check=False)
    return told.returncode == 0 and Path(told.stdout.strip()).is_file()


def _tries(command: list[str]) -> bool:
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run(command, stdout=sys.stderr, env=env, check=False).returncode == 0
