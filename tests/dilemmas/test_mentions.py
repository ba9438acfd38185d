"""Naming a member with @ in a response: it waits for them, and tells nobody what is not theirs to know."""

import email
from datetime import UTC, datetime, timedelta
from email.policy import default

import pytest
from sqlalchemy import select

from supervise.core import clock, jobs, limits
from supervise.core.db import session
from supervise.core.errors import Invalid
from supervise.core.ids import new_key
from supervise.dilemmas import comments
from supervise.dilemmas.covering.actions import cover_passage, redact_passage
from supervise.dilemmas.destroying import destroy_own
from supervise.dilemmas.gate.actions import answer_no, step_out
from supervise.dilemmas.mentions.naming import marked, named_in
from supervise.dilemmas.models import Comment
from supervise.dilemmas.reading.actions import read_up_to
from supervise.governance.erasing.actions import erase_account
from supervise.groups.actions import remove_member
from supervise.notifications.following import actions as following
from supervise.notifications.following.models import Level
from supervise.notifications.mentions import tell_named
from supervise.texts.covering import Marked
from supervise.texts.models import Mention, Text
from tests.moved import at, cast_at

NOON = datetime(2030, 6, 3, 11, 0, tzinfo=UTC)
MARK = '<span class="mention">@{}</span>'
NAMES_YOU = "Somebody names you"


@pytest.fixture
def world(tmp_path):
    """The cast at noon in London, whose clock a test moves."""
    with cast_at(tmp_path, NOON) as made:
        yield made


def told(world, **later):
    """Let time pass, look whom something names, send what is promised; return who got an e-mail, with the e-mails."""
    at(world, clock.now() + timedelta(**(later or {"minutes": 5})))
    folder = world.built.settings.data_dir / "mail"
    before = set(folder.glob("*.eml"))
    with world.work():
        tell_named()
    jobs.do_due(world.database)
    fresh = sorted(set(folder.glob("*.eml")) - before)
    messages = [email.message_from_bytes(file.read_bytes(), policy=default) for file in fresh]
    return {str(message["To"]).partition("@")[0].capitalize(): message for message in messages}


def waits_for(world, who):
    """Whether Today says to somebody that they are named."""
    return NAMES_YOU in world.client(who).get("/").text


def seen(world, who, dilemma):
    return world.client(who).get(f"/dilemmas/{dilemma}").text


def kept():
    """Whom texts name, by their address."""
    return sorted(session().scalars(select(Mention.member_id)))


def test_which_names_stand_in_words_and_how_they_are_marked():
    names = ["Ben", "Ben Ali", "Zoë O'Hara"]
    assert named_in("@ben ali, and @Zoë O'Hara's view", names) == {"Ben Ali", "Zoë O'Hara"}
    assert not named_in("Ask Ben; write to a@Ben, see x/@Ben or @Benjamin.", names)
    html = '<p>@Ben said <a href="/@Ben">@Ben</a>, @Ben Ali</p>'
    assert marked(html, ["Ben"]).count("mention") == 2
    assert marked(html, ["Ben", "Ben Ali"]).endswith(', <span class="mention">@Ben Ali</span></p>')


def test_who_is_named_finds_it_on_today_and_in_one_e_mail_of_no_words_until_they_have_read_it(world):
    with world.work():
        dilemma = world.dilemma("Ben", title="The lighthouse keeper").id
    sent = {"body": "What would @Ada say, and @tia?", "key": new_key()}
    assert world.post("Ruth", f"/dilemmas/{dilemma}/comments", **sent).status_code == 303  # no finding: all know them
    assert all(MARK.format(name) in seen(world, "Sam", dilemma) for name in ("Ada", "tia"))
    today = world.client("Ada").get("/").text
    assert NAMES_YOU in today
    assert "The lighthouse keeper" in today
    assert waits_for(world, "Tia")
    assert not any(waits_for(world, who) for who in ("Ben", "Ruth", "Sam", "Noa"))
    with world.work():
        tia = world.actor("Tia")
        following.follow_thread(tia, dilemma, Level.QUIET)
        following.choose_hours(world.actor("Ada"), 12, 14, None)
    assert not told(world, minutes=5), "Ada's hours are quiet, and Tia keeps the thread quiet"
    mails = told(world, hours=3)
    assert list(mails) == ["Ada"]
    assert not [word for word in ("lighthouse", "Ruth", "Thursday", "@Ada") if word in mails["Ada"].as_string()]
    assert not told(world, hours=3), "once"
    with world.work():
        comment = session().scalar(select(Text.thing_id).where(Text.id.in_(select(Mention.text_id))))
        number = comments.comment_for(world.actor("Ada"), comment).comment.number
        read_up_to(world.actor("Ada"), dilemma, number)
        read_up_to(world.actor("Sam"), dilemma, number)
    assert not waits_for(world, "Ada")
    at(world, clock.now() + timedelta(minutes=1))
    edited = {"body": "What would @Ada say, and @Sam?", "revision": "1"}

    assert world.post("Ruth", f"/comments/{comment}/edit", **edited).status_code == 303
    assert waits_for(world, "Sam"), "who is named by an edit has not read that"
    assert f'data-reading-number-value="{number - 1}"' in seen(world, "Sam", dilemma)
    assert not waits_for(world, "Ada")
    assert not waits_for(world, "Tia")
    with world.work():
        following.choose_hours(world.actor("Sam"), None, None, clock.now() + timedelta(days=9))
    assert not told(world, days=2), "away"
    assert list(told(world, days=9)) == ["Sam"]


