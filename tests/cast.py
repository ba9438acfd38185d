"""The named people of the tests, and the small practice they live in.

Noa convenes the Thursday group; Ruth and Sam supervise it; Ben and Ada are therapists; Tia is a trainee; Finn has
left; Olu convenes and supervises another group; Owen owns the installation and sits nowhere.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask.testing import FlaskClient
from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy import select

from supervise.accounts.actions import open_account
from supervise.accounts.models import Account
from supervise.accounts.passwords import hashed
from supervise.accounts.queries import account_with, actor_of
from supervise.app import Supervise, create_app
from supervise.core.actor import Actor
from supervise.core.config import Settings, load
from supervise.core.db import Database, session, transaction
from supervise.core.ids import Id, new_key
from supervise.dilemmas import actions as dilemmas
from supervise.dilemmas import comments
from supervise.dilemmas.actions import Written
from supervise.dilemmas.comments import Said
from supervise.dilemmas.models import Audience, Comment, Dilemma, Kind, Signed
from supervise.groups import actions as groups
from supervise.groups.models import Member, Mode, Role
from supervise.ops.schema import migrate
from supervise.texts.checking import Checked

PASSWORD = "the kettle is on again"
PEOPLE = {
    "Noa": (Role.THERAPIST, True),
    "Ruth": (Role.SUPERVISOR, False),
    "Sam": (Role.SUPERVISOR, False),
    "Ben": (Role.THERAPIST, False),
    "Ada": (Role.THERAPIST, False),
    "Tia": (Role.TRAINEE, False),
    "Finn": (Role.THERAPIST, False),
}
OUTSIDER, OWNER = "Olu", "Owen"
CAST = (*PEOPLE, OUTSIDER, OWNER)
NOWHERE = Id("")
CHEAPEST = "/no-such-page"
"""The quickest page that has a form's token on it: the one that says that there is none."""
HOUSE = Actor(Id("house"), "the owner", owner=True, zone="Europe/London")


def email(name: str) -> str:
    """Return the address that somebody of the cast signs in with."""
    return f"{name.lower()}@example.org"


def words(body: str) -> Checked:
    """Return words as if they had been looked at."""
    return Checked(body, [])


@dataclass
class World:
    """A practice with its cast, on a database of its own."""

    built: Supervise
    group_id: Id = NOWHERE
    other_id: Id = NOWHERE
    clients: dict[str, FlaskClient] = field(default_factory=dict)

    @property
    def app(self) -> Any:
        return self.built.flask

    @property
    def database(self) -> Database:
        return self.built.database

    @contextmanager
    def work(self) -> Iterator[Any]:
        """Open work, as a request would."""
        with self.app.app_context(), self.database.work() as opened:
            yield opened

    def actor(self, name: str) -> Actor:
        """Return somebody of the cast as one who acts; work must be open."""
        account = account_with(email(name))
        assert account is not None, name
        return actor_of(account)

    def member(self, name: str) -> Member:
        """Return somebody's seat in the Thursday group; work must be open."""
        found = session().scalar(
            select(Member)
            .join(Account, Account.id == Member.account_id)
            .where(Account.email == email(name), Member.group_id == self.group_id)
        )
        assert found is not None, name
        return found

    def client(self, name: str | None = None) -> FlaskClient:
        """Return a browser without scripts, signed in as somebody."""
        if name is None:
            return self.app.test_client()
        if name not in self.clients:
            client = self.app.test_client()
            token = csrf(client.get("/signin").text)
            form = {"email": email(name), "password": PASSWORD, "csrf_token": token}
            assert client.post("/signin", data=form).status_code == 303, name
            self.clients[name] = client
        return self.clients[name]

    def post(self, name: str, path: str, **form: Any) -> Any:
        """Send a form as somebody."""
        client = self.client(name)
        token = csrf(client.get(CHEAPEST).text)
        return client.post(path, data={"csrf_token": token, **form})

    def dilemma(self, author: str = "Tia", account: str = "She saw the next client arrive.", **more: Any) -> Dilemma:
        """Post a dilemma in the Thursday group; work must be open."""
        signed = Signed.COLLEAGUE if more.pop("colleague", False) else Signed.NAME
        audience = Audience.SUPERVISORS if more.pop("to_supervisors", False) else Audience.GROUP
        extra = {k: words(v) if isinstance(v, str) and k in {"title", "question"} else v for k, v in more.items()}
        written = Written(account=words(account), signed=signed, audience=audience, **extra)
        return dilemmas.post_dilemma(self.actor(author), self.group_id, written, new_key())

    def comment(
        self, author: str, dilemma: Dilemma, body: str = "I wonder what that was like.", **more: Any
    ) -> Comment:
        """Comment on a dilemma; work must be open."""
        signed = Signed.COLLEAGUE if more.pop("colleague", False) else Signed.NAME
        said = Said(body=words(body), signed=signed, kind=more.pop("kind", Kind.RESPONSE), **more)
        return comments.post_comment(self.actor(author), dilemma.id, said, new_key())


