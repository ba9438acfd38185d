"""The small-world gate: whoever has not said 'no' is shown no word of it anywhere, and who stepped out never will be."""

from datetime import timedelta

import pytest
from flask_socketio import SocketIOTestClient
from sqlalchemy import select

from supervise.core import clock
from supervise.core.db import session
from supervise.core.errors import Missing, NotAllowed
from supervise.dilemmas import actions, comments
from supervise.dilemmas.actions import Written
from supervise.dilemmas.destroying import destroy_own
from supervise.dilemmas.errors import AskedFirst
from supervise.dilemmas.gate.actions import answer_no, step_out
from supervise.dilemmas.models import GateAnswer
from supervise.dilemmas.queries import thread_for
from supervise.dilemmas.reading.actions import keep_at_hand
from supervise.governance.erasing.actions import erase_account
from supervise.governance.models import Act
from supervise.groups.queries import seat_for
from supervise.meetings import policy as meetings
from supervise.notifications.following.models import Level
from supervise.notifications.following.queries import is_news
from supervise.web import live
from tests.cast import words

TITLE, ACCOUNT, SAID = "The lighthouse keeper", "She saw the marigold in my window.", "A heliotrope thought."
KEY = "6f1c2f0e-6a53-4d0c-9f0b-1b1f6c1f2a10"
WORDS = ("lighthouse", "marigold", "heliotrope")


@pytest.fixture
def dilemma(world):
    """A dilemma of Ben's that asks first, to which he has added something."""
    with world.work():
        more = {"title": TITLE, "themes": ["anger"], "setting": "charity", "approach": "cbt"}
        made = world.dilemma("Ben", ACCOUNT, asks_first=True, **more)
        world.comment("Ben", made, SAID)
        return made.id


def pages(world, who, dilemma):
    """Everything that leads to it, as somebody is shown it."""
    group = world.group_id
    client = world.client(who)
    found = [
        client.get(path, follow_redirects=True).text
        for path in ("/", "/at-hand", f"/groups/{group}", f"/groups/{group}/themes/anger", f"/dilemmas/{dilemma}")
    ]
    found += [client.get(f"/dilemmas/{dilemma}/{page}", follow_redirects=True).text for page in ("history", "close")]
    found.append(world.post(who, "/search", words="lighthouse marigold").text)
    found.append(world.post(who, f"/groups/{group}/threads-that-may-help", text=ACCOUNT, themes="anger").text)
    return "\n".join(found)


def test_before_an_answer_a_reader_sees_themes_setting_and_approach_and_no_word(world, dilemma):
    for who in ("Ada", "Ruth", "Noa"):  # supervisor and convenor answer like everybody else
        shown = pages(world, who, dilemma)
        assert not [word for word in (*WORDS, "Ben&#39;s") if word in shown.replace('value="lighthouse marigold"', "")]
        asked = world.client(who).get(f"/dilemmas/{dilemma}/first").text
        assert "Might you know this person, their therapist or the service?" in asked
        assert "charity or community service, cognitive behavioural" in asked
        assert "Ben" not in asked
        front = world.client(who).get(f"/groups/{world.group_id}").text
        assert f'id="row-{dilemma}"' in front.split("waiting-title")[0]
        assert "Its author asks you something first" in world.client(who).get("/").text
    assert "lighthouse" in world.client("Ben").get(f"/groups/{world.group_id}").text
    assert world.client("Ben").get(f"/dilemmas/{dilemma}/first").status_code == 404
    assert world.client("Olu").get(f"/dilemmas/{dilemma}/first").status_code == 404


def test_no_opens_it_not_now_leaves_it_and_stepping_out_is_for_good(world, dilemma):
    assert world.post("Ada", f"/dilemmas/{dilemma}/first/no").status_code == 303
    assert all(word in pages(world, "Ada", dilemma) for word in WORDS)
    assert "steps out" not in world.client("Ada").get(f"/dilemmas/{dilemma}").text
    assert world.post("Tia", f"/dilemmas/{dilemma}/first/later").status_code == 303
    assert world.client("Tia").get(f"/dilemmas/{dilemma}").status_code == 303
    for who in ("Tia", "Ada"):  # who was let in can still step out
        assert world.post(who, f"/dilemmas/{dilemma}/first/step-out").status_code == 303
        assert not [word for word in WORDS if word in pages(world, who, dilemma).replace("lighthouse marigold", "")]
        assert f"row-{dilemma}" not in world.client(who).get(f"/groups/{world.group_id}").text
        for path in ("", "/first", "/history"):
            assert world.client(who).get(f"/dilemmas/{dilemma}{path}").status_code == 404
        assert world.post(who, f"/dilemmas/{dilemma}/first/no").status_code == 404
    assert world.post("Ruth", f"/dilemmas/{dilemma}/first/no").status_code == 303
    for who in ("Ben", "Ruth"):
        beside = world.client(who).get(f"/dilemmas/{dilemma}").text
        assert "2 members step out. Nobody is told who." in beside
        assert "Tia" not in beside


