"""What a page shows, in a form in which two states of it can be compared."""

import difflib
import time

from playwright.sync_api import Page

from tests.browser.practice import Person

# What lies in a page's nature and differs from one reading to the next: tokens, keys, numbers of a reading, a breath
# of colour, what is being written, where the keyboard has been
_SHOWN = """
(selector) => {
  const lines = [];
  const passing = new Set(['style', 'tabindex', 'title', 'data-thread-seq-value', 'data-group-list-seq-value', 'data-draft-version-value', 'data-reading-number-value']);
  const classes = new Set(['comment--arrived', 'row--arrived']);
  const walk = (node, depth) => {
    const indent = '  '.repeat(depth);
    if (node.nodeType === Node.TEXT_NODE) {
      const words = node.data.replace(/\\s+/g, ' ').trim();
      if (words) lines.push(indent + words);
      return;
    }
    if (node.nodeType !== Node.ELEMENT_NODE || node.matches('.typing, .newer, .saved, .outbox, .since')) return;
    const attributes = [...node.attributes].filter(({ name }) => !passing.has(name)).map(({ name, value }) => {
      if (name === 'class') return [name, [...value.split(/\\s+/)].filter((one) => one && !classes.has(one)).sort().join(' ')];
      return [name, name === 'value' && node.matches('input[type=hidden]') ? '' : value];
    });
    lines.push(indent + node.localName + attributes.sort().map(([name, value]) => ` ${name}="${value}"`).join(''));
    if (!node.matches('#compose')) for (const child of node.childNodes) walk(child, depth + 1);
  };
  for (const part of document.querySelectorAll(selector)) walk(part, 0);
  return lines;
}
"""

THREAD = "#thread"
LIST = "#group"


def shown(page: Page, part: str) -> list[str]:
    """Return a part of the page, a line for each element and text."""
    found: list[str] = page.evaluate(_SHOWN, part)
    assert found, f"there is no {part} on {page.url}"
    return found


def equals_the_reloaded_page(person: Person, part: str = THREAD, within: float = 5) -> None:
    """Wait until what stands on the open page is what a reader who comes now sees; fail with the difference."""
    fresh = shown(person.beside().page, part)
    end = time.monotonic() + within
    while (live := shown(person.page, part)) != fresh and time.monotonic() < end:
        person.page.wait_for_timeout(50)
    assert live == fresh, f"{person.name}'s page is not the reloaded page:\n" + "\n".join(
        difflib.unified_diff(live, fresh, "live", "reloaded", lineterm="", n=2)
    )
