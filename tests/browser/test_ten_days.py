"""Ten days of a peer group whose five members are never there at the same time, from the first words to how it went on."""

from collections.abc import Callable
from zipfile import ZipFile

import pytest
from playwright.sync_api import BrowserContext, Locator, expect

from supervise.accounts.actions import open_account
from supervise.accounts.passwords import hashed
from supervise.core.db import transaction
from supervise.groups import actions as groups
from supervise.groups.models import Mode, Role
from tests.browser.covering import COVERED, NAME, kept_in, unseen
from tests.browser.looking import equals_the_reloaded_page
from tests.browser.practice import Come, Person, Practice
from tests.browser.practice import come as people_of
from tests.cast import HOUSE, PASSWORD, email, make_world
from tests.serving import Serve, Watch

PEERS = ("Fay", "Bea", "Chen", "Dele", "Gil")
HOUR = 3600
PHONE = {"width": 390, "height": 844}
ACCOUNT = "I met him in the queue of the swimming bath, and both of us pretended not to have seen each other."


@pytest.fixture
def practice(serve: Serve) -> Practice:
    """Five peers without a supervisor; their clock is moved."""
    server = serve(start=False, SUPERVISE_LIMITS="off", SUPERVISE_DISGUISE="rules")
    world = make_world(server.data_dir)
    with world.work():
        secret = hashed(PASSWORD, "", "")
        with transaction():
            accounts = {name: open_account(email(name), name, hashed=secret).id for name in PEERS}
            group = groups.create_group(
                HOUSE, name="Sunday group", about="", mode=Mode.PEER, zone="Europe/London",
                convenor_account_id=accounts["Fay"],
            )  # fmt: skip
            for name, account in accounts.items():
                groups.add_member(group.id, account, Role.THERAPIST, convenor=name == "Fay", on_paper=True)
        group_id = group.id
    world.database.engine.dispose()
    return Practice(server.start(), group_id)


@pytest.fixture
def arrives(practice: Practice, new_context: Callable[..., BrowserContext]) -> Come:
    """Let somebody come so many hours after the beginning, sign in, and find what is there."""
    come = people_of(practice, new_context)

    def one(name: str, hours: float, **more: object) -> Person:
        practice.server.move_clock(hours * HOUR)
        return come(name, afresh=True, reduced_motion="reduce", **more)

    return one


def stage(person: Person) -> Locator:
    """The title of the stage that is on."""
    return person.page.locator(".stage__title")


def is_asked(person: Person) -> Locator:
    """What is asked of somebody now."""
    return person.page.locator("#turn")


def is_done(person: Person) -> None:
    is_asked(person).get_by_role("button", name="I am done with this stage").click()
    person.page.wait_for_load_state()


def says(person: Person, words: str) -> None:
    """Respond, and wait until it stands in the thread."""
    person.write(words)
    expect(person.response(words)).to_be_visible()


def newest(person: Person) -> Locator:
    return person.page.locator("#comments .comment > .written").last


