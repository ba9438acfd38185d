"""Five people at five browsers hold a meeting, from lobby to record: the facilitator's line is cut, a server killed."""

import re
from collections.abc import Callable
from contextlib import suppress
from itertools import cycle
from time import monotonic
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, expect
from playwright.sync_api import TimeoutError as TookTooLong

from tests.browser.line import Line
from tests.browser.practice import Person, Practice
from tests.browser.practice import come as people_of
from tests.cast import make_world
from tests.meetings.holding import plan
from tests.serving import RunningServer, Serve, Watch

AWAY = (
    r"ERR_INTERNET_DISCONNECTED|ERR_CONNECTION|ERR_NETWORK|WebSocket connection|ERR_EMPTY_RESPONSE|ERR_SOCKET"
    r"|ERR_CONTENT_LENGTH_MISMATCH"  # an answer that was cut in the middle
)
PEOPLE = ("Ruth", "Ben", "Ada", "Tia", "Noa")
PATIENCE = 30_000


SAME_TIME_MS = 250

# the next moments at which the time that a page shows changes
_CHANGES = """
() => {
  const seen = [];
  let last = document.querySelector('.clock__time').textContent;
  window.changes = new Promise((done, fail) => {
    setTimeout(() => fail(new Error(`the clock stands still: ${document.querySelector('.clock').textContent}`)), 20000);
    const look = () => {
      const shown = document.querySelector('.clock__time').textContent;
      if (shown !== last) seen.push([(last = shown), Date.now()]);
      if (seen.length === 4) done(seen);
    };
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
}
"""


class House:
    """A planned meeting of the cast, on one server or on two that share it; `clock` is the same for both."""

    def __init__(self, serve: Serve, *, processes: int, **shared: str) -> None:
        given = {"SUPERVISE_LIMITS": "off", "SUPERVISE_DISGUISE": "rules", **shared}
        first = serve(start=False, **given)
        world = make_world(first.data_dir, **shared)
        with world.work():
            self.meeting = plan(world, ("check-in", 5), ("balint", 45, "Ada"), ("check-out", 10))
        world.database.engine.dispose()
        beside = {
            "SUPERVISE_DATA_DIR": str(first.data_dir),
            "SUPERVISE_TEST_CLOCK": first.environ["SUPERVISE_TEST_CLOCK"],
        }
        others = [serve(start=False, **given, **beside) for _ in range(processes - 1)]
        self.practices = [Practice(one.start(), world.group_id) for one in (first, *others)]

    @property
    def server(self) -> RunningServer:
        """The server at which the facilitator is."""
        return self.practices[0].server

    @property
    def path(self) -> str:
        return f"/meetings/{self.meeting}/room"


@pytest.fixture(params=["one process", "two processes on PostgreSQL"])
def house(request: pytest.FixtureRequest, serve: Serve) -> House:
    if request.param == "one process":
        return House(serve, processes=1)
    database, broker = (request.getfixturevalue(name) for name in ("postgres_url", "valkey_url"))
    return House(serve, processes=2, SUPERVISE_DATABASE_URL=database, SUPERVISE_BROKER_URL=broker)


def title(person: Person, words: str) -> None:
    expect(person.page.locator("h1")).to_contain_text(words, timeout=PATIENCE)


def leads(person: Person, what: str) -> None:
    person.page.locator("#room-console").get_by_role("button", name=what, exact=True).click()


def says(person: Person, words: str, led_by: Person | None = None) -> None:
    """Say something as one does: where the line is down, again in a moment; once it goes on, where it is paused."""
    box = person.page.locator("#say-body")
    written = False
    until = monotonic() + 3 * PATIENCE / 1000  # a server that has just begun looks at its first words for long
    while monotonic() < until:
        if written and box.input_value() == "":
            return
        if led_by is not None:
            _goes_on(led_by)
        if not written and box.is_visible():
            box.fill(words)
            written = True
        if written and box.is_editable():
            _press(person.page.get_by_role("button", name="Say it"))
        person.page.wait_for_timeout(250)
    raise AssertionError(f"{words!r} was never taken; {person.name}'s page shows {_shown(person)}")


