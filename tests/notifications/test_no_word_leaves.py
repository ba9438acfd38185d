"""Every kind of e-mail about a practice in which every word is a mark: none is in what leaves, is logged or is kept."""

import email
import logging
import re
from datetime import timedelta
from email.policy import default
from itertools import count
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select, text

from supervise.accounts import actions as accounts
from supervise.accounts.models import Account
from supervise.core import clock, jobs
from supervise.core.db import session, transaction
from supervise.dilemmas import actions
from supervise.dilemmas.covering.actions import cover_passage
from supervise.dilemmas.models import Dilemma
from supervise.groups import actions as groups
from supervise.groups.models import Group, Role
from supervise.meetings.days import actions as days
from supervise.meetings.planning import actions as planning
from supervise.notifications import outgoing
from supervise.notifications.following import actions as following
from supervise.notifications.following.models import Level, Pace
from supervise.notifications.kinds import Kind
from supervise.texts.covering import Marked
from supervise.texts.models import Text, TextKind
from tests.cast import PASSWORD, make_world, words
from tests.notifications.mailbox import Mailbox, certificate, serving
from tests.planning.planned import Planner

MARK = "quillermark"
TRACES = (MARK, "supervis" + "or", "thursday", "theme", "dilemma", "client")
"""What may stand in no e-mail: the mark that every word of the practice has, and what would tell of its kind."""

KINDS_OF = {
    "You are invited to a group on Supervise": Kind.INVITATION,
    "Your account on Supervise": Kind.ACCOUNT_OPENED,
    "A new password for Supervise": Kind.PASSWORD_RESET,
    "Your password for Supervise was changed": Kind.PASSWORD_CHANGED,
    "A link to your account on Supervise was made": Kind.LINK_MADE,
    "There is something new in your group": Kind.SOMETHING_NEW,
    "Something in your group waits for you": Kind.SOMETHING_WAITS,
    "A stage in your group closes today": Kind.STAGE_CLOSES,
    "A meeting is planned": Kind.MEETING_PLANNED,
    "A meeting has another time": Kind.MEETING_MOVED,
    "A meeting is called off": Kind.MEETING_CALLED_OFF,
    "A test e-mail from Supervise": None,
}
OF_MEETINGS = {Kind.MEETING_PLANNED, Kind.MEETING_MOVED, Kind.MEETING_CALLED_OFF}
TUESDAY = 1
"""The day of the meetings: an e-mail says on which day they are, and the group meets on Thursdays."""
_numbers = count(1)


def mark():
    """Return a word that stands nowhere else."""
    return f"Quillermark{next(_numbers)}"


@pytest.fixture
def world(tmp_path):
    """The cast in a group where names, themes and every text are marks."""
    made = make_world(tmp_path, SUPERVISE_LIMITS="off")
    with made.work():
        with transaction() as db:
            db.get_one(Group, made.group_id).name = mark()
            for account in db.scalars(select(Account)):
                account.name = mark()
        noa = made.actor("Noa")
        theme = groups.add_theme(noa, made.group_id, label=mark(), area="role-boundaries", definition=mark()).slug
        dilemma = made.dilemma(
            "Ben", f"{mark()} and {mark()}.", title=mark(), question=mark(), themes=[theme], needed_by=None
        )
        made.comment("Ada", dilemma, f"{mark()}, I wonder.")
        made.dilemma_id = dilemma.id
    yield made
    made.database.close()


def news_at_once(world):
    for name in ("Noa", "Ruth", "Sam", "Ben", "Ada", "Tia"):
        with world.work():
            following.follow_group(world.actor(name), world.group_id, Level.EVERYTHING, Pace.AT_ONCE)


def everything_happens(world):
    """Let each thing happen that an e-mail follows."""
    with world.work():
        noa, owen = world.actor("Noa"), world.actor("Owen")
        groups.invite(noa, world.group_id, email="new@example.org", role=Role.TRAINEE, convenor=False)
        accounts.open_for(owen, "other@example.org", mark())
        accounts.ask_reset("tia@example.org")
        accounts.make_link("tia@example.org")
        accounts.use_reset_link(accounts.mint_reset(world.actor("Ada").account_id), PASSWORD + " again")
        thing = session().get_one(Dilemma, world.dilemma_id)
        said = world.comment("Tia", thing, f"{mark()} at the door.")
        written = session().scalar(select(Text).where(Text.thing_id == said.id, Text.kind == TextKind.COMMENT))
        cover_passage(world.actor("Ben"), written.id, Marked(written.revision, words="at the door"))
        actions.close(world.actor("Ben"), thing.id, {TextKind.OUTCOME: words(mark())})
        course = days.begin(world.actor("Tia"), world.dilemma("Tia", mark()).id, "balint")
        with transaction():
            ada = world.actor("Ada").account_id
            jobs.promise(
                "e-mail", what=Kind.STAGE_CLOSES, account=ada, group=world.group_id, course=course.id, stage="1"
            )
            jobs.promise("e-mail", what=Kind.SOMETHING_NEW, account=world.actor("Ada").account_id, group="")
            jobs.promise("e-mail", what=Kind.SOMETHING_NEW, account=world.actor("Sam").account_id, group=world.group_id)
    meetings_are_planned(world)
    world.post("Owen", "/owner/test-email")


