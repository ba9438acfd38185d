"""Each e-mail goes to whom it is for, with a link that works, and holds nothing that it must not: R16, R21, R28."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from supervise.accounts import actions, place
from supervise.accounts.models import Account, LinkPurpose, OneTimeLink
from supervise.core import clock, jobs
from supervise.core.db import publish, session, transaction
from supervise.core.ids import fingerprint, new_id
from supervise.core.jobs import Job
from supervise.groups.events import InvitationMade
from supervise.groups.models import Group, Invitation, Member, Mode, Role
from supervise.notifications import letters, served_at
from supervise.notifications.kinds import Kind
from tests.accounts.world import ANOTHER, PASSWORD

LINK = re.compile(r"^http://127\.0\.0\.1:5000(/\S*)\r?$", re.MULTILINE)


def only(messages):
    assert len(messages) == 1
    return messages[0]


def link_in(message):
    return LINK.search(message.get_content())[1]


def test_whoever_asks_for_a_new_password_gets_a_link_that_works(world, post):
    with world.work():
        actions.ask_reset("noa@example.org")
    message = only(post.go())
    assert message["To"] == "noa@example.org"
    browser = world.browser()
    browser.get(link_in(message))
    browser.get("/reset/new")
    assert browser.post("/reset/new", {"password": ANOTHER}).status_code == 303


def test_for_an_unknown_address_the_same_is_promised_and_nothing_leaves(world, post):
    with world.work():
        actions.ask_reset("nobody@example.org")
        kept = session().scalars(select(Job)).one()
        assert kept.about == {"what": "password-reset", "account": "nobody"}
    assert post.go() == []


def test_r28_a_promise_holds_ids_only_and_no_secret(world, post):
    with world.work():
        actions.ask_reset("noa@example.org")
        actions.open_for(world.actor("Owen"), "tia@example.org", "Tia")
        kept = session().scalars(select(Job)).all()
    assert len(kept) == 2
    for job in kept:
        assert set(job.about) == {"what", "account"}
        assert "@" not in str(job.about)
    messages = post.go()
    secrets = [link_in(m).rsplit("/", 1)[1] for m in messages]
    with world.work():
        assert {link.fingerprint for link in session().scalars(select(OneTimeLink))} == set(map(fingerprint, secrets))


def test_r16_the_link_lasts_an_hour_from_when_it_leaves(world, post):
    with world.work():
        actions.ask_reset("noa@example.org")
    world.later(minutes=50)
    secret = link_in(only(post.go())).rsplit("/", 1)[1]
    world.later(minutes=50)
    with world.work():
        assert actions.is_living(secret, LinkPurpose.PASSWORD)


def test_a_new_account_gets_its_first_link_and_no_notice_of_its_first_password(world, post):
    with world.work():
        actions.open_for(world.actor("Owen"), "tia@example.org", "Tia")
    message = only(post.go())
    assert message["Subject"] == "Your account on Supervise"
    with world.work():
        actions.use_reset_link(link_in(message).rsplit("/", 1)[1], ANOTHER)
    assert post.go() == []
    assert world.browser().sign_in("Tia", ANOTHER).status_code == 303


def test_an_account_that_has_a_password_gets_no_first_link(world, post):
    world.person("Tia")
    assert post.go() == []


def test_whoever_changes_their_password_is_told(world, post):
    browser = world.signed_in("Noa")
    browser.post("/settings/password", {"old": PASSWORD, "password": ANOTHER})
    message = only(post.go())
    assert (message["To"], message["Subject"]) == ("noa@example.org", "Your password for Supervise was changed")
    with world.work():
        actions.use_reset_link(actions.mint_reset(world.actor("Noa").account_id), PASSWORD)
    assert only(post.go())["Subject"] == "Your password for Supervise was changed"


def test_whoever_had_a_link_made_for_them_is_told(world, post):
    with world.work():
        secret = actions.make_link("noa@example.org")
    message = only(post.go())
    assert message["To"] == "noa@example.org"
    assert secret not in message.as_string()


def test_whoever_is_gone_by_then_gets_nothing(world, post):
    with world.work():
        actions.ask_reset("noa@example.org")
        actions.make_link("noa@example.org")
        actions.deactivate(world.actor("Owen"), world.actor("Noa").account_id)
    assert post.go() == []


def test_people_of_the_demonstration_get_no_e_mail(world, post):
    world.person("Dana", demonstration=True)
    with world.work():
        actions.ask_reset("dana@example.org")
    assert post.go() == []


def group_with(world, *names):
    with world.work(), transaction() as db:
        group = Group(name="The Heron Room", mode=Mode.PEER, created_at=world_now())
        db.add(group)
        db.flush()
        for name in names:
            account_id = world_account(db, name)
            db.add(Member(group_id=group.id, account_id=account_id, role=Role.THERAPIST, joined_at=world_now()))
        return group.id


def world_now():
    return clock.now()


def world_account(db, name):
    return db.scalar(select(Account.id).where(Account.email == f"{name.lower()}@example.org"))


def test_something_new_goes_to_members_only_and_says_nothing_of_it(world, post):
    group_id = group_with(world, "Noa")
    with world.work(), transaction():
        for name in ("Noa", "Owen"):
            account = world.actor(name).account_id
            jobs.promise("e-mail", what=Kind.SOMETHING_NEW, account=account, group=group_id)
    message = only(post.go())
    assert message["To"] == "noa@example.org"
    assert link_in(message) == f"/groups/{group_id}"
    assert "Heron" not in message.as_string()


def invited(world, days=7):
    group_id = group_with(world, "Owen")
    with world.work(), transaction() as db:
        until = world_now() + timedelta(days=days)
        invitation = Invitation(
            group_id=group_id, email="tia@example.org", role=Role.TRAINEE, made_at=world_now(), expires_at=until
        )
        db.add(invitation)
        db.flush()
        publish(InvitationMade(None, group_id, invitation.id, by_email=True, role=Role.TRAINEE, convenor=False))
        return invitation.id


def test_an_invitation_goes_to_its_address_and_names_neither_group_nor_theme(world, post):
    invitation_id = invited(world)
    message = only(post.go())
    assert message["To"] == "tia@example.org"
    assert message["Subject"] == "You are invited to a group on Supervise"
    for word in ("Heron", "Owen", "trainee"):
        assert word not in message.as_string()
    with world.work():
        kept = session().get_one(Invitation, invitation_id).fingerprint
    assert kept == fingerprint(link_in(message).rsplit("/", 1)[1])


def test_an_invitation_that_was_taken_back_does_not_leave(world, post):
    invitation_id = invited(world)
    with world.work(), transaction() as db:
        db.get_one(Invitation, invitation_id).revoked_at = world_now()
    assert post.go() == []


def test_an_invitation_whose_time_is_up_does_not_leave(world, post):
    invited(world, days=1)
    world.later(days=2)
    assert post.go() == []


def test_an_invitation_that_is_handed_over_is_not_e_mailed(world, post):
    with world.work(), transaction():
        publish(InvitationMade(None, new_id(), new_id(), by_email=False, role=Role.TRAINEE, convenor=False))
    assert post.go() == []


EVERY_KIND = {
    "invitation": lambda: letters.invitation("a@example.org", place.address("/invitation/x")),
    "account_opened": lambda: letters.account_opened("a@example.org", place.address("/reset/x")),
    "password_reset": lambda: letters.password_reset("a@example.org", place.address("/reset/x")),
    "password_changed": lambda: letters.password_changed("a@example.org"),
    "link_made": lambda: letters.link_made("a@example.org"),
    "something_new": lambda: letters.something_new(
        "a@example.org", place.address("/groups/x"), place.address("/e-mail/stop/x")
    ),
    "test_message": lambda: letters.test_message("a@example.org"),
}


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_every_kind_is_plain_text_in_the_house_voice_with_one_link_and_one_that_ends_it(world, kind):
    message = EVERY_KIND[kind]()
    words = message.get_content()
    assert message.get_content_type() == "text/plain"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Reply-To"].startswith("Nobody reads answers <")
    assert letters.NO_ANSWERS in message.get_content()
    assert message["Subject"]
    assert len(LINK.findall(words)) == words.count("http") == (2 if message["List-Unsubscribe"] else 1)
    assert "!" not in words + message["Subject"]
    assert not message.is_multipart()
    for never in ("anonymous", "dilemma", "theme", "client", "{{", "letter", "AI"):
        assert never not in (words + message["Subject"]).replace("Supervise", "")


def test_a_long_link_stays_in_one_piece(world):
    served_at("https://" + "supervision-" * 5 + "practice.example.org")
    message = letters.invitation("a@example.org", place.address("/invitation/" + "x" * 60))
    served_at("http://127.0.0.1:5000")
    assert f"/invitation/{'x' * 60}\r\n" in message.as_bytes().decode("ascii")
    assert message["From"].endswith("practice.example.org>")


@pytest.mark.parametrize(
    "address", ["a@example.org\nBcc: x@example.org", "a@example.org\r\n\r\nHello", "a@e.org\rX: y"]
)
def test_r21_nothing_can_be_put_into_the_headers(world, address):
    with pytest.raises(ValueError):
        letters.test_message(address)


def test_what_was_sent_is_not_sent_again(world, post):
    with world.work():
        actions.ask_reset("noa@example.org")
    assert len(post.go()) == 1
    assert post.go() == []


def test_the_places_name_comes_from_the_settings_before_anything_else(world):
    place.based_at("https://supervise.example.org")
    assert place.address("/x") == "https://supervise.example.org/x"
    place.based_at(None)
    assert place.address("/x") == "http://127.0.0.1:5000/x"
