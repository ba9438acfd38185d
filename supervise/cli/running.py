"""`run` and `migrate`: serving an installation."""

import ipaddress
from argparse import Namespace
from functools import partial
from typing import Any

import gevent

from supervise.accounts.actions import make_first_owner_link
from supervise.accounts.queries import demonstration_people
from supervise.app import Supervise
from supervise.cli.demonstration import PASSWORD
from supervise.cli.keeping import keep_by_itself
from supervise.cli.opening import built, settings
from supervise.core.config import BadSetting
from supervise.core.db import Database
from supervise.notifications import served_at
from supervise.ops.health import running
from supervise.ops.memory import settle
from supervise.ops.server import serve
from supervise.texts.checking import long_texts_apart, look_at
from supervise.web import bus, live
from supervise.web.keeping_up import keep_up, keep_up_apart


def add(verbs: Any) -> None:
    """Add the commands."""
    run = verbs.add_parser("run", help="serve, with production settings")
    run.add_argument("--host", default="127.0.0.1")
    run.add_argument("--port", type=int, default=5000)
    run.set_defaults(does=run_server)
    verbs.add_parser("migrate", help="bring the database up to date").set_defaults(does=migrate)


def migrate(given: Namespace) -> None:  # noqa: ARG001
    """Bring the database up to date."""
    built().database.close()
    print("The database is up to date.")


def run_server(given: Namespace) -> None:
    """Serve until told to stop."""
    chosen = settings()
    with running(chosen.data_dir, chosen.database_url):
        _serve(given)


def _serve(given: Namespace) -> None:
    app = built(live_mode="gevent", tests=_is_loopback(given.host))
    with app.database.work():
        people = demonstration_people()
    _refuse_danger(app, given.host, demonstration=bool(people))
    keep_by_itself(app)
    first_look = partial(look_at, "The first text takes longer than the others; let it be this one.")
    keeping = partial(keep_up, app.database), partial(keep_up_apart, app.database)
    for beside in (bus.listen, *keeping, first_look, settle):
        gevent.spawn(beside)

    def ready(host: str, port: int) -> None:
        address = app.settings.base_url or f"http://{_in_address(host)}:{port}"
        served_at(address)
        _greet(address, app.database, people)

    with long_texts_apart():
        serve(app.flask, live.socketio(), given.host, given.port, on_ready=ready)


def _refuse_danger(app: Supervise, host: str, *, demonstration: bool) -> None:
    """Stop where an installation would be open to others without what protects it (R39)."""
    if _is_loopback(host):
        return
    if demonstration:
        raise BadSetting("The demonstration is served on 127.0.0.1 only. Take it away: supervise demo --remove")
    if not app.settings.limits:
        raise BadSetting("SUPERVISE_LIMITS=off is for load tests on 127.0.0.1 only. Remove it.")
    if not app.settings.secure:
        raise BadSetting(
            "Serving others needs TLS: put a proxy in front and set SUPERVISE_BASE_URL=https://... (see README)."
        )


def _greet(address: str, database: Database, people: list[tuple[str, str]]) -> None:
    print(f"\nSupervise is ready: {address}", flush=True)
    if people:
        print(f"\n  The demonstration practice (password for everybody: {PASSWORD})")
        for name, email in people:
            print(f"    {name:<8} {email}")
    with database.work():
        secret = make_first_owner_link()
    if secret:
        print(f"\n  Set up your own practice (works once, for a day): {address}/setup/{secret}")
    print("\n  Stop with Ctrl-C.", flush=True)


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _in_address(host: str) -> str:
    return f"[{host}]" if ":" in host else host
