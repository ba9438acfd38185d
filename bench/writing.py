"""`python -m bench.writing`: how soon the check answers people who write at once, each at a text of 300 words.

Each browser asks as the composer does: every two seconds while somebody types on, with the whole text as it stands.
Whoever comes to the end of a text begins the next one; no paragraph is anybody else's, so that none is known already.
"""

import argparse
import http.client
import json
import random
import re
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from bench import targets
from bench.disguise.__main__ import CORPUS
from bench.disguise.corpus import load
from bench.disguise.speed import WORDS, texts
from bench.figures import cpu_seconds, percentile
from bench.targets import Target

EVERY_S = 2.0
"""`PATIENCE` of static/js/lib/checked.js: how long somebody who types on waits at most for the next answer."""
AT_ONCE = 2
"""Words that are typed in that time, about: sixty a minute."""
TYPED = 40
"""Words at the end of each text that are typed while it is measured; the others stand already."""
MOST_MS = 150.0


def main(argv: list[str] | None = None) -> None:
    """Let people write, and print how soon they were answered."""
    parser = argparse.ArgumentParser(prog="python -m bench.writing", description=__doc__)
    parser.add_argument("--people", type=int, default=10, help="how many write at once")
    parser.add_argument("--seconds", type=float, default=60.0, help="how long they do")
    given = parser.parse_args(argv)
    print(f"{given.people} people write at once for {given.seconds:g} s, each at texts of {WORDS} words, "
          f"and each is answered every {EVERY_S:g} s:", flush=True)  # fmt: skip
    with (
        tempfile.TemporaryDirectory(prefix="supervise-bench-") as name,
        targets.supervise(Path(name), [given.people - 1], disguise="full") as server,
    ):
        before = cpu_seconds(server.pid)
        took = _written(server, given.people, given.seconds)
        busy = (cpu_seconds(server.pid) - before) / given.seconds
    p95 = percentile(took, 0.95)
    print(f"  answers: {len(took)}, p50 {percentile(took, 0.5):.1f} ms, p95 {p95:.1f} ms, most {max(took):.1f} ms; "
          f"the server itself took {busy:.0%} of a core")  # fmt: skip
    print(f"  D1  {p95:>8.1f} ms  at most {MOST_MS:g} ms  {'reached' if p95 <= MOST_MS else 'NOT reached'}   p95")


def _written(server: Target, people: int, seconds: float) -> Sequence[float]:
    """Return how many milliseconds each answer took, from when it was due."""
    took: list[float] = []
    until = time.monotonic() + seconds
    pages = [_Page(server, number) for number in range(people)]
    threads = [threading.Thread(target=page.write, args=(until, took)) for page in pages]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    failed = [page.failed for page in pages if page.failed]
    if failed:
        raise SystemExit(f"The check did not answer: {failed[0]}")
    return took


class _Page:
    """Somebody's page, on which a text is being written."""

    def __init__(self, server: Target, number: int) -> None:
        self.failed = ""
        self._number, self._chance = number, random.Random(number)
        self._browser = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=30)
        self._head = {"Cookie": server.cookie(number), "Accept": "text/html"}
        home = self._asked("GET", "/")
        group, token = re.search(r"/groups/(\w+)", home), re.search(r'name="csrf-token" content="([^"]+)"', home)
        if group is None or token is None:
            raise SystemExit("Today does not show a group and a token.")
        self._address = f"/groups/{group[1]}/review"
        kind = "application/json"
        self._head |= {"Accept": kind, "Content-Type": kind, "X-CSRF-Token": token[1], "X-Requested-With": "fetch"}

    def write(self, until: float, took: list[float]) -> None:
        """Write until then, and note how long each answer took."""
        due = time.monotonic() + self._chance.random() * EVERY_S
        for text in self._texts():
            if due > until:
                return
            time.sleep(max(0.0, due - time.monotonic()))
            answer = json.loads(self._asked("POST", self._address, json.dumps({"text": text, "comment": False})))
            if not answer.get("ok"):
                self.failed = str(answer)
                return
            took.append((time.monotonic() - due) * 1000)
            due = max(due + EVERY_S, time.monotonic())

    def _texts(self) -> Iterator[str]:
        """Yield a text as it stands each time that it is asked about, and then the next one."""
        made, session = texts(load(CORPUS / "dev.jsonl")), 0
        while True:
            for paragraphs in self._chance.sample(made, len(made)):
                session += 1
                text = "\n\n".join(f"{self._number} {session}: {one}" for one in paragraphs)
                words = [match.end() for match in re.finditer(r"\S+", text)]
                for end in words[max(0, len(words) - TYPED) :: AT_ONCE]:
                    yield text[:end]

    def _asked(self, method: str, address: str, body: str | None = None) -> str:
        self._browser.request(method, address, body, self._head)
        return self._browser.getresponse().read().decode()


if __name__ == "__main__":
    main()