def make_world(folder: Path, **environ: str) -> World:
    """Make the practice in a folder, its database migrated as a real one is."""
    settings = load({"SUPERVISE_DATA_DIR": str(folder), "SUPERVISE_TEST_QUICK_HASH": "1", **environ})
    database = Database(settings.database_url)
    file = database.url.database if database.is_sqlite else None
    if file is None:
        migrate(database)
        return _settled(World(_app(settings, database)))
    kept = _kept_practice()
    Path(file).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    shutil.copyfile(kept.file, file)
    return World(_app(settings, database), kept.group_id, kept.other_id)


class Compiled(BytecodeCache):
    """Templates as they were compiled for the first practice of a process, for all that follow."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


compiled = Compiled()


def _app(settings: Settings, database: Database) -> Supervise:
    built = create_app(settings, database)
    built.flask.jinja_env.bytecode_cache = compiled
    return built


@dataclass(frozen=True)
class Kept:
    """A practice with nothing but its cast, to begin with copies of it."""

    folder: TemporaryDirectory[str]
    file: Path
    group_id: Id
    other_id: Id


@cache
def _kept_practice() -> Kept:
    """Migrate a database and seat the cast, once for all tests of a process: a practice of its own takes long to make."""
    folder = TemporaryDirectory(prefix="supervise-cast-")
    settings = load({"SUPERVISE_DATA_DIR": folder.name, "SUPERVISE_TEST_QUICK_HASH": "1"})
    database = Database(settings.database_url)
    migrate(database)
    world = _settled(World(_app(settings, database)))
    database.close()
    assert database.url.database
    return Kept(folder, Path(database.url.database), world.group_id, world.other_id)


def _settled(world: World) -> World:
    with world.work():
        people(world)
    return world


def people(world: World) -> None:
    """Seat the cast; work must be open."""
    secret = hashed(PASSWORD, "", "")
    with transaction():
        accounts = {name: open_account(email(name), name, hashed=secret, owner=name == OWNER) for name in CAST}
        group = groups.create_group(
            HOUSE, name="Thursday group", about="", mode=Mode.LED, zone="Europe/London",
            convenor_account_id=accounts["Noa"].id,
        )  # fmt: skip
        other = groups.create_group(
            HOUSE, name="Another group", about="", mode=Mode.PEER, zone="Europe/London",
            convenor_account_id=accounts[OUTSIDER].id, convenor_role=Role.SUPERVISOR,
        )  # fmt: skip
        for name, (role, convenor) in PEOPLE.items():
            groups.add_member(group.id, accounts[name].id, role, convenor=convenor, on_paper=True)
        groups.add_member(other.id, accounts[OUTSIDER].id, Role.SUPERVISOR, convenor=True, on_paper=True)
        world.group_id, world.other_id = group.id, other.id
    groups.leave(world.actor("Finn"), world.group_id, keep_name=False)


def csrf(page: str) -> str:
    """Return the token that a page's forms carry."""
    _, _, rest = page.partition('name="csrf_token"')
    return rest.partition('value="')[2].partition('"')[0]
