"""Having a file made by a program of its own, beside the server.

What makes such files is large and computes for long: the server loads none of it, and a program that takes too long
can be ended. The words go in by a pipe and the file comes out by another; no disk sees either.
"""

import json
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, ClassVar

from supervise.core.errors import Refusal, TooFast
from supervise.core.offload import Busy, Line

LONGEST_S = 60
ABSENT = 3
"""How a program says that what it stands on is not here."""
_line = Line(places=1, waiting=8)
_HERE = Path(__file__).parent


class NotMade(Refusal):
    """A file could not be made; the other forms still can."""

    status: ClassVar[int] = 503
    message = "This file could not be made. Your words are as they were; take them in another form, or try again later."


class NoPdf(Refusal):
    """What makes PDFs is not on this machine."""

    status: ClassVar[int] = 503
    message = (
        "This installation makes no PDF: WeasyPrint, or Pango that it stands on, is missing. Open the page for "
        "printing and let your browser keep it as PDF."
    )


@cache
def makes_pdf() -> bool:
    """Tell whether this installation has what makes PDFs, as far as can be told without asking it for one."""
    return find_spec("weasyprint") is not None


def pdf_file(page: str, foot: str) -> bytes:
    """Return a page as a tagged PDF, with a sentence at the foot of each sheet. Raises NoPdf, NotMade, TooFast."""
    if not makes_pdf():
        raise NoPdf
    style = (_HERE / "paper.css").read_text("utf-8")
    said = f"@page {{ @bottom-left {{ content: {json.dumps(foot)} }} }}"
    return made("pdf.py", {"page": page, "style": f"{style}\n{said}"})


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
    if done.returncode == ABSENT:
        raise NoPdf
    if done.returncode or not done.stdout:
        raise NotMade
    return done.stdout
