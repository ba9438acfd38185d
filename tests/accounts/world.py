"""A small installation for the tests of accounts: an app with accounts and e-mails alone, and browsers to try it with."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace

from flask import Blueprint, Flask
from flask.testing import FlaskClient
from jinja2 import StrictUndefined
from markupsafe import escape

from supervise import paths
from supervise.accounts import actions, queries, views
from supervise.accounts.models import Account
from supervise.core import clock, config, events, pace
from supervise.core.actor import Actor
from supervise.core.db import Base, Database, session
from supervise.core.events import Event
from supervise.notifications import views as notifications_views
from supervise.web import bus, pages, scripts, shield, slots, styles
from supervise.web import session as web_session
from tests.cast import compiled

PASSWORD = "plum bicycle under the harbour"
ANOTHER = "seven kettles hum at midnight"


@cache
def _empty() -> bytes:
    """Return a database with all tables and nothing in them, made once for all tests of a process."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "empty.db"
        database = Database(f"sqlite:///{file}")
        Base.metadata.create_all(database.engine)
        database.close()
        return file.read_bytes()


class World:
    """An installation in a folder, its clock, and what was told to its processes."""

    def __init__(self, folder: Path, **environ: str) -> None:
        self.clock_file = folder / "clock"
        given = {"SUPERVISE_DATA_DIR": str(folder / "data"), "SUPERVISE_TEST_QUICK_HASH": "1", **environ}
        given["SUPERVISE_TEST_CLOCK"] = str(self.clock_file)
        self.settings = config.load(given)
        self.database = Database(self.settings.database_url)
        assert self.database.url.database
        Path(self.database.url.database).write_bytes(_empty())
        clock.follow(self.clock_file)
        self.heard: list = []
        self.told: list[tuple[str, dict]] = []
        self.doers = dict(bus._bus.doers)
        for command in ("cut_session", "cut_account", "lock_session"):
            bus.hears(command)(self._hear(command))
        self.app = self._app()

    def _hear(self, command: str):
        return lambda **about: self.told.append((command, about))

    def _app(self) -> Flask:
        app = Flask("supervise", template_folder=str(paths.templates()), static_folder=str(paths.static()))
        app.jinja_env.undefined = StrictUndefined
        app.jinja_env.bytecode_cache = compiled
        app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
        app.extensions["supervise"] = SimpleNamespace(settings=self.settings, database=self.database)
        pace.start(None, on=self.settings.limits)
        bus.start(None)
        web_session.start(app, self.settings, self.database, queries.viewer_for)
        pages.start(app)
        styles.start(app)
        scripts.start(app)
        slots.start(app)
        shield.start(app, self.settings)
        app.register_blueprint(views.pages)
        views.start(app)
        app.register_blueprint(notifications_views.pages)
        notifications_views.start(app)
        app.register_blueprint(_desk())
        return app

    @contextmanager
    def work(self) -> Iterator[None]:
        with self.database.work():
            yield

    def later(self, **by: float) -> None:
        """Move the clock on."""
        earlier = float(self.clock_file.read_text()) if self.clock_file.exists() else 0.0
        unit = {"seconds": 1, "minutes": 60, "hours": 3600, "days": 86400}
        self.clock_file.write_text(str(earlier + sum(unit[k] * v for k, v in by.items())))
        clock._shift._stamp = -1

    def person(self, name: str, password: str | None = PASSWORD, **more: bool) -> Account:
        """Open an account for somebody."""
        with self.work():
            return actions.open_account(f"{name.lower()}@example.org", name, password, **more)

    def actor(self, name: str) -> Actor:
        with self.work():
            account = queries.account_with(f"{name.lower()}@example.org")
            assert account is not None
            return queries.actor_of(account)

    def row(self, what):
        """Read the first row of a statement."""
        with self.work():
            return session().execute(what).first()

    def browser(self, network: str = "192.0.2.1") -> "Browser":
        return Browser(self.app, network)

    def signed_in(self, name: str, password: str = PASSWORD, **more: str) -> "Browser":
        browser = self.browser(**more)
        answer = browser.sign_in(name, password)
        assert answer.status_code == 303, answer.text
        return browser

    def hears(self, kind: type[Event]) -> list:
        """Return the list that events of a kind are put on, until this installation is closed."""
        heard: list = []
        events.within(kind)(heard.append)
        self.heard.append((kind, heard.append))
        return heard

    def close(self) -> None:
        bus._bus.doers.clear()
        bus._bus.doers.update(self.doers)
        for kind, listener in self.heard:
            events._within[kind].remove(listener)
        clock.follow(None)
        self.database.close()


class Browser:
    """A browser without scripts: it keeps cookies and sends the token of the page that it saw last."""

    def __init__(self, app: Flask, network: str) -> None:
        self.client: FlaskClient = app.test_client()
        self.network = {"REMOTE_ADDR": network}
        self.token = ""

    def get(self, address: str, **more):
        answer = self.client.get(address, environ_base=self.network, **more)
        return self._seen(answer)

    def post(self, address: str, data: dict | None = None, **more):
        if not self.token:
            self.get("/signin")
        sent = {"csrf_token": self.token, **(data or {})}
        return self._seen(self.client.post(address, data=sent, environ_base=self.network, **more))

    def tell(self, address: str, what: object = None, **headers: str):
        """Send JSON, as a script of the page does."""
        if not self.token:
            self.get("/signin")
        sent = {"X-CSRF-Token": self.token, **{k.replace("_", "-"): v for k, v in headers.items()}}
        return self.client.post(address, json={} if what is None else what, headers=sent, environ_base=self.network)

    def sign_in(self, name: str, password: str = PASSWORD):
        self.get("/signin")
        answer = self.post("/signin", {"email": f"{name.lower()}@example.org", "password": password})
        if answer.status_code == 303:
            self.token = ""
            self.get("/settings")
        return answer

    def cookie(self, name: str = "supervise"):
        return self.client.get_cookie(name)

    def _seen(self, answer):
        if found := re.search(r'name="csrf_token"[^>]*value="([^"]+)"', answer.text):
            self.token = found[1]
        return answer


def _desk() -> Blueprint:
    """Two views that stand for everything behind the gate."""
    desk = Blueprint("home", __name__)

    @desk.get("/")
    @pages.signed_in
    def today(actor: Actor) -> str:
        return f"Good day, {escape(actor.name)}"

    @desk.post("/write")
    @pages.signed_in
    def write(actor: Actor) -> str:
        from flask import request

        return f"{escape(actor.name)} wrote {escape(repr(sorted(request.form.lists())))}"

    return desk
