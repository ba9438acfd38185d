"""Two and more people at a thread: nothing lost, nothing doubled, and what one sees is what a reload would show."""

import pytest
from playwright.sync_api import expect

from tests.browser.line import Line
from tests.browser.looking import LIST, equals_the_reloaded_page
from tests.browser.practice import Come, Person, Practice
from tests.serving import Watch

SHE = "She saw the next client arrive and said nothing."
AWAY = (
    r"ERR_INTERNET_DISCONNECTED|ERR_CONNECTION|ERR_NETWORK|WebSocket connection|ERR_EMPTY_RESPONSE|ERR_SOCKET"
    r"|ERR_CONTENT_LENGTH_MISMATCH"  # an answer that was cut in the middle
)


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


def test_a_response_written_without_a_line_waits_in_the_page_and_is_sent_once(come: Come, watch: Watch) -> None:
    watch.allow(AWAY)
    ben, ruth = come("Ben"), come("Ruth")
    dilemma = ben.bring("She paid me in coins.")
    ben.enter(dilemma)
    ruth.enter(dilemma)
    ben.context.set_offline(True)
    ben.write("They were warm from her hand.")
    ben.write("I counted them in front of her.")
    waiting = ben.page.locator(".outbox > li")
    expect(waiting).to_have_count(2)
    expect(waiting.first).to_contain_text("waiting to be sent")
    ruth.respond(dilemma, "meanwhile")
    ben.context.set_offline(False)
    expect(waiting).to_have_count(0)
    ruth.sees("I counted them in front of her.")
    for one in (ben, ruth):
        assert one.said == ["meanwhile", "They were warm from her hand.", "I counted them in front of her."]
        equals_the_reloaded_page(one)


def test_a_response_whose_answer_was_lost_is_not_posted_twice(come: Come, watch: Watch) -> None:
    watch.allow(AWAY)
    ben, ruth = come("Ben"), come("Ruth")
    dilemma = ben.bring("He forgot my name.")
    ruth.enter(dilemma)
    with Line(ben.practice.server.port) as line:
        ben.enter(line.url + dilemma)
        line.deafen()
        ben.write("I said it for him.")
        ruth.sees("I said it for him.")
        line.cut()
        expect(ben.page.locator(".outbox > li")).to_have_count(1, timeout=15_000)
        line.mend()
        expect(ben.page.locator(".outbox > li")).to_have_count(0, timeout=15_000)
        for one in (ben, ruth):
            assert one.said == ["I said it for him."]
            equals_the_reloaded_page(one)


def test_after_a_power_cut_what_was_acknowledged_is_there_once_and_open_pages_catch_up(
    practice: Practice, come: Come, watch: Watch
) -> None:
    watch.allow(AWAY)
    ben, ruth = come("Ben"), come("Ruth")
    dilemma = ben.bring("The lift was broken and she climbed.")
    ben.enter(dilemma)
    ruth.enter(dilemma)
    ruth.write("Six floors, for you.")
    expect(ruth.body).to_have_value("")  # acknowledged
    practice.server.kill()
    ruth.write("And down again.")
    expect(ruth.page.locator(".outbox > li")).to_have_count(1)
    practice.server.start()
    ben.sees("And down again.")
    for one in (ben, ruth):
        assert one.said == ["Six floors, for you.", "And down again."]
        equals_the_reloaded_page(one)


def test_removal_from_the_group_ends_the_open_page_within_a_second(
    practice: Practice, come: Come, watch: Watch
) -> None:
    watch.allow("status of 404")  # a draft on its way as she was removed
    noa, ada = come("Noa"), come("Ada", afresh=True)
    dilemma = noa.bring("He brought the dog.")
    ada.enter(dilemma)
    ada.body.fill("I have had a dog in the room")
    noa.go(f"{practice.group}/about").page.get_by_role("link", name="Change what Ada is here").click()
    noa.page.get_by_role("link", name="Remove Ada from the group").click()
    noa.page.get_by_role("button", name="Remove").click()
    expect(ada.page.get_by_role("heading", name="Closed to you")).to_be_visible(timeout=1_000)
    expect(ada.page.locator("body")).not_to_contain_text("He brought the dog.")
    expect(ada.page.get_by_label("What you were writing")).to_have_value("I have had a dog in the room")
    noa.respond(dilemma, "What did the dog do?")
    expect(ada.page.locator("body")).not_to_contain_text("What did the dog do?")
    assert ada.context.request.get(ada.url + dilemma).status == 404


