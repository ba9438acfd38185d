"""A small practice on a real server, and its people, each with a browser of their own."""

import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import APIResponse, BrowserContext, Locator, Page, expect

from tests.cast import CHEAPEST, PASSWORD, csrf, email, make_world
from tests.serving import RunningServer, Serve

# a thread's room has been entered: nothing that a reader sees, but from now on what comes is live
_NOTES = """
addEventListener('DOMContentLoaded', () => {
  document.addEventListener('live:presence', () => (document.documentElement.dataset.roomOpen = 'true'));
});
"""


@dataclass
class Practice:
    """The cast's practice (or the demonstration), served."""

    server: RunningServer
    group_id: str = ""
    password: str = PASSWORD
    signed_in: dict[str, Any] = field(default_factory=dict)

    @property
    def group(self) -> str:
        """The path of the Thursday group."""
        return f"/groups/{self.group_id}"

    @classmethod
    def of_the_cast(cls, serve: Serve, **environ: str) -> "Practice":
        """Serve the cast's practice; pace is no matter here, so no limits."""
        server = serve(start=False, SUPERVISE_LIMITS="off", SUPERVISE_DISGUISE="rules", **environ)
        world = make_world(server.data_dir)
        world.database.engine.dispose()
        return cls(server.start(), world.group_id)


@dataclass
class Person:
    """Somebody at a browser. `pressed`, `filled` and `acted_on` count what they had to do."""

    name: str
    practice: Practice
    page: Page
    pressed: list[str] = field(default_factory=list)
    filled: list[str] = field(default_factory=list)
    acted_on: set[str] = field(default_factory=set)
    mirror: "Person | None" = None

    @property
    def context(self) -> BrowserContext:
        return self.page.context

    @property
    def url(self) -> str:
        return self.practice.server.url

    @property
    def path(self) -> str:
        """Where they are, without host and fragment."""
        return urlsplit(self.page.url).path

    def go(self, path: str) -> "Person":
        """Open a page."""
        self.page.goto(self.url + path)
        return self

    def another(self) -> "Person":
        """The same person, in another tab."""
        return Person(self.name, self.practice, self.context.new_page())

    def beside(self) -> "Person":
        """The same person in a tab kept for it, which reads this page afresh."""
        self.mirror = self.mirror or self.another()
        return self.mirror.go(self.path)

    def sign_in(self) -> "Person":
        """Sign in by the form."""
        self.go("/signin")
        self.page.get_by_label("E-mail").fill(email(self.name))
        self.page.get_by_label("Password").fill(self.practice.password)
        self.page.get_by_role("button", name="Sign in").click()
        self.page.wait_for_url(self.url + "/")
        return self

    def enter(self, dilemma: str) -> "Person":
        """Open a thread and wait until its room is entered."""
        self.page.goto(dilemma if "://" in dilemma else self.url + dilemma)
        self.page.wait_for_selector("html[data-room-open]")
        return self

    def press(self, what: Locator) -> None:
        """Press something, and count it."""
        self.acted_on.add(self.path)
        self.pressed.append(what.inner_text().strip())
        what.click()

    def fill(self, what: Locator, words: str) -> None:
        """Write into a field, and count it."""
        self.acted_on.add(self.path)
        self.filled.append(what.get_attribute("name") or "")
        what.fill(words)

    # What is not the matter of a test is done by plain forms

    def post(self, path: str, **form: Any) -> APIResponse:
        """Send a plain form, without scripts."""
        token = csrf(self.context.request.get(self.url + CHEAPEST).text())
        given = {"csrf_token": token, "key": str(uuid.uuid4()), **form}
        return self.context.request.post(self.url + path, form=given, max_redirects=0)

    def bring(self, account: str, **form: Any) -> str:
        """Post a dilemma; its path."""
        answer = self.post(f"{self.practice.group}/dilemmas", account=account, **form)
        assert answer.status == 303, f"{answer.status} {answer.text()[:2000]}"
        return _path_of(answer)

    def respond(self, dilemma: str, body: str, **form: Any) -> str:
        """Post a response; the id of its element."""
        answer = self.post(f"{dilemma}/comments", body=body, **form)
        assert answer.status == 303, f"{answer.status} {answer.text()[:2000]}"
        return answer.headers["location"].partition("#")[2]

    # What stands on the page

    def response(self, words: str) -> Locator:
        """The response that says something."""
        return self.page.locator(f'#comments .comment:has(> .written:has-text("{words}"))')

    def sees(self, words: str) -> None:
        """Wait until the page says something."""
        expect(self.page.locator("main")).to_contain_text(words)

    @property
    def said(self) -> list[str]:
        """The words of the thread's responses, in their order."""
        return self.page.locator("#comments .comment > .written").all_inner_texts()

    @property
    def body(self) -> Locator:
        """The box in which one responds."""
        return self.page.locator("#compose textarea")

    def write(self, words: str) -> None:
        """Respond by the composer of the open page."""
        self.body.fill(words)
        self.page.locator("#compose").get_by_role("button", name="Respond").click()


Come = Callable[..., Person]


def come(practice: Practice, contexts: Callable[..., BrowserContext]) -> Come:
    """Let people come: `come("Ben", viewport=...)` with a browser of their own, signed in unless `signed_in=False`.

    One session is shared by all tests of a file, unless `afresh=True` asks for one that may be ended or locked.
    """

    def one(name: str, *, signed_in: bool = True, afresh: bool = False, **words: Any) -> Person:
        context = contexts(**words)
        context.set_default_timeout(8_000)
        context.add_init_script(_NOTES)
        person = Person(name, practice, context.new_page())
        if signed_in and not afresh and name in practice.signed_in:
            context.add_cookies(practice.signed_in[name])
        elif signed_in:
            person.sign_in()
            if not afresh:
                practice.signed_in[name] = context.cookies()
        return person

    return one


def _path_of(answer: APIResponse) -> str:
    return re.sub(r"^https?://[^/]+", "", answer.headers["location"]).partition("#")[0]
