"""Erasing what stands under a reference: all of it, whoever has left too; what is held stays and is said."""

from datetime import date

from sqlalchemy import select

from supervise.core import clock
from supervise.core.db import session, transaction
from supervise.core.ids import new_key
from supervise.dilemmas.holds.models import Hold, HoldReason
from supervise.dilemmas.references.models import Referenced
from supervise.governance.models import Act
from supervise.groups import actions as groups
from supervise.writeups.models import WriteUp
from tests.governance.own import MARK, copy, post, reference_id, tables_holding, unpacked, world
from tests.review.pages import OpenPage
from tests.writeups.writing import begin, share, write

__all__ = ["world"]


def test_u09_erasing_a_reference_takes_everything_under_it(world):
    thread = post(world, "Ben", "The marigold evening.", MARK)
    elsewhere = post(world, "Ada", "It was early.")
    page = OpenPage(world, "Ben")
    assert page.ask("comment:post", dilemma=elsewhere, body="A marigold aside.", key=new_key(), reference=MARK)["ok"]
    kept = page.ask("comment:post", dilemma=elsewhere, body="Something else.", key=new_key())["change"]["id"]
    ruth = OpenPage(world, "Ruth")
    ruth.ask("dilemma:open", id=elsewhere, after=None)
    ruth.frames()
    own = reference_id(world)
    asked = world.client("Ben").get(f"/settings/references/{own}/erase").text
    assert "A dilemma" in asked
    assert "A comment" in asked
    assert world.post("Ben", f"/settings/references/{own}/erase").status_code == 303
    assert [world.client(who).get(f"/dilemmas/{thread}").status_code for who in ("Ben", "Ruth")] == [404, 404]
    assert tables_holding(world, "marigold") == []
    assert tables_holding(world, MARK) == []
    shown = world.client("Ruth").get(f"/dilemmas/{elsewhere}").text
    assert "marigold" not in shown
    assert kept in shown
    assert [change["op"] for change in ruth.heard("change")] == ["put"]
    with world.work() as db:
        (act,) = db.scalars(select(Act).where(Act.tag == "own_words.erased"))
        assert (act.about["dilemmas"], act.about["comments"]) == (1, 1)


def test_a_write_up_under_a_reference_is_found_copied_and_erased_with_it_unless_it_is_held(world):
    with world.work():
        one, other = (write(world, begin(world, "Ben"), {"happened": "A marigold hour."}, "Ben") for _ in range(2))
        share(world, one, "Ruth", who="Ben")
        one_id, other_id = one.id, other.id
    assert world.post("Ruth", f"/writeups/{one_id}/reference", reference=MARK).status_code == 404
    assert world.post("Ben", f"/writeups/{one_id}/reference", reference="Harriet Cole").status_code == 422
    assert world.post("Ben", f"/writeups/{one_id}/reference", reference=MARK).status_code == 303
    own = reference_id(world)
    assert "one write-up" in world.client("Ben").get("/settings/references").text
    page = world.client("Ben").get(f"/settings/references/{own}").text
    assert f"/writeups/{one_id}" in page and other_id not in page
    taken = world.post("Ben", f"/settings/references/{own}/copy", form="md").text
    assert taken.count("marigold") == 1 and MARK not in world.client("Ruth").get(f"/writeups/{one_id}").text
    with world.work(), transaction() as db:
        held = Hold(group_id=world.group_id, member_id=world.member("Ben").id, reason=HoldReason.LEGAL, at=clock.now())
        held.by_id, held.review_on = world.member("Ruth").id, date(2030, 1, 1)
        db.add(held)
        db.flush()
        held_id = held.id
    assert world.post("Ben", f"/settings/references/{own}/erase").headers["Location"].endswith(own)
    with world.work(), transaction() as db:
        db.get_one(Hold, held_id).lifted_at = clock.now()
    assert world.post("Ben", f"/settings/references/{own}/erase").status_code == 303
    assert world.client("Ruth").get(f"/writeups/{one_id}").status_code == 404
    assert tables_holding(world, MARK) == []
    with world.work() as db:
        assert list(db.scalars(select(WriteUp.id))) == [other_id]
        acts = db.scalars(select(Act).where(Act.tag == "own_words.erased").order_by(Act.at)).all()
        assert [(act.about["write_ups"], act.about["held"]) for act in acts] == [(0, 1), (1, 0)]


