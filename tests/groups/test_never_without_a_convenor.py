"""Whatever members do, a group that has members has somebody who convenes it."""

from contextlib import suppress

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from supervise.core.errors import Refusal
from supervise.groups import actions, queries
from supervise.groups.models import Role
from tests.groups.practice import Practice

NAMES = st.sampled_from(["Noa", "Ruth", "Sam", "Ben", "Finn"])


class Comings(RuleBasedStateMachine):
    """People are seated, given and taken marks and roles, removed; they leave and come back."""

    def __init__(self, practice: Practice) -> None:
        super().__init__()
        self.practice = practice
        self.group = self.practice.new_group("A group", "Noa")
        for name in ("Ruth", "Ben"):
            self.sit(name, Role.THERAPIST, convenor=False)

    def tried(self, verb, who, *given, **named) -> None:
        with suppress(Refusal):
            self.practice.do(verb, who, *given, group=self.group, **named)

    def id_of(self, name: str) -> str:
        seats = {m.account_id: m.id for m in self.members()}
        return seats.get(self.practice.account(name), "nobody")

    def members(self) -> list:
        with self.practice.work():
            return list(queries.members_of(queries.Seat(None, self.group)))

    @rule(name=NAMES, role=st.sampled_from(Role), convenor=st.booleans())
    def sit(self, name, role, convenor):
        with suppress(Refusal), self.practice.work():
            account_id = self.practice.actor(name).account_id
            actions.add_member(self.group.id, account_id, role, convenor=convenor, on_paper=True)

    @rule(who=NAMES, whom=NAMES)
    def give(self, who, whom):
        self.tried(actions.give_convenor, who, self.id_of(whom))

    @rule(who=NAMES, whom=NAMES)
    def take(self, who, whom):
        self.tried(actions.take_convenor, who, self.id_of(whom))

    @rule(who=NAMES, whom=NAMES)
    def remove(self, who, whom):
        self.tried(actions.remove_member, who, self.id_of(whom))

    @rule(who=NAMES, keep=st.booleans())
    def leave(self, who, keep):
        self.tried(actions.leave, who, keep_name=keep)

    @rule(who=NAMES, whom=NAMES, role=st.sampled_from(Role))
    def change(self, who, whom, role):
        self.tried(actions.change_role, who, self.id_of(whom), role)

    @invariant()
    def somebody_convenes(self):
        members = self.members()
        assert not members or any(m.convenor for m in members)


def test_no_coming_or_going_leaves_members_without_a_convenor(practice):
    run_state_machine_as_test(lambda: Comings(practice), settings=settings(stateful_step_count=20))
