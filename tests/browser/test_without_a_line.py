"""What is written while the server cannot be reached: on the device, sealed, until the server has it, and no longer."""

import json

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.axe import trouble
from tests.browser.practice import Come, Person, Practice
from tests.cast import PASSWORD
from tests.serving import Watch

AWAY = r"ERR_INTERNET_DISCONNECTED|ERR_NETWORK|WebSocket connection|status of 4(01|09)"
MARK = "umbrellastand"
LONG = " ".join(f"{MARK} {number}" for number in range(150))
HELD = "Kept on this device, encrypted; not on the server yet"

# all that this browser keeps for the address, as text: raw bytes as they are, in both of the ways in which letters stand
_KEPT = """
async () => {
  const read = (asked) => new Promise((done, failed) => ((asked.onsuccess = () => done(asked.result)), (asked.onerror = failed)));
  const flat = (what) => {
    if (what instanceof ArrayBuffer || ArrayBuffer.isView(what)) {
      const bytes = new Uint8Array(what.buffer ?? what);
      return [...bytes].map((one) => String.fromCharCode(one)).join('') + new TextDecoder('utf-16le').decode(bytes);
    }
    if (what instanceof CryptoKey) return `key, extractable ${what.extractable}`;
    return what && typeof what === 'object' ? Object.entries(what).map(([name, one]) => `${name}: ${flat(one)}`).join('\\n') : String(what);
  };
  const found = {};
  for (const { name } of await indexedDB.databases()) {
    const db = await read(indexedDB.open(name));
    for (const store of db.objectStoreNames) found[store] = (await read(db.transaction(store).objectStore(store).getAll())).map(flat);
    db.close();
  }
  return { ...found, else: JSON.stringify([{ ...localStorage }, { ...sessionStorage }]) };
}
"""


@pytest.fixture(autouse=True)
def the_line_is_away(watch: Watch) -> None:
    watch.allow(AWAY)


def kept_here(person: Person) -> dict[str, list[str]]:
    """Return the records that the browser keeps; wherever they lie, no word of them can be read."""
    found = person.page.evaluate(_KEPT)
    assert MARK not in json.dumps(found)
    assert found.pop("else") == "[{},{}]"
    return found


def nothing_is_kept_here(person: Person) -> None:
    person.page.wait_for_function(f"({_KEPT})().then((found) => (found.words ?? []).length === 0)")


def no_database_is_left(person: Person) -> None:
    person.page.wait_for_function("indexedDB.databases().then((there) => there.length === 0)")


def line(person: Person) -> Locator:
    return person.page.locator("#compose [data-draft-target=state]")


def crashes(person: Person) -> None:
    """Close the page without a last word, and open another one of the same browser, where the line is back."""
    left = person.page
    person.page = person.context.new_page()
    left.close()
    person.context.set_offline(False)


