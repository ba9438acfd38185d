"""What is redacted or erased is in no byte under the data directory, with the server running and stopped, nor after an
older backup is restored; on PostgreSQL it is in no row and no index.

The backups themselves hold it until they are replaced: the older one here lies elsewhere, as a copy that was carried
away.
"""

import http.client
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from sqlalchemy import text

from supervise.core import clock
from supervise.core.db import Base
from supervise.core.jobs import do_due, do_rounds
from supervise.governance.erasing import actions as erasing
from supervise.ops.compacting import compact
from tests.cast import PASSWORD, World, csrf, email, make_world
from tests.governance.planting import Garden, plant, take_away_parts, take_away_whole
from tests.serving import RunningServer, serve

__all__ = ["serve"]

LONGEST_S = 120
"""How long the bytes may outlive the last command here; five minutes are promised."""


class Browser:
    """Somebody who reads at the running server, without scripts."""

    def __init__(self, server: RunningServer, name: str) -> None:
        self.server, self.cookie = server, ""
        page = self.ask("GET", "/signin")
        self.ask("POST", "/signin", email=email(name), password=PASSWORD, csrf_token=csrf(page))

    def ask(self, method: str, path: str, **form: str) -> str:
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30)
        headers = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        connection.request(method, path, urlencode(form) if form else None, headers)
        answer = connection.getresponse()
        given = [one.split(";")[0] for one in answer.headers.get_all("Set-Cookie", [])]
        self.cookie = "; ".join(given) or self.cookie
        body = answer.read().decode()
        connection.close()
        return body

    def look_for(self, words: str) -> str:
        token = csrf(self.ask("GET", "/settings"))
        return self.ask("POST", "/search", words=words, csrf_token=token)


@pytest.fixture
def at_server(serve, tmp_path: Path) -> Iterator[tuple[World, RunningServer]]:
    """A server that runs on a practice; the test writes to the same database beside it."""
    server = serve(start=False, SUPERVISE_LIMITS="off", SUPERVISE_DISGUISE="rules")
    world = make_world(server.data_dir, SUPERVISE_LIMITS="off", SUPERVISE_DISGUISE="rules")
    server.start()
    _until(lambda: list((server.data_dir / "backups").glob("*.backup")), "the server makes its nightly backup")
    yield world, server
    world.database.close()


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_nothing_of_it_is_in_any_file_with_the_server_running_and_stopped_or_after_an_older_backup(at_server, tmp_path):
    world, server = at_server
    with world.work():
        garden = plant(world)
    _read_about(garden, server)
    older = tmp_path / "carried-away.backup"
    server.supervise("backup", str(older))
    assert _files(garden, server) == set(garden.planted), "each is found as long as it stands"
    with world.work():
        take_away_parts(garden)
    take_away_whole(garden, server.supervise)
    _until(lambda: not garden.found_under(server.data_dir), "no byte holds it any more", LONGEST_S)
    assert garden.found_in(server.logged().encode()) == set()
    _read_about(garden, server, gone=True)
    world.database.close()
    assert server.stop() == 0
    assert garden.found_under(server.data_dir) == {}
    _restored(garden, server, older)


def _restored(garden: Garden, server: RunningServer, older: Path) -> None:
    """Restore the older backup with the newest list, which the data directory holds beside the server's own.

    What was nobody's but its writer's, and only thrown away, is back for them: a draft, which goes in its time.
    """
    back = {"draft thrown away"}
    listed = server.data_dir / "backups" / "newest.erased.json"
    assert garden.found_in(older.read_bytes()) == set(garden.planted)
    again = server.data_dir.with_name("again")
    server.environ = {**server.environ, "SUPERVISE_DATA_DIR": str(again)}
    server.supervise("restore", str(older), "--erased", str(listed))
    assert garden.found_under(again) == {"supervise.db": back}, "before anybody is served"
    server.data_dir = again
    server.start()
    _read_about(garden, server, gone=True)
    assert server.stop() == 0
    assert set().union(*garden.found_under(again).values()) == back


