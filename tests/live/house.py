"""The product as it is served, with the cast in it: their browsers without scripts, and their live lines."""

import json
import re
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPResponse
from typing import Any
from urllib.parse import urlencode

from supervise.core.ids import new_key
from tests.cast import CHEAPEST, PASSWORD, World, csrf, email, make_world
from tests.live.rawsocket import Ended, RawSocket
from tests.serving import RunningServer, Serve

Change = dict[str, Any]


class Line:
    """One live connection: what is asked is answered, what is told meanwhile is kept in order."""

    def __init__(self, port: int, cookie: str, **more: Any) -> None:
        headers = {"Cookie": cookie, "Origin": f"http://127.0.0.1:{port}", **more.pop("headers", {})}
        self.raw = RawSocket(port, headers=headers, **more)
        self.heard: list[tuple[str, Change]] = []
        self.answers: dict[int, list[Change]] = {}
        self.number = 0
        self.refused: Change | None = None
        self.cut = False
        try:
            self._open()
        except BaseException:
            self.close()
            raise

    def _open(self) -> None:
        assert self.raw.status == 101, self.raw.status
        assert self.raw.packet().startswith("0{")
        self.raw.text("40/live,")
        told = self.raw.packet()
        if told.startswith("44/live,"):
            self.refused = json.loads(told.removeprefix("44/live,"))

    def close(self) -> None:
        self.raw.sock.close()

    def send(self, event: str, data: object = None, **fields: Any) -> int:
        """Send an event without waiting; return the number of its answer."""
        self.number += 1
        self.raw.text(f"42/live,{self.number}{json.dumps([event, fields if data is None else data])}")
        return self.number

    def ask(self, event: str, data: object = None, **fields: Any) -> Change:
        """Send an event and return its answer."""
        return self.answer(self.send(event, data, **fields))

    def answer(self, number: int) -> Change:
        """Wait for an answer; what is told meanwhile is kept."""
        while number not in self.answers:
            self._next()
        answers = self.answers.pop(number)
        assert len(answers) == 1
        found: Change = answers[0]
        return found

    def wait(self, event: str, **fields: Any) -> Change:
        """Wait for something that is told (or was already), take it out of what was heard, and return it."""
        while True:
            for place, (name, data) in enumerate(self.heard):
                if name == event and all(data.get(k) == v for k, v in fields.items()):
                    del self.heard[place]
                    return data
            self._next()

    def settled(self) -> list[tuple[str, Change]]:
        """Return all that was told until now: an answer comes after what was sent before it."""
        self.ask("dilemma:leave", id="0" * 20)
        heard, self.heard = self.heard, []
        return heard

    def changes(self, room: str) -> list[Change]:
        """Return the numbered changes of a room that were told until now."""
        return [data for name, data in self.settled() if name == "change" and data["room"] == room]

    def ended(self) -> bool:
        """Read on to the end that the server makes."""
        try:
            while not self.cut:
                self._next()
        except (Ended, AssertionError):
            pass
        return True

    def _next(self) -> str:
        packet = self.raw.packet()
        if packet.startswith("42/live,["):
            name, data = json.loads(packet.removeprefix("42/live,"))
            self.heard.append((name, data))
        elif packet.startswith("43/live,"):
            number, mark, rest = packet.removeprefix("43/live,").partition("[")
            assert int(number) not in self.answers, "answered twice"
            self.answers[int(number)] = json.loads(mark + rest)
        elif packet.startswith("41/live"):
            self.cut = True
        return packet


