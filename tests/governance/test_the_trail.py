"""The trail: every act, in its own transaction, without a word that anybody wrote (R37)."""

import dataclasses
import json
import typing
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from supervise.core.db import publish, transaction
from supervise.core.events import Event
from supervise.dilemmas import actions as dilemmas
from supervise.dilemmas import comments
from supervise.dilemmas.models import Reaction
from supervise.governance.exporting import export_acts
from supervise.governance.models import Act
from supervise.governance.queries import SHOWN, trail_of
from supervise.governance.recording import NOT_KEPT, REFUSED
from supervise.governance.wording import is_said
from supervise.groups import actions, queries
from supervise.groups.events import GroupDescribed
from supervise.groups.models import Role
from tests.house.test_events import all_events


def acts(practice, *which):
    with practice.work() as db:
        return list(db.scalars(select(Act).where(*which).order_by(Act.at, Act.id)))


def words(practice, who="Noa"):
    seat = practice.seat(who)
    with practice.work():
        return [line.words for line in trail_of(seat)]


def test_every_act_is_on_the_trail_with_who_what_and_when(practice):
    practice.do(actions.change_role, "Noa", practice.member("Ben").id, Role.SUPERVISOR)
    (act,) = acts(practice, Act.tag == "member.role.changed")
    assert (act.actor_id, act.group_id) == (practice.member("Noa").id, practice.group.id)
    assert act.about["member_id"] == practice.member("Ben").id
    assert act.about["role"] == "supervisor"
    assert words(practice)[0] == "Noa changed Ben's role to supervisor."


def test_what_is_rolled_back_leaves_nothing(practice):
    before = len(acts(practice))
    with practice.work():
        try:
            with transaction():
                publish(GroupDescribed(practice.member("Noa").id, practice.group.id))
                raise LookupError
        except LookupError:
            pass
    assert len(acts(practice)) == before


def test_signing_in_is_on_the_trail_and_what_is_nobodys_business_is_not(practice):
    practice.cast.client("Ben")
    assert acts(practice, Act.tag == "session.began")
    assert not acts(practice, Act.tag.in_([kind.tag for kind in NOT_KEPT]))


@pytest.mark.parametrize(
    "kind",
    [kind for kind in all_events() if "group_id" in {f.name for f in dataclasses.fields(kind)} and "." in kind.tag],
    ids=lambda kind: kind.tag,
)
def test_every_act_of_a_group_has_a_sentence(kind: type[Event]):
    assert kind in NOT_KEPT or kind.__subclasses__() or is_said(kind.tag), kind.tag


def test_who_acknowledged_whom_is_not_on_the_trail(practice):
    with practice.work():
        dilemma = practice.cast.dilemma("Tia")
        comment = practice.cast.comment("Ben", dilemma)
        comments.react(practice.actor("Tia"), comment.id, Reaction.WITH_YOU, on=True)
    assert not acts(practice, Act.tag == "dilemma.comment.acknowledged")
    assert acts(practice, Act.tag == "dilemma.comment.posted")


@dataclasses.dataclass(frozen=True, slots=True)
class SomethingDated(Event):
    """An event with every kind of value."""

    tag: typing.ClassVar[str] = "something.dated"
    at: datetime
    on: date
    role: Role
    many: tuple[int, ...]


def test_times_are_kept_as_numbers_and_days_as_days(practice):
    moment = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
    with practice.work(), transaction():
        publish(SomethingDated(moment, moment.date(), Role.TRAINEE, (1, 2)))
    (act,) = acts(practice, Act.tag == "something.dated")
    assert act.about == {"at": 1772440200000, "on": "2026-03-02", "role": "trainee", "many": "(1, 2)"}
    assert (act.actor_id, act.group_id) == (None, None)


def test_no_word_that_anybody_wrote_is_on_the_trail(practice):
    with practice.work():
        dilemma = practice.cast.dilemma("Tia", "She left her gloves behind.", title="Gloves")
        practice.cast.comment("Ben", dilemma, "And went back for them.")
    assert "dilemma.posted" in [a.tag for a in acts(practice)]
    kept = json.dumps([a.about for a in acts(practice)])
    for word in ("gloves", "Gloves", "went back", "Tia", "example.org"):
        assert word not in kept


def test_it_is_for_convenors_and_nobody_else(practice):
    assert practice.get("Noa", "trail").status_code == 200
    for name in ("Ruth", "Ben", "Tia", "Finn", "Olu", "Owen"):
        assert practice.get(name, "trail").status_code == 404


def test_a_post_signed_a_colleague_shows_as_that_with_its_day_only(practice):
    with practice.work():
        practice.cast.dilemma("Tia", colleague=True)
    (act,) = acts(practice, Act.tag == "dilemma.posted")
    assert (act.at.hour, act.at.minute, act.at.second, act.at.microsecond) == (0, 0, 0, 0)
    assert "A colleague posted a dilemma." in words(practice)
    assert "Tia posted a dilemma." not in words(practice)
    assert "Tia posted" not in practice.get("Noa", "trail").text


