"""The breach log: who keeps it, the 72 hours, words that name nobody, and what the owner learns."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from supervise.core import clock
from supervise.core.db import session, transaction
from supervise.core.ids import new_id
from supervise.dilemmas.models import Dilemma, Reading
from supervise.governance.breaches.deadline import REPORT_WITHIN, Stage, due_at, stage_of
from supervise.governance.breaches.models import Breach, Risk
from supervise.governance.models import Act
from supervise.texts.models import Cover, Text
from tests.cast import CAST, World, make_world

SECRET = "marigold"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = make_world(tmp_path)
    yield made
    made.database.close()


def shown(moment: datetime) -> str:
    """Return a moment as a form sends it, on a clock in London."""
    return f"{clock.in_zone(moment, 'Europe/London'):%Y-%m-%dT%H:%M}"


def ago(**back: float) -> str:
    return shown(clock.now() - timedelta(**back))


def begin(world: World, who: str = "Ruth", **form: object) -> str:
    """Begin an entry; return its address."""
    reply = world.post(who, f"/groups/{world.group_id}/breaches", **{"noticed_at": ago(hours=1), **form})
    assert reply.status_code == 303, reply.text
    return str(reply.headers["Location"])


def cover(world: World, dilemma: Dilemma, by: str = "Ada") -> str:
    """Cover a passage of a dilemma's account; return what names the press."""
    db = session()
    text = db.scalar(select(Text).where(Text.thing_id == dilemma.id))
    assert text is not None
    case = new_id()
    with transaction():
        db.add(
            Cover(
                id=new_id(), case_id=case, text_id=text.id, revision=1, start=0, end=3, by_id=world.member(by).id,
                at=clock.now(),
            )
        )  # fmt: skip
    return case


@given(
    noticed=st.integers(0, 10**9),
    later=st.integers(0, 200 * 3600),
    reported=st.none() | st.integers(0, 200 * 3600),
    risk=st.sampled_from([None, *Risk]),
)
def test_the_72_hours_run_from_the_noticing_through_every_hour(noticed, later, reported, risk):
    start = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=noticed)
    breach = Breach(noticed_at=start, risk=risk)
    breach.reported_at = None if reported is None else start + timedelta(seconds=reported)
    stage = stage_of(breach, start + timedelta(seconds=later))
    assert due_at(breach) - start == REPORT_WITHIN == timedelta(hours=72)
    if reported is not None:
        assert stage is (Stage.REPORTED if reported <= 72 * 3600 else Stage.REPORTED_LATE)
    elif risk is Risk.NONE:
        assert stage is Stage.NOT_NEEDED
    else:
        assert stage is (Stage.RUNNING if later <= 72 * 3600 else Stage.OVERDUE)


def test_the_mark_is_shown_on_the_readers_own_clock_across_the_change_of_clocks(world):
    address = begin(world, noticed_at="2026-10-23T09:00")
    assert "Monday 26 October 2026, 08:00" in world.client("Ruth").get(address).text


def test_the_convenor_and_the_supervisors_keep_it_and_nobody_else_learns_of_it(world):
    address = begin(world, what=f"A {SECRET} detail was posted.")
    for who in (*CAST, None):
        asked = (f"/groups/{world.group_id}/breaches", address, f"/groups/{world.group_id}/breaches/new")
        replies = [world.client(who).get(path) for path in asked]
        if who in {"Noa", "Ruth", "Sam"}:
            assert [reply.status_code for reply in replies] == [200, 200, 200], who
            assert SECRET in replies[1].text
        else:
            assert {reply.status_code for reply in replies} <= {404, 303}, who
            assert SECRET not in "".join(reply.text for reply in replies)
    for who in ("Ben", "Olu", "Owen", "Finn"):
        for path in (address, f"{address}/close", f"{address}/document", f"{address}/reopen"):
            assert world.post(who, path, noticed_at=ago(hours=1), version="1").status_code == 404, who


def test_the_owner_learns_that_there_is_an_entry_and_when_and_no_word_of_it(world):
    assert "Breach logs" not in world.client("Owen").get("/owner").text
    begin(world, noticed_at=ago(hours=80), what=f"A {SECRET} detail was posted.", measures=f"A {SECRET} talk.")
    page = world.client("Owen").get("/owner").text
    assert "Thursday group" in page
    assert "the 72 hours are over" in page
    assert SECRET not in page
    assert world.client("Noa").get("/owner").status_code == 404


