"""A passage is covered on every open screen within a second, in every process, and is nowhere to be read afterwards."""

import time
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.looking import equals_the_reloaded_page
from tests.browser.practice import Person, Practice
from tests.browser.practice import come as people_of
from tests.cast import make_world
from tests.serving import RunningServer, Serve

NAME = "Margaret Oyelaran"
COVERED = "covered while it is looked at"
SHE = f"I told {NAME} that I would be late, and **{NAME}** laughed."
WITHIN_S = 1.0

# when the first moment was at which nothing on the page holds the name any more
_GONE_AT = """
(name) => {
  const look = () => {
    if (!document.documentElement.outerHTML.includes(name)) window.goneAt ??= Date.now();
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
}
"""


@pytest.fixture
def two_processes(serve: Serve, postgres_url: str, valkey_url: str) -> Iterator[tuple[Practice, Practice]]:
    """The cast's practice on PostgreSQL, served by two processes that share a broker."""
    given = {
        "SUPERVISE_DATABASE_URL": postgres_url,
        "SUPERVISE_BROKER_URL": valkey_url,
        "SUPERVISE_LIMITS": "off",
        "SUPERVISE_DISGUISE": "rules",
    }
    first = serve(start=False, **given)
    world = make_world(first.data_dir, SUPERVISE_DATABASE_URL=postgres_url)
    world.database.engine.dispose()
    second = serve(start=False, SUPERVISE_DATA_DIR=str(first.data_dir), **given)
    yield Practice(first.start(), world.group_id), Practice(second.start(), world.group_id)


def frames_of(page: Page) -> list[str]:
    """Gather all that the live channel brings to a page from now on."""
    heard: list[str] = []
    page.on("websocket", lambda line: line.on("framereceived", lambda frame: heard.append(str(frame))))
    return heard


def select(page: Page, words: str) -> None:
    """Select words as a reader would, by dragging over them."""
    page.evaluate(
        """(words) => {
          const walker = document.createTreeWalker(document.querySelector('#comments .written'), NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const at = walker.currentNode.data.indexOf(words);
            if (at >= 0) return getSelection().setBaseAndExtent(walker.currentNode, at, walker.currentNode, at + words.length);
          }
        }""",
        words,
    )


def test_five_browsers_on_two_processes_lose_the_words_within_a_second_and_they_are_nowhere_afterwards(
    two_processes: tuple[Practice, Practice], new_context: Callable[..., BrowserContext]
) -> None:
    comes = [people_of(practice, new_context) for practice in two_processes]
    people = [one(name) for one, name in zip(cycle(comes), ("Ben", "Ruth", "Ada", "Noa", "Tia"), strict=False)]
    ben, ruth, ada, noa, tia = people
    dilemma = ben.bring("It was the third time.", title="Late again")
    said = tia.respond(dilemma, SHE)
    text, revision = said_text(ruth, dilemma, said)
    quoting = ruth.respond(dilemma, "Why did she laugh?", quote=f"{text}:{revision}:0:{len(SHE)}")
    tia.post(f"/comments/{said.removeprefix('comment-')}/edit", body=SHE + " Again.", revision="1")
    screens = [one.enter(dilemma).page for one in people]
    history = ada.another().go(f"/comments/{said.removeprefix('comment-')}/history").page
    screens.append(history)
    history.wait_for_function("() => document.querySelector('#versions') !== null")
    expect(screens[1].locator(f"#{quoting} .quote")).to_contain_text(NAME)
    ruth.page.get_by_role("button", name="Quote this passage")
    heard = [frames_of(page) for page in screens]
    for page in screens:
        page.evaluate(_GONE_AT, NAME)
    began = time.time()
    select(noa.page, NAME)
    noa.page.get_by_role("button", name="Cover it for everybody").click()
    for page in screens:
        page.wait_for_function("() => window.goneAt", timeout=8_000)
    took = [page.evaluate("() => window.goneAt") / 1000 - began for page in screens]
    assert max(took) < WITHIN_S + 0.5, took  # finding the words and pressing takes its own time
    for page in screens:
        expect(page.locator("main")).to_contain_text(COVERED)
    for one in people:
        equals_the_reloaded_page(one)
    nowhere(people, dilemma, said, [frame for frames in heard for frame in frames], two_processes[0].server)
    expect(tia.page.locator("#notices")).to_contain_text("Somebody covered words of yours")


def said_text(person: Person, dilemma: str, said: str) -> tuple[str, str]:
    """Return the text and the revision of a response, as its page names them."""
    person.go(dilemma)
    written = person.page.locator(f"#{said} > .written")
    return str(written.get_attribute("data-text")), str(written.get_attribute("data-revision"))


def nowhere(people: list[Person], dilemma: str, said: str, frames: list[str], server: RunningServer) -> None:
    """See that the name is on no page that anybody is given, in no frame, no e-mail and no log."""
    comment = said.removeprefix("comment-")
    paths = ["/", people[0].practice.group, dilemma, f"{dilemma}/history", f"/comments/{comment}/history"]
    for person in people:
        text, _ = said_text(person, dilemma, said)
        for path in [*paths, f"/texts/{text}/cover", f"/texts/{text}/covered"]:
            assert "Oyelaran" not in person.context.request.get(person.url + path).text(), (person.name, path)
    assert not any("Oyelaran" in frame for frame in frames)
    kept = [path for path in Path(server.data_dir).rglob("*") if path.is_file()]
    assert not [path for path in kept if b"Oyelaran" in path.read_bytes()]
    assert "Oyelaran" not in server.logged()
