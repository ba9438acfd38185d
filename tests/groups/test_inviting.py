"""Invitations: one group, one role, at most a week, once (R16); nothing told about who has an account (R15)."""

import pytest
from sqlalchemy import select

from supervise.core import clock
from supervise.core.errors import Invalid, Missing, NotAllowed, Stale
from supervise.core.events import within
from supervise.core.ids import fingerprint
from supervise.groups import actions, agreement, queries
from supervise.groups.events import InvitationMade
from supervise.groups.models import Invitation, Mode, Role
from tests.groups.practice import PASSWORD


def invite(practice, email=None, role=Role.TRAINEE, who="Noa", **more):
    given = {"convenor": False, "days": 7} | more
    return practice.do(actions.invite, who, email=email, role=role, **given)


def join(practice, secret, **more):
    given = {"name": "Una", "password": PASSWORD, "version": 1} | more
    with practice.work():
        return actions.accept_invitation(secret, **given)


def row(practice, made):
    return practice.first(select(Invitation).where(Invitation.id == made.invitation.id))[0]


def invited(practice, secret):
    with practice.work():
        return queries.invited_by(secret)


def later(monkeypatch, days):
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now + days * (clock.from_millis(86_400_000) - clock.from_millis(0)))


def test_r16_only_the_fingerprint_of_a_link_is_kept(practice):
    made = invite(practice)
    kept = row(practice, made)
    assert kept.fingerprint == fingerprint(made.secret)
    assert made.secret not in str(vars(kept))


def test_by_e_mail_the_link_is_made_by_whoever_sends_it(practice):
    heard = []
    within(InvitationMade)(heard.append)
    made = invite(practice, " Una@Example.ORG ")
    assert made.secret is None
    assert [(e.by_email, e.invitation_id) for e in heard] == [(True, made.invitation.id)]
    with practice.work():
        assert queries.address_of_invitation(made.invitation.id) == "una@example.org"
        secret = actions.mint_invitation(made.invitation.id)
        again = actions.mint_invitation(made.invitation.id)
    assert invited(practice, again).group.name == "Thursday group"
    with pytest.raises(Missing):
        invited(practice, secret)


def test_no_link_is_made_for_an_invitation_that_is_over(practice):
    made, handed = invite(practice, "una@example.org"), invite(practice)
    practice.do(actions.revoke_invitation, "Noa", made.invitation.id)
    with practice.work():
        assert actions.mint_invitation(made.invitation.id) is None
        assert actions.mint_invitation(handed.invitation.id) is None


def test_somebody_new_joins_with_name_and_password(practice):
    made = invite(practice, role=Role.SUPERVISOR, convenor=True)
    member, account = join(practice, made.secret, email="una@example.org")
    assert (account.name, account.email, account.owner) == ("Una", "una@example.org", False)
    assert (member.role, member.convenor, member.accepted_version) == (Role.SUPERVISOR, True, 1)
    assert member.group.name == "Thursday group"
    assert practice.seat("Una").accepted


def test_r16_an_invitation_works_once_and_keeps_no_address_afterwards(practice):
    made = invite(practice, "una@example.org")
    with practice.work():
        secret = actions.mint_invitation(made.invitation.id)
    join(practice, secret)
    kept = row(practice, made)
    assert kept.accepted_by == practice.member("Una").id
    assert kept.email is None
    assert kept.fingerprint is None
    with pytest.raises(Missing):
        join(practice, secret, email="another@example.org")


def test_the_address_of_the_invitation_counts_not_one_that_is_sent(practice):
    made = invite(practice, "una@example.org")
    with practice.work():
        secret = actions.mint_invitation(made.invitation.id)
    _, account = join(practice, secret, email="mallory@example.org")
    assert account.email == "una@example.org"


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": " "}, "name"),
        ({"password": "short"}, "password"),
        ({"email": "no address"}, "email"),
        ({"email": "ben@example.org"}, "email"),
    ],
)
def test_what_does_not_fit_uses_nothing_up(practice, given, field):
    made = invite(practice)
    with pytest.raises(Invalid) as told:
        join(practice, made.secret, **({"email": "una@example.org"} | given))
    assert list(told.value.fields) == [field]
    assert invited(practice, made.secret)