def test_nobody_is_told_of_words_that_they_may_not_read_and_nothing_tells_why(world):
    with world.work():
        asks = world.dilemma("Ben", asks_first=True)
        hidden = world.dilemma("Ben", to_supervisors=True)
        for who in ("Ruth", "Ada"):
            answer_no(world.actor(who), asks.id)
        step_out(world.actor("Tia"), asks.id)
        world.comment("Ruth", asks, "@Ada, @Tia, @Noa and @Finn may know more.")
        world.comment("Ruth", hidden, "@Ada and @Sam, what now? @Ruth will ask.")
        assert len(kept()) == 2
        asks, hidden = asks.id, hidden.id
        here = {world.member(name).id for name in ("Ada", "Sam")}
        assert set(kept()) == here, "each once, and nobody names themselves"
    assert "mention" not in seen(world, "Ruth", asks), "a name that is not marked would tell who steps out"
    assert f"@Ada and {MARK.format('Sam')}, what now? @Ruth" in seen(world, "Ben", hidden)
    offered = {thread: world.client("Ruth").get(f"/dilemmas/{thread}/names").json["names"] for thread in (asks, hidden)}
    assert offered == {asks: ["Ada", "Ben", "Noa", "Sam", "Tia"], hidden: ["Ben", "Sam"]}, "whatever they answered"
    assert [who for who in ("Ada", "Sam", "Tia", "Noa", "Ruth") if waits_for(world, who)] == ["Ada", "Sam"]
    with world.work():
        step_out(world.actor("Ada"), asks)
        remove_member(world.actor("Noa"), world.group_id, world.member("Sam").id)
    assert not waits_for(world, "Ada")
    assert "mention" not in seen(world, "Ruth", hidden)
    assert not told(world)


def test_the_name_of_a_hidden_author_is_dealt_with_like_any_other(world):
    with world.work():
        dilemma = world.dilemma("Ben", colleague=True).id
    for who, body in (("Ruth", "@Ben and @Ada, have you met this?"), ("Ben", "Has @Ben or @Tia met this?")):
        held = world.post(who, f"/dilemmas/{dilemma}/comments", body=body, key=new_key())
        assert held.status_code == 422, "names are findings here, whoever they are of"
        with world.work():
            world.comment(who, comments.thread_for(world.actor(who), dilemma).dilemma, body)
    shown = seen(world, "Ada", dilemma)
    assert shown.count(MARK.format("Ben")) == 2
    assert MARK.format("Ada") in shown
    assert MARK.format("Tia") in shown
    assert all(waits_for(world, who) for who in ("Ada", "Ben", "Tia"))
    with world.work():
        numbers = [comment.number for comment in session().scalars(select(Comment).order_by(Comment.number))]
        read_up_to(world.actor("Ben"), dilemma, numbers[0])
    assert not waits_for(world, "Ben"), "naming oneself does nothing"
    assert sorted(told(world)) == ["Ada", "Tia"]


def test_what_is_kept_dies_with_the_words_or_the_account_and_there_is_a_limit(world):
    with world.work():
        dilemma = world.dilemma("Ben")
        said = [world.comment("Ruth", dilemma, f"@Ada and @Tia, a thought {number}.") for number in range(3)]
        assert len(kept()) == 6
        comments.remove_comment(world.actor("Ruth"), said[0].id)
        assert len(kept()) == 4
        text = session().scalars(select(Text).where(Text.thing_id == said[1].id)).one()
        case = cover_passage(world.actor("Sam"), text.id, Marked(text.revision, (0, 4)))
        redact_passage(world.actor("Sam"), text.id, case)
        assert kept().count(world.member("Ada").id) == 1
        tia = world.member("Tia").id
        erase_account(None, world.actor("Tia").account_id, words=False)
        assert tia not in kept()
        assert kept()
        destroy_own(world.actor("Ben"), dilemma.id)
        assert not kept()
        dilemma = world.dilemma("Ben")
        limits.MENTIONS, usual = 2, limits.MENTIONS
        try:
            with pytest.raises(Invalid, match="can be named"):
                world.comment("Ruth", dilemma, "@Ada, @Ben, @Sam and @Ada")
            world.comment("Ruth", dilemma, "@Ada, @Ben and @Ada")
        finally:
            limits.MENTIONS = usual