@pytest.mark.parametrize("field", ["what", "measures"])
def test_its_words_name_nobody_and_a_refusal_keeps_what_was_typed(world, field):
    form = {"noticed_at": ago(hours=1), field: "Margaret Hale was named by mistake."}
    reply = world.post("Ruth", f"/groups/{world.group_id}/breaches", **form)
    assert reply.status_code == 422
    assert "Margaret Hale was named by mistake." in reply.text
    assert "this log names nobody" in reply.text


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"noticed_at": ""}, "Say when it was noticed"),
        ({"noticed_at": "yesterday"}, "Give a day and a time"),
        ({"noticed_at": "2199-01-01T00:00"}, "lies in the future"),
        ({"noticed_at": "2026-05-02T10:00", "reported_at": "2026-05-01T10:00"}, "before it was noticed"),
        ({"noticed_at": "2026-05-02T10:00", "people": "-1"}, "Give a whole number"),
    ],
)
def test_what_cannot_be_so_is_refused_in_words(world, form, said):
    reply = world.post("Ruth", f"/groups/{world.group_id}/breaches", what="A detail.", **form)
    assert reply.status_code == 422
    assert said in reply.text
    assert "A detail." in reply.text


def test_it_is_closed_by_the_convenor_once_the_risk_is_judged_and_reported(world):
    address = begin(world)
    assert world.post("Ruth", f"{address}/close").status_code == 403
    assert "likely to mean" in world.post("Noa", f"{address}/close").text
    filled = {"noticed_at": ago(hours=1), "risk": "risk"}
    assert world.post("Ruth", address, version="1", **filled).status_code == 303
    assert "has to be reported first" in world.post("Noa", f"{address}/close").text
    assert world.post("Ruth", address, version="2", reported_at=ago(minutes=5), **filled).status_code == 303
    assert world.post("Noa", f"{address}/close").status_code == 303
    assert "Reported within the 72 hours" in world.client("Sam").get(address).text
    assert world.post("Ruth", address, version="3", **filled).status_code == 422
    assert world.post("Noa", f"{address}/reopen").status_code == 303
    assert world.post("Ruth", address, version="3", **filled).status_code == 303


def test_what_two_fill_in_at_once_is_not_lost(world):
    address = begin(world)
    assert world.post("Ruth", address, noticed_at=ago(hours=1), version="1", what="The first.").status_code == 303
    second = world.post("Noa", address, noticed_at=ago(hours=1), version="1", what="The second.")
    assert second.status_code == 409
    assert "The second." in second.text
    assert 'name="version" type="hidden" value="2"' in second.text


def test_it_begins_from_a_cover_with_its_times_and_how_many_had_it_open(world):
    with world.work():
        dilemma = world.dilemma("Tia", "She lives above the bakery.")
        with transaction():
            for name in ("Ben", "Ada", "Tia"):
                session().add(
                    Reading(dilemma_id=dilemma.id, member_id=world.member(name).id, first_at=clock.now(),
                            last_at=clock.now())
                )  # fmt: skip
        case = cover(world, dilemma)
        thread = dilemma.id
    page = world.client("Ruth").get(f"/covers/{case}/breach")
    assert page.status_code == 200
    assert re.search(r'<input [^>]*name="readers"[^>]*>', page.text)[0].count('value="2"') == 1
    assert f'name="cover" value="{case}"' in page.text
    assert [world.client(who).get(f"/covers/{case}/breach").status_code for who in ("Ben", "Olu", "Owen")] == [404] * 3
    address = begin(world, cover=case)
    assert f'href="/dilemmas/{thread}"' in world.client("Ruth").get(address).text
    with world.work() as db:
        breach = db.scalar(select(Breach))
        assert (breach.cover_id, breach.dilemma_id) == (case, thread)
        (act,) = db.scalars(select(Act).where(Act.tag == "breach.opened"))
        assert act.about["from_cover"]


def test_a_convenor_is_not_led_to_a_thread_that_is_for_the_supervisors(world):
    with world.work():
        dilemma = world.dilemma("Ada", "She lives above the bakery.", to_supervisors=True)
        case = cover(world, dilemma)
        thread = dilemma.id
    assert world.client("Noa").get(f"/covers/{case}/breach").status_code == 404
    assert (
        world.post("Noa", f"/groups/{world.group_id}/breaches", noticed_at=ago(hours=1), cover=case).status_code == 404
    )
    address = begin(world, cover=case)
    assert thread in world.client("Sam").get(address).text
    assert thread not in world.client("Noa").get(address).text


def test_the_document_holds_the_facts_and_asks_nobody_for_anything(world):
    address = begin(world, what="A first name was posted.", kinds=["name", "health"], people="1", risk="high")
    taken = world.post("Noa", f"{address}/document")
    assert taken.headers["Content-Disposition"].startswith('attachment; filename="breach-')
    for words in ("A first name was posted.", "a name; health, therapy", "A high risk is likely", "Thursday group"):
        assert words in taken.text
    assert "http" not in taken.text
    assert "src=" not in taken.text
    assert "<script" not in taken.text
    trail = world.client("Noa").get(f"/groups/{world.group_id}/trail").text
    assert "Noa took an entry of the breach log as a document." in trail
    assert "A first name" not in trail
