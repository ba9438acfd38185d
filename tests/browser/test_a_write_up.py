"""A write-up in real browsers: typed and kept, shared, noted in the margin live, after a power cut still there."""

import os
import re
from time import monotonic

from playwright.sync_api import expect

from tests.browser.axe import trouble
from tests.browser.practice import Come, Person, Practice
from tests.serving import Watch

WORDS = "She came late for the third time, and I heard myself say that it did not matter."
SELECT = """
() => {
  const words = document.querySelector('.reading [data-text] p').firstChild;
  const range = document.createRange();
  range.setStart(words, 0);
  range.setEnd(words, 13);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}
"""


KILLS = 20 if os.environ.get("SUPERVISE_TEST_SOAK") == "1" else 3
MANY = 53
AT_MOST_LOST_S = 2.0
TYPED_S = 4.0


def box(person: Person, name: str):
    return person.page.get_by_role("textbox", name=name, exact=True)


def kept(person: Person) -> None:
    expect(person.page.locator(".part__state").first).to_have_text(re.compile(r"^Kept \d"))


def kept_there(person: Person, place: int) -> None:
    expect(person.page.locator(".part__state").nth(place)).to_have_text(re.compile(r"^Kept \d"))


def begin(person: Person) -> str:
    """Begin a dilemma note from its outline; return its path."""
    person.go(f"{person.practice.group}/writeups").page.get_by_role("link", name="Begin a write-up").click()
    person.page.get_by_label("Dilemma note").check()
    person.page.get_by_role("button", name="Begin").click()
    expect(person.page.get_by_role("heading", name="Dilemma note")).to_be_visible()
    return person.path


def test_it_is_kept_while_typing_shared_and_answered_in_the_margin(
    come: Come, practice: Practice, watch: Watch
) -> None:
    watch.allow("status of 409")  # two pages wrote in one place, which is what is tried
    watch.allow("ERR_INTERNET|ERR_CONNECTION|WebSocket")  # and the line is cut
    tia, ruth = (come(name, reduced_motion="reduce") for name in ("Tia", "Ruth"))
    path = begin(tia)
    box(tia, "What happened").fill(WORDS)
    kept(tia)
    expect(tia.page.locator("#meter-happened")).to_have_text("17 words of 40 to 120")
    phone = come("Tia", reduced_motion="reduce").go(path)
    box(phone, "What happened").fill(f"{WORDS} On the phone.")
    expect(box(tia, "What happened")).to_have_value(f"{WORDS} On the phone.")
    tia.context.set_offline(True)
    box(tia, "What happened").fill(f"{WORDS} At the desk.")
    expect(tia.page.locator(".part__state").first).to_contain_text("Kept on this device")
    box(phone, "What happened").fill(f"{WORDS} In the hand.")
    kept(phone)
    tia.context.set_offline(False)
    expect(tia.page.locator(".versions__words").last).to_have_text(f"{WORDS} In the hand.")
    tia.page.get_by_role("button", name="Keep the one on this device").click()
    expect(box(phone, "What happened")).to_have_value(f"{WORDS} At the desk.")
    kept(tia)

    tia.page.get_by_role("button", name="Share …").click()
    tia.page.get_by_role("checkbox", name="Ruth").check()
    tia.page.get_by_role("button", name="Look it through and share").click()
    expect(tia.page.locator("#standing")).to_contain_text("with Ruth")

    ruth.go(path).page.evaluate(SELECT)
    ruth.page.locator(".quoting").get_by_role("button", name="Write in the margin").click()
    expect(ruth.page.get_by_label("About which words").first).to_have_value("She came late")
    ruth.page.get_by_label("Your note").first.fill("How late?")
    ruth.page.get_by_label("Suggested wording").first.fill("She came *very* late")
    ruth.page.get_by_role("button", name="Post the note").first.click()
    note = tia.page.locator(".note", has_text="How late?")
    expect(note).to_be_visible()
    note.get_by_role("button", name="Show it in the text").click()
    expect(box(tia, "What happened")).to_be_focused()
    box(tia, "What happened").fill(f"At four. {WORDS}")
    note.get_by_role("button", name="Take this wording").click()
    expect(box(tia, "What happened")).to_have_value(
        f"At four. {WORDS}".replace("She came late", "She came *very* late")
    )
    expect(note).to_contain_text("Settled by Tia")
    assert not trouble(tia)
    assert not trouble(ruth.go(path))


