"""Word between the processes of one installation: content-free commands such as 'this member is gone'.

With no broker there is one process and a command is carried out at once; with one, every process hears it.
"""

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass, field

import redis

from supervise.core import clock
from supervise.core.ids import new_id

CHANNEL = "supervise:word"
_log = logging.getLogger("supervise.bus")


@dataclass
class _Bus:
    broker: redis.Redis | None = None
    name: str = ""
    doers: dict[str, Callable[..., None]] = field(default_factory=dict)
    gap: bool = False


_bus = _Bus()


def hears(command: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Let a function carry out a command in every process."""

    def add(doer: Callable[..., None]) -> Callable[..., None]:
        _bus.doers[command] = doer
        return doer

    return add


def name() -> str:
    """Return what this process is called among the others."""
    return _bus.name


def start(broker_url: str | None) -> None:
    """Begin under a name of this process's own; `listen` must run beside the server where there is a broker."""
    _bus.name = new_id()
    _bus.broker = redis.Redis.from_url(broker_url.replace("valkey://", "redis://")) if broker_url else None


def tell(command: str, **about: str | None) -> None:
    """Carry a command out here and in every other process."""
    _bus.doers[command](**about)
    if _bus.broker is not None:
        try:
            _bus.broker.publish(CHANNEL, json.dumps({"from": _bus.name, "command": command, "about": about}))
        except redis.RedisError as error:
            _log.error("the broker did not take a command: %s", type(error).__name__)


def listen(spawn_check: Callable[[], bool] = lambda: True) -> None:
    """Carry out what other processes tell, until `spawn_check` says no; a lost broker is asked again."""
    broker = _bus.broker
    begun = False
    while broker is not None and spawn_check():
        try:
            with broker.pubsub() as heard:  # type: ignore[no-untyped-call]
                heard.subscribe(CHANNEL)
                for message in heard.listen():
                    if message["type"] == "message":
                        _carry_out(message["data"])
                    else:
                        _bus.gap, begun = begun, True
        except redis.RedisError as error:
            _log.warning("the broker is away (%s); trying again", type(error).__name__)
            clock.pause(1)


def had_a_gap() -> bool:
    """Tell, once, whether the broker was away since this was asked last: what was told meanwhile was not heard."""
    gap, _bus.gap = _bus.gap, False
    return gap


def answers() -> bool:
    """Tell whether the broker, if there is one, answers."""
    try:
        return _bus.broker is None or bool(_bus.broker.ping())
    except redis.RedisError:
        return False


def has_listeners_elsewhere() -> bool:
    """Tell whether other processes may be listening."""
    return _bus.broker is not None


def _carry_out(data: bytes) -> None:
    try:
        word = json.loads(data)
        if word["from"] != _bus.name:
            _bus.doers[word["command"]](**word["about"])
    except Exception as error:  # noqa: BLE001  whoever stops listening would go on telling those who have gone
        _log.error("a command was not carried out: %s", type(error).__name__)