class House:
    """A running installation with the cast, and more processes of it if wished."""

    def __init__(self, world: World, *servers: RunningServer) -> None:
        self.world, self.servers = world, list(servers)
        self._cookies: dict[tuple[str, int], str] = {}
        self._tokens: dict[str, str] = {}
        self._lines: list[Line] = []

    @property
    def server(self) -> RunningServer:
        return self.servers[0]

    def request(
        self, method: str, path: str, *, cookie: str = "", at: int = 0, body: bytes | None = None, **headers: str
    ) -> tuple[HTTPResponse, str]:
        """Send one request; return the answer and its body."""
        line = HTTPConnection("127.0.0.1", self.servers[at].port, timeout=100)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        line.request(method, path, body, {**({"Cookie": cookie} if cookie else {}), **named})
        reply = line.getresponse()
        text = reply.read().decode(errors="replace")
        line.close()
        return reply, text

    def sign_in(self, name: str, *, at: int = 0, password: str = PASSWORD) -> str:
        """Sign in anew and return the cookie."""
        reply, page = self.request("GET", "/signin", at=at)
        first = _cookies(reply)
        form = {"email": email(name), "password": password, "csrf_token": csrf(page)}
        reply, page = self.request(
            "POST",
            "/signin",
            at=at,
            cookie=first,
            body=urlencode(form).encode(),
            Content_Type="application/x-www-form-urlencoded",
        )
        assert reply.status == 303, page[-2000:]
        mine = _cookies(reply)
        reply, page = self.request("GET", CHEAPEST, at=at, cookie=mine)
        mine = _cookies(reply) or mine  # the form token lives in the cookie
        self._tokens[mine] = csrf(page)
        return mine

    def cookie(self, name: str) -> str:
        """Return the cookie of somebody who is signed in."""
        if (name, 0) not in self._cookies:
            self._cookies[name, 0] = self.sign_in(name)
        return self._cookies[name, 0]

    def get(self, name: str, path: str, *, at: int = 0, cookie: str = "") -> tuple[int, str]:
        reply, page = self.request("GET", path, at=at, cookie=cookie or self.cookie(name))
        return reply.status, page

    def post(
        self, name: str, path: str, form: Mapping[str, Any] | None = None, *, cookie: str = "", at: int = 0
    ) -> tuple[int, str]:
        """Send a form as somebody."""
        mine = cookie or self.cookie(name)
        body = urlencode({"csrf_token": self._tokens[mine], **(form or {})}, doseq=True).encode()
        kind = "application/x-www-form-urlencoded"
        reply, page = self.request("POST", path, at=at, cookie=mine, body=body, Content_Type=kind)
        return reply.status, page

    def line(self, name: str, *, at: int = 0, cookie: str = "", **more: Any) -> Line:
        """Open a live line as somebody; all lines are closed with the test."""
        self._lines.append(Line(self.servers[at].port, cookie or self.cookie(name), **more))
        return self._lines[-1]

    def close_lines(self) -> None:
        """Close all lines, and see that nothing stumbled meanwhile."""
        for line in self._lines:
            line.close()
        self._lines.clear()
        logged = [said for one in self.servers for said in one.logged().splitlines()]
        # a machine without pg_dump cannot back a PostgreSQL up, and says so
        stumbled = [s for s in logged if ("failed:" in s or "fault" in s) and "round backup" not in s]
        assert not stumbled, stumbled[:5]

    def dilemma(self, author: str = "Ben", **more: Any) -> str:
        """Post a dilemma beside the server; nobody is told of it live."""
        with self.world.work():
            return self.world.dilemma(author, **more).id

    def in_thread(self, name: str, dilemma: str, *, after: int | None = None, **more: Any) -> tuple[Line, Change]:
        """Open a line and a thread; return both."""
        line = self.line(name, **more)
        opened = line.ask("dilemma:open", id=dilemma, after=after)
        assert opened["ok"], opened
        return line, opened


def comment(dilemma: str, body: str = "I wonder what that was like.", **more: Any) -> Change:
    """Return what posts a comment, with a key of its own."""
    return {"dilemma": dilemma, "body": body, "key": new_key(), **more}


def make_house(serve: Serve, *, processes: int = 1, **environ: str) -> House:
    """Make the cast in a data folder and serve it; with several processes they share folder, database and broker."""
    first = serve(start=False, **environ)
    given = {name: value for name, value in environ.items() if name != "SUPERVISE_BROKER_URL"}
    world = make_world(first.data_dir, **given)
    world.database.engine.dispose()
    first.start()
    others = [serve(SUPERVISE_DATA_DIR=str(first.data_dir), **environ) for _ in range(processes - 1)]
    return House(world, first, *others)


def _cookies(reply: HTTPResponse) -> str:
    return "; ".join(re.split(";", value)[0] for name, value in reply.getheaders() if name.lower() == "set-cookie")