@pytest.mark.timeout(400)
def test_the_ten_days_of_a_dilemma_that_five_peers_work_on_without_meeting(arrives: Come, watch: Watch) -> None:
    # the line is away, sessions end, somebody leaves, and one writes what the stage is not for
    watch.allow("ERR_INTERNET|status of 40[1349]|WebSocket")

    # the first evening: begun on a train, where the line goes away and then the phone dies; at home both versions are there
    box = "What happened, and what troubles you?"
    bea = arrives("Bea", 0, viewport=PHONE)
    bea.page.get_by_label(box).fill("I met him in the queue.")
    expect(bea.page.locator("[data-draft-target=state]")).to_contain_text("Draft kept")
    bea.context.set_offline(True)
    bea.page.get_by_label(box).fill(ACCOUNT)
    expect(bea.page.locator("[data-draft-target=state]")).to_contain_text("Kept on this device, encrypted")
    bea.page.close()
    laptop = arrives("Bea", 0)
    with laptop.page.expect_response("**/drafts"):
        laptop.page.get_by_label(box).fill("I met him in the queue, on a Sunday.")
    bea.page = bea.context.new_page()
    bea.context.set_offline(False)
    words = bea.go("/").page.locator(".versions__words")
    expect(words).to_have_text([ACCOUNT, "I met him in the queue, on a Sunday."])
    bea.page.locator(".versions").get_by_role("button").first.click()
    expect(bea.page.get_by_label(box)).to_have_value(ACCOUNT)

    # and posted as 'a colleague'; what nobody in this group can undo is said beside it
    bea.page.mouse.move(0, 0)  # themes do not change under a pointer
    bea.page.locator(".theme-choice").first.click()
    bea.page.locator("summary", has_text="More").first.click()
    asked = bea.page.get_by_role("group", name="Have you spoken of this with your own supervisor?")
    expect(asked).to_be_hidden()
    bea.page.get_by_label("A theme that was not suggested").select_option("boundary-crossing")
    expect(bea.page.get_by_role("region", name="If someone may be at risk now")).to_be_visible()
    asked.get_by_label("Not yet").check()
    bea.page.get_by_label("a colleague").check()
    bea.sees("Nobody in this group can see that it is you.")
    bea.page.get_by_role("button", name="Post").click()
    bea.page.wait_for_url("**/dilemmas/*")
    dilemma = bea.path
    expect(asked.get_by_label("Not yet")).to_be_checked()
    bea.page.get_by_role("link", name="Choose a format").click()
    bea.page.get_by_role("button", name="Begin: Ten-step").click()
    expect(stage(bea)).to_have_text("Questions, written in silence")
    expect(bea.page.locator(".locked")).to_contain_text("You are listening now")

    # the first day: what one writes is held back until all have written; the first to come moderates
    gil = arrives("Gil", 10).enter(dilemma)
    expect(is_asked(gil)).to_contain_text("You moderate")
    says(gil, "What did his shoulders do?")
    chen = arrives("Chen", 12).enter(dilemma)
    expect(is_asked(chen)).not_to_contain_text("You moderate")
    chen.sees("One has answered.")
    expect(chen.page.locator("body")).not_to_contain_text("Have you spoken of this")
    says(chen, "Who looked away first?")
    assert "shoulders" not in chen.page.content()
    dele = arrives("Dele", 20)
    dele.sees("Something is asked of you")
    assert "shoulders" not in dele.enter(dilemma).page.content()

    # the second: the stage has ended by its date, and all of it is there; its author answers, step by step
    dele = arrives("Dele", 25).enter(dilemma)
    expect(stage(dele)).to_have_text("Warm or cold")
    assert dele.said == ["What did his shoulders do?", "Who looked away first?"]
    bea = arrives("Bea", 30).enter(dilemma)
    says(bea, "The second is the warm one.")
    is_done(bea)
    expect(stage(bea)).to_have_text("Answers")
    says(bea, "I did, and I was ashamed of it.")
    is_done(bea)
    expect(stage(bea)).to_have_text("What is the problem?")
    expect(bea.page.locator(".locked")).to_be_visible()

    # the third: a fact is asked too late, and stays in its writer's box; words that point to somebody are covered
    chen, fay, bea = arrives("Chen", 50), arrives("Fay", 50), arrives("Bea", 50, viewport=PHONE)
    late = fay.post(f"{dilemma}/comments", body="Which bath was it?", kind="question")
    assert late.status == 403 and "Which bath was it?" in late.text() and "for something else" in late.text()
    chen.respond(
        dilemma, f"I think of {NAME}, and of being seen.", kind="hypothesis", kept=kept_in(f"I think of {NAME}")
    )
    for one in (chen, fay, bea):
        one.enter(dilemma)
        expect(newest(one)).to_contain_text(NAME)
    text = str(newest(fay).get_attribute("data-text"))
    assert fay.post(f"/texts/{text}/cover", words=NAME).status == 303
    for one in (chen, bea, fay):
        expect(newest(one)).to_contain_text(COVERED)
        assert unseen(one)
    # the convenor asks who had it open, is told no name where somebody is 'a colleague', and begins the entry of a breach
    asking = fay.another().go(f"/texts/{text}/covered")
    asking.page.get_by_role("link", name="Ask").click()
    asking.page.get_by_label("to judge whether this has to be reported").check()
    asking.page.get_by_role("button", name="Show who had it open").click()
    asking.sees("Count on it that everybody who may read it has seen it")
    asking.go(f"/texts/{text}/covered").page.get_by_role("link", name="begin an entry in the breach log").click()
    expect(asking.page.get_by_label("When it was noticed")).not_to_have_value("")
    asking.page.get_by_role("button", name="Begin the entry").click()
    asking.sees("72 hours")
    chen.page.get_by_role("link", name="See what you can do").click()
    chen.page.get_by_role("link", name="Rewrite").click()
    chen.page.get_by_label("Your response").fill("I think of being seen.")
    chen.page.get_by_role("button", name="Keep the changes").click()
    for one in (bea, fay):
        expect(newest(one)).to_have_text("I think of being seen.")

    # the fourth: it is put anew, and each gives what they have
    bea = arrives("Bea", 60, viewport=PHONE).enter(dilemma)
    says(bea, "How do I greet somebody who knows me in another way?")
    is_done(bea)
    expect(stage(bea)).to_have_text("Tips")
    expect(bea.page.locator(".locked")).to_be_visible()
    says(arrives("Dele", 70).enter(dilemma), "Let him choose, and say so beforehand.")

    # the fifth: whoever moderated leaves for good; the place is never empty, and nothing of it can be read by them
    gil = arrives("Gil", 100).enter(dilemma)
    leaving = gil.another().go(f"{gil.practice.group}/leave")
    leaving.page.get_by_role("link", name="take a copy of your words").click()
    with leaving.page.expect_download() as copy:
        leaving.page.get_by_role("button", name="Make the copy").click()
    with ZipFile(copy.value.path()) as taken:
        assert any(b"shoulders" in taken.read(name) for name in taken.namelist())
    leaving.go(f"{gil.practice.group}/leave")
    leaving.page.get_by_label("without it").check()
    leaving.page.get_by_role("button", name="Leave the group").click()
    expect(gil.page.locator("body")).not_to_contain_text("swimming bath")
    assert gil.context.request.get(gil.url + dilemma).status == 404
    chen = arrives("Chen", 101).enter(dilemma)
    expect(is_asked(chen)).to_contain_text("You moderate")
    is_asked(chen).get_by_role("button", name="Go on to: What each of us saw").click()
    expect(stage(chen)).to_have_text("What each of us saw")
    says(arrives("Fay", 102).enter(dilemma), "I never speak of it at all.")
    says(arrives("Dele", 104).enter(dilemma), "I hide, too.")

    # the tenth day: over by its date; closed with what happened next, and read as one whole by whoever comes later
    bea = arrives("Bea", 218, viewport=PHONE).enter(dilemma)
    expect(stage(bea)).to_have_count(0)
    bea.page.get_by_role("link", name="Close it").click()
    bea.page.get_by_label("What happened next").fill("We spoke of it. He laughed, and so did I.")
    bea.page.get_by_role("button", name="Close it").click()
    bea.page.wait_for_url(f"**{dilemma}")
    dele = arrives("Dele", 220)
    dele.page.get_by_role("link", name="I met him in the queue").first.click()
    dele.sees("He laughed, and so did I.")
    equals_the_reloaded_page(dele)
    dele.page.locator("summary", has_text="over days").click()
    dele.sees("the moderator went on")
    assert dele.said[-3:] == ["Let him choose, and say so beforehand.", "I never speak of it at all.", "I hide, too."]
    expect(dele.page.locator("main")).to_contain_text("a former member")
    expect(dele.body).to_have_count(0)
    assert "Bea" not in dele.page.locator("#comments").inner_text()
