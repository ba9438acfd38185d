"""The same on PostgreSQL, and when two come at once: one use per invitation, one convenor at least."""

import threading

import pytest

from supervise.core.errors import Refusal
from supervise.governance.exporting import export_acts
from supervise.governance.queries import trail_of
from supervise.groups import actions, agreement, queries
from supervise.groups.models import Mode, Role
from tests.groups.practice import Practice


@pytest.fixture
def practice(postgres_url, tmp_path):
    url = postgres_url.replace("postgresql://", "postgresql+psycopg://")
    built = Practice(tmp_path, SUPERVISE_DATABASE_URL=url)
    yield built
    built.database.close()


def at_once(*acts):
    """Do several things at once and return how many came about."""
    came, ready = [], threading.Barrier(len(acts))

    def one(act):
        ready.wait()
        try:
            act()
        except Refusal:
            return
        came.append(act)

    threads = [threading.Thread(target=one, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(came)


def test_the_whole_way_of_a_group(practice):
    practice.do(actions.give_convenor, "Noa", practice.member("Ruth").id)
    practice.do(actions.change_role, "Noa", practice.member("Tia").id, Role.THERAPIST)
    words = agreement.first_words(Mode.LED) | {"way": "Another way."}
    practice.do(actions.new_agreement, "Noa", words, 2, "Ring.")
    practice.do(actions.accept_agreement, "Ben", 2)
    practice.do(actions.add_theme, "Noa", label="The long wait", area="context-duty")
    practice.do(actions.retire_theme, "Noa", "the-long-wait")
    practice.do(actions.invite, "Noa", email="una@example.org", role=Role.TRAINEE, convenor=False)
    practice.do(actions.remove_member, "Noa", practice.member("Ada").id)
    practice.do(actions.leave, "Noa", keep_name=False)
    practice.do(actions.accept_agreement, "Ruth", 2)
    seat = practice.seat("Ruth")
    with practice.work():
        assert [m.shown_name for m in queries.members_of(seat)] == ["Ben", "Ruth", "Sam", "Tia"]
        assert len(queries.versions_of(seat)) == 2
        assert queries.invitations_of(seat) == [], "what Noa invited went with Noa"
        assert trail_of(seat)[0].words == "Ruth accepted version 2 of the agreement."
        assert len(list(export_acts())) > 20
        assert len(queries.groups_for_owner(practice.actor("Owen"))) == 2


def test_two_convenors_who_leave_at_once_do_not_both_go(practice):
    practice.do(actions.give_convenor, "Noa", practice.member("Ruth").id)
    went = at_once(*(lambda who=who: practice.do(actions.leave, who, keep_name=True) for who in ("Noa", "Ruth")))
    assert went == 1
    with practice.work():
        assert len(queries.convenors_in(practice.group.id)) == 1


def test_r16_an_invitation_works_once_when_two_come_at_once(practice):
    secret = practice.do(actions.invite, "Noa", email=None, role=Role.TRAINEE, convenor=False).secret

    def join(who):
        with practice.work():
            actions.join_with(practice.actor(who), secret, 1)

    assert at_once(*(lambda who=who: join(who) for who in ("Zed", "Olu", "Finn"))) == 1


def test_two_who_change_the_agreement_at_once_do_not_overwrite_each_other(practice):
    practice.do(actions.give_convenor, "Noa", practice.member("Ruth").id)
    words = agreement.first_words(Mode.LED)

    def change(who):
        practice.do(actions.new_agreement, who, words | {"way": f"The way of {who}."}, 2, "Ring.", instead_of=1)

    assert at_once(*(lambda who=who: change(who) for who in ("Noa", "Ruth"))) == 1
