"""A trainee's case, from a row typed in a tunnel to what is handed in: at a phone and a desk, with a supervisor beside."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from supervise.writeups.copies.making import makes_pdf
from tests.browser.axe import trouble
from tests.browser.practice import Come, Person, Practice
from tests.serving import Watch

PHONE = {"width": 390, "height": 844}
SAID = "She said that the clock was wrong, and looked at the door."
NAME = "Margaret Oyelaran"
TOLD = f"We met for the ninth time. She spoke of a twin brother. {NAME} had rung me before."
PRIVATE = "I was afraid of her, and of you."


def box(person: Person, name: str) -> Locator:
    return person.page.get_by_role("textbox", name=name, exact=True)


def state(person: Person, name: str) -> Locator:
    """The line beside a box that says where its words are."""
    part = person.page.locator(".part", has=person.page.get_by_role("textbox", name=name, exact=True))
    return part.locator(".part__state")


def writes(person: Person, name: str, words: str) -> None:
    """Write in a box and wait until the server has it."""
    box(person, name).fill(words)
    expect(state(person, name)).to_have_text(re.compile(r"^Kept \d"))


def shares(person: Person) -> None:
    """Share it with Ruth, up to what is found in it."""
    person.page.get_by_role("button", name="Share …").click()
    person.page.get_by_role("checkbox", name="Ruth").check()
    person.page.get_by_role("button", name="Look it through and share").click()


def taken(page: Page, button: str, form: str) -> bytes:
    """Take a copy away; return the file."""
    page.get_by_label("As", exact=True).select_option(form)
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    return Path(download.value.path()).read_bytes()


@pytest.mark.timeout(300)
def test_a_case_is_written_on_the_way_and_at_the_desk_answered_put_right_verified_and_handed_in(
    come: Come, practice: Practice, new_context: Callable[..., BrowserContext], watch: Watch
) -> None:
    watch.allow("ERR_INTERNET|status of 4(09|22)|WebSocket")

    # on the bus: a row is dictated where there is no line, and is on the phone alone
    desk, phone = come("Tia", reduced_motion="reduce"), come("Tia", viewport=PHONE, reduced_motion="reduce")
    desk.go(f"{practice.group}/writeups").page.get_by_role("link", name="Begin a write-up").click()
    desk.page.get_by_label("Process recording").check()
    desk.page.get_by_role("button", name="Begin").click()
    expect(box(desk, "Context and purpose")).to_be_visible()
    path = desk.path
    phone.go(path)
    phone.context.set_offline(True)
    box(phone, "Row 1, What was said").fill(SAID)
    expect(state(phone, "Row 1, What was said")).to_contain_text("Kept on this device, encrypted")

    # meanwhile at the desk: another box, and the same one; what is apart meets by itself, what is not is asked about
    writes(desk, "Context and purpose", TOLD)
    writes(desk, "Row 1, My gut feelings", "Cold hands.")
    phone.context.set_offline(False)
    expect(state(phone, "Row 1, What was said")).to_have_text(re.compile("Kept \\d"))
    desk.go(path)
    assert box(desk, "Row 1, What was said").input_value() == SAID
    assert box(phone.go(path), "Row 1, My gut feelings").input_value() == "Cold hands."
    phone.context.set_offline(True)
    box(phone, "Impressions").fill("The door.")
    expect(state(phone, "Impressions")).to_contain_text("Kept on this device")
    writes(desk, "Impressions", "The clock.")
    phone.context.set_offline(False)
    expect(phone.page.locator(".versions__words")).to_have_text(["The door.", "The clock."])
    phone.page.get_by_role("button", name="Keep both, one after the other").click()
    expect(state(phone, "Impressions")).to_have_text(re.compile(r"^Kept \d"))
    assert not trouble(phone)

    # before anybody reads it, what points to somebody is answered; how much of that was changed is said
    desk.go(path)
    expect(box(desk, "Impressions")).to_have_value("The clock.\n\nThe door.")
    shares(desk)
    found = desk.page.locator("main select")
    expect(desk.page.get_by_role("heading", name="Before it is shared")).to_be_visible()
    assert NAME in desk.page.locator("main mark").all_inner_texts()
    for number in range(found.count()):
        found.nth(number).select_option("use:0")
    desk.page.get_by_role("button", name="Go on").click()
    expect(desk.page.locator("#standing")).to_contain_text("with Ruth")
    expect(desk.page.locator("#standing")).to_contain_text("Changed for disguise: 1 detail")

    # in the margin, while the trainee looks on: a note, an answer, settled; and something between the two of them
    ruth = come("Ruth", reduced_motion="reduce").go(path)
    assert NAME not in ruth.page.content()
    noting = ruth.page.locator(".note-form").nth(1)
    noting.locator("summary").click()
    noting.get_by_label("Your note").fill("What was the clock to her?")
    noting.get_by_role("button", name="Post the note").click()
    note = desk.page.locator(".note", has_text="What was the clock to her?")
    expect(note).to_be_visible()
    note.get_by_role("link", name="Answer or settle").click()
    desk.page.get_by_label("Your answer").fill("The hour that her father was due.")
    desk.page.get_by_role("button", name="Answer").click()
    expect(ruth.page.locator(".note")).to_contain_text("her father was due")
    assert desk.post(f"{path}/between", body=PRIVATE).status == 303
    expect(ruth.page.locator("body")).to_contain_text(PRIVATE)

    # what is told and never taken up: cut, which is the better disguise as well
    desk.go(path).page.get_by_role("link", name="Facts", exact=True).click()
    desk.page.get_by_label("Words in your text").fill("twin brother")
    desk.page.get_by_role("button", name="Mark it").click()
    expect(desk.page.get_by_role("heading", name="Told, and not taken up")).to_be_visible()
    assert not trouble(desk)
    desk.go(path)
    writes(desk, "Context and purpose", "We met for the ninth time.")
    desk.page.get_by_role("link", name="Facts", exact=True).click()
    expect(desk.page.get_by_role("heading", name="No longer in your text")).to_be_visible()
    desk.go(path)
    shares(desk)
    expect(desk.page.locator("#standing")).to_contain_text("Version 2")

    # verified with three ticks, handed in as it was verified; nothing that was between them goes with it
    ruth.go(path)
    for tick in ("I have read this version", "The client is known to me", "The disguise is adequate"):
        ruth.page.get_by_label(tick).check()
    ruth.page.get_by_role("button", name="Verify version 2").click()
    expect(desk.page.locator("#standing")).to_contain_text("Ruth verified it")
    desk.go(path).page.get_by_role("button", name="Submit version 2").click()
    expect(desk.page.locator("#standing")).to_contain_text("Tia submitted it")
    desk.page.get_by_role("link", name="Versions").click()
    desk.page.get_by_label("Which").select_option("2")
    word = zipfile.ZipFile(io.BytesIO(taken(desk.page, "Make a copy", "docx"))).read("word/document.xml").decode()
    assert "looked at the door" in word and "Ruth verified it" in word
    assert not [one for one in (NAME, "twin brother", PRIVATE, "her father was due") if one in word]
    if makes_pdf():
        paper = pypdf.PdfReader(io.BytesIO(taken(desk.page, "Make a copy", "pdf")))
        printed = " ".join(" ".join(page.extract_text().split()) for page in paper.pages)
        assert "looked at the door" in printed
        assert not [one for one in (NAME, "twin brother", PRIVATE, "her father was due") if one in printed]

    # a name that slipped through even so: recalled before anybody marks it, which keeps its time
    desk.go(path).page.get_by_role("button", name="Recall version 2 for its disguise").click()
    desk.sees("Version 2 is recalled.")
    expect(ruth.page.locator("#standing")).to_contain_text("Tia recalled it")
