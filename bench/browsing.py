"""A browser in the same process as the product, signed in, and how long each page took."""

import re
import time
from dataclasses import dataclass

from flask.testing import FlaskClient

from bench.targets import PASSWORD
from supervise.app import Supervise


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