def _read_about(garden: Garden, server: RunningServer, *, gone: bool = False) -> None:
    """Open every page that shows it, and search for it, so that whatever remembers has something to remember."""
    thread, stays = (f"/dilemmas/{garden.things[name]}" for name in ("thread", "stays"))
    for who in ("Ruth", "Noa"):
        browser = Browser(server, who)
        shown = "".join(browser.ask("GET", path) for path in (thread, f"{thread}/history", stays, "/"))
        shown += browser.ask("GET", f"/groups/{garden.world.group_id}")
        shown += browser.ask("GET", f"/groups/{garden.things['group']}/about")
        shown += "".join(
            browser.ask("GET", f"/writeups/{garden.things[one]}") for one in ("write-up", "write-up that stays")
        )
        sought = [browser.look_for(garden.planted[place]) for place in ("account", "comment", "dilemma in a group")]
        sought += [
            browser.look_for(garden.planted[place])
            for place in ("version of a write-up", "passage redacted of a write-up")
        ]
        seen = garden.found_in(shown.encode())
        read = {"margin note", "verdict", "passage rewritten of a write-up"} if who == "Ruth" else set()
        stands = {"account", "comment", "removed comment", "outcome", "about a group"} | read
        assert not seen if gone else stands <= seen
        assert all(("Nothing" in one) is gone for one in sought) or not gone


def _files(garden: Garden, server: RunningServer) -> set[str]:
    return set().union(*garden.found_under(server.data_dir).values())


def _until(holds: Callable[[], object], what: str, patience_s: float = 60) -> None:
    until = clock.ticks() + patience_s
    while not holds():
        assert clock.ticks() < until, what
        clock.pause(0.2)


@pytest.fixture
def on_postgresql(tmp_path: Path, postgres_url: str) -> Iterator[World]:
    environ = {"SUPERVISE_DATABASE_URL": postgres_url, "SUPERVISE_LIMITS": "off", "SUPERVISE_DISGUISE": "rules"}
    made = make_world(tmp_path / "data", **environ)
    yield made
    made.database.close()


def test_on_postgresql_nothing_of_it_is_in_any_row_or_index(on_postgresql):
    world = on_postgresql
    with world.work():
        garden = plant(world)
    do_due(world.database)
    do_rounds(world.database)
    assert _rows(garden) == set(garden.planted), "each is found as long as it stands"
    assert _index(garden) >= {"account", "comment", "outcome", "comment of a person", "version of a write-up"}
    with world.work():
        take_away_parts(garden)
        erasing.erase_dilemma(garden.things["thread"])
        erasing.erase_account(None, garden.things["person"], words=True)
        erasing.erase_group(garden.things["group"])
    compact(world.database)
    assert _rows(garden) == set()
    assert _index(garden) == set()


def _rows(garden: Garden) -> set[str]:
    """Return what of it stands in any row of any table, or in what the planner keeps of them."""
    asked = [*(table.select() for table in Base.metadata.sorted_tables), text("SELECT * FROM pg_stats")]
    with garden.world.database.engine.connect() as connection:
        held = [str([tuple(row) for row in connection.execute(one)]) for one in asked]
    return garden.found_in("\n".join(held).encode())


def _index(garden: Garden) -> set[str]:
    """Return what of it stands in the bytes of the index of words, free or not."""
    with garden.world.database.engine.connect() as connection:
        connection.execute(text("CHECKPOINT"))
        names = connection.execute(text("SELECT indexname FROM pg_indexes WHERE indexdef LIKE '%USING gin%'")).scalars()
        read = text("SELECT pg_read_binary_file(pg_relation_filepath(:name))")
        held = b"".join(bytes(connection.execute(read, {"name": name}).scalar_one()) for name in names.all())
    return garden.found_in(held)
