"""Two and more people at a thread: nothing lost, nothing doubled, and what one sees is what a reload would show."""

import pytest
from playwright.sync_api import expect

from tests.browser.line import Line
from tests.browser.looking import LIST, equals_the_reloaded_page
from tests.browser.practice import Come, Person, Practice
from tests.serving import Watch

SHE = "She saw the next client arrive and said nothing."
AWAY = r"ERR_INTERNET_DISCONNECTED|ERR_CONNECTION|ERR_NETWORK|WebSocket connection|ERR_EMPTY_RESPONSE|ERR_SOCKET"


def test_a_supervisor_sees_a_dilemma_arrive_and_its_author_sees_the_answer(practice: Practice, come: Come) -> None:
    ben, ruth = come("Ben"), come("Ruth")
    ruth.go(practice.group)
    dilemma = ben.bring(SHE)
    ruth.sees(SHE)
    equals_the_reloaded_page(ruth, LIST)
    ben.enter(dilemma)
    ruth.page.locator(".row__name a", has_text=SHE).first.click()
    ruth.page.wait_for_url(f"**{dilemma}")
    ruth.write("What did you see in her face?")
    ben.sees("What did you see in her face?")
    expect(ben.response("What did you see").locator(".role")).to_have_text("supervisor")
    expect(ruth.body).to_have_value("")
    equals_the_reloaded_page(ben)
    equals_the_reloaded_page(ruth)


def test_what_was_said_while_the_network_was_away_comes_once_and_in_order(come: Come, watch: Watch) -> None:
    watch.allow(AWAY)
    ben, ruth = come("Ben"), come("Ruth")
    dilemma = ben.bring("He left before the end.")
    ben.respond(dilemma, "before the cut")
    said = [f"number {number} while you were away" for number in range(1, 6)]
    with Line(practice_port(ben)) as line:
        ben.enter(line.url + dilemma)
        line.cut()
        expect(ben.page.locator(".offline")).to_be_visible(timeout=15_000)
        for words in said:
            ruth.respond(dilemma, words)
        ben.page.wait_for_timeout(10_000)
        assert ben.said == ["before the cut"]
        line.mend()
        ben.sees(said[-1])
        expect(ben.page.locator(".offline")).to_have_count(0)
        assert ben.said == ["before the cut", *said]
        equals_the_reloaded_page(ben)


def practice_port(person: Person) -> int:
    return person.practice.server.port


@pytest.mark.parametrize("away", [False, True], ids=["live", "after the network was away"])
def test_every_change_leaves_the_open_pages_as_a_reload_shows_them(
    practice: Practice, come: Come, watch: Watch, *, away: bool
) -> None:
    watch.allow(AWAY)
    ben, ruth, tia = come("Ben"), come("Ruth"), come("Tia")
    dilemma = ben.bring("He asked whether I have children.", title="The photograph")
    first = ruth.respond(dilemma, "What would the answer have given him?")
    second = tia.respond(dilemma, "I should have answered, I think.")
    ids = [one.removeprefix("comment-") for one in (first, second)]
    everybody = [ben, ruth, tia]
    for one in everybody:
        one.enter(dilemma)
    listing = ruth.another().go(practice.group)
    changes = {
        "a reply": lambda: ben.respond(dilemma, "He would have had me.", parent=ids[0]),
        "an edit": lambda: ruth.post(f"/comments/{ids[0]}/edit", body="And what would it have cost him?", revision="1"),
        "an acknowledgement": lambda: ben.post(f"/comments/{ids[0]}/react", reaction="with-you", on="true"),
        "one taken back": lambda: ben.post(f"/comments/{ids[0]}/react", reaction="with-you", on="false"),
        "one's own removed": lambda: tia.post(f"/comments/{ids[1]}/remove"),
        "a colleague": lambda: tia.respond(dilemma, "This happened to me as well.", **{"as": "colleague"}),
        "the dilemma edited": lambda: ben.post(
            f"{dilemma}/edit", account="He asked whether I had a family.", title="The photograph", revision="1"
        ),
        "themes": lambda: ruth.post(f"{dilemma}/themes", themes="self-disclosure"),
        "closing": lambda: ben.post(f"{dilemma}/close", outcome="He asked again, and we spoke of his own."),
        "opening it again": lambda: ben.post(f"{dilemma}/reopen"),
    }
    for one in everybody if away else []:
        one.context.set_offline(True)
    for what, happens in changes.items():
        answer = happens()
        assert isinstance(answer, str) or answer.status == 303, f"{what}: {answer.status}"
        for one in [] if away else everybody:
            equals_the_reloaded_page(one)
    for one in everybody if away else []:
        one.context.set_offline(False)
    for one in everybody:
        equals_the_reloaded_page(one)
    equals_the_reloaded_page(listing, LIST)
