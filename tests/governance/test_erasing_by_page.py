"""Erasing by a page: it says what goes and what stays, is asked for twice, and does what the command line does."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from supervise.accounts.models import Account
from supervise.core import clock
from supervise.core.db import session
from supervise.dilemmas.models import Dilemma
from supervise.governance.models import Act
from supervise.groups.models import Group, Member
from tests.cast import PASSWORD, email, make_world
from tests.governance.own import tables_holding


@pytest.fixture
def world(tmp_path):
    made = make_world(tmp_path, SUPERVISE_LIMITS="off")
    yield made
    made.database.close()


def test_r26_somebody_erases_their_own_account_and_their_words_stay_or_go(world):
    with world.work():
        stays = world.dilemma("Ada", "The marigold evening.").id
        world.dilemma("Ben", "The cormorant morning.")
    page = world.client("Ada").get("/settings/erase").text
    assert "1 dilemma" in page and "Take a copy of your words" in page and "no restore brings it back" in page
    assert "/settings/erase" in world.client("Ada").get("/settings").text
    wrong = world.post("Ada", "/settings/erase", password="not it at all")
    assert wrong.status_code == 422 and world.client("Ada").get("/settings").status_code == 200
    done = world.post("Ada", "/settings/erase", password=PASSWORD)
    assert done.status_code == 303 and done.headers["Location"].endswith("/signin")
    assert world.client("Ada").get("/settings").status_code != 200
    shown = world.client("Ruth").get(f"/dilemmas/{stays}").text
    assert "marigold" in shown and "former member" in shown
    assert world.post("Ben", "/settings/erase", password=PASSWORD, words="y").status_code == 303
    assert tables_holding(world, "cormorant") == [] and tables_holding(world, email("Ada")) == []
    last = world.post("Noa", "/settings/erase", password=PASSWORD)
    assert last.status_code == 403 and "convenor" in last.text, "the mark is handed over first"
    with world.work():
        assert [one.about["words"] for one in acts("account.erased")] == [False, True]


def test_r26_who_runs_the_installation_erases_an_account_and_a_group_once_named(world):
    with world.work():
        lost = world.dilemma("Tia", "The marigold evening.").id
        tia = session().scalars(select(Account).where(Account.email == email("Tia"))).one().id
        name = session().get_one(Group, world.group_id).name
    person, group = f"/owner/people/{tia}/erase", f"/owner/groups/{world.group_id}/erase"
    owner = world.client("Owen").get("/owner").text
    assert person in owner and group in owner
    for path in (person, group):
        assert world.client("Noa").get(path).status_code == 404 == world.post("Noa", path, typed=name).status_code
        assert world.post("Owen", path, typed="Somebody else").status_code == 422
    assert world.post("Owen", person, typed=f" {email('Tia').upper()} ", words="y").status_code == 303
    assert tables_holding(world, "marigold") == [] and world.client("Ruth").get(f"/dilemmas/{lost}").status_code == 404
    assert world.post("Owen", group, typed=name).status_code == 303
    assert world.client("Ruth").get(f"/groups/{world.group_id}").status_code == 404
    with world.work():
        assert session().scalars(select(Dilemma)).all() == []
        assert session().scalars(select(Member).where(Member.group_id == world.group_id)).all() == []
        assert len(acts("group.erased")) == len(acts("account.erased")) == 1


def test_r31_what_is_held_is_not_erased_and_the_page_says_so(world):
    with world.work():
        world.dilemma("Ada", "The marigold evening.")
    until = clock.now() + timedelta(days=30)
    held = world.post(
        "Ruth", f"/groups/{world.group_id}/hold", whose="group", reason="legal", review_on=f"{until:%Y-%m-%d}"
    )
    assert held.status_code == 303
    with world.work():
        name = session().get_one(Group, world.group_id).name
    for who, path, form in (
        ("Ada", "/settings/erase", {"password": PASSWORD, "words": "y"}),
        ("Owen", f"/owner/groups/{world.group_id}/erase", {"typed": name}),
    ):
        refused = world.post(who, path, **form)
        assert refused.status_code == 403 and "This is held" in refused.text
    assert world.client("Ada").get("/settings").status_code == 200


def acts(tag):
    return session().scalars(select(Act).where(Act.tag == tag).order_by(Act.at)).all()
