"""From an open page to a posted dilemma: as little to do as was promised, and nothing lost on the way."""

import re
import time
from email import message_from_bytes
from email.policy import default

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.practice import Come, Person, Practice
from tests.serving import Watch

QUESTIONS = {
    "S10": ("The therapist goes on holiday. What does it mean to the client?", "Holidays and planned breaks"),
    "S11": ("The therapist is unwell and cancels. What does it mean?", "Therapist illness and cancellation"),
    "S12": ("The client sees another client on arrival. What does it mean?", "Seeing another client"),
    "S13": ("The therapist is late. What does it mean to the client?", "Therapist lateness"),
    "S14": ("The therapist discloses a lot about themselves. What does it mean?", "Self-disclosure"),
    "S15": ("Something interrupts a session. What does it mean?", "Interruptions"),
    "S16": ("The therapist looks different one day. What does it mean?", "Changed appearance"),
    "S17": ("The therapist marries or has a baby. What does it mean?", "Marriage, pregnancy and other life events"),
}


def account(person: Person) -> Locator:
    return person.page.get_by_label("What happened, and what troubles you?")


def offered(person: Person) -> Locator:
    return person.page.locator(".theme-choice__label")


def findings(person: Person) -> Locator:
    return person.page.locator(".findings:visible li")


def test_from_today_to_a_posted_dilemma_is_one_page_one_field_and_two_presses(come: Come) -> None:
    ben = come("Ben")
    expect(ben.go("/").page.locator("main :is([required], [aria-required=true])")).to_have_count(1)
    ben.fill(account(ben), "I was ten minutes late and he had already decided to leave.")
    expect(offered(ben).first).to_have_text("Therapist lateness")
    ben.press(offered(ben).first)
    ben.press(ben.page.get_by_role("button", name="Post"))
    ben.page.wait_for_url("**/dilemmas/*")
    expect(ben.page.locator(".dilemma")).to_contain_text("he had already decided to leave")
    expect(ben.page.locator(".dilemma .themes")).to_have_text("Therapist lateness")
    assert ben.filled == ["account"]
    assert ben.pressed == ["Therapist lateness", "Post"]
    assert ben.acted_on == {"/"}


def test_a_newcomer_needs_two_pages_three_fields_and_three_presses(practice: Practice, come: Come) -> None:
    noa = come("Noa").go(f"{practice.group}/invitations")
    noa.page.get_by_label("E-mail address").fill("newcomer@example.org")
    noa.page.get_by_role("button", name="Invite").click()
    noa.sees("The invitation is on its way.")
    new = come("Newcomer", signed_in=False)
    new.go(link_in_the_email_to(practice, "newcomer@example.org"))
    new.fill(new.page.get_by_label("name"), "Nell")
    new.fill(new.page.get_by_label("password"), "several words that nobody else says")
    new.press(new.page.get_by_role("button", name="I accept and join"))
    new.page.wait_for_url(f"{new.url}/")
    new.fill(account(new), "The doorbell went during our session and I got up to answer it.")
    expect(offered(new).first).to_have_text("Interruptions")
    new.press(offered(new).first)
    new.press(new.page.get_by_role("button", name="Post"))
    new.page.wait_for_url("**/dilemmas/*")
    expect(new.page.locator(".byline").first).to_contain_text("Nell")
    assert new.filled == ["name", "password", "account"]
    assert new.pressed == ["I accept and join", "Interruptions", "Post"]
    assert new.acted_on == {"/join", "/"}


def link_in_the_email_to(practice: Practice, address: str) -> str:
    end = time.monotonic() + 10
    while time.monotonic() < end:
        for file in practice.server.data_dir.rglob("*.eml"):
            written = message_from_bytes(file.read_bytes(), policy=default)
            body = written.get_body(("plain",))
            if (
                address in str(written["To"])
                and body
                and (found := re.search(r"https?://[^/]+(/invitation/\S+)", body.get_content()))
            ):
                return found[1]
        time.sleep(0.05)
    pytest.fail("no e-mail came")


def test_each_of_the_eight_questions_suggests_its_theme_first(come: Come) -> None:
    ben = come("Ben").go("/")
    for question, label in QUESTIONS.values():
        account(ben).fill(question[:-1])
        account(ben).press("End")
        account(ben).press_sequentially(question[-1])
        expect(offered(ben).first).to_have_text(label)


@pytest.mark.parametrize(
    ("word", "first"),
    [
        ("boundaries", {"Role and boundaries", "Boundary crossing or violation", "Keeping boundaries"}),
        ("self-disclosure", {"The therapist as a person", "Self-disclosure"}),
        ("endings", {"Dependence and endings", "Planned ending"}),
    ],
)
def test_a_single_word_suggests_its_area_or_theme_first(come: Come, word: str, first: set[str]) -> None:
    ben = come("Ben").go("/")
    account(ben).fill("")
    account(ben).press_sequentially(word)
    expect(offered(ben).first).to_have_text(re.compile("|".join(first)))


