"""My reference: a code by which an author finds, copies and erases what they wrote about one client; theirs alone."""

import io
import json
import zipfile

import pytest
from sqlalchemy import select

from supervise.core.errors import Invalid
from supervise.core.ids import new_key
from supervise.dilemmas import actions as dilemmas
from supervise.dilemmas import comments
from supervise.dilemmas.actions import Written
from supervise.dilemmas.comments import Passage, Said
from supervise.dilemmas.models import Dilemma
from supervise.dilemmas.references.marks import mark_from
from supervise.dilemmas.references.models import Reference
from supervise.governance.models import Act
from supervise.groups import actions as groups
from supervise.texts.models import Text
from tests.cast import CAST, words
from tests.governance.own import BESIDE, CLEARED, MARK, copy, post, reference_id, tables_holding, unpacked, world
from tests.review.pages import OpenPage

__all__ = ["world"]


@pytest.mark.parametrize(
    "typed",
    ["Margaret", "sarah k", "Mr Patel", "Grace", "Kowalczyk", "07700 900123", "NE46 3PD", "Hexham", "14-3-81",
     "BS-2024-03", "jo@example.org", "x" * 41],
)  # fmt: skip
def test_what_could_point_to_a_person_is_no_reference(world, typed):
    with world.work(), pytest.raises(Invalid) as refused:
        mark_from(typed)
    assert refused.value.fields["reference"]


@pytest.mark.parametrize("typed", ["C7", "L-07", "A-17", "blue kettle", "Client A", "red door 2", "teapot"])
def test_a_code_of_ones_own_is_a_reference(world, typed):
    with world.work():
        assert mark_from(f"  {typed} ") == typed
        assert mark_from("   ") is None


def test_a_name_is_refused_in_words_and_everything_typed_stays(world):
    form = {"account": "It was late and I was tired.", "key": new_key(), "reference": "Margaret"}
    reply = world.post("Ben", f"/groups/{world.group_id}/dilemmas", **form)
    assert reply.status_code == 422
    assert "a code that means something to you alone" in reply.text
    assert "It was late and I was tired." in reply.text
    assert 'value="Margaret"' in reply.text


def test_over_the_live_channel_a_name_is_refused_and_a_code_is_kept(world):
    with world.work():
        thread = world.dilemma("Tia").id
    page = OpenPage(world, "Ben")
    said = {"dilemma": thread, "body": "I wonder.", "key": new_key()}
    refused = page.ask("comment:post", **said, reference="Margaret")
    assert (refused["ok"], refused["code"], list(refused["fields"])) == (False, "invalid", ["reference"])
    assert page.ask("comment:post", **said, reference=MARK)["ok"]
    assert "I wonder." in copy(world, "Ben")


def test_the_same_code_in_other_letters_is_the_same_reference(world):
    post(world, "Ben", "The first time.", "Quartz 7")
    post(world, "Ben", "The second time.", MARK)
    with world.work() as db:
        assert [one.mark for one in db.scalars(select(Reference))] == ["Quartz 7"]
    assert "two dilemmas" in world.client("Ben").get("/settings/references").text


def test_what_is_added_to_ones_own_thread_begins_with_its_reference(world):
    thread = post(world, "Ben", "It was late.", MARK)
    other = post(world, "Ada", "It was early.")
    assert f'name="reference" value="{MARK}"' in world.client("Ben").get(f"/dilemmas/{thread}").text
    assert 'name="reference" value=""' in world.client("Ben").get(f"/dilemmas/{other}").text


def test_u09_nobody_else_sees_a_reference_in_any_form(world):
    """Pages, JSON, live frames, the trail, e-mail, others' copies: for everybody else of the cast."""
    pages = {who: OpenPage(world, who) for who in ("Ruth", "Noa", "Tia")}
    thread = post(world, "Ben", "It was late and I was tired.", MARK)
    for page in pages.values():
        assert page.ask("dilemma:open", id=thread, after=None)["ok"]
        assert page.ask("group:open", id=world.group_id, after=0)["ok"]
    ada = post(world, "Ada", "It was early.")
    said = OpenPage(world, "Ben").ask(
        "comment:post", dilemma=thread, body="Something more.", key=new_key(), reference=BESIDE
    )
    comment = said["change"]["id"].removeprefix("comment-")
    assert BESIDE not in str(said)
    world.post("Ben", f"/dilemmas/{ada}/comments", body="I know this.", key=new_key(), reference=CLEARED)
    world.post("Ben", f"/comments/{comment}/reference", reference=CLEARED)
    own = reference_id(world)
    asked = [
        f"/dilemmas/{thread}", f"/dilemmas/{thread}/history", f"/comments/{comment}/history", f"/groups/{world.group_id}",
        f"/groups/{world.group_id}/trail", f"/groups/{world.group_id}/about", "/", "/settings", "/settings/references",
        "/owner", f"/settings/references/{own}", f"/settings/references/{own}/erase", f"/comments/{comment}/reference",
        f"/dilemmas/{thread}/reference",
    ]  # fmt: skip
    shown = ""
    for who in [*(name for name in CAST if name != "Ben"), None]:
        shown += "".join(world.client(who).get(path).text for path in asked)
        if who:
            shown += unpacked(world.post(who, "/settings/my-words"))
            reply = world.post(who, f"/settings/references/{own}/copy", form="md")
            assert reply.status_code == 404, who
            shown += reply.text
    shown += "".join(page.frames() for page in pages.values())
    shown += "".join(page.ask("dilemma:open", id=thread, after=0).__repr__() for page in pages.values())
    with world.work() as db:
        shown += repr([act.about for act in db.scalars(select(Act))])
    assert not [mark for mark in (MARK, BESIDE, CLEARED) if mark in shown]
    assert MARK in world.client("Ben").get("/settings/references").text


