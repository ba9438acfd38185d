"""Who had a thread open before words in it were covered: asked with a reason, on the trail, told to those named."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from supervise.core import clock
from supervise.core.db import session
from supervise.core.errors import Missing, NotAllowed
from supervise.core.jobs import Job
from supervise.dilemmas.models import Comment, ReadersAsked, ReadersReason
from supervise.dilemmas.readers import actions, noting, rounds
from supervise.dilemmas.readers.queries import own_reading, text_with_readers
from supervise.governance.models import Act
from supervise.notifications.kinds import Kind
from tests.covering.conftest import cover, text_of

NAME = "Margaret Oyelaran"
ASKED = "The convenor asked who had a thread open"
HONEST = "what somebody remembers, photographed, printed or told on stands in no list"


@pytest.fixture
def open_world(open_world):
    noting.forget()
    return open_world


def covered_thread(world, readers=(), **more):
    """Let somebody's words be covered after some had them open; return the text they stood in."""
    dilemma = world.dilemma("Ben")
    said = world.comment("Tia", dilemma, f"I said to {NAME} that I was late.", **more)
    for who in readers:
        noting.note(dilemma.id, world.member(who).id)
    noting.write()
    text = text_of(said)
    cover(world, "Sam", text, NAME)
    return text


def names(answer):
    return [one.member.shown_name for one in answer.readers]


def ask(world, who, text):
    return actions.ask_readers(world.actor(who), text.id, ReadersReason.TO_SPEAK)


def test_the_convenor_is_told_whose_page_was_open_while_the_words_stood(open_world):
    text = covered_thread(open_world, readers=("Ada", "Tia"))
    assert names(ask(open_world, "Noa", text)) == ["Ada", "Tia"]


def test_who_came_after_the_words_were_covered_is_not_among_them(open_world, monkeypatch):
    text = covered_thread(open_world, readers=("Ada",))
    later = clock.now() + timedelta(minutes=5)
    monkeypatch.setattr(clock, "now", lambda: later)
    noting.note(session().get_one(Comment, text.thing_id).dilemma_id, open_world.member("Ruth").id)
    noting.write()
    assert names(ask(open_world, "Noa", text)) == ["Ada"]


@pytest.mark.parametrize("who", ["Ben", "Ada", "Tia"])
def test_nobody_but_the_convenor_asks_about_others_and_each_sees_when_they_had_it_open_themselves(open_world, who):
    text = covered_thread(open_world, readers=("Ada", "Ben", "Tia"))
    with pytest.raises(NotAllowed):
        ask(open_world, who, text)
    own = own_reading(text_with_readers(open_world.actor(who), text.id))
    assert own is not None and own.member.shown_name == who


@pytest.mark.parametrize("who", ["Ruth", "Sam", "Olu", "Owen", "Finn"])
def test_supervisors_and_strangers_find_no_such_page(open_world, who):
    text = covered_thread(open_world)
    with pytest.raises(Missing):
        ask(open_world, who, text)


def test_where_nothing_was_covered_nobody_is_told_who_read_it(open_world):
    text = text_of(open_world.comment("Tia", open_world.dilemma("Ben"), "Nothing to hide."))
    with pytest.raises(Missing):
        ask(open_world, "Noa", text)


def test_where_somebody_writes_as_a_colleague_nobody_is_named(open_world):
    text = covered_thread(open_world, readers=("Ada", "Tia"), colleague=True)
    answer = ask(open_world, "Noa", text)
    assert answer.hidden and not answer.readers


def test_the_asking_is_on_the_trail_with_its_reason_and_the_trail_names_no_reader(open_world):
    text = covered_thread(open_world, readers=("Ada",))
    ask(open_world, "Noa", text)
    act = session().query(Act).filter(Act.tag.like("%eaders%")).one()
    assert act.actor_id == open_world.member("Noa").id
    assert act.about["reason"] == ReadersReason.TO_SPEAK
    assert open_world.member("Ada").id not in str(act.about)


def test_what_was_kept_of_reading_goes_after_six_months_with_who_asked_for_it(open_world, monkeypatch):
    text = covered_thread(open_world, readers=("Ada",))
    ask(open_world, "Noa", text)
    later = clock.now() + rounds.KEPT + timedelta(days=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    rounds.drop_old()
    assert session().query(ReadersAsked).count() == 0
    assert names(ask(open_world, "Noa", text)) == []


def test_on_the_page_one_chooses_a_reason_and_reads_what_no_list_can_tell(world):
    with world.work():
        noting.forget()
        text = covered_thread(world, readers=("Ada",))
        path = f"/texts/{text.id}/readers"
    assert HONEST in world.client("Noa").get(path).text
    refused = world.post("Noa", path)
    assert refused.status_code == 422 and "Choose a reason." in refused.text
    assert ASKED not in world.client("Ada").get("/").text
    answer = world.post("Noa", path, reason="to-report")
    assert answer.status_code == 200 and HONEST in answer.text
    assert "Those named here are told that you asked, and why." in answer.text
    today = world.client("Ada").get("/").text
    assert ASKED in today and "to judge whether this has to be reported" in today
    for other in ("Ben", "Ruth", "Tia", "Noa"):
        assert ASKED not in world.client(other).get("/").text
    _, _, rest = today.partition('action="/readers/')
    put_away = "/readers/" + rest.partition('"')[0]
    assert world.post("Ben", put_away).status_code == 404
    assert world.post("Ada", put_away).status_code == 303
    assert ASKED not in world.client("Ada").get("/").text


def test_who_was_named_gets_an_e_mail_and_whoever_asked_gets_none(open_world):
    text = covered_thread(open_world, readers=("Ada", "Noa"))
    before = told_by_e_mail()
    ask(open_world, "Noa", text)
    assert told_by_e_mail() - before == {open_world.member("Ada").account_id}


def told_by_e_mail():
    """Return the accounts to whom an e-mail is promised about something that waits."""
    jobs = session().scalars(select(Job).where(Job.kind == "e-mail"))
    return {job.about["account"] for job in jobs if job.about["what"] == Kind.SOMETHING_WAITS}