def test_what_is_typed_on_two_pages_at_once_stands_on_both_and_the_writing_goes_on_where_it_was(
    come: Come, practice: Practice
) -> None:
    desk = come("Tia", reduced_motion="reduce")
    path = begin(desk)
    felt = box(desk, "What I felt")
    felt.fill("First. Last.")
    kept_there(desk, 1)
    phone = desk.another().go(path)
    other = box(phone, "What I felt")
    expect(other).to_have_value("First. Last.")
    felt.focus()
    felt.evaluate("one => one.setSelectionRange(6, 6)")
    other.focus()
    other.evaluate("one => one.setSelectionRange(12, 12)")
    for number in range(12):
        desk.page.keyboard.type(f" desk {number}", delay=20)
        phone.page.keyboard.type(f" phone {number}", delay=20)
    at_desk = "".join(f" desk {number}" for number in range(12))
    on_phone = "".join(f" phone {number}" for number in range(12))
    for one in (felt, other):
        expect(one).to_have_value(f"First.{at_desk} Last.{on_phone}")
    desk.page.keyboard.type("!")
    expect(other).to_have_value(f"First.{at_desk}! Last.{on_phone}")
    kept_there(desk, 1)
    expect(box(phone.go(path), "What I felt")).to_have_value(f"First.{at_desk}! Last.{on_phone}")


def test_a_long_margin_is_read_on_as_one_comes_to_it_and_without_scripts_on_a_page_of_its_own(
    come: Come, practice: Practice
) -> None:
    tia, ruth = (come(name, reduced_motion="reduce") for name in ("Tia", "Ruth"))
    path = begin(tia)
    box(tia, "What happened").fill(" ".join(f"Sentence {number} of what happened." for number in range(MANY)))
    kept(tia)
    tia.page.get_by_role("button", name="Share …").click()
    tia.page.get_by_role("checkbox", name="Ruth").check()
    tia.page.get_by_role("button", name="Look it through and share").click()
    expect(tia.page.locator("#standing")).to_contain_text("with Ruth")
    part = tia.page.locator(".part").first.get_attribute("data-section-part-value")
    for number in range(MANY):
        said = ruth.post(f"{path}/notes", part=part, words=f"Sentence {number} of", body=f"Note {number}.")
        assert said.status == 303
    ruth.go(path)
    notes = ruth.page.locator(".note .written:not(.note__passage)")
    expect(notes).to_have_count(50)
    ruth.page.locator(".notes-beside__more").scroll_into_view_if_needed()
    expect(notes).to_have_count(MANY)
    assert notes.all_inner_texts() == [f"Note {number}." for number in range(MANY)]
    assert not trouble(ruth)
    plain = come("Ruth", java_script_enabled=False).go(path)
    assert plain.page.locator(".note").count() < MANY
    plain.page.get_by_role("link", name="Show the other notes").click()
    expect(plain.page.locator(".note")).to_have_count(MANY)
    plain.page.get_by_role("link", name="Back to the write-up").click()
    expect(plain.page.get_by_role("heading", name="Dilemma note")).to_be_visible()


def test_a_power_cut_while_typing_loses_at_most_two_seconds_of_words(
    come: Come, practice: Practice, watch: Watch
) -> None:
    watch.allow("ERR_CONNECTION|ERR_EMPTY|ERR_CONTENT_LENGTH|WebSocket")  # the server is killed
    tia = come("Tia", reduced_motion="reduce")
    path = begin(tia)
    for turn in range(KILLS):
        begun, typed = monotonic(), [(0.0, box(tia, "What happened").input_value())]
        box(tia, "What happened").focus()
        tia.page.keyboard.press("Control+End")
        while (at := monotonic() - begun) < TYPED_S:
            tia.page.keyboard.type(f"word {turn} of {len(typed)} ", delay=5)
            typed.append((at, box(tia, "What happened").input_value()))
        practice.server.kill()
        killed = monotonic() - begun
        tia.page.close()  # without a last word: the machine went, too
        practice.server.start()
        tia.page = tia.context.new_page()
        now = box(tia.go(path), "What happened").input_value()
        long_before = [words for at, words in typed if at <= killed - AT_MOST_LOST_S][-1]
        assert now.strip().startswith(long_before.strip()), (turn, long_before[len(now) :])