def meetings_are_planned(world):
    """Plan two meetings, move one and call the other off."""
    planner = Planner(world)
    noon = clock.now().replace(hour=12, minute=0, second=0, microsecond=0)
    day = noon + timedelta(days=7 + (TUESDAY - noon.weekday()) % 7)
    moved, called_off = (planner.planned(starts_at=day + timedelta(hours=n)) for n in range(2))
    with world.work():
        later = planner.plan(starts_at=day + timedelta(hours=3))
        planning.change_meeting(world.actor("Noa"), moved.id, later, revision=moved.revision)
        planning.cancel_meeting(world.actor("Noa"), called_off.id)


def kept_of_jobs(world):
    """Return the outbox's table, every column of every row, as text."""
    with world.work():
        return "\n".join(map(str, session().execute(text("SELECT * FROM job")).all()))


@pytest.fixture
def sent(world, tmp_path, monkeypatch, caplog):
    """All that left, by its subject; what was logged meanwhile; what stood in the outbox before and after."""
    caplog.set_level(logging.DEBUG)
    context, shown = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(shown))
    box = Mailbox()
    with serving(box, implicit=context) as url:
        outgoing.start(url)
        news_at_once(world)
        everything_happens(world)
        before = kept_of_jobs(world)
        box.answer = "451 4.3.0 try later"
        jobs.do_due(world.database)
        box.answer = "250 OK"
        with world.work(), transaction() as db:
            db.execute(text("UPDATE job SET due_at = 0 WHERE done_at IS NULL"))
        jobs.do_due(world.database)
    messages = [email.message_from_bytes(envelope.content, policy=default) for envelope in box.taken]
    # the mailbox logs too, and on the same machine: its lines are another house's
    logged = "\n".join(f"{line.name} {line.getMessage()}" for line in caplog.records if line.name != "mail.log")
    return messages, logged, before + kept_of_jobs(world)


def test_no_word_of_the_practice_is_in_any_kind_of_e_mail_its_headers_or_links(world, sent):
    messages, _, _ = sent
    assert {KINDS_OF[message["Subject"]] for message in messages} == {*Kind, None}, "every kind is looked at"
    for message in messages:
        whole = message.as_string().lower().replace("supervision", "").replace("supervise", "")
        for trace in (*TRACES, world.dilemma_id.lower()):
            assert trace not in whole, message["Subject"]
        for link in re.findall(r"https?://\S+", message.get_content()):
            parts = urlsplit(link)
            assert not parts.query and not parts.fragment
            assert re.fullmatch(r"/|/(invitation|reset|e-mail/stop|groups|meetings)/[\w-]+|/reset", parts.path), link


def test_no_word_no_address_and_no_secret_is_in_the_logs_or_the_outbox(world, sent):
    messages, logged, kept = sent
    secrets = {
        secret
        for message in messages
        for secret in re.findall(r"/(?:invitation|reset|stop)/([\w-]{20,})", message.get_content())
    }
    assert len(secrets) >= 5
    assert "e-mail" in kept and "did not work" in logged, "the outbox was used, and a failure was logged"
    for trace in (MARK, "example.org", *secrets):
        assert trace not in kept.lower() if trace == trace.lower() else trace not in kept
        assert trace.lower() not in logged.lower()


def test_each_kind_that_tells_of_groups_is_ended_by_itself(world, sent):
    messages, _, _ = sent
    by_kind = {KINDS_OF[m["Subject"]]: m for m in messages if m["List-Unsubscribe"]}
    assert set(by_kind) == {Kind.SOMETHING_NEW, Kind.SOMETHING_WAITS, Kind.STAGE_CLOSES, *OF_MEETINGS}
    others = [m for m in messages if m["Subject"] not in {by_kind[k]["Subject"] for k in by_kind}]
    assert all(m["List-Unsubscribe"] is None for m in others), "what concerns the account is not ended"
    paths = {}
    for kind, message in by_kind.items():
        assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        paths[kind] = urlsplit(message["List-Unsubscribe"].strip("<>")).path
    assert "waits for you in particular" in world.client().get(paths[Kind.SOMETHING_WAITS]).text
    assert world.client().post(paths[Kind.SOMETHING_WAITS], data={"List-Unsubscribe": "One-Click"}).status_code == 200
    tia = world.client("Tia").get("/settings/e-mail").text
    assert 'name="wanted"' in tia and 'name="waits"' in tia
    assert ticked(tia, "wanted") and not ticked(tia, "waits")


def ticked(page, name):
    return "checked" in re.search(rf'<input[^>]*name="{name}"[^>]*>', page)[0]
