"""Nobody learns by a second way what the first way does not tell them."""

from typing import Any

import pytest
from sqlalchemy import select

from supervise.accounts.actions import show_present
from supervise.core.db import session, transaction
from supervise.core.ids import new_key
from supervise.dilemmas import comments
from supervise.dilemmas.models import Dilemma, Kind, Reaction
from supervise.dilemmas.queries import room_of
from supervise.groups import actions as groups
from supervise.groups.models import Role
from supervise.web import bus
from tests.cast import World
from tests.review.pages import OpenPage


def test_somebody_who_was_removed_does_not_hear_who_acknowledged_what_they_wrote(world: World) -> None:
    with world.work():
        comment_id = world.comment("Ben", world.dilemma("Tia")).id
    ben, ada = OpenPage(world, "Ben"), OpenPage(world, "Ada")
    with world.work():
        groups.remove_member(world.actor("Noa"), world.group_id, world.member("Ben").id)
    ben.frames()
    assert ada.ask("comment:react", id=comment_id, reaction=Reaction.THANK_YOU, on=True)["ok"]
    assert ben.heard("yours") == []


def test_a_former_supervisor_does_not_hear_of_a_thread_that_is_no_longer_open_to_them(world: World) -> None:
    with world.work():
        comment_id = world.comment("Sam", world.dilemma("Tia", to_supervisors=True)).id
        groups.change_role(world.actor("Noa"), world.group_id, world.member("Sam").id, Role.THERAPIST)
    sam, ruth = OpenPage(world, "Sam"), OpenPage(world, "Ruth")
    sam.frames()
    assert ruth.ask("comment:react", id=comment_id, reaction=Reaction.THANK_YOU, on=True)["ok"]
    assert sam.heard("yours") == []


def test_somebody_who_has_yet_to_accept_the_agreement_hears_nothing_of_what_they_wrote(world: World) -> None:
    with world.work():
        comment_id = world.comment("Ben", world.dilemma("Tia")).id
    ben, ada = OpenPage(world, "Ben"), OpenPage(world, "Ada")
    with world.work(), transaction():
        world.member("Ben").accepted_version = 0
    ben.frames()
    assert ada.ask("comment:react", id=comment_id, reaction=Reaction.THANK_YOU, on=True)["ok"]
    assert ben.heard("yours") == []


def test_a_present_author_still_hears_who_acknowledged_what_they_wrote(world: World) -> None:
    with world.work():
        comment_id = world.comment("Ben", world.dilemma("Tia")).id
    ben, ada = OpenPage(world, "Ben"), OpenPage(world, "Ada")
    assert ada.ask("comment:react", id=comment_id, reaction=Reaction.THANK_YOU, on=True)["ok"]
    assert [one["names"] for one in ben.heard("yours")] == [{"thank you": ["Ada"]}]


def test_somebody_who_is_not_shown_as_present_is_not_named_as_typing(world: World) -> None:
    with world.work():
        dilemma_id = world.dilemma("Tia").id
        show_present(world.actor("Ben"), shown=False)
    ben, ada = OpenPage(world, "Ben"), OpenPage(world, "Ada")
    for page in (ben, ada):
        assert page.ask("dilemma:open", id=dilemma_id, after=None)["ok"]
    ada.frames()
    assert ben.ask("typing", dilemma=dilemma_id, on=True)["ok"]
    assert [sorted(one) for one in ada.heard("typing")] == [["on", "room"]]


def test_an_author_who_responds_as_a_colleague_is_not_told_apart_by_what_still_waits(world: World) -> None:
    with world.work():
        ids = []
        for name in ("Tia", "Ben"):
            dilemma = world.dilemma("Tia", f"The client of {len(ids)} sessions left.")
            ids.append(dilemma.id)
            world.comment(name, dilemma, colleague=True)
    page = world.client("Ada").get(f"/groups/{world.group_id}?state=waiting").text
    assert (ids[0] in page) == (ids[1] in page)


@pytest.mark.parametrize(("name", "kind"), [("Tia", Kind.INFORMATION), ("Ruth", Kind.GUIDANCE)])
def test_a_kind_that_only_few_may_use_does_not_tell_who_a_colleague_is(world: World, name: str, kind: Kind) -> None:
    with world.work():
        dilemma_id = world.dilemma("Tia").id
    page = OpenPage(world, name)
    sent = {"dilemma": dilemma_id, "body": "The sessions are weekly.", "kind": kind, "key": new_key()}
    assert page.ask("comment:post", **sent, **{"as": "colleague"})["code"] == "not_allowed"
    assert page.ask("comment:post", **sent)["ok"]


def test_the_author_of_a_colleagues_dilemma_still_gives_information(world: World) -> None:
    with world.work():
        dilemma_id = world.dilemma("Tia", colleague=True).id
    sent = {"dilemma": dilemma_id, "body": "The sessions are weekly.", "kind": Kind.INFORMATION, "key": new_key()}
    assert OpenPage(world, "Tia").ask("comment:post", **sent)["ok"]


def test_what_an_audience_may_not_see_has_no_name_in_its_room(world: World) -> None:
    ada, ruth = OpenPage(world, "Ada"), OpenPage(world, "Ruth")
    for page in (ada, ruth):
        assert page.ask("group:open", id=world.group_id, after=None)["ok"]
    form = {"account": "A small thing.", "audience": "supervisors", "key": new_key()}
    assert world.post("Tia", f"/groups/{world.group_id}/dilemmas", **form).status_code == 303
    with world.work():
        [name] = session().scalars(select(Dilemma.id))
    assert name in ruth.frames()
    assert [one["op"] for one in _quiet(ada.heard("change"), name)] == ["none"]
    again = ada.ask("group:open", id=world.group_id, after=0)
    assert [one["op"] for one in _quiet(again["changes"], name)] == ["none"]
    assert world.post("Tia", f"/dilemmas/{name}/withdraw").status_code == 303
    assert [one["op"] for one in _quiet(ada.heard("change"), name)] == ["none"]
    assert name not in repr(ada.ask("group:open", id=world.group_id, after=0))


def test_a_removed_response_is_not_found_by_its_kind(world: World) -> None:
    with world.work():
        dilemma = world.dilemma("Tia")
        name = dilemma.id
        comment = world.comment("Ben", dilemma, kind=Kind.HYPOTHESIS)
        comments.remove_comment(world.actor("Ben"), comment.id)
    assert name not in world.client("Ada").get(f"/groups/{world.group_id}?kind=hypothesis").text


def test_every_process_stops_naming_who_is_there_once_somebody_signs_as_a_colleague(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[str, object]] = []
    plain = bus.tell

    def tell(command: str, **about: Any) -> None:
        told.append((command, about.get("room")))
        plain(command, **about)

    monkeypatch.setattr(bus, "tell", tell)
    with world.work():
        dilemma_id = world.dilemma("Tia").id
    ben = OpenPage(world, "Ben")
    assert ben.ask("comment:post", dilemma=dilemma_id, body="I know this.", key=new_key(), **{"as": "colleague"})["ok"]
    assert ("hush_room", room_of(dilemma_id)) in told


def _quiet(changes: list[dict[str, Any]], name: str) -> list[dict[str, Any]]:
    """Return changes after making sure that none of them says a name."""
    assert name not in repr(changes)
    return changes
