"""Pictures of themes: a number stands only where three dilemmas by three people are behind it, and for everybody alike."""

from datetime import UTC, date, datetime
from xml.etree import ElementTree as ET

from supervise.core.db import transaction
from supervise.dilemmas import actions
from supervise.dilemmas.models import Dilemma
from supervise.dilemmas.picturing import Half, pictures_of
from supervise.groups.queries import seat_for

THEMES = ["anger", "silence-flatness"]


def bring(world, *authors, themes=THEMES, **more):
    with world.work():
        return [world.dilemma(author, themes=themes, **more).id for author in authors]


def shown(world, who="Tia"):
    with world.work():
        found = pictures_of(seat_for(world.actor(who), world.group_id))
        return {slug: sum(by_half.values()) for slug, by_half in found.over_time.items()}, found.together


def test_three_dilemmas_by_three_people_are_told_and_fewer_are_not(world):
    bring(world, "Ben", "Ada")
    assert shown(world) == ({}, [])
    bring(world, "Ada", "Ben")
    assert shown(world) == ({}, []), "four dilemmas, but by two people"
    bring(world, "Tia", themes=["anger"])
    assert shown(world) == ({"anger": 5}, []), (
        "each number by itself: the other theme, and both together, have two people"
    )
    bring(world, "Tia")
    assert shown(world) == ({"anger": 6, "silence-flatness": 5}, [("anger", "silence-flatness", 5)])


def test_each_half_year_by_itself_must_have_three(world):
    ids = bring(world, "Ben", "Ada", "Tia", "Sam", themes=["anger"])
    with world.work(), transaction() as db:
        db.get_one(Dilemma, ids[0]).posted_at = datetime(2020, 1, 5, tzinfo=UTC)
    assert shown(world)[0] == {"anger": 3}
    with world.work(), transaction() as db:
        db.get_one(Dilemma, ids[1]).posted_at = datetime(2020, 1, 6, tzinfo=UTC)
    assert shown(world)[0] == {}


def test_what_is_for_the_supervisors_or_withdrawn_is_in_nobodys_picture(world):
    bring(world, "Ben", "Ada", themes=["anger"])
    bring(world, "Tia", themes=["anger"], to_supervisors=True)
    withdrawn = bring(world, "Sam", themes=["anger"])[0]
    with world.work():
        actions.withdraw(world.actor("Sam"), withdrawn)
    for who in ("Ruth", "Tia", "Noa"):
        assert shown(world, who) == ({}, [])


def test_half_years_follow_one_another_backwards():
    assert Half.of(date(2026, 6, 30)) == Half(2026, second=False)
    assert Half.of(date(2026, 7, 1)) == Half(2026, second=True)
    assert Half(2026, second=False).before == Half(2025, second=True)


def test_the_page_has_each_picture_in_words_and_as_a_table(world):
    assert "Not enough to show yet" in world.client("Tia").get(f"/groups/{world.group_id}/pictures").text
    bring(world, "Ben", "Ada", "Tia")
    page = world.client("Tia").get(f"/groups/{world.group_id}/pictures").text
    svgs = [ET.fromstring("<svg" + part.partition("</svg>")[0] + "</svg>") for part in page.split("<svg")[1:]]
    assert len(svgs) == 3
    assert all(svg.get("role") == "img" and svg.get("aria-label") for svg in svgs)
    assert svgs[0].get("aria-label").count(";") == 5
    assert "too few to show" in svgs[0].get("aria-label")
    assert page.count("<table") == 2
    assert "style=" not in page.partition("<main")[2].partition("</main>")[0]
    assert world.client("Olu").get(f"/groups/{world.group_id}/pictures").status_code == 404