def test_a_reference_stands_in_no_other_table_and_its_change_leaves_no_trace(world):
    thread = post(world, "Ben", "It was late.", MARK)
    with world.work() as db:
        before = (len(list(db.scalars(select(Act)))), tables_holding(world, MARK))
    assert world.post("Ben", f"/dilemmas/{thread}/reference", reference=BESIDE).status_code == 303
    with world.work() as db:
        after = (len(list(db.scalars(select(Act)))), tables_holding(world, BESIDE), tables_holding(world, MARK))
    assert before[1] == ["reference"]
    assert after == (before[0], ["reference"], [])
    world.post("Ben", f"/dilemmas/{thread}/reference", reference="")
    assert tables_holding(world, BESIDE) == []


def test_r30_a_copy_holds_ones_own_words_and_nobody_elses(world):
    thread = post(world, "Ben", "The marigold evening.", MARK)
    with world.work() as db:
        dilemma = db.get_one(Dilemma, thread)
        source = db.scalar(select(Text).where(Text.thing_id == thread))
        answer = world.comment("Ada", dilemma, "A zephyrine thought of hers.")
        hers = db.scalar(select(Text).where(Text.thing_id == answer.id))
        quoted = Said(body=words("Thank you for that."), quote=Passage(hers.id, 1, 2, 11), reference=mark_from(MARK))
        comments.post_comment(world.actor("Ben"), dilemma.id, quoted, new_key())
        assert source is not None
        dilemmas.edit_dilemma(
            world.actor("Ben"), dilemma.id, Written(account=words("The marigold evening, again.")), revision=1,
            protect=False,
        )  # fmt: skip
    for text in (copy(world, "Ben"), copy(world, "Ben", "json"), unpacked(world.post("Ben", "/settings/my-words"))):
        assert "The marigold evening, again." in text
        assert "The marigold evening." in text
        assert "Thank you for that." in text
        assert "zephyrine" not in text
        assert "Ada" not in text
    told = json.loads(copy(world, "Ben", "json"))
    assert [one["what"] for one in told["things"]] == ["a dilemma", "a comment"]
    assert [len(one["texts"][0]["versions"]) for one in told["things"]] == [2, 1]


def test_r30_a_copy_of_one_reference_holds_nothing_of_another(world):
    post(world, "Ben", "The marigold evening.", MARK)
    post(world, "Ben", "The periwinkle morning.", BESIDE)
    assert "periwinkle" not in copy(world, "Ben")
    assert "periwinkle" in copy(world, "Ben", mark=BESIDE)


def test_that_a_copy_was_taken_is_on_the_trail_and_what_it_held_is_not(world):
    post(world, "Ben", "The marigold evening.", MARK)
    copy(world, "Ben")
    world.post("Ben", "/settings/my-words")
    with world.work() as db:
        acts = list(db.scalars(select(Act).where(Act.tag == "own_words.exported").order_by(Act.at)))
        assert [act.about["everything"] for act in acts] == [False, True]
        assert {(act.actor_id, act.group_id) for act in acts} == {(world.actor("Ben").account_id, None)}


def test_r21_nothing_in_a_copy_is_carried_out_by_a_spreadsheet(world):
    with world.work():
        groups.describe_group(
            world.actor("Noa"), world.group_id, name='=HYPERLINK("http://x")', about="", zone="Europe/London"
        )
    post(world, "Ben", "It was late.")
    archive = zipfile.ZipFile(io.BytesIO(world.post("Ben", "/settings/my-words").data))
    assert """"'=HYPERLINK(""http://x"")""" in archive.read("list.csv").decode()


def test_a_reference_gets_another_name_but_not_one_that_is_taken(world):
    post(world, "Ben", "One.", MARK)
    post(world, "Ben", "Two.", BESIDE)
    own = reference_id(world)
    assert world.post("Ben", f"/settings/references/{own}/rename", reference=BESIDE).status_code == 422
    assert world.post("Ben", f"/settings/references/{own}/rename", reference="Margaret").status_code == 422
    assert world.post("Ben", f"/settings/references/{own}/rename", reference="kite 3").status_code == 303
    assert tables_holding(world, MARK) == []
