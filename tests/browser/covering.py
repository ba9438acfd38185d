"""What the tests of covering have in common: words that slipped through, and a reader who drags over them."""

from playwright.sync_api import Locator, Page

from tests.browser.practice import Person

NAME = "Margaret Oyelaran"
SURNAME = "Oyelaran"
COVERED = "covered while it is looked at"
DESTROYED = "words destroyed"
SHE = f"I told {NAME} that I would be late, and **{NAME}** laughed."

_EDGES = """
(written, words) => {
  const walker = document.createTreeWalker(written, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const at = walker.currentNode.data.indexOf(words);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(walker.currentNode, at);
    range.setEnd(walker.currentNode, at + words.length);
    written.scrollIntoView({ block: 'center' });
    const box = range.getBoundingClientRect();
    return [box.left, box.right, box.top + box.height / 2];
  }
}
"""


def drag_over(page: Page, written: Locator, words: str) -> None:
    """Drag over words with the pointer."""
    left, right, middle = written.evaluate(_EDGES, words)
    page.mouse.move(left + 1, middle)
    page.mouse.down()
    page.mouse.move(right - 1, middle, steps=4)
    page.mouse.up()


def slipped(author: Person, dilemma: str, words: str = SHE) -> str:
    """Say something that points to a person, as if the check had found nothing; the id of its element."""
    return author.respond(dilemma, words, kept=kept_in(words))


def kept_in(words: str) -> str:
    """Return the answer that every place of the name is kept, as a form sends it."""
    places = [at for at in range(len(words)) if words.startswith(NAME, at)]
    given = (f'{{"field": "body", "start": {at}, "end": {at + len(NAME)}, "reason": "agreed"}}' for at in places)
    return f"[{', '.join(given)}]"


def text_of(person: Person, dilemma: str, said: str) -> tuple[str, str]:
    """Return the text and the revision of a response, as its page names them."""
    person.go(dilemma)
    written = person.page.locator(f"#{said} > .written")
    return str(written.get_attribute("data-text")), str(written.get_attribute("data-revision"))


def unseen(person: Person) -> bool:
    """Tell whether the name stands nowhere on the open page, its source included."""
    return SURNAME not in person.page.content()