def test_an_agreement_that_changed_meanwhile_is_read_first_and_nothing_is_used_up(practice):
    made = invite(practice)
    words = agreement.first_words(Mode.LED) | {"way": "Another way."}
    practice.do(actions.new_agreement, "Noa", words, 3, "Ring.")
    with pytest.raises(Stale):
        join(practice, made.secret, email="una@example.org")
    join(practice, made.secret, email="una@example.org", version=2)


def test_whoever_has_an_account_joins_with_it(practice):
    made = invite(practice, role=Role.THERAPIST)
    with practice.work():
        member = actions.join_with(practice.actor("Olu"), made.secret, 1)
    assert member.role is Role.THERAPIST
    assert practice.seat("Olu").accepted
    with practice.work(), pytest.raises(Missing):
        actions.join_with(practice.actor("Zed"), made.secret, 1)


def test_somebody_in_the_group_does_not_use_up_another_ones_invitation(practice):
    made = invite(practice, role=Role.SUPERVISOR, convenor=True)
    with practice.work(), pytest.raises(NotAllowed):
        actions.join_with(practice.actor("Tia"), made.secret, 1)
    assert practice.member("Tia").role is Role.TRAINEE
    assert invited(practice, made.secret)


def test_a_former_member_comes_back_by_invitation_only(practice):
    made = invite(practice)
    with practice.work():
        member = actions.join_with(practice.actor("Finn"), made.secret, 1)
    assert member.id == practice.member("Finn").id
    assert practice.seat("Finn").member.role is Role.TRAINEE


def test_r16_an_invitation_is_dead_after_its_days(practice, monkeypatch):
    made = invite(practice, days=2)
    mailed = invite(practice, "una@example.org", days=2)
    later(monkeypatch, 2)
    with pytest.raises(Missing):
        invited(practice, made.secret)
    with pytest.raises(Missing):
        join(practice, made.secret, email="una@example.org")
    with practice.work():
        assert actions.mint_invitation(mailed.invitation.id) is None


@pytest.mark.parametrize("days", [0, 8, -1])
def test_r16_no_invitation_lasts_more_than_a_week(practice, days):
    with pytest.raises(Invalid):
        invite(practice, days=days)


def test_a_revoked_invitation_is_dead_and_forgotten(practice):
    made = invite(practice)
    practice.do(actions.revoke_invitation, "Noa", made.invitation.id)
    with pytest.raises(Missing):
        invited(practice, made.secret)
    with pytest.raises(Missing):
        practice.do(actions.revoke_invitation, "Noa", made.invitation.id)


def test_nobody_revokes_the_invitation_of_another_group(practice):
    made = invite(practice)
    with pytest.raises(Missing):
        practice.do(actions.revoke_invitation, "Olu", made.invitation.id, group=practice.other)
    assert invited(practice, made.secret)


def test_inviting_an_address_again_replaces_the_earlier_invitation(practice):
    first = invite(practice, "una@example.org")
    second = invite(practice, "UNA@example.org", role=Role.SUPERVISOR)
    seat = practice.seat("Noa")
    with practice.work():
        assert [i.id for i in queries.invitations_of(seat)] == [second.invitation.id]
        assert actions.mint_invitation(first.invitation.id) is None


def test_r15_inviting_tells_nothing_about_who_has_an_account_elsewhere(practice):
    for address in ("olu@example.org", "nobody@example.org"):
        assert invite(practice, address).invitation.email == address
    with pytest.raises(Invalid, match="in the group already"):
        invite(practice, "ben@example.org")


@pytest.mark.parametrize("address", ["no address", "a@b\nBcc: c@d", "x" * 300 + "@example.org"])
def test_what_is_no_address_gets_no_invitation(practice, address):
    with pytest.raises(Invalid):
        invite(practice, address)


def test_of_two_who_try_at_once_one_finds_it_dead(practice, monkeypatch):
    made = invite(practice)
    real = queries.invited_by
    seen = []

    def meanwhile(secret):
        found = real(secret)
        if not seen:
            seen.append(secret)
            found.invitation.accepted_at = clock.now()
        return found

    monkeypatch.setattr(queries, "invited_by", meanwhile)
    with practice.work(), pytest.raises(Missing):
        actions.join_with(practice.actor("Zed"), made.secret, 1)
