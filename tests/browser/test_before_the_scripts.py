"""Somebody who writes while the page's scripts are still on their way."""

from playwright.sync_api import Route, expect

from tests.browser.practice import Come, Person

WORDS = "Thomas said that he would not come again."


def go_before_the_scripts(person: Person, path: str) -> list[Route]:
    """Open a page whose last script waits; what is asked for it is returned, to be let go on."""
    waiting: list[Route] = []
    person.page.route("**/js/app.js*", lambda asked: waiting.append(asked))  # noqa: PLW0108  it wants a function
    person.page.goto(person.url + path, wait_until="commit")
    return waiting


def test_what_was_written_before_the_scripts_came_is_kept_as_a_draft_and_looked_at(come: Come) -> None:
    ben = come("Ben")
    waiting = go_before_the_scripts(ben, ben.practice.group)
    ben.page.get_by_label("What happened, and what troubles you?").fill(WORDS)
    waiting.pop().continue_()
    expect(ben.page.locator(".saved").first).to_contain_text("Draft kept")
    expect(ben.page.locator(".findings li").first).to_contain_text("Thomas")
    ben.beside().page.get_by_text(WORDS).first.wait_for()


def test_what_was_written_before_the_scripts_came_is_kept_in_a_write_up(come: Come) -> None:
    tia = come("Tia")
    answer = tia.post(f"{tia.practice.group}/writeups", outline="dilemma-note")
    assert answer.status == 303, answer.text()[:500]
    path = answer.headers["location"].partition("#")[0]
    waiting = go_before_the_scripts(tia, path)
    tia.page.get_by_role("textbox", name="What happened", exact=True).fill(WORDS)
    waiting.pop().continue_()
    expect(tia.page.locator(".part__state").first).to_contain_text("Kept")
    expect(tia.beside().page.get_by_role("textbox", name="What happened", exact=True)).to_have_value(WORDS)


def test_what_the_browser_puts_back_after_a_reload_is_not_taken_for_writing(come: Come) -> None:
    ben = come("Ben").go("/settings")
    written = """
    async (type) => {
      const { writtenEarly } = await import('supervise/lib/form_fields.js');
      const boxes = [Object.assign(document.createElement('textarea'), { value: 'said' })];
      const plain = performance.getEntriesByType;
      Object.defineProperty(document, 'readyState', { value: 'interactive', configurable: true });
      performance.getEntriesByType = () => [{ type }];
      try { return writtenEarly(boxes); } finally { performance.getEntriesByType = plain; delete document.readyState; }
    }
    """
    assert [ben.page.evaluate(written, way) for way in ("navigate", "reload", "back_forward")] == [True, False, False]