def test_findings_appear_while_one_types_and_one_press_replaces_them_everywhere(come: Come) -> None:
    ben = come("Ben").go("/")
    account(ben).fill("")
    account(ben).press_sequentially("Thomas came late. I asked Thomas why.")
    found = findings(ben).filter(has_text="Thomas")
    expect(found).to_have_count(1)
    expect(ben.page.locator(".composer__marks mark").first).to_have_text("Thomas")
    change = found.get_by_role("button", name=re.compile("^Change Thomas to: "))
    wording = change.first.inner_text()
    change.first.click()
    expect(account(ben)).to_have_value(re.compile(re.escape(wording)))
    assert "Thomas" not in account(ben).input_value()
    expect(findings(ben).filter(has_text="Thomas")).to_have_count(0)
    ben.page.get_by_role("button", name="Undo").click()
    expect(account(ben)).to_have_value("Thomas came late. I asked Thomas why.")
    account(ben).fill("")
    expect(ben.page.locator(".findings")).to_be_hidden()


def test_an_unanswered_direct_finding_holds_the_post_and_keeps_every_word(come: Come) -> None:
    ben = come("Ben").go("/")
    account(ben).fill("I saw Thomas in the street.")
    ben.page.get_by_text("More", exact=True).click()
    ben.page.get_by_label("Title").fill("In the street")
    ben.page.get_by_role("button", name="Post").click()
    expect(ben.page.locator(".findings:focus-within")).to_be_visible()
    assert ben.path == "/"
    expect(account(ben)).to_have_value("I saw Thomas in the street.")
    expect(ben.page.get_by_label("Title")).to_have_value("In the street")
    findings(ben).first.get_by_role("button", name="keep it").click()
    reasons = findings(ben).first.locator("fieldset")
    for reason in (
        "It is not a name, or already changed",
        "A public person, place or book",
        "The person agreed",
        "Another reason",
    ):
        expect(reasons.get_by_role("button", name=reason)).to_be_visible()
    reasons.get_by_role("button", name="It is not a name, or already changed").click()
    expect(findings(ben).first).to_contain_text("kept: It is not a name, or already changed")
    ben.page.get_by_role("button", name="Post").click()
    ben.page.wait_for_url("**/dilemmas/*")
    expect(ben.page.get_by_role("heading", level=1)).to_have_text("In the street")
    expect(ben.page.locator(".dilemma")).to_contain_text("I saw Thomas in the street.")


def test_a_response_is_held_by_a_direct_finding_as_well(come: Come) -> None:
    ben = come("Ben")
    ben.enter(ben.bring("He rang twice."))
    ben.write("I would ring Jonathan back.")
    expect(findings(ben).first).to_contain_text("Jonathan")
    expect(ben.body).to_have_value("I would ring Jonathan back.")
    assert ben.said == []
    findings(ben).first.get_by_role("button", name=re.compile("^Change Jonathan to: ")).first.click()
    ben.page.locator("#compose").get_by_role("button", name="Respond").click()
    expect(ben.page.locator("#comments .comment")).to_have_count(1)
    assert "Jonathan" not in ben.said[0]


def test_a_draft_survives_a_closed_page_and_is_there_on_another_device(practice: Practice, come: Come) -> None:
    tia = come("Tia").go(practice.group)
    account(tia).fill("She asked whether I would miss her.")
    expect(tia.page.locator(".saved")).to_contain_text("Draft kept")
    account(tia).press("End")
    account(tia).press_sequentially(" I said yes")
    tia.page.close(run_before_unload=True)
    phone = come("Tia", viewport={"width": 390, "height": 800}).go("/")
    expect(account(phone)).to_have_value("She asked whether I would miss her. I said yes")
    expect(phone.page.locator(".saved")).to_contain_text("Draft kept")
    phone.page.get_by_role("button", name="Post").click()
    phone.page.wait_for_url("**/dilemmas/*")
    expect(account(phone.go("/"))).to_have_value("")


def test_an_older_page_does_not_overwrite_a_newer_draft_unasked(come: Come, watch: Watch) -> None:
    watch.allow("status of 409")
    sam = come("Sam")
    dilemma = sam.bring("The clock stopped.")
    sam.enter(dilemma)
    other = come("Sam").enter(dilemma)
    sam.body.fill("first here")
    expect(sam.page.locator("#compose .saved")).to_contain_text("Draft kept")
    other.body.fill("and then there")
    expect(other.page.locator(".versions__words")).to_have_text(["and then there", "first here"])
    expect(other.body).to_have_value("and then there")
    other.page.get_by_role("button", name="Respond").click()
    expect(other.page.locator("#compose .problem")).to_contain_text("Choose first")
    other.page.get_by_role("button", name="Keep the one on the server").click()
    expect(other.body).to_have_value("first here")
