"""The pages about keeping and holds: what the group is shown, what its convenor chooses, what a thread says of itself."""

import pytest
from sqlalchemy import select

from supervise.core import clock
from supervise.dilemmas.holds.models import Hold
from supervise.governance.retention.models import KeepingChoice
from supervise.governance.retention.terms import months_after
from tests.governance.time_passing import a_month_on, closed, later, world

__all__ = ["later", "world"]


def address(world, page=""):
    return f"/groups/{world.group_id}/keeping{page}"


def signed_in_again(world):
    """Let nobody's session be one of another time."""
    world.clients.clear()


def said(day):
    return f"{day.day} {day:%B %Y}"


def test_everybody_in_the_group_reads_how_long_and_only_the_convenor_is_offered_a_choice(world):
    for who, may in (("Noa", True), ("Ruth", False), ("Tia", False)):
        page = world.client(who).get(address(world)).text
        assert "12 months" in page and "30 days" in page
        assert ("Change<span" in page) is may
        assert ("Hold what somebody" in page) is (who in {"Noa", "Ruth"})


def test_the_convenor_keeps_something_for_longer_at_once_and_for_less_after_a_week(world):
    page = world.client("Noa").get(address(world, "/dilemmas")).text
    assert 'value="m12"' in page and "selected" in page
    assert world.post("Noa", address(world, "/dilemmas"), term="m24").status_code == 303
    assert "24 months" in world.client("Tia").get(address(world)).text
    assert world.post("Noa", address(world, "/dilemmas"), term="m3").status_code == 303
    page = world.client("Tia").get(address(world)).text
    assert "24 months; from" in page and "on 3 months" in page
    assert "for a shorter time" in world.client("Tia").get(f"/groups/{world.group_id}").text


@pytest.mark.parametrize("term", ["m1", "d1", "none", "", "x", "m999999999999"])
def test_a_time_that_is_not_offered_comes_back_as_the_form(world, term):
    reply = world.post("Noa", address(world, "/dilemmas"), term=term)
    assert reply.status_code == 422
    assert "Leave it as it is" in reply.text
    with world.work() as db:
        assert db.scalars(select(KeepingChoice)).all() == []


def test_a_kind_that_there_is_not_is_not_there(world):
    assert world.client("Noa").get(address(world, "/letters")).status_code == 404


def test_whoever_closes_a_dilemma_is_told_until_when_it_is_kept_and_its_page_says_so(world):
    today = clock.in_zone(clock.now(), "Europe/London").date()
    with world.work():
        one = world.dilemma("Tia").id
    assert "The time begins when it is closed" in world.client("Ada").get(f"/dilemmas/{one}").text
    told = world.client("Tia").get(f"/dilemmas/{one}/close").text
    assert world.post("Tia", f"/dilemmas/{one}/close", outcome="").status_code == 303
    page = world.client("Ada").get(f"/dilemmas/{one}").text
    until = page.partition("Until <time")[2].partition(">")[2].partition("<")[0]
    assert until == said(months_after(today, 12))
    assert until in told


def test_a_week_before_the_groups_front_page_leads_to_what_goes(world, later):
    with world.work():
        one = closed(world, account="The marigold evening, which nobody had seen coming.")
    assert "go soon" not in world.client("Ada").get(f"/groups/{world.group_id}").text
    later(360)
    signed_in_again(world)
    front = world.client("Ada").get(f"/groups/{world.group_id}").text
    assert "A closed dilemma goes</a> soon" in front or "A closed dilemma goes soon" in front
    page = world.client("Ada").get(address(world)).text
    assert f"/dilemmas/{one}" in page and "marigold" in page
    later(369)
    signed_in_again(world)
    page = world.client("Ada").get(address(world)).text
    assert "marigold" not in page
    assert "In the last three months, its time being over." in page
    assert "Dilemmas with their comments" in page
    owner = world.client("Owen").get("/owner").text
    assert "What went, its time being over" in owner
    assert "marigold" not in owner


def test_a_hold_is_placed_from_the_threads_page_and_lifted_from_the_groups(world):
    with world.work():
        one = world.dilemma("Tia").id
    assert "Place a hold" not in world.client("Ada").get(f"/dilemmas/{one}").text
    assert f"/dilemmas/{one}/hold" in world.client("Ruth").get(f"/dilemmas/{one}").text
    assert world.post("Ruth", f"/dilemmas/{one}/hold", reason="insurer").status_code == 422
    assert world.post("Ruth", f"/dilemmas/{one}/hold", review_on="2000-01-01", reason="insurer").status_code == 422
    given = {"reason": "insurer", "review_on": a_month_on().isoformat()}
    assert world.post("Ruth", f"/dilemmas/{one}/hold", **given).status_code == 303
    assert world.post("Ruth", f"/dilemmas/{one}/hold", **given).status_code == 422
    assert "It is held" in world.client("Ada").get(f"/dilemmas/{one}").text
    with world.work() as db:
        held = db.scalars(select(Hold.id)).one()
    assert f"/holds/{held}/lift" not in world.client("Ada").get(address(world)).text
    assert f"/holds/{held}/lift" in world.client("Noa").get(address(world)).text
    assert world.post("Noa", f"/holds/{held}/lift").status_code == 303
    assert "Nothing is held" in world.client("Ada").get(address(world)).text
    assert world.post("Noa", f"/holds/{held}/lift").status_code in {403, 404}


def test_somebodys_texts_or_the_whole_group_are_held_from_the_groups_page(world):
    with world.work():
        ben = world.member("Ben").id
    given = {"reason": "complaint", "review_on": a_month_on().isoformat()}
    assert world.post("Noa", f"/groups/{world.group_id}/hold", whose=ben, **given).status_code == 303
    assert world.post("Noa", f"/groups/{world.group_id}/hold", whose="group", **given).status_code == 303
    assert world.post("Noa", f"/groups/{world.group_id}/hold", whose="0" * 20, **given).status_code == 422
    page = world.client("Ada").get(address(world)).text
    assert "What somebody wrote" in page and "All that the group wrote" in page
    assert "What Ben wrote" not in page
    assert "What Ben wrote" in world.client("Ruth").get(address(world)).text
