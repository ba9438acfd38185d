"""Having a file made by a program of its own, beside the server.

What makes such files is large and computes for long: the server loads none of it, and a program that takes too long
can be ended. The words go in by a pipe and the file comes out by another; no disk sees either.
"""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

from supervise.core.errors import Refusal, TooFast
from supervise.core.offload import Busy, Line

LONGEST_S = 60
_line = Line(places=1, waiting=8)
_HERE = Path(__file__).parent


class NotMade(Refusal):
    """A file could not be made; the other forms still can."""

    status: ClassVar[int] = 503
    message = "This file could not be made. Your words are as they were; take them in another form, or try again later."


def word_file(told: Mapping[str, Any]) -> bytes:
    """Return what was laid out as a file for a word processor (DOCX). Raises NotMade, TooFast."""
    return made("word.py", told)


def made(program: str, told: Mapping[str, Any], longest_s: float = LONGEST_S) -> bytes:
    """Return what one of the programs in this folder makes. Raises NotMade, TooFast where too many wait already."""
    command = [sys.executable, "-P", str(_HERE / program)]
    try:
        with _line.turn():
            done = subprocess.run(  # noqa: S603  our own interpreter and our own program
                command,
                input=json.dumps(told).encode(),
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,  # what a library complains of may be somebody's words
                timeout=longest_s,
                check=False,
            )
    except Busy:
        raise TooFast(10) from None
    except (OSError, subprocess.TimeoutExpired):
        raise NotMade from None
    if done.returncode or not done.stdout:
        raise NotMade
    return done.stdout