def test_who_stepped_out_is_told_to_nobody_and_goes_with_the_account_or_the_dilemma(world, dilemma):
    with world.work():
        tia = world.member("Tia").id
        before = len(session().scalars(select(Act)).all())
        step_out(world.actor("Tia"), dilemma)
        with pytest.raises(Missing):
            step_out(world.actor("Tia"), dilemma)
        assert len(session().scalars(select(Act)).all()) == before, "the trail would tell when, and so who"
        with pytest.raises(Missing) as told:
            thread_for(world.actor("Tia"), dilemma)
        assert not isinstance(told.value, AskedFirst)
        with pytest.raises(AskedFirst):
            keep_at_hand(world.actor("Ada"), dilemma, on=True)
        assert session().scalar(select(GateAnswer.member_id)) == tia
        erase_account(None, world.actor("Tia").account_id, words=False)
        assert session().scalar(select(GateAnswer.member_id)) is None
        answer_no(world.actor("Ada"), dilemma)
        destroy_own(world.actor("Ben"), dilemma)
        assert session().scalar(select(GateAnswer.member_id)) is None


def test_the_author_chooses_it_until_somebody_has_answered(world):
    with world.work():
        made = world.dilemma("Ben", ACCOUNT).id

        def edit(*, on):
            written = Written(words(ACCOUNT), asks_first=on)
            return actions.edit_dilemma(world.actor("Ben"), made, written, revision=1, protect=True).asks_first

        assert edit(on=True)
    with world.work():
        tags = [act.tag for act in session().scalars(select(Act).where(Act.tag.startswith("dilemma.gate")))]
        assert tags == ["dilemma.gate.put"]
    assert "Ask each reader first" in world.client("Ben").get(f"/dilemmas/{made}/edit").text
    assert world.client("Ada").get(f"/dilemmas/{made}").location.endswith("/first")
    world.post("Ben", f"/dilemmas/{made}/edit", account=ACCOUNT, revision="1")
    assert world.client("Ada").get(f"/dilemmas/{made}").status_code == 200
    world.post("Ben", f"/dilemmas/{made}/edit", account=ACCOUNT, revision="1", asks_first="y")
    world.post("Ada", f"/dilemmas/{made}/first/no")
    assert "Ask each reader first" not in world.client("Ben").get(f"/dilemmas/{made}/edit").text
    world.post("Ben", f"/dilemmas/{made}/edit", account=ACCOUNT, revision="1")
    assert world.client("Tia").get(f"/dilemmas/{made}").location.endswith("/first"), "it stays as it is"
    with world.work():
        other = world.dilemma("Ben", ACCOUNT)
        world.comment("Ada", other)
        with pytest.raises(NotAllowed, match="answered already"):
            actions.edit_dilemma(
                world.actor("Ben"), other.id, Written(words(ACCOUNT), asks_first=True), revision=1, protect=False
            )
        ben, asking = world.member("Ben"), thread_for(world.actor("Ben"), made).dilemma
        assert "asks each reader first" in meetings.may_bring(ben, asking).reason


def test_the_e_mails_tell_of_it_once_and_of_nothing_in_it(world, dilemma):
    now = clock.now()
    since, until = now - timedelta(hours=1), now + timedelta(hours=1)

    def news(who, since):
        return is_news(seat_for(world.actor(who), world.group_id), Level.EVERYTHING, since, until)

    with world.work():
        assert news("Ada", since)
        step_out(world.actor("Ada"), dilemma)
        assert not news("Ada", since)
        assert news("Tia", since)
        answer_no(world.actor("Tia"), dilemma)
        assert news("Tia", since)


def test_live_nobody_sits_in_it_unasked_and_the_list_gives_each_their_own(world, dilemma):
    lines = {}
    for who in ("Ada", "Tia", "Ruth"):
        lines[who] = SocketIOTestClient(
            world.app, live.socketio(), namespace=live.NAMESPACE, flask_test_client=world.client(who)
        )

    def ask(who, event, **given):
        return lines[who].emit(event, given, namespace=live.NAMESPACE, callback=True)

    def changes(who):
        return [told["args"][0] for told in lines[who].get_received(live.NAMESPACE) if told["name"] == "change"]

    with world.work():
        answer_no(world.actor("Ada"), dilemma)
        step_out(world.actor("Tia"), dilemma)
    assert [ask(who, "dilemma:open", id=dilemma, after=None)["ok"] for who in lines] == [True, False, False]
    seq = {who: ask(who, "group:open", id=world.group_id, after=0)["seq"] for who in lines}
    for who in lines:
        changes(who)
    assert ask("Ada", "comment:post", dilemma=dilemma, body="A periwinkle answer.", key=KEY)["ok"]
    heard = {who: changes(who) for who in lines}
    assert "periwinkle" in str(heard["Ada"])
    for who in ("Tia", "Ruth"):
        assert [one["op"] for one in heard[who]] == ["ask"]
        assert "periwinkle" not in str(heard[who])
    rows = {who: str(ask(who, "group:open", id=world.group_id, after=seq[who])["changes"]) for who in lines}
    assert "lighthouse" in rows["Ada"]
    assert "Its author asks you something first" in rows["Ruth"]
    assert not [word for word in (*WORDS, dilemma) if word in rows["Tia"]]
    assert not [word for word in WORDS if word in rows["Ruth"]]
    world.post("Ada", f"/dilemmas/{dilemma}/first/step-out")
    assert [told["name"] for told in lines["Ada"].get_received(live.NAMESPACE)].count("evicted") == 1
    with world.work():
        comments.post_comment(
            world.actor("Ben"),
            dilemma,
            comments.Said(words("A periwinkle more.")),
            "6f1c2f0e-6a53-4d0c-9f0b-1b1f6c1f2a11",
        )
    assert "periwinkle" not in str(lines["Ada"].get_received(live.NAMESPACE))
