"""The product in the process of a bench, a browser that is signed in there, and how long each page took."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask.testing import FlaskClient

from bench.targets import PASSWORD
from supervise.app import Supervise, create_app
from supervise.core.config import load
from supervise.core.db import Database
from supervise.ops.schema import migrate


@dataclass(frozen=True)
class Reader:
    """Somebody's browser, signed in."""

    browser: FlaskClient
    token: str

    def ask(self, path: str, form: dict[str, str] | None = None) -> tuple[float, str]:
        """Ask for a page, with a form as it is sent; return the milliseconds and the page."""
        begun = time.perf_counter()
        answer = self.browser.post(path, data=form) if form else self.browser.get(path)
        took = (time.perf_counter() - begun) * 1000
        if answer.status_code != 200:
            raise SystemExit(f"{path} was answered with {answer.status_code}.")
        return took, answer.text

    def search(self, words: str) -> tuple[float, str]:
        """Search; return the milliseconds and the page."""
        return self.ask("/search", {"csrf_token": self.token, "words": words})


@contextmanager
def installed(folder: Path, url: str = "") -> Iterator[tuple[Supervise, Database]]:
    """Make an installation in a folder, with its database there or at an address, or open the one that is there."""
    environ = {"SUPERVISE_DATA_DIR": str(folder), "SUPERVISE_LIMITS": "off", "SUPERVISE_DISGUISE": "rules"}
    place = {"SUPERVISE_DATABASE_URL": url} if url else {}
    settings = load({**environ, **place, "SUPERVISE_TEST_QUICK_HASH": "1"})
    database = Database(settings.database_url)
    migrate(database)
    yield create_app(settings, database), database
    database.close()


def signed_in(built: Supervise, address: str) -> Reader:
    """Sign somebody in."""
    browser = built.flask.test_client()
    form = {"email": address, "password": PASSWORD, "csrf_token": _token(browser.get("/signin").text)}
    if browser.post("/signin", data=form).status_code != 303:
        raise SystemExit(f"{address} could not sign in.")
    return Reader(browser, _token(browser.get("/settings").text))


def _token(page: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]*)"', page) or re.search(r'value="([^"]*)"', page)
    return found[1] if found else ""
