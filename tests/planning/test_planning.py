"""Planning through the actions: once however often it is sent, series, standing in, bringing, and e-mails."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from supervise.core import clock
from supervise.core.db import transaction
from supervise.core.errors import Invalid, Missing, NotAllowed, Stale
from supervise.core.ids import new_key
from supervise.core.jobs import Job
from supervise.dilemmas import actions as dilemmas
from supervise.groups import actions as groups
from supervise.groups.models import Mode
from supervise.meetings.models import AgendaItem, Every, ItemKind, Meeting
from supervise.meetings.planning import actions
from supervise.meetings.planning.agenda import Item
from supervise.meetings.planning.bringing import bring_case, take_back


def places(planner, meeting):
    return [one for one in planner.agenda(meeting) if one.kind is ItemKind.CASE]


def change(planner, who, meeting, *, revision=0, later=False, **more):
    with planner.world.work():
        plan = planner.plan(**more)
        actions.change_meeting(planner.world.actor(who), meeting.id, plan, revision=revision, later=later)


def test_what_is_sent_twice_is_planned_once(planner):
    key = new_key()
    first, again = (planner.planned(key=key, every=Every.WEEKLY, times=3) for _ in range(2))
    assert first.id == again.id
    assert len(planner.meetings()) == 3


@pytest.mark.parametrize(
    ("mode", "who", "may"),
    [
        (Mode.LED, "Noa", True),
        (Mode.LED, "Ruth", True),
        (Mode.LED, "Ben", False),
        (Mode.LED, "Tia", False),
        (Mode.CO_OPERATIVE, "Ben", True),
        (Mode.CO_OPERATIVE, "Tia", True),
        (Mode.PEER, "Tia", True),
    ],
)
def test_who_plans_hangs_on_how_the_group_works(planner, mode, who, may):
    world = planner.world
    if mode is not Mode.LED:
        with world.work():
            groups.change_mode(world.actor("Noa"), world.group_id, mode)
    if may:
        assert planner.planned(by=who).planned_by_id
    else:
        with pytest.raises(NotAllowed):
            planner.planned(by=who)


@pytest.mark.parametrize("who", ["Finn", "Olu", "Owen"])
def test_for_those_outside_there_is_no_meeting(planner, who):
    meeting = planner.planned()
    world = planner.world
    with pytest.raises(Missing):
        planner.planned(by=who)
    for path in ("", "/plan", "/cancel", "/calendar.ics"):
        assert world.client("Olu").get(f"/meetings/{meeting.id}{path}").status_code == 404


def test_whoever_was_handed_the_chair_may_change_that_meeting_and_no_other(planner):
    handed, other = planner.planned(facilitator="Ben", deputy="Sam"), planner.planned()
    change(planner, "Ben", handed, facilitator="Ben")
    with pytest.raises(NotAllowed):
        change(planner, "Ben", other)


def test_whoever_was_handed_one_chair_of_a_series_does_not_touch_the_others(planner):
    planner.planned(every=Every.WEEKLY, times=3)
    first = planner.meetings()[0]
    change(planner, "Noa", first, facilitator="Ben", deputy="Sam")
    with pytest.raises(NotAllowed):
        change(planner, "Ben", first, revision=1, later=True, facilitator="Ben")
    with planner.world.work(), pytest.raises(NotAllowed):
        actions.cancel_meeting(planner.world.actor("Ben"), first.id, later=True)
    assert all(one.cancelled_at is None and one.revision == (one.id == first.id) for one in planner.meetings())


def test_a_plan_is_not_changed_once_the_meeting_has_begun(planner):
    meeting = planner.planned()
    with planner.world.work() as db, transaction():
        db.get(Meeting, meeting.id).began_at = clock.now()
    with pytest.raises(NotAllowed):
        change(planner, "Ruth", meeting)


def test_a_change_of_an_older_plan_is_refused(planner):
    meeting = planner.planned()
    change(planner, "Ruth", meeting)
    with pytest.raises(Stale):
        change(planner, "Noa", meeting)


def test_a_series_can_be_moved_from_one_meeting_on(planner):
    begins = clock.now().replace(hour=12, minute=0, second=0, microsecond=0) + timedelta(days=3)
    planner.planned(every=Every.WEEKLY, times=4, starts_at=begins, zone="UTC")
    second = planner.meetings()[1]
    moved_to = second.starts_at + timedelta(days=1, hours=1)
    change(planner, "Noa", second, later=True, starts_at=moved_to, facilitator="Sam", deputy=None, zone="UTC")
    found = planner.meetings()
    assert [one.starts_at - begins for one in found] == [
        timedelta(0), *(timedelta(days=7 * n + 1, hours=1) for n in (1, 2, 3)),
    ]  # fmt: skip
    with planner.world.work():
        sam = planner.world.member("Sam").id
    assert [one.facilitator_id == sam for one in found] == [False, True, True, True]


def test_a_series_can_be_called_off_from_one_meeting_on(planner):
    planner.planned(every=Every.FORTNIGHTLY, times=4)
    with planner.world.work():
        actions.cancel_meeting(planner.world.actor("Ruth"), planner.meetings()[2].id, later=True)
    assert [one.cancelled_at is not None for one in planner.meetings()] == [False, False, True, True]


def test_the_others_of_a_series_begin_with_cases_to_be_named(planner):
    planner.planned(every=Every.MONTHLY, times=3, presenter="Ada")
    named = [[one.presenter_id is not None for one in places(planner, meeting)] for meeting in planner.meetings()]
    assert named == [[True], [False], [False]]


def test_a_dilemma_is_brought_by_its_author_to_a_free_case(planner):
    world, meeting = planner.world, planner.planned(cases=2)
    with world.work():
        dilemma = world.dilemma("Ada", title="The late bill").id
        item, other = (one.id for one in places(planner, meeting))
        for who in ("Ben", "Ruth"):
            with pytest.raises(Missing):
                bring_case(world.actor(who), dilemma, meeting.id, item)
        bring_case(world.actor("Ada"), dilemma, meeting.id, item)
        with pytest.raises(Invalid):
            bring_case(world.actor("Ada"), dilemma, meeting.id, other)
    page = world.client("Tia").get(f"/meetings/{meeting.id}").text
    assert "The late bill" in page and "presented by Ada" in page
    assert f"/meetings/{meeting.id}" in world.client("Tia").get(f"/dilemmas/{dilemma}").text
    with world.work(), pytest.raises(NotAllowed):
        take_back(world.actor("Ruth"), meeting.id, item)
    world.post("Ada", f"/meetings/{meeting.id}/take-back", item=item)
    assert "The late bill" not in world.client("Tia").get(f"/meetings/{meeting.id}").text


def test_what_is_signed_a_colleague_asks_first(planner):
    world, meeting = planner.world, planner.planned()
    item = places(planner, meeting)[0]
    with world.work():
        dilemma = world.dilemma("Ada", colleague=True)
    path = f"/dilemmas/{dilemma.id}/meeting"
    assert "from then on everybody knows who wrote it" in world.client("Ada").get(path).text
    refused = world.post("Ada", path, place=f"{meeting.id}:{item.id}")
    assert refused.status_code == 422 and "bringing it shows that you present it" in refused.text
    assert "presenter to be named" in world.client("Tia").get(f"/meetings/{meeting.id}").text
    assert world.post("Ada", path, place=f"{meeting.id}:{item.id}", shown="y").status_code == 303
    assert "presented by Ada" in world.client("Tia").get(f"/meetings/{meeting.id}").text


def test_what_is_addressed_to_the_supervisors_is_not_brought_and_what_is_withdrawn_is_not_shown(planner):
    world, meeting = planner.world, planner.planned()
    item = places(planner, meeting)[0]
    with world.work():
        private = world.dilemma("Ada", to_supervisors=True)
        with pytest.raises(NotAllowed):
            bring_case(world.actor("Ada"), private.id, meeting.id, item.id)
        gone = world.dilemma("Ada", title="The marigold bed")
        bring_case(world.actor("Ada"), gone.id, meeting.id, item.id)
        dilemmas.withdraw(world.actor("Ada"), gone.id)
    for who in ("Ada", "Tia", "Ruth"):
        assert "marigold" not in world.client(who).get(f"/meetings/{meeting.id}").text


def test_what_asks_each_reader_first_is_not_brought_and_what_is_brought_asks_nobody_first(planner):
    world, meeting = planner.world, planner.planned()
    item = places(planner, meeting)[0]
    with world.work():
        asking = world.dilemma("Ada", asks_first=True)
        with pytest.raises(NotAllowed, match="asks each reader first"):
            bring_case(world.actor("Ada"), asking.id, meeting.id, item.id)
        brought = world.dilemma("Ada", "The marigold bed.")
        bring_case(world.actor("Ada"), brought.id, meeting.id, item.id)
    edit = {"account": "The marigold bed.", "revision": "1", "asks_first": "y"}
    refused = world.post("Ada", f"/dilemmas/{brought.id}/edit", **edit)
    assert refused.status_code == 403 and "Take it back there first." in refused.text
    assert "marigold" in world.client("Tia").get(f"/dilemmas/{brought.id}").text
    world.post("Ada", f"/meetings/{meeting.id}/take-back", item=item.id)
    assert world.post("Ada", f"/dilemmas/{brought.id}/edit", **edit).status_code == 303
    assert world.client("Tia").get(f"/dilemmas/{brought.id}").location.endswith("/first")


def test_a_dilemma_stays_with_its_case_as_long_as_its_author_presents_it(planner):
    world, meeting = planner.world, planner.planned()
    item = places(planner, meeting)[0]
    with world.work():
        dilemma = world.dilemma("Ada")
        bring_case(world.actor("Ada"), dilemma.id, meeting.id, item.id)
        ada, ben = world.member("Ada").id, world.member("Ben").id
    case = Item(ItemKind.CASE, 30, "quick-consult", ada, item.id)
    change(planner, "Ruth", meeting, agenda=[case])
    assert [(one.id, one.dilemma_id) for one in planner.agenda(meeting)] == [(item.id, dilemma.id)]
    change(planner, "Ruth", meeting, revision=1, agenda=[Item(ItemKind.CASE, 30, "quick-consult", ben, item.id)])
    assert [one.dilemma_id for one in planner.agenda(meeting)] == [None]


def test_whoever_leaves_is_stood_in_for(planner):
    world = planner.world
    held, alone = planner.planned(presenter="Ada"), planner.planned(deputy=None)
    with world.work():
        sam, ruth = world.member("Sam").id, world.member("Ruth").id
        groups.remove_member(world.actor("Noa"), world.group_id, ruth, keep_name=True)
        groups.remove_member(world.actor("Noa"), world.group_id, world.member("Ada").id, keep_name=True)
    with world.work() as db:
        found = [db.get(Meeting, one.id) for one in (held, alone)]
        assert [(one.facilitator_id, one.deputy_id) for one in found] == [(sam, None), (sam, None)]
        presenters = db.scalars(select(AgendaItem.presenter_id).where(AgendaItem.presenter_id.is_not(None))).all()
        assert not presenters


def mails(world):
    with world.work() as db:
        return [job.about["what"] for job in db.scalars(select(Job).where(Job.kind == "e-mail"))]


def test_the_others_are_told_by_e_mail_once_for_a_series(planner):
    before = len(mails(planner.world))
    planner.planned(every=Every.WEEKLY, times=5)
    assert mails(planner.world)[before:] == ["meeting-planned"] * 5
    second = planner.meetings()[1]
    change(planner, "Noa", second, starts_at=second.starts_at)
    assert len(mails(planner.world)) == before + 5, "what is not moved is not told"
    with planner.world.work():
        actions.cancel_meeting(planner.world.actor("Ruth"), second.id, later=True)
    assert mails(planner.world)[before + 5 :] == ["meeting-called-off"] * 5
