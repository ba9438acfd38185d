"""One meeting under load: its people's screens, and one of them after the other who does something."""

import asyncio
import re
import time
import uuid
from collections.abc import Mapping
from typing import Any

from bench.load import BATCH
from bench.targets import Target
from bench.wire import Client
from bench.words import NAMESPACE, comment

DRAIN_S = 20.0
NAMES: Mapping[str, str] = {
    "raise": "somebody raises their hand",
    "say": "somebody says a line",
    "lower": "a hand goes down",
    "pause": "the facilitator pauses",
    "resume": "the facilitator goes on",
}
"""What is done, in turn, as a person would call it."""

_SEQ = re.compile(rb'"seq":(\d+)')


class Room:
    """A meeting and the screens in it. `took` holds for each command how long it took to the last screen, in ms."""

    def __init__(self, server: Target, meeting: str, people: range) -> None:
        self._server, self._meeting, self._people = server, meeting, people
        self._screens: list[Client] = []
        self._shown: dict[int, int] = {}
        self._waited: tuple[int, asyncio.Future[int]] | None = None
        self._seq = 0
        self.took: dict[str, list[float]] = {name: [] for name in NAMES}
        self.refused: list[str] = []
        self.lost = 0

    async def fill(self) -> None:
        """Let everybody come in, and the first of them begin."""
        cookies = [self._server.cookie(n) for n in self._people]
        self._screens = [Client(self._server.url, cookie, NAMESPACE, self._hear) for cookie in cookies]
        for start in range(0, len(self._screens), BATCH):
            await asyncio.gather(*(one.connect() for one in self._screens[start : start + BATCH]))
        for one in self._screens:
            self._note(await self._ask(one, "meeting:open", {"id": self._meeting, "after": None}))
        self._note(await self._command(self._screens[0], "begin", seq=self._seq))

    def empty(self) -> None:
        """Let everybody hang up."""
        for one in self._screens:
            one.leave()

    async def hold(self, start: float, every: float, until: float) -> None:
        """Do one thing after the other, each when it is due, until a moment."""
        number = 0
        while (due := start + number * every) < until:
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            name = list(NAMES)[number % len(NAMES)]
            await self._do(name, self._screens[1 + number // len(NAMES) % (len(self._screens) - 1)], due)
            number += 1

    async def _do(self, name: str, who: Client, due: float) -> None:
        """Do something, and wait until every screen shows it."""
        chair = self._screens[0]
        if name == "say":
            words = comment(int(due * 1000), 0)
            given = {"meeting": self._meeting, "body": words, "key": str(uuid.uuid4())}
            answer = await who.ask("meeting:say", given)
            answer = {**answer, "seq": answer.get("change", {}).get("seq", 0)}
        elif name in {"raise", "lower"}:
            answer = await self._command(who, f"{name}_hand")
        else:
            answer = await self._command(chair, name, seq=self._seq)
        if not answer.get("ok"):
            self.refused.append(str(answer)[:300])
            return
        seen = await self._on_all_screens(answer["seq"])
        self._note(answer)
        if seen is None:
            self.lost += 1
        else:
            self.took[name].append(seen / 1e6 - due * 1e3)

    async def _on_all_screens(self, seq: int) -> int | None:
        """Return when the last screen showed a number of the room (ns); None where one does not in good time."""
        if len(self._shown) == len(self._screens) and min(self._shown.values()) >= seq:
            return time.monotonic_ns()
        self._waited = (seq, asyncio.get_running_loop().create_future())
        try:
            return await asyncio.wait_for(self._waited[1], DRAIN_S)
        except TimeoutError:
            return None
        finally:
            self._waited = None

    def _hear(self, client: Client, event: bytes) -> None:
        if b'"meeting",' not in event[:30] or (found := _SEQ.search(event)) is None:
            return
        self._shown[id(client)] = max(int(found[1]), self._shown.get(id(client), 0))
        if self._waited is None or self._waited[1].done() or len(self._shown) < len(self._screens):
            return
        if min(self._shown.values()) >= self._waited[0]:
            self._waited[1].set_result(time.monotonic_ns())

    def _note(self, answer: Mapping[str, Any]) -> None:
        self._seq = max(self._seq, answer["seq"])

    async def _command(self, who: Client, command: str, **more: object) -> dict[str, Any]:
        return await self._ask(who, "meeting:command", {"meeting": self._meeting, "command": command, **more})

    async def _ask(self, who: Client, name: str, given: dict[str, object]) -> dict[str, Any]:
        answer: dict[str, Any] = await who.ask(name, given)
        return answer
