"""Opening an installation for one command: settings, database, migrations, application."""

import json
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from supervise.app import Supervise, create_app
from supervise.core.config import Settings, load
from supervise.core.db import Database
from supervise.ops.schema import migrate


def settings() -> Settings:
    """Return the environment's settings; raises BadSetting."""
    return load()


def built(*, live_mode: str = "threading", tests: bool = True) -> Supervise:
    """Return the application on a database that is up to date; without `tests` it ignores the tests' own settings."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s", stream=sys.stderr)
    for chatty in ("alembic", "engineio", "socketio", "geventwebsocket"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    chosen = settings()
    if not tests:
        chosen = replace(chosen, test_clock=None, test_quick_hash=False)
    database = Database(chosen.database_url)
    migrate(database)
    return create_app(chosen, database, live_mode=live_mode)


@contextmanager
def at_work() -> Iterator[Supervise]:
    """Open the application and the work of one command."""
    app = built()
    try:
        with app.flask.app_context(), app.database.work():
            yield app
    finally:
        app.database.close()


def say(as_json: bool, what: dict[str, Any], line: str) -> None:
    """Print the outcome: one object, or one line for people."""
    print(json.dumps(what, ensure_ascii=False) if as_json else line)
