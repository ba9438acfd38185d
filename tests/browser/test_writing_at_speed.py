"""A long account is typed at speed: marks appear meanwhile, nothing is lost and nothing jumps; then a number is told."""

import re

from playwright.sync_api import expect

from tests.browser.practice import Come, Person
from tests.browser.test_findings import account

SENTENCE = "Thomas came late again, and we sat there until Miranda said what all of us had hoped to hear. "
TEXT = (SENTENCE * 32).strip()  # 608 words
LINE = 40

# at every input, scroll and step of the caret: is the caret at the end, has the page moved back, how many marks stand
WATCH = """
box => {
  const seen = (window.seen = { astray: 0, back: 0, inner: 0, marks: [] });
  let top = scrollY;
  const look = () => {
    if (box.selectionStart !== box.value.length || box.selectionEnd !== box.value.length) seen.astray += 1;
    seen.back = Math.max(seen.back, top - scrollY);
    seen.inner = Math.max(seen.inner, box.scrollTop);
    top = scrollY;
  };
  box.addEventListener('input', () => {
    look();
    seen.marks.push(document.querySelectorAll('.composer__marks mark').length);
  });
  addEventListener('scroll', look);
  document.addEventListener('selectionchange', look);
}
"""


def test_six_hundred_words_are_typed_at_speed(come: Come) -> None:
    ben = come("Ben")
    account(ben.go("/")).fill("")
    account(ben).focus()
    account(ben).evaluate(WATCH)
    _type(ben, TEXT)
    seen = ben.page.evaluate("seen")
    expect(account(ben)).to_have_value(TEXT)
    assert (seen["astray"], seen["inner"]) == (0, 0)
    assert seen["back"] < LINE
    assert max(seen["marks"]) > 20
    expect(ben.page.locator(".composer__marks mark")).to_have_count(64)
    assert ben.page.locator(".composer__marks").inner_text().strip() == TEXT
    expect(ben.page.locator("#announce")).to_have_text("2 things that could point to someone.")
    account(ben).fill("")
    expect(ben.page.locator(".findings")).to_be_hidden()


def _type(person: Person, text: str) -> None:
    """Key by key where one begins and ends, by a word or two between: faster than any hands, and without a pause.

    Now and then the page has its turn, as it has between the keys of the fastest hands.
    """
    page = person.page
    pieces = re.findall(r"\S+(?:\s+\S+)?\s*", text)
    page.keyboard.type("".join(pieces[:5]))
    for at, piece in enumerate(pieces[5:-5]):
        page.keyboard.insert_text(piece)
        if at % 3 == 0:
            page.evaluate("() => new Promise((go) => setTimeout(go, 20))")
    page.keyboard.type("".join(pieces[-5:]))
