"""`doctor`: what is wrong with an installation, and how to mend it."""

from argparse import Namespace
from typing import Any

from supervise.cli.checks import Finding, findings
from supervise.core.config import BadSetting, load


def add(verbs: Any) -> None:
    """Add the command."""
    verbs.add_parser("doctor", help="say what is wrong with this installation, and how to mend it").set_defaults(
        does=look_over
    )


def look_over(given: Namespace) -> int:  # noqa: ARG001
    """Look at everything; return 1 when something is wrong."""
    try:
        found = findings(load())
    except BadSetting as why:
        found = [Finding("settings", str(why), mend="Change it where the service gets its environment.")]
    except OSError as why:
        found = [
            Finding("data directory", f"{why.strerror}: {why.filename}.", mend="Give the service's user its rights.")
        ]
    for one in found:
        print(f"{'WRONG' if one.wrong else 'well ':<6} {one.about}: {one.says}")
        if one.wrong:
            print(f"       To mend: {one.mend}")
    wrong = sum(one.wrong for one in found)
    print("\nNothing is wrong." if not wrong else f"\n{wrong} to mend.")
    return 1 if wrong else 0
