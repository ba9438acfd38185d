"""A small installation for the tests of groups: two groups, and everybody who matters to them."""

from pathlib import Path

from flask import Flask

from supervise.core.db import session
from supervise.core.ids import Id
from supervise.governance import views as governance_views
from supervise.groups import actions, queries
from supervise.groups import views as groups_views
from supervise.groups.models import Group, Member, Mode, Role
from supervise.web import bus
from tests.accounts import world as accounts_world

PEOPLE = ("Noa", "Ruth", "Sam", "Ben", "Ada", "Tia", "Finn", "Olu", "Zed")
SEATS = {"Ruth": Role.SUPERVISOR, "Sam": Role.SUPERVISOR, "Ben": Role.THERAPIST, "Ada": Role.THERAPIST}
SEATS |= {"Tia": Role.TRAINEE, "Finn": Role.THERAPIST}
TOLD = ("evict_member", "evict_group", "cut_session", "cut_account", "lock_session")


class World(accounts_world.World):
    """Noa convenes the group of Ruth, Sam, Ben, Ada and Tia; Finn has left it. Olu has a group of her own, Zed none."""

    def __init__(self, folder: Path, **environ: str) -> None:
        kept = {name: bus._bus.doers.get(name) for name in TOLD}
        super().__init__(folder, **environ)
        for command in TOLD:
            bus.hears(command)(self._hear(command))
        self._kept = kept
        self.person("Owen", owner=True)
        for name in PEOPLE:
            self.person(name)
        self.group = self.new_group("Thursday group", "Noa")
        self.other = self.new_group("Elsewhere", "Olu", Role.SUPERVISOR)
        with self.work():
            for name, role in SEATS.items():
                actions.add_member(self.group.id, self.account(name), role, convenor=False, on_paper=True)
            actions.leave(self.actor_now("Finn"), self.group.id, keep_name=True)
        self.told.clear()

    def _app(self) -> Flask:
        app = super()._app()
        for feature in (groups_views, governance_views):
            app.register_blueprint(feature.pages)
            feature.start(app)
        return app

    def new_group(self, name: str, convenor: str, role: Role = Role.THERAPIST, mode: Mode = Mode.LED) -> Group:
        with self.work():
            whose = self.account(convenor)
            group = actions.create_group(
                self.actor_now("Owen"),
                name=name,
                about="We meet on Thursdays.",
                mode=mode,
                zone="Europe/London",
                convenor_account_id=whose,
                convenor_role=role,
            )
            actions.add_member(group.id, whose, role, convenor=True, on_paper=True)
            return group

    def account(self, name: str) -> Id:
        return self.actor_now(name).account_id

    def actor_now(self, name: str):
        account = accounts_world.queries.account_with(f"{name.lower()}@example.org")
        assert account is not None
        return accounts_world.queries.actor_of(account)

    def member(self, name: str, group: Group | None = None) -> Member:
        """Return a person's membership, past or present."""
        group = group or self.group
        with self.work():
            account_id = self.account(name)
            return session().query(Member).filter_by(group_id=group.id, account_id=account_id).one()

    def seat(self, name: str, group: Group | None = None) -> queries.Seat:
        with self.work():
            return queries.seat_for(self.actor_now(name), (group or self.group).id)

    def do(self, verb, who: str, *given, group: Group | None = None, **named):
        """Let somebody do something in a group."""
        with self.work():
            return verb(self.actor_now(who), (group or self.group).id, *given, **named)

    def close(self) -> None:
        super().close()
        for name, doer in self._kept.items():
            if doer is not None:
                bus._bus.doers[name] = doer
