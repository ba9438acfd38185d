"""Handing over to real e-mail servers: over TLS or not at all; and one that is down, slow, full or knows nobody."""

import itertools

import pytest
from sqlalchemy import select

from supervise.accounts import actions
from supervise.core import jobs, mail
from supervise.core.db import session
from supervise.core.jobs import Job
from supervise.notifications import outgoing
from tests.notifications.mailbox import HERE, Mailbox, certificate, serving
from tests.services import free_port


@pytest.fixture
def box():
    return Mailbox()


@pytest.fixture
def trusted(tmp_path, monkeypatch):
    """What a server shows, trusted by this machine."""
    context, shown = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(shown))
    return context


def promise_one(world):
    with world.work():
        actions.ask_reset("noa@example.org")


def waiting(world):
    with world.work():
        return session().scalars(select(Job).where(Job.done_at.is_(None), Job.given_up_at.is_(None))).all()


@pytest.mark.parametrize("way", ["implicit", "starts"])
def test_an_e_mail_goes_over_tls_to_a_server_that_shows_who_it_is(world, box, trusted, way):
    with serving(box, **{way: trusted}) as url:
        outgoing.start(url)
        promise_one(world)
        assert jobs.do_due(world.database) == 1
    assert [envelope.rcpt_tos for envelope in box.taken] == [["noa@example.org"]]
    assert box.encrypted == [True]


@pytest.mark.parametrize("way", ["implicit", "starts"])
def test_a_server_that_cannot_show_who_it_is_gets_nothing(world, box, tmp_path, way):
    context, _ = certificate(tmp_path)
    with serving(box, **{way: context}) as url:
        outgoing.start(url)
        promise_one(world)
        assert jobs.do_due(world.database) == 0
    assert box.taken == []
    assert len(waiting(world)) == 1


def test_a_server_elsewhere_without_tls_gets_nothing(world, box):
    with serving(box) as url:
        outgoing.start(url)
        promise_one(world)
        assert jobs.do_due(world.database) == 0
    assert box.taken == []
    assert len(waiting(world)) == 1


def test_while_it_is_down_the_waits_grow_and_nothing_is_lost(world, box, trusted):
    outgoing.start(f"smtps://{HERE}:{free_port()}")
    promise_one(world)
    waits = []
    for _ in range(5):
        jobs.do_due(world.database)
        (job,) = waiting(world)
        waits.append(job.due_at)
        world.later(minutes=10)
    gaps = [(later - earlier).total_seconds() for earlier, later in itertools.pairwise(waits)]
    assert gaps == sorted(gaps)
    assert gaps[-1] > gaps[0]
    owners = world.signed_in("Owen").get("/owner").text
    assert "could not be handed over; it is kept" in owners
    assert "noa@example.org" not in owners.partition('id="e-mail"')[2]
    with serving(box, implicit=trusted) as url:
        outgoing.start(url)
        world.later(hours=1)
        assert jobs.do_due(world.database) == 1
    assert len(box.taken) == 1
    assert "could not be handed over" not in world.signed_in("Owen").get("/owner").text


def test_one_that_answers_too_slowly_is_left_and_tried_again(world, box, trusted, monkeypatch):
    monkeypatch.setattr(mail, "TIMEOUT_S", 0.5)
    box.seconds = 1.5
    with serving(box, implicit=trusted) as url:
        outgoing.start(url)
        promise_one(world)
        assert jobs.do_due(world.database) == 0
        assert len(waiting(world)) == 1
        box.seconds = 0
        world.later(minutes=5)
        assert jobs.do_due(world.database) == 1


def test_after_many_attempts_it_is_given_up_and_the_owner_sees_so(world, trusted):
    outgoing.start(f"smtps://{HERE}:{free_port()}")
    promise_one(world)
    for _ in range(jobs.MOST_ATTEMPTS):
        jobs.do_due(world.database)
        world.later(hours=7)
    assert waiting(world) == []
    owners = world.signed_in("Owen").get("/owner").text
    assert "was given up after many attempts" in owners
    assert "could not be handed over; it is kept" not in owners


def test_an_address_that_takes_nothing_is_marked_and_not_tried_again_and_again(world, box, trusted):
    box.answer = "550 5.1.1 no such mailbox"
    with serving(box, implicit=trusted) as url:
        outgoing.start(url)
        promise_one(world)
        assert jobs.do_due(world.database) == 1
        assert waiting(world) == []
        owners = world.signed_in("Owen").get("/owner").text
        assert "These addresses take no e-mail" in owners
        assert "Noa (noa@example.org)" in owners
        assert "came back" in world.signed_in("Noa").get("/settings").text
        box.answer = "250 OK"
        promise_one(world)
        assert jobs.do_due(world.database) == 1, "what one asks for oneself is still tried"
    assert len(box.taken) == 1
    assert "These addresses take no e-mail" not in world.signed_in("Owen").get("/owner").text


def test_only_the_owner_lets_such_addresses_be_tried_again(world, box, trusted):
    box.answer = "550 5.1.1 no such mailbox"
    with serving(box, implicit=trusted) as url:
        outgoing.start(url)
        promise_one(world)
        jobs.do_due(world.database)
    assert world.signed_in("Noa").post("/owner/returned-email").status_code == 404
    owen = world.signed_in("Owen")
    assert "These addresses take no e-mail" in owen.get("/owner").text
    assert owen.post("/owner/returned-email").status_code == 303
    assert "These addresses take no e-mail" not in owen.get("/owner").text


def test_a_mailbox_that_is_only_full_is_not_marked(world, box, trusted):
    box.answer = "452 4.2.2 mailbox full"
    with serving(box, implicit=trusted) as url:
        outgoing.start(url)
        promise_one(world)
        assert jobs.do_due(world.database) == 0
    assert len(waiting(world)) == 1
    assert "These addresses take no e-mail" not in world.signed_in("Owen").get("/owner").text
