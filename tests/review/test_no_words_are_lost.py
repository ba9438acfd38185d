"""What was written is found again, where it was written and nowhere else."""

import pytest

from supervise.core import limits
from supervise.core.db import session, transaction
from supervise.core.ids import new_key
from supervise.core.rooms import Room
from supervise.dilemmas.models import Dilemma
from supervise.dilemmas.queries import room_of
from supervise.texts.drafts import keep_draft
from tests.cast import World
from tests.review.pages import OpenPage


def test_a_new_dilemmas_draft_does_not_stand_in_another_ones_edit(world: World) -> None:
    with world.work():
        dilemma_id = world.dilemma("Tia", "She saw the next client arrive.").id
        fields = {"account": "A quite different matter.", "title": "Not this one"}
        keep_draft(world.actor("Tia"), world.group_id, "new", fields, None)
    page = world.client("Tia").get(f"/dilemmas/{dilemma_id}/edit").text
    assert "She saw the next client arrive." in page
    assert "A quite different matter." not in page
    assert 'name="revision" type="hidden" value="1"' in page


def test_an_edit_that_was_begun_is_there_again_and_goes_with_its_saving(world: World) -> None:
    with world.work():
        dilemma_id = world.dilemma("Tia", "She saw the next client arrive.", title="A door").id
        fields = {"account": "She heard the next client arrive."}
        keep_draft(world.actor("Tia"), world.group_id, f"edit:{dilemma_id}", fields, None)
    path = f"/dilemmas/{dilemma_id}/edit"
    page = world.client("Tia").get(path).text
    assert "She heard the next client arrive." in page
    assert 'value="A door"' in page
    assert 'name="revision" type="hidden" value="1"' in page
    assert world.post("Tia", path, account="She heard them all.", revision="1").status_code == 303
    assert "She heard them all." in world.client("Tia").get(path).text


def test_every_comment_is_on_some_page_of_a_long_thread(world: World) -> None:
    with world.work():
        dilemma = world.dilemma("Tia")
        dilemma_id = dilemma.id
        first = world.comment("Ben", dilemma, "Thought 0.").id
        for number in range(1, limits.THREAD_WINDOW + 20):
            world.comment("Ben", session().get_one(Dilemma, dilemma_id), f"Thought {number}.")
        world.comment("Ada", session().get_one(Dilemma, dilemma_id), "An answer to the first thought.", parent_id=first)
    seen, path = "", f"/dilemmas/{dilemma_id}"
    for _ in range(4):
        page = world.client("Tia").get(path).text
        seen += page
        _, _, rest = page.partition(f"/dilemmas/{dilemma_id}?before=")
        if not rest:
            break
        path = f"/dilemmas/{dilemma_id}?before={rest.partition(chr(34))[0]}"
    assert [n for n in range(limits.THREAD_WINDOW + 20) if f"Thought {n}." not in seen] == []


def test_a_page_that_is_ahead_of_a_restored_room_is_read_anew(world: World) -> None:
    with world.work():
        dilemma_id = world.dilemma("Tia").id
        world.comment("Ben", session().get_one(Dilemma, dilemma_id))
        with transaction():
            assert session().get_one(Room, room_of(dilemma_id)).seq < 500
    ada = OpenPage(world, "Ada")
    assert ada.ask("dilemma:open", id=dilemma_id, after=500).get("reload") is True
    assert ada.ask("group:open", id=world.group_id, after=500).get("reload") is True


def test_the_next_page_of_a_narrowed_list_is_narrowed_alike(world: World) -> None:
    with world.work():
        for number in range(limits.GROUP_PAGE + 2):
            world.dilemma("Tia", f"Matter {number}.")
        world.dilemma("Ben", "Quite another matter.")
    page = world.post("Ada", f"/groups/{world.group_id}", person=_member(world, "Tia")).text
    _, _, rest = page.partition(f"/groups/{world.group_id}?after=")
    following = rest.partition('"')[0].replace("&amp;", "&")
    assert f"person={_member(world, 'Tia')}" in following


def test_nobody_else_rewrites_what_was_said_at_the_closing(world: World) -> None:
    with world.work():
        dilemma_id = world.dilemma("Tia").id
    assert (
        world.post("Tia", f"/dilemmas/{dilemma_id}/close", outcome="We spoke of it, and it eased.").status_code == 303
    )
    answer = world.post("Ruth", f"/dilemmas/{dilemma_id}/close", outcome="Nothing came of it.")
    assert answer.status_code == 403
    assert "Nothing came of it." in answer.text
    assert "We spoke of it, and it eased." in world.client("Ada").get(f"/dilemmas/{dilemma_id}").text


@pytest.mark.parametrize(
    "path", ["/groups/{group}/agreement/edit", "/groups/{group}/describe", "/groups/{group}/themes"]
)
def test_a_page_that_was_open_for_too_long_keeps_every_field(world: World, path: str) -> None:
    names = ("confidentiality", "duty_of_care", "about", "definition", "label", "name")
    page = world.client("Noa").get(path.format(group=world.group_id)).text
    fields = [n.partition('"')[0] for n in page.split("<textarea")[1:] for n in [n.partition('name="')[2]]]
    given = {name: f"Words of {name}." for name in {*fields, *names} if f'name="{name}"' in page}
    assert given
    answer = world.client("Noa").post(path.format(group=world.group_id), data={"csrf_token": "x", **given})
    assert answer.status_code == 422
    assert [words for words in given.values() if words not in answer.text] == []


def test_what_was_being_written_stands_beside_a_come_back_that_does_not_fit(world: World) -> None:
    with world.work():
        dilemma_id = world.dilemma("Tia").id
        keep_draft(world.actor("Tia"), world.group_id, f"thread:{dilemma_id}", {"body": "Half a thought."}, None)
    answer = world.post("Tia", f"/dilemmas/{dilemma_id}/come-back", day="soon")
    assert answer.status_code == 422
    assert "Half a thought." in answer.text


def test_the_same_key_again_is_the_same_comment(world: World) -> None:
    with world.work():
        dilemma_id = world.dilemma("Tia").id
    key = new_key()
    ben = OpenPage(world, "Ben")
    sent = {"dilemma": dilemma_id, "body": "I wonder.", "key": key}
    first, again = ben.ask("comment:post", **sent), ben.ask("comment:post", **sent, kind="question")
    assert first["change"] == again["change"]
    assert world.post("Ben", f"/dilemmas/{dilemma_id}/comments", body="I wonder.", key=key.upper()).status_code == 303
    assert world.client("Ada").get(f"/dilemmas/{dilemma_id}").text.count("I wonder.") == 1


def _member(world: World, name: str) -> str:
    with world.work():
        return world.member(name).id