def sees(person: Person, words: str) -> None:
    expect(person.page.locator("#room-lines")).to_contain_text(words, timeout=PATIENCE)


def lines(person: Person) -> list[str]:
    return [words.strip() for words in person.page.locator("#room-lines .written").all_inner_texts()]


def apart(people: list[Person]) -> float:
    """Return how far apart the screens count down, in milliseconds.

    A busy machine changes a screen too late, never too early: of each the change that came least late counts.
    """
    for one in people:
        one.page.evaluate(_CHANGES)
    ends = []
    for one in people:
        seen = [(*time.split(":"), at) for time, at in one.page.evaluate("window.changes")]
        ends.append(min(at + 1000 * (60 * int(minutes) + int(seconds)) for minutes, seconds, at in seen))
    return max(ends) - min(ends)


def count_together(people: list[Person], led_by: Person | None = None) -> None:
    """Expect that the screens count down together, at the latest a few seconds after they are back.

    Whoever leads lets it go on, where it was paused meanwhile. A page learns the server's moment by asking for it, ever more seldom, until an answer comes quickly.
    """
    measured = []
    for _ in range(8):  # on a busy machine every one of a screen's changes may be late
        if led_by is not None:
            _goes_on(led_by)
            expect(led_by.page.locator(".clock")).not_to_contain_text("paused", timeout=PATIENCE)
        measured.append(apart(people))
        if measured[-1] <= SAME_TIME_MS:
            return
    raise AssertionError(f"The screens were apart by {measured} ms.")


def _all_are_back(facilitator: Person) -> None:
    """Wait until nobody is missing."""
    expect(facilitator.page.locator("#room-console")).to_be_visible(timeout=PATIENCE)
    expect(facilitator.page.locator(".seat--gone")).to_have_count(0, timeout=PATIENCE)


def _goes_on(facilitator: Person) -> None:
    """Let it go on where the clock stands, as it does when the presenter was away for a minute."""
    go_on = facilitator.page.get_by_role("button", name="Go on", exact=True)
    if go_on.is_visible():
        _press(go_on)


def _press(button: Locator) -> None:
    """Press a button that may have gone, or be put anew, at that very moment; whoever asks looks again."""
    with suppress(TookTooLong):
        button.click(timeout=3_000)


