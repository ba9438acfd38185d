"""Handing over to a real e-mail server, and what the owner is told of it."""

import logging
import warnings
from collections.abc import Iterator

import pytest
from sqlalchemy import select

from supervise.accounts import actions
from supervise.core import jobs
from supervise.core.db import session
from supervise.core.errors import Missing
from supervise.core.jobs import Job
from supervise.notifications import outgoing
from supervise.notifications.actions import send_test

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from aiosmtpd.controller import Controller
from tests.services import free_port


class Taker:
    """An e-mail server's opinion of what it gets."""

    def __init__(self) -> None:
        self.taken: list = []
        self.answer = "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.answer

    async def handle_DATA(self, server, session, envelope):
        self.taken.append(envelope)
        return "250 OK"


@pytest.fixture
def server() -> Iterator[Taker]:
    """A server on the loopback address that the installation hands its e-mails to."""
    taker = Taker()
    controller = Controller(taker, hostname="127.0.0.1", port=free_port())
    controller.start()
    outgoing.start(f"smtp://127.0.0.1:{controller.port}?from=supervise@practice.example.org")
    yield taker
    controller.stop()


def test_an_e_mail_reaches_the_server(world, server):
    with world.work():
        actions.ask_reset("noa@example.org")
    assert jobs.do_due(world.database) == 1
    envelope = server.taken[0]
    assert envelope.rcpt_tos == ["noa@example.org"]
    assert envelope.mail_from == "supervise@practice.example.org"
    assert b"Subject: A new password for Supervise" in envelope.content
    assert b"/reset/" in envelope.content


def test_what_was_refused_is_tried_again_later_with_a_fresh_link(world, server, caplog):
    server.answer = "451 later"
    with world.work():
        actions.ask_reset("noa@example.org")
    assert jobs.do_due(world.database) == 0
    assert jobs.do_due(world.database) == 0, "not at once"
    server.answer = "250 OK"
    world.later(minutes=1)
    assert jobs.do_due(world.database) == 1
    assert len(server.taken) == 1
    assert "example.org" not in caplog.text, "the log holds no address"


def test_the_owner_sends_a_test_e_mail(world, server):
    owen = world.signed_in("Owen")
    answer = owen.post("/owner/test-email")
    assert answer.status_code == 303
    assert server.taken[0].rcpt_tos == ["owen@example.org"]
    assert "A test e-mail is on its way to owen@example.org" in owen.get("/owner").text


def test_the_owner_is_told_why_it_did_not_work(world, server):
    owen = world.signed_in("Owen")
    server.answer = "550 no such person"
    owen.post("/owner/test-email")
    assert "does not take e-mail to your address" in owen.get("/owner").text
    outgoing.start(f"smtp://127.0.0.1:{free_port()}")
    owen.post("/owner/test-email")
    assert "nothing answers there" in owen.get("/owner").text


def test_nobody_else_sends_test_e_mails(world, server):
    assert world.signed_in("Noa").post("/owner/test-email").status_code == 404
    with world.work(), pytest.raises(Missing):
        send_test(world.actor("Noa"))
    assert server.taken == []


def test_the_owner_sees_that_e_mails_go_to_files_only(world):
    assert "nobody gets them" in world.signed_in("Owen").get("/owner").text


def test_the_owner_sees_that_e_mails_are_stuck(world, server):
    owen = world.signed_in("Owen")
    assert "could not be handed over" not in owen.get("/owner").text
    server.answer = "451 later"
    with world.work():
        actions.ask_reset("noa@example.org")
    for _ in range(2):
        jobs.do_due(world.database)
        world.later(minutes=5)
    assert "could not be handed over" in owen.get("/owner").text
    assert "nobody gets them" not in owen.get("/owner").text


def test_no_transaction_is_open_while_an_e_mail_is_handed_over(world, server, monkeypatch):
    seen = []
    real = outgoing.hand_over
    monkeypatch.setattr(outgoing, "hand_over", lambda m: seen.append(session().in_transaction()) or real(m))
    with world.work():
        actions.ask_reset("noa@example.org")
    jobs.do_due(world.database)
    assert seen == [False]


def test_who_e_mails_come_from(world):
    for url, sender in (
        ("smtp://mail.example.org", "supervise@127.0.0.1"),
        ("smtp://noreply%40example.org:x@mail.example.org", "noreply@example.org"),
        ("smtp://apikey:x@mail.example.org?from=s@example.org", "s@example.org"),
    ):
        outgoing.start(url)
        assert outgoing.sender() == sender


def test_a_job_of_an_unknown_kind_stays_and_harms_nothing(world, caplog):
    from supervise.core.db import transaction

    caplog.set_level(logging.ERROR)
    with world.work(), transaction():
        jobs.promise("e-mail", what="pigeon")
    assert jobs.do_due(world.database) == 0
    with world.work():
        assert session().scalars(select(Job.done_at)).one() is None
