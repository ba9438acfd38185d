"""What no page may do, over a walk through all of them; and what is left in a browser that has signed out."""

import re
from html import unescape

import pytest
from playwright.sync_api import expect

from tests.browser.practice import Come, Person
from tests.browser.walking import every_page, kind_of
from tests.serving import Watch

_KEPT = """
async () => ({
  local: { ...localStorage },
  session: { ...sessionStorage },
  databases: (await indexedDB.databases()).map(({ name }) => name),
  caches: await caches.keys(),
  workers: (await navigator.serviceWorker.getRegistrations()).length,
})
"""
NOTHING = {"local": {}, "session": {}, "databases": [], "caches": [], "workers": 0}


@pytest.mark.parametrize("who", ["Ruth", "Hanna"])
def test_a_walk_through_all_pages_asks_no_other_host_and_breaks_no_policy(visit: Come, who: str) -> None:
    person = visit(who)
    pages = every_page(person)
    assert len({kind_of(path) for path in pages}) >= (20 if who == "Ruth" else 6), pages
    for path in pages:
        answer = person.page.goto(person.url + path)
        assert answer
        policy = answer.headers["content-security-policy"]
        assert re.search(r"script-src [^;]*'nonce-[\w-]+'", policy), policy
        assert "unsafe" not in policy, policy
        assert "no-store" in answer.headers["cache-control"], path
        assert answer.headers["referrer-policy"] in {"same-origin", "no-referrer"}
        assert person.page.evaluate(_KEPT) == NOTHING, path
    # the watch says at the end whether any of them asked another host, broke the policy or stumbled


def test_titles_say_kind_and_day_and_addresses_hold_only_ids_and_slugs(visit: Come) -> None:
    ben = visit("Ben")
    titles: dict[str, set[str]] = {}
    for path in every_page(ben, each=3):
        assert re.fullmatch(r"(/[a-z0-9-]*)+(\?[a-z0-9=&_.-]*)?", path), path
        title = unescape(re.findall(r"<title>(.*?)</title>", ben.context.request.get(ben.url + path).text())[0])
        titles.setdefault(kind_of(path), set()).add(re.sub(r"\b\d{1,2} [A-Z][a-z]+ ", "", title))
    assert {"/dilemmas/*", "/groups/*/themes/*", "/comments/*/edit"} <= titles.keys()
    told = {kind: said for kind, said in titles.items() if len(said) > 1}
    assert not told, "a title says more than the kind of page and the day"


def test_nothing_is_left_in_the_browser_after_signing_out(come: Come, watch: Watch) -> None:
    watch.allow("status of 40")
    sam = come("Sam", afresh=True)
    dilemma = sam.bring("She knitted while I spoke.")
    sam.enter(dilemma)
    sam.body.fill("a draft that is only begun")
    expect(sam.page.locator("#compose .saved")).to_contain_text("Draft kept")
    assert sam.page.evaluate(_KEPT) == NOTHING
    sam.go("/")
    sam.page.locator(".menu summary").click()
    sam.page.get_by_role("button", name="Sign out", exact=True).click()
    sam.page.wait_for_url("**/signin")
    assert sam.page.evaluate(_KEPT) == NOTHING
    for _ in range(3):
        goes_back(sam)
        expect(sam.page.locator("body")).not_to_contain_text("She knitted")
        expect(sam.page.locator("body")).not_to_contain_text("only begun")


def goes_back(person: Person) -> None:
    """Press the browser's own button."""
    person.page.evaluate("history.back()")
    person.page.wait_for_load_state()
