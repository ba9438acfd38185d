"""A group's own themes."""

import pytest

from supervise.core.errors import Invalid, Missing
from supervise.disguise.taxonomy import taxonomy
from supervise.groups import actions, queries
from supervise.groups.actions.theming import MOST_OWN_THEMES, slug_of

AREA = "context-duty"


def add(practice, label="The long wait", **more):
    return practice.do(actions.add_theme, "Noa", **{"label": label, "area": AREA, **more})


def own(practice):
    with practice.work():
        return {t.slug: t for t in queries.own_themes(practice.group.id)}


def test_a_theme_is_added_under_an_area(practice):
    add(practice, definition=" Months   on a list. ")
    theme = own(practice)["the-long-wait"]
    assert (theme.label, theme.area, theme.definition) == ("The long wait", AREA, "Months on a list.")
    with practice.work():
        assert not queries.own_themes(practice.other.id)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"label": " "}, "label"),
        ({"label": "x" * 61}, "label"),
        ({"label": "沈黙"}, "label"),
        ({"label": "Context duty"}, "label"),
        ({"slug": "Not A Slug"}, "label"),
        ({"definition": "x" * 301}, "definition"),
        ({"area": "nowhere"}, "area"),
    ],
)
def test_what_does_not_fit_is_said_beside_its_field(practice, given, field):
    with pytest.raises(Invalid) as told:
        add(practice, **given)
    assert list(told.value.fields) == [field]
    assert own(practice) == {}


def test_a_theme_of_the_taxonomy_is_not_made_twice_nor_one_of_the_groups_own(practice):
    with pytest.raises(Invalid):
        add(practice, "Context duty")
    with pytest.raises(Invalid):
        add(practice, slug=next(iter(taxonomy().themes)))
    add(practice)
    with pytest.raises(Invalid):
        add(practice, "the LONG wait")


def test_a_retired_theme_is_not_offered_and_can_come_back(practice):
    add(practice)
    add(practice, "The wait")
    practice.do(actions.retire_theme, "Noa", "the-long-wait", "the-wait")
    theme = own(practice)["the-long-wait"]
    assert theme.retired_at is not None
    assert theme.replaced_by == "the-wait"
    with pytest.raises(Missing):
        practice.do(actions.retire_theme, "Noa", "the-long-wait")
    add(practice)
    assert own(practice)["the-long-wait"].retired_at is None


def test_what_replaces_a_theme_is_in_use(practice):
    add(practice)
    for instead in ("the-long-wait", "no-such-theme"):
        with pytest.raises(Invalid):
            practice.do(actions.retire_theme, "Noa", "the-long-wait", instead)
    practice.do(actions.retire_theme, "Noa", "the-long-wait", AREA)


def test_nobody_retires_a_theme_of_another_group_or_of_the_taxonomy(practice):
    add(practice)
    with pytest.raises(Missing):
        practice.do(actions.retire_theme, "Olu", "the-long-wait", group=practice.other)
    with pytest.raises(Missing):
        practice.do(actions.retire_theme, "Noa", AREA)


def test_a_group_keeps_a_bounded_number_of_its_own(practice, monkeypatch):
    monkeypatch.setattr("supervise.groups.actions.theming.MOST_OWN_THEMES", 2)
    assert MOST_OWN_THEMES > 2
    add(practice, "One of ours")
    add(practice, "Two of ours")
    with pytest.raises(Invalid):
        add(practice, "Three of ours")


def test_a_name_becomes_a_slug():
    assert slug_of("  Ça va? The—long wait ") == "ca-va-the-long-wait"
    assert slug_of("x" * 100) == "x" * 60
