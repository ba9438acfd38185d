"""An installation of one size, asked for its pages as people who sit there, and how long each took."""

import random
import re
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from flask.testing import FlaskClient

from bench.scale.growing import COMMON, Size, grow, who_is_asked
from bench.targets import PASSWORD
from supervise.app import Supervise, create_app
from supervise.core.config import load
from supervise.core.db import Database
from supervise.ops.schema import migrate

PEOPLE = 12
PAGES = ("search", "Today", "group page")


@dataclass(frozen=True)
class Reader:
    """Somebody's browser, signed in, and the group where they sit."""

    browser: FlaskClient
    token: str
    group: str


@dataclass
class Practice:
    """An installation of one size; `took` holds the milliseconds of each page."""

    size: Size
    readers: Sequence[Reader]
    took: dict[str, list[float]] = field(default_factory=dict)

    def ask(self, page: str, chance: random.Random, words: Sequence[str]) -> None:
        """Ask for a page as somebody, and note how long it took."""
        reader = chance.choice(self.readers)
        if page == "search":
            # a common word and one of any kind, as people search
            self.search(reader, f"{words[chance.randrange(COMMON)]} {chance.choice(words)}")
        else:
            self._timed(page, reader, "/" if page == "Today" else f"/groups/{reader.group}")

    def search(self, reader: Reader, words: str) -> tuple[float, str]:
        """Search as somebody; return the milliseconds and the page."""
        return self._timed("search", reader, "/search", {"csrf_token": reader.token, "words": words})

    def _timed(self, page: str, reader: Reader, path: str, form: dict[str, str] | None = None) -> tuple[float, str]:
        begun = time.perf_counter()
        answer = reader.browser.post(path, data=form) if form else reader.browser.get(path)
        took = (time.perf_counter() - begun) * 1000
        if answer.status_code != 200:
            raise SystemExit(f"{path} was answered with {answer.status_code}.")
        self.took.setdefault(page, []).append(took)
        return took, answer.text


@dataclass(frozen=True)
class Grown:
    """An installation of one size, and who can sign in there, each with their group."""

    size: Size
    built: Supervise
    people: Sequence[tuple[str, str]]

    def entered(self, seed: int) -> Practice:
        """Open browsers in it: not before it is asked for something, since a session that waits is locked."""
        asking = random.Random(seed).sample(list(self.people), min(PEOPLE, len(self.people)))
        return Practice(self.size, [_signed_in(self.built, address, group) for address, group in asking])


@contextmanager
def grown(folder: Path, size: Size, seed: int, url: str = "") -> Iterator[Grown]:
    """Grow an installation, or ask the one again that was grown there before."""
    there = folder.is_dir()
    folder.mkdir(parents=True, exist_ok=True)
    environ = {"SUPERVISE_DATA_DIR": str(folder), "SUPERVISE_LIMITS": "off", "SUPERVISE_DISGUISE": "rules"}
    place = {"SUPERVISE_DATABASE_URL": url} if url else {}
    settings = load({**environ, **place, "SUPERVISE_TEST_QUICK_HASH": "1"})
    database = Database(settings.database_url)
    migrate(database)
    built = create_app(settings, database)
    begun = time.perf_counter()
    if not there:
        grow(database, size, seed)
    people = who_is_asked(database)
    made = "from before" if there else f"made in {time.perf_counter() - begun:.0f} s"
    print(f"  {size.comments:>9,} comments, {size.threads:,} threads, {size.groups:,} groups {made}", flush=True)
    yield Grown(size, built, people)
    database.close()


def _signed_in(built: Supervise, address: str, group: str) -> Reader:
    browser = built.flask.test_client()
    form = {"email": address, "password": PASSWORD, "csrf_token": _token(browser.get("/signin").text)}
    if browser.post("/signin", data=form).status_code != 303:
        raise SystemExit(f"{address} could not sign in.")
    return Reader(browser, _token(browser.get("/settings").text), group)


def _token(page: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]*)"', page) or re.search(r'value="([^"]*)"', page)
    return found[1] if found else ""