def test_signing_out_in_one_tab_ends_the_other(come: Come, watch: Watch) -> None:
    watch.allow("status of 4(01|22)")  # a draft on its way as they signed out
    sam = come("Sam", afresh=True)
    dilemma = sam.bring("She left her umbrella again.")
    sam.enter(dilemma)
    sam.body.fill("half a thought")
    other = sam.another().go("/settings")
    other.page.locator(".menu summary").click()
    other.page.get_by_role("button", name="Sign out", exact=True).click()
    other.page.wait_for_url("**/signin")
    expect(sam.page.locator("main")).to_contain_text("You are signed out.")
    expect(sam.page.locator("body")).not_to_contain_text("She left her umbrella again.")
    expect(sam.page.get_by_label("What you were writing")).to_have_value("half a thought")


def test_who_is_there_and_who_writes_is_shown(come: Come) -> None:
    ben, ruth = come("Ben"), come("Ruth")
    dilemma = ben.bring("He came an hour early.")
    ben.enter(dilemma)
    ruth.enter(dilemma)
    expect(ben.page.locator(".here")).to_contain_text("Ruth")
    expect(ben.page.locator(".here")).not_to_contain_text("Ben")
    ruth.body.press_sequentially("What")
    expect(ben.page.locator(".typing")).to_have_text("Ruth is writing")
    ruth.body.fill("")
    expect(ben.page.locator(".typing")).to_have_text("")
    ruth.go("/")
    expect(ben.page.locator(".here")).to_be_hidden()


def test_where_somebody_signs_as_a_colleague_nobody_is_named_as_there_or_writing(come: Come) -> None:
    ben, ruth, tia = come("Ben"), come("Ruth"), come("Tia")
    dilemma = tia.bring("I fell asleep.", signed="colleague")
    for one in (ben, ruth, tia):
        one.enter(dilemma)
    for one in (ben, ruth, tia):
        expect(one.page.locator(".here")).to_have_text("Others are here.")
    tia.body.press_sequentially("It was")
    for one in (ben, ruth):
        expect(one.page.locator(".typing")).to_have_text("Someone is writing")
    expect(ben.page.locator("main")).not_to_contain_text("Tia")
    expect(ruth.page.locator("main")).to_contain_text("a colleague (Tia)")


def test_arrivals_move_nothing_under_a_reader_and_keep_focus_and_selection(come: Come) -> None:
    ben, ruth = come("Ben", viewport={"width": 1000, "height": 600}), come("Ruth")
    dilemma = ben.bring("A long evening. " * 40)
    said = [ruth.respond(dilemma, f"{number}: " + "and then she said it again. " * 6) for number in range(12)]
    ben.enter(dilemma)
    middle = ben.page.locator(f"#{said[6]}")
    middle.scroll_into_view_if_needed()
    ben.page.evaluate(
        """(id) => {
          document.querySelector(`#${id} .comment__foot a`).focus({ preventScroll: true });
          getSelection().selectAllChildren(document.querySelector(`#${id} .written p`));
        }""",
        said[6],
    )
    before = middle.bounding_box()
    words = ben.page.evaluate("getSelection().toString()")
    ruth.respond(dilemma, "a reply far above", parent=said[0].removeprefix("comment-"))
    ruth.respond(dilemma, "one more at the end")
    expect(ben.page.locator("#comments")).to_contain_text("one more at the end")
    expect(ben.page.locator("#comments")).to_contain_text("a reply far above")
    after = middle.bounding_box()
    assert before
    assert after
    assert abs(before["y"] - after["y"]) < 2
    assert ben.page.evaluate("getSelection().toString()") == words
    assert ben.page.evaluate("document.activeElement.closest('.comment').id") == said[6]
    expect(ben.page.locator("#announce")).to_contain_text("2 new responses.")
    ben.page.get_by_role("button", name="New responses").click()
    expect(ben.page.locator("#comments .comment:focus")).to_contain_text("a reply far above")


def test_writing_on_goes_on_while_others_respond(come: Come) -> None:
    ben, ruth = come("Ben"), come("Ruth")
    dilemma = ben.bring("She would not sit.")
    ben.enter(dilemma)
    ben.body.press_sequentially("I stood")
    ben.page.keyboard.press("Home")
    ruth.respond(dilemma, "Did you stand as well?")
    ben.sees("Did you stand as well?")
    ben.page.keyboard.type("So ")
    expect(ben.body).to_have_value("So I stood")
