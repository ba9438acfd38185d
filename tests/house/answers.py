"""Who is answered what, as a table that can be read and compared with the one that was agreed on."""

import os
import re
from collections.abc import Iterable, Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from werkzeug.test import TestResponse

from tests.house.practice import COLUMNS, SIGNER, SILENT, SUPERVISORS, Practice

GOLDEN = Path(__file__).with_name("golden")
WRITE = "SUPERVISE_TEST_GOLDEN"

LEGEND = """\
Who is answered what. Made by tests/house/test_gates.py; `SUPERVISE_TEST_GOLDEN=write` writes it anew.
.    there is nothing here, or it is not open to you (404)      signin   sent to sign in (303, or 401 for a script)
ok   the page (200)                                             agree    asked to accept the agreement first
done sent on after it was done (303)                            not      seen, but not allowed, with the reason (403)
form the form again, with what to change (422)                  gone     an invitation or link that is dead (410)
asked led to the question that the author asks first (303)
"""


def cell(status: int, location: str, body: str) -> str:
    """Return how an answer reads in the table."""
    if status in {302, 303} and location.startswith("/signin?"):
        return "signin"
    if (status == 303 and "/agreement?next=" in location) or (
        status == 403 and "read its agreement and accept" in body
    ):
        return "agree"
    if status == 303 and location.endswith("/first"):
        return "asked"
    short = {200: "ok", 303: "done", 404: ".", 403: "not", 422: "form", 401: "signin", 410: "gone", 308: "moved"}
    return short.get(status, str(status))


def words_in(reply: TestResponse) -> str:
    """Return all words that an answer hands over, those packed in a file included."""
    if reply.mimetype != "application/zip":
        return reply.text
    with ZipFile(BytesIO(reply.data)) as packed:
        return "\n".join(packed.read(name).decode() for name in packed.namelist())


def table(rows: Mapping[tuple[str, str], Mapping[str, str]]) -> str:
    """Return the table: a row per address and thing, a column per person."""
    wide = max(len(f"  {thing}") for _, thing in rows)
    head = " " * (wide + 2) + " ".join(f"{name:<9}" for name in COLUMNS)
    lines, last = [LEGEND, head.rstrip()], ""
    for (title, thing), cells in rows.items():
        if title != last:
            lines += ["", title]
            last = title
        answers = " ".join(f"{cells[name]:<9}" for name in COLUMNS)
        lines.append(f"  {thing:<{wide}}{answers}".rstrip())
    return "\n".join(lines) + "\n"


def agreed(name: str, made: str) -> None:
    """Compare a table with the golden one, or write that."""
    golden = GOLDEN / name
    if os.environ.get(WRITE) == "write":
        golden.write_text(made)
    kept = golden.read_text().splitlines() if golden.exists() else []
    fresh = made.splitlines()
    added = [f"+ {line}" for line in fresh if line not in set(kept)]
    lost = [f"- {line}" for line in kept if line not in set(fresh)]
    assert kept == fresh, f"the table of rights is not what was agreed on ({WRITE}=write takes it over):\n" + "\n".join(
        lost + added
    )


def leaks(practice: Practice, who: str, shown: str, forbidden: Iterable[str]) -> list[str]:
    """Return what an answer to somebody holds that it must not: forbidden words, or the one who signs as a colleague.

    Where everybody is named, the signer is named as often as somebody who never wrote a word.
    """
    small = shown.lower()
    found = [f"{who} was shown {word!r}" for word in forbidden if word in small]
    if who in SUPERVISORS:
        return found
    for what, of in (
        ("name", {SIGNER: SIGNER, SILENT: SILENT}),
        ("account", practice.account_ids),
        ("member", practice.member_ids),
    ):
        signer, silent = shown.count(of[SIGNER]), shown.count(of[SILENT])
        if signer != silent:
            found.append(f"{who} was shown the signer's {what} {signer} times, somebody silent's {silent} times")
    return found


def plain(body: str) -> str:
    """Return a page without what differs from one request to the next."""
    body = re.sub(r'nonce="[^"]*"|\?v=[0-9a-f]+', "", body)
    body = re.sub(r'value="[\w.-]{40,}"|content="[\w.-]{40,}"', "", body)
    return re.sub(r"[0-9a-hjkmnp-tv-z]{20}", "ID", body)
