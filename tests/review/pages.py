"""An open page of somebody of the cast on the live channel, without a server."""

from typing import Any

from flask_socketio.test_client import SocketIOTestClient

from supervise.web import live
from tests.cast import World


class OpenPage:
    """One live connection: what it sends is answered, what it hears is kept."""

    def __init__(self, world: World, name: str) -> None:
        self._client = SocketIOTestClient(
            world.app, live.socketio(), namespace=live.NAMESPACE, flask_test_client=world.client(name)
        )

    def ask(self, event: str, **fields: Any) -> dict[str, Any]:
        """Send an event and return its answer."""
        answer = self._client.emit(event, fields, namespace=live.NAMESPACE, callback=True)
        assert isinstance(answer, dict), answer
        return answer

    def heard(self, event: str) -> list[dict[str, Any]]:
        """Return what came of one kind since the last look, and forget the rest."""
        return [one["args"][0] for one in self._client.get_received(live.NAMESPACE) if one["name"] == event]

    def frames(self) -> str:
        """Return everything that came since the last look, as one text."""
        return repr(self._client.get_received(live.NAMESPACE))
