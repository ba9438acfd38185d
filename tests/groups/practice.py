"""The cast's practice, with what the tests of groups ask of it again and again."""

from pathlib import Path
from typing import Any

from sqlalchemy import event

from supervise.accounts.actions import open_account
from supervise.accounts.models import Account
from supervise.core.actor import Actor
from supervise.core.db import session
from supervise.core.ids import Id
from supervise.groups import actions, queries
from supervise.groups.models import Group, Member, Mode, Role
from tests import cast

PASSWORD = "seven kettles hum at midnight"


class Practice:
    """The cast (tests/cast.py) and Zed, who has an account and sits nowhere."""

    def __init__(self, folder: Path, **environ: str) -> None:
        self.cast = cast.make_world(folder, **environ)
        self.database, self.work, self.app = self.cast.database, self.cast.work, self.cast.app
        with self.work():
            open_account(cast.email("Zed"), "Zed", cast.PASSWORD)
            self.group = session().get_one(Group, self.cast.group_id)
            self.other = session().get_one(Group, self.cast.other_id)

    def new_group(self, name: str, convenor: str, role: Role = Role.THERAPIST, mode: Mode = Mode.LED) -> Group:
        with self.work():
            group = actions.create_group(
                self.actor("Owen"),
                name=name,
                about="We meet on Thursdays.",
                mode=mode,
                zone="Europe/London",
                convenor_account_id=self.actor(convenor).account_id,
                convenor_role=role,
            )
            actions.add_member(group.id, self.actor(convenor).account_id, role, convenor=True, on_paper=True)
            return group

    def actor(self, name: str) -> Actor:
        """Return somebody as one who acts; work must be open."""
        return self.cast.actor(name)

    def account(self, name: str) -> Id:
        with self.work():
            return self.actor(name).account_id

    def member(self, name: str, group: Group | None = None) -> Member:
        """Return a person's membership, past or present, as it is now."""
        with self.work():
            return (
                session()
                .query(Member)
                .join(Account)
                .filter(Account.email == cast.email(name), Member.group_id == (group or self.group).id)
                .one()
            )

    def do(self, verb: Any, who: str, *given: Any, group: Group | None = None, **named: Any) -> Any:
        """Let somebody do something in a group."""
        with self.work():
            return verb(self.actor(who), (group or self.group).id, *given, **named)

    def seat(self, name: str, group: Group | None = None) -> queries.Seat:
        return self.do(queries.seat_for, name, group=group)

    def first(self, what: Any) -> Any:
        """Read the first row of a statement."""
        with self.work():
            return session().execute(what).first()

    def get(self, name: str | None, page: str, group: Group | None = None) -> Any:
        """Open a page of a group, or any page by its whole address."""
        return self.cast.client(name).get(self.address(page, group))

    def post(self, who: str, page: str, /, **form: Any) -> Any:
        """Send a form of a page of the Thursday group."""
        client = self.cast.client(who)
        return client.post(self.address(page), data={"csrf_token": cast.csrf(client.get("/settings").text), **form})

    def address(self, page: str, group: Group | None = None) -> str:
        return page if page.startswith("/") else f"/groups/{(group or self.group).id}/{page}"

    def stranger(self) -> "Stranger":
        return Stranger(self.app.test_client())

    def asked(self) -> list[str]:
        """Return a list that fills with every statement from now on."""
        statements: list[str] = []
        event.listen(
            self.database.engine,
            "before_cursor_execute",
            lambda *a: None if a[2].startswith("BEGIN") else statements.append(a[2]),
        )
        return statements


class Stranger:
    """A browser in which nobody is signed in; it sends the token of the page that it saw last."""

    def __init__(self, client: Any) -> None:
        self.client, self.token = client, ""

    def get(self, address: str) -> Any:
        return self._seen(self.client.get(address, follow_redirects=True))

    def post(self, address: str, /, **form: Any) -> Any:
        return self._seen(self.client.post(address, data={"csrf_token": self.token, **form}))

    def _seen(self, answer: Any) -> Any:
        self.token = cast.csrf(answer.text) or self.token
        return answer
