"""Somebody who uses the keyboard alone, and always sees where it is."""

from playwright.sync_api import Locator

from tests.browser.practice import Person

_SEEN = """
() => {
  const at = document.activeElement;
  const part = at.matches('input[type=checkbox], input[type=radio]') ? at.closest('label') ?? at : at;
  const shown = (one) => { const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
    return (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2) || boxShadow !== 'none'; };
  return shown(at) || shown(part);
}
"""


def tab_to(person: Person, target: Locator, *, most: int = 120) -> None:
    """Press Tab until the keyboard is there; at each step it must be seen where it is."""
    for _ in range(most):
        person.page.keyboard.press("Tab")
        at = person.page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
        # at the end of a page or dialog the keyboard goes round by the browser's own bar
        assert at.startswith("<body") or person.page.evaluate(_SEEN), f"one does not see that the keyboard is at {at}"
        if target.evaluate("(one) => one === document.activeElement"):
            return
    raise AssertionError(f"{target} is out of the keyboard's reach")


def enter_at(person: Person, target: Locator) -> None:
    tab_to(person, target)
    person.page.keyboard.press("Enter")