@pytest.mark.timeout(600)
def test_a_balint_group_from_lobby_to_record(
    house: House, new_context: Callable[..., BrowserContext], watch: Watch
) -> None:
    watch.allow(AWAY)
    comes = [people_of(practice, new_context) for practice in house.practices]
    ruth, *others = people = [one(name) for one, name in zip(cycle(comes), PEOPLE, strict=False)]
    ben, ada, tia, noa = others
    server = house.server
    with Line(server.port) as line:
        _come_in(house, people, line)
        leads(ruth, "Begin")
        for phase in ("How do you arrive", "Who has a case", "Telling"):
            title(ruth, phase)
            if phase != "Telling":
                leads(ruth, "Next phase")
        says(ada, "She saw the next client on the stairs.")
        leads(ruth, "Next phase")
        says(tia, "Was she the next appointment?")
        leads(ruth, "Next phase")
        for one in people:
            title(one, "leans back")
        expect(ada.page.locator("#say-body")).to_be_hidden()
        expect(ada.page.get_by_role("button", name="Please stop here")).to_be_visible()
        says(ben, "I feel left in the hall.")
        sees(ruth, "left in the hall")
        count_together(people)

        noted = _write_notes_at_once(ben, tia, ada)

        line.cut()
        says(noa, "I am angry for her.")
        expect(tia.page.locator(".seat--gone", has_text="Ruth")).to_be_visible(timeout=PATIENCE)
        server.move_clock(95)
        expect(ben.page.locator("#console-title")).to_have_text("You hold the meeting", timeout=PATIENCE)
        says(tia, "A door that is not quite closed.")
        line.mend()
        take_back = ruth.page.get_by_role("button", name="Take the chair back")
        take_back.click(timeout=PATIENCE)
        expect(ben.page.locator("#room-console")).to_be_hidden(timeout=PATIENCE)
        sees(ruth, "not quite closed")

        server.kill()
        server.start()
        _all_are_back(ruth)
        says(ben, "Said when the server was back.", led_by=ruth)
        said = [
            "She saw the next client on the stairs.",
            "Was she the next appointment?",
            "I feel left in the hall.",
            "I am angry for her.",
            "A door that is not quite closed.",
            "Said when the server was back.",
        ]
        for one in people:
            sees(one, said[-1])
            assert lines(one) == said, one.name
        count_together(people, led_by=ruth)

        for one in people:
            expect(notes(one)).to_have_value(noted, timeout=PATIENCE)
        expect(ruth.page.locator("#room-console")).to_be_visible(timeout=PATIENCE)
        leads(ruth, "Next phase")
        for one in people:
            title(one, "The presenter returns")
        says(ada, "The door stays with me.")
        ruth.page.locator("summary", has_text="End the meeting").click()
        leads(ruth, "End it now")
        for one in people:
            _is_out(one)
        _reads_the_record(tia, noted)


def _shown(person: Person) -> list[str]:
    unsent = person.page.locator("[data-unsent]").count()
    told = person.page.locator("h1, .problem, .notice, .clock, #room-console button:visible").all_inner_texts()
    return [*(one for one in told if one.strip()), f"{unsent} unsent"]


def _is_out(person: Person) -> None:
    """Wait until a page shows the record; where it does not, say what it shows."""
    try:
        person.page.wait_for_url("**/record", timeout=PATIENCE)
    except TookTooLong:
        raise AssertionError(f"{person.name} is at {person.path}, and the page shows {_shown(person)}") from None


def _come_in(house: House, people: list[Person], line: Line) -> None:
    ruth, *others = people
    ruth.page.goto(line.url + house.path)
    for one in others:
        one.go(house.path)
    for one in people:
        one.page.get_by_label("I am where nobody else").check()
        one.page.get_by_role("button", name="Come in").click()
        title(one, "The room is open")
    for one in people:
        expect(one.page.locator("#room-people .seat")).to_have_count(len(people), timeout=PATIENCE)


def notes(person: Person) -> Locator:
    return person.page.locator("#notes-body")


def _write_notes_at_once(one: Person, other: Person, listens: Person) -> str:
    """Let two write in the notes at one time, word by word, until everybody has all of it; return what stands then."""
    expect(notes(listens)).to_have_js_property("readOnly", True)
    mine, theirs = ("A", "door", "in", "the", "hall.😀"), ("Stairs,", "and", "a", "late", "train.")
    for place, words in enumerate(zip(mine, theirs, strict=True)):
        for person, word in zip((one, other), words, strict=True):
            notes(person).press_sequentially(f"{word} ")
            if place == 2:
                person.page.wait_for_timeout(700)  # some of it goes out in the midst of the writing
    for person in (one, other, listens):
        for word in (*mine, *theirs):
            expect(notes(person)).to_have_value(re.compile(re.escape(word)), timeout=PATIENCE)
    noted = notes(listens).input_value()
    assert sorted(noted.split()) == sorted((*mine, *theirs)), noted
    for person in (one, other):
        expect(notes(person)).to_have_value(noted, timeout=PATIENCE)
    return noted


def _reads_the_record(person: Person, noted: str) -> Any:
    main = person.page.locator("main")
    for words in (noted.strip(), "Balint group", "version 1", "The presenter leans back", "Who was there", *PEOPLE):
        expect(main).to_contain_text(words)