def test_a_supervisor_who_convenes_sees_who_it_was(practice):
    practice.do(actions.give_convenor, "Noa", practice.member("Ruth").id)
    with practice.work():
        practice.cast.dilemma("Tia", colleague=True)
    assert "Tia posted a dilemma." in words(practice, "Ruth")


def test_what_is_addressed_to_the_supervisors_is_not_there_for_a_convenor_who_is_none(practice):
    practice.do(actions.give_convenor, "Noa", practice.member("Ruth").id)
    with practice.work():
        dilemma = practice.cast.dilemma("Tia", to_supervisors=True)
        practice.cast.comment("Ruth", dilemma)
    assert not any("dilemma" in line for line in words(practice))
    assert "Tia posted a dilemma." in words(practice, "Ruth")
    assert "Ruth responded to a dilemma." in words(practice, "Ruth")


def test_a_convenor_sees_their_own_acts_whatever_they_concern(practice):
    with practice.work():
        practice.cast.dilemma("Noa", to_supervisors=True)
    assert "Noa posted a dilemma." in words(practice)


def test_whoever_gave_up_their_name_has_none_on_the_trail(practice):
    practice.do(actions.leave, "Ben", keep_name=False)
    assert words(practice)[0] == "A former member left the group."


def test_nothing_of_another_group_is_on_it(practice):
    practice.do(actions.change_mode, "Olu", "led", group=practice.other)
    assert not any("Olu" in line for line in words(practice))


def test_the_trail_is_read_page_by_page_with_two_queries_each(practice):
    noa = practice.member("Noa").id
    with practice.work(), transaction():
        for _ in range(SHOWN * 2):
            publish(GroupDescribed(noa, practice.group.id))
    seat = practice.seat("Noa")
    seen: list[str] = []
    before = None
    asked = practice.asked()
    with practice.work():
        while True:
            found = trail_of(seat, before)
            seen += [line.id for line in found[:SHOWN]]
            if len(found) <= SHOWN:
                break
            before = (found[SHOWN - 1].at, found[SHOWN - 1].id)
    pages = -(-len(seen) // SHOWN)
    assert len(asked) == 2 * pages
    assert sorted(seen) == sorted(a.id for a in acts(practice, Act.group_id == practice.group.id))


def test_the_page_leads_to_older_acts_and_back(practice):
    noa = practice.member("Noa").id
    with practice.work(), transaction():
        for _ in range(SHOWN + 5):
            publish(GroupDescribed(noa, practice.group.id))
    first = practice.get("Noa", "trail").text
    older = first.partition('rel="next" href="')[2].partition('"')[0]
    assert "Back to the newest" in practice.cast.client("Noa").get(older).text


@pytest.mark.parametrize("place", ["x", "1-", "-", "9" * 40, "9" * 15 + "-" + "a" * 20, "1-" + "!" * 20])
def test_a_place_that_was_made_up_is_no_fault(practice, place):
    assert practice.get("Noa", f"trail?before={place}").status_code == 200


def test_r37_refused_accesses_are_on_the_trail_of_the_house(practice):
    assert practice.get("Olu", "about").status_code == 404
    practice.get("Olu", "/no/such/page")
    practice.app.test_client().get(practice.address("about"))
    (act,) = acts(practice, Act.tag == REFUSED)
    assert act.actor_id == practice.account("Olu")
    assert act.about == {"asked": "groups.about", "status": 404, "id": practice.group.id}
    assert act.group_id is None
    assert not any("efused" in line for line in words(practice))


def test_a_flood_of_refusals_is_told_by_its_beginning(practice):
    for _ in range(60):
        practice.get("Olu", "about")
    assert len(acts(practice, Act.tag == REFUSED)) <= 40


def test_the_export_is_json_lines_of_ids_and_keeps_a_colleague_a_colleague(practice):
    with practice.work():
        practice.cast.dilemma("Tia", colleague=True)
        tia = queries.seat_for(practice.actor("Tia"), practice.group.id).member.id
    with practice.work():
        lines = [json.loads(line) for line in export_acts()]
    assert len(lines) == len(acts(practice))
    (posted,) = [line for line in lines if line["tag"] == "dilemma.posted"]
    assert posted["actor"] == "a colleague"
    assert "at" not in posted
    assert tia not in json.dumps(posted)
    assert all(isinstance(line["at"], int) for line in lines if line is not posted)


def test_withdrawing_leaves_the_act_and_not_the_words(practice):
    with practice.work():
        dilemma = practice.cast.dilemma("Ben", "Gone soon.")
        dilemmas.withdraw(practice.actor("Ben"), dilemma.id)
    assert words(practice)[0] == "Ben withdrew a dilemma."
