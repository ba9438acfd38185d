"""Setting Supervise up in this folder: `python tools/setup.py` to run it, with `test` to test it as well.

Needs nothing but Python. Done again, it looks at what has changed and does only that.
"""

import subprocess
import sys
from pathlib import Path

import browser
import nodes
import vendor
from packages import LOCKS, PIP, install
from steps import PYTHON, ROOT, STAMPS, VENV, Failure, Step, alone, run, say

MODULES = [ROOT / "package.json", ROOT / "package-lock.json", ROOT / ".npmrc"]


def main(words: list[str]) -> int:
    """Do what is due; say what is wrong when something cannot be done."""
    for_tests = words == ["test"]
    try:
        with alone():
            if not _works(PYTHON):
                _make_venv()
            for step in _steps(for_tests=for_tests):
                step.ensure()
            if for_tests:
                browser.ensure()
    except Failure as failure:
        print(failure, file=sys.stderr)
        return 1
    return 0


def _steps(*, for_tests: bool) -> list[Step]:
    locks = [LOCKS / "build.txt", LOCKS / "base.txt", LOCKS / "test.txt"]
    own = [ROOT / "setup.cfg", ROOT / "pyproject.toml"]
    copied = [*MODULES, ROOT / "tools" / "vendor.py"]
    return [
        Step(
            "packages",
            "Installing the Python packages" + (" for the tests." if for_tests else "."),
            locks,
            [PYTHON],
            lambda: install("build.txt", "test.txt" if for_tests else "base.txt"),
            for_tests,
        ),
        Step(
            "name-model",
            "Installing the name model of the disguise check.",
            [LOCKS / "guard.txt"],
            [PYTHON],
            _install_name_model,
        ),
        Step("pdf", "Installing what makes PDFs.", [LOCKS / "pdf.txt"], [PYTHON], _install_pdf),
        Step("itself", "Installing Supervise itself.", own, [VENV / "bin" / "supervise"], _install_itself),
        Step(
            "modules",
            "Installing the front-end modules.",
            MODULES,
            [ROOT / "node_modules"],
            lambda: nodes.install_modules(for_tests=for_tests),
            for_tests,
        ),
        Step("vendor", "Copying scripts and fonts.", copied, [vendor.TO / "versions.json"], vendor.copy),
    ]


def _works(python: Path) -> bool:
    try:
        return subprocess.run([python, "-c", "import pip"], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _make_venv() -> None:
    say("Making the virtual environment.")
    try:
        run([sys.executable, "-m", "venv", "--clear", VENV])
    except Failure as failure:
        log = (STAMPS / "log").read_text()
        if "ensurepip" in log:
            raise Failure("This Python cannot make virtual environments: install its venv package.") from failure
        raise


def _install_name_model() -> None:
    """Go on without it where it is not made for this machine or this Python: the rules work alone then."""
    try:
        install("guard.txt")
    except Failure:
        say("  It cannot be had here: texts are checked with rules only. To try again: rm .setup/name-model")


def _install_pdf() -> None:
    """Go on without it where it is not made for this machine or this Python: the page for printing is there still."""
    try:
        install("pdf.txt")
    except Failure:
        say("  It cannot be had here: write-ups are printed from a page. To try again: rm .setup/pdf")


def _install_itself() -> None:
    run([PYTHON, *PIP, "--no-deps", "--no-build-isolation", "-e", ROOT])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