def test_what_is_removed_or_destroyed_leaves_its_reference(world):
    thread = post(world, "Ada", "It was early.")
    page = OpenPage(world, "Ben")
    said = page.ask("comment:post", dilemma=thread, body="I know this.", key=new_key(), reference=MARK)
    assert page.ask("comment:remove", id=said["change"]["id"].removeprefix("comment-"))["ok"]
    assert tables_holding(world, MARK) == []
    with world.work():
        assert list(session().scalars(select(Referenced))) == []


def test_who_has_left_still_takes_their_own_words_back_and_learns_nothing_new_of_the_group(world):
    post(world, "Ben", "The marigold evening.", MARK)
    ada = post(world, "Ada", "It was early.")
    world.post("Ben", f"/dilemmas/{ada}/comments", body="A marigold aside.", key=new_key(), reference=MARK)
    with world.work():
        groups.remove_member(world.actor("Noa"), world.group_id, world.member("Ben").id)
        groups.describe_group(world.actor("Noa"), world.group_id, name="The new name", about="", zone="Europe/London")
    own = reference_id(world)
    page = world.client("Ben").get(f"/settings/references/{own}").text
    assert "a group you have left" in page
    assert f"/dilemmas/{ada}" not in page
    assert "marigold" in copy(world, "Ben")
    assert "The new name" not in page + copy(world, "Ben") + unpacked(world.post("Ben", "/settings/my-words"))
    assert world.post("Ben", f"/settings/references/{own}/erase").status_code == 303
    assert tables_holding(world, "marigold") == []


def test_the_reference_of_a_draft_comes_back_with_it_and_its_draft_goes_with_the_reference(world):
    post(world, "Ben", "One.", MARK)
    token = world.client("Ben")
    draft = {"group": world.group_id, "place": "new", "fields": {"account": "half a marigold word", "reference": MARK}}
    csrf = token.get("/settings").text.partition('name="csrf_token"')[2].partition('value="')[2].partition('"')[0]
    assert token.post("/drafts", json=draft, headers={"X-CSRFToken": csrf}).status_code == 200
    assert f'name="reference" value="{MARK}"' in token.get(f"/groups/{world.group_id}").text
    assert "half a marigold word" in copy(world, "Ben")
    world.post("Ben", f"/settings/references/{reference_id(world)}/erase")
    assert tables_holding(world, "marigold") == []


def test_what_is_held_stays_under_its_reference_and_that_is_said(world):
    held = post(world, "Ben", "The marigold evening.", MARK)
    free = post(world, "Ben", "The periwinkle morning.", MARK)
    with world.work(), transaction():
        session().add(
            Hold(
                group_id=world.group_id, dilemma_id=held, reason=HoldReason.COMPLAINT, by_id=world.member("Noa").id,
                at=clock.now(), review_on=date(2099, 1, 1),
            )
        )  # fmt: skip
    own = reference_id(world)
    reply = world.post("Ben", f"/settings/references/{own}/erase")
    assert reply.headers["Location"].endswith(own)
    assert "What a hold keeps still stands" in world.client("Ben").get(f"/settings/references/{own}").text
    assert [world.client("Ben").get(f"/dilemmas/{one}").status_code for one in (held, free)] == [200, 404]
    assert tables_holding(world, "periwinkle") == []
    with world.work() as db:
        (act,) = db.scalars(select(Act).where(Act.tag == "own_words.erased"))
        assert (act.about["dilemmas"], act.about["held"]) == (1, 1)