def test_three_hundred_words_without_a_network_stand_beside_what_the_laptop_wrote_meanwhile(come: Come) -> None:
    phone = come("Ben", viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    laptop = come("Ben")
    dilemma = phone.bring("She waited under the porch.")
    phone.enter(dilemma)
    phone.body.fill("Begun on the phone.")
    expect(line(phone)).to_contain_text("Draft kept")
    assert kept_here(phone) == {}  # never while the server takes it: there is not even a database
    phone.context.set_offline(True)
    phone.body.fill(f"Begun on the phone. {LONG}")
    expect(line(phone)).to_contain_text(HELD)
    line(phone).get_by_role("button", name="What that means").click()
    expect(line(phone)).to_contain_text("does not stop somebody who takes this device while it is unlocked")
    held = kept_here(phone)
    assert [len(held["keys"]), len(held["words"])] == [1, 1]
    assert "extractable false" in held["keys"][0]

    laptop.enter(dilemma)
    expect(laptop.body).to_have_value("Begun on the phone.")
    with laptop.page.expect_response("**/drafts"):
        laptop.body.fill("Begun on the phone. And again at the desk.")

    crashes(phone)
    phone.enter(dilemma)
    words = phone.page.locator(".versions__words")
    expect(words).to_have_text([f"Begun on the phone. {LONG}", "Begun on the phone. And again at the desk."])
    expect(phone.page.locator(".versions")).to_contain_text("written today")
    expect(phone.page.locator(".versions")).to_contain_text("kept today")
    assert len(kept_here(phone)["words"]) == 1
    assert laptop.beside().body.input_value() == "Begun on the phone. And again at the desk."  # nothing is written over
    assert not trouble(phone)
    phone.page.get_by_role("button", name="Keep both, one after the other").press("Enter")
    both = f"Begun on the phone. And again at the desk.\n\nBegun on the phone. {LONG}"
    expect(phone.body).to_have_value(both)
    expect(phone.body).to_be_focused()
    nothing_is_kept_here(phone)
    assert laptop.beside().body.input_value() == both


def test_after_a_crash_words_and_what_was_chosen_come_back_and_what_waited_is_sent(come: Come) -> None:
    ben = come("Ben")
    dilemma = ben.bring("The lamp was on.")
    ben.enter(dilemma)
    ben.page.locator("summary", has_text="Say what kind this is").click()
    ben.context.set_offline(True)
    ben.write(f"Sent without a line, {MARK}.")
    expect(ben.page.locator(".outbox > li")).to_have_count(1)
    ben.body.fill(f"And begun, {MARK}.")
    ben.page.get_by_label("question").check()
    expect(line(ben)).to_contain_text(HELD)
    assert len(kept_here(ben)["words"]) == 2
    crashes(ben)
    ben.enter(dilemma)
    ben.sees(f"Sent without a line, {MARK}.")
    expect(line(ben)).to_contain_text("Put back from this device, written today")
    expect(ben.body).to_have_value(f"And begun, {MARK}.")
    expect(ben.page.get_by_label("question")).to_be_checked()
    expect(ben.page.locator(".outbox > li")).to_have_count(0)
    nothing_is_kept_here(ben)
    # and on a page that stays open
    ben.context.set_offline(True)
    ben.body.fill(f"And begun again, {MARK}.")
    expect(line(ben)).to_contain_text(HELD)
    ben.context.set_offline(False)
    expect(line(ben)).to_contain_text("Draft kept")
    nothing_is_kept_here(ben)
    assert ben.said == [f"Sent without a line, {MARK}."]


def test_it_is_nobody_elses_and_goes_with_signing_out(come: Come, practice: Practice) -> None:
    dilemma = come("Ben").bring("They came in together.")
    tia = come("Tia", afresh=True).enter(dilemma)
    tia.context.set_offline(True)
    tia.body.fill(f"{MARK} of hers alone")
    expect(line(tia)).to_contain_text(HELD)
    crashes(tia)
    hers = tia.context.cookies()
    tia.context.clear_cookies()

    sam = Person("Sam", practice, tia.page).sign_in().enter(dilemma)
    sam.body.fill("Sam's own")
    expect(line(sam)).to_contain_text("Draft kept")
    assert len(kept_here(sam)["words"]) == 1
    sam.context.clear_cookies()

    tia.context.add_cookies(hers)  # type: ignore[arg-type]
    tia.enter(dilemma)
    expect(tia.body).to_have_value(f"{MARK} of hers alone")
    nothing_is_kept_here(tia)
    other = tia.another().enter(dilemma)
    tia.context.set_offline(True)
    other.body.fill(f"{MARK} once more")
    expect(line(other)).to_contain_text(HELD)
    # without a network signing out gets nowhere, and yet leaves nothing here, in no page
    tia.page.locator(".menu summary").click()
    tia.page.get_by_role("button", name="Sign out").click()
    no_database_is_left(other)
    other.body.fill(f"{MARK} after that")
    expect(line(other)).to_have_text("Not kept yet; this page goes on trying")
    no_database_is_left(other)


def test_a_lapsed_session_keeps_it_and_one_that_was_ended_does_not(come: Come, practice: Practice) -> None:
    elsewhere, ben = come("Ben"), come("Ben", afresh=True)
    dilemma = ben.bring("The door was open.")
    ben.enter(dilemma)
    ben.context.set_offline(True)
    ben.body.fill(f"Late at night, {MARK}.")
    expect(line(ben)).to_contain_text(HELD)
    practice.server.move_clock(13 * 3600)
    practice.signed_in.clear()  # their time is up as well
    ben.context.set_offline(False)
    lock = ben.page.get_by_role("dialog", name="Locked while you were away")
    expect(lock).to_be_visible()
    expect(line(ben)).to_contain_text(HELD)
    assert len(kept_here(ben)["words"]) == 1
    lock.get_by_label("Your password").fill(PASSWORD)
    lock.get_by_role("button", name="Go on").click()
    expect(line(ben)).to_contain_text("Draft kept")
    nothing_is_kept_here(ben)

    ben.context.set_offline(True)
    ben.body.fill(f"And later, {MARK}.")
    expect(line(ben)).to_contain_text(HELD)
    assert elsewhere.sign_in().post("/settings/sessions/end-others").status == 303
    crashes(ben)
    ben.go(dilemma)
    expect(ben.page.get_by_role("button", name="Sign in")).to_be_visible()
    no_database_is_left(ben)
    practice.server.move_clock(0)
    practice.signed_in.clear()
