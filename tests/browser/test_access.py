"""Usable by anyone: by keyboard alone, without scripts, with a screen reader, after being away."""

import re

import pytest

from tests.browser.axe import trouble
from tests.browser.practice import Come
from tests.browser.walking import NOT_LINKED, every_page
from tests.serving import Watch


@pytest.mark.parametrize(
    ("who", "where"),
    [("Ruth", ""), ("Ben", "/dilemmas/|/comments/"), ("Noa", "^/$"), ("Hanna", "^/$|/owner")],
    ids=["convenor", "author", "in two groups", "owner"],
)
def test_axe_finds_nothing_on_any_page_in_light_and_dark_wide_and_narrow(visit: Come, who: str, where: str) -> None:
    person = visit(who, reduced_motion="reduce")
    pages = [path for path in every_page(person) if re.search(where, path)]
    found = [line for path in pages for line in trouble(person.go(path))]
    assert not found, "\n".join(found)


def test_axe_finds_nothing_on_what_a_stranger_sees(visit: Come, watch: Watch) -> None:
    watch.allow("status of 4")
    person = visit("Nobody", signed_in=False, reduced_motion="reduce")
    pages = [*every_page(person, "/signin"), *NOT_LINKED]
    found = [line for path in pages for line in trouble(person.go(path))]
    assert not found, "\n".join(found)
