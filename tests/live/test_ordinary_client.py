"""An ordinary Socket.IO client, as others might write one, beginning with polling as a page behind a proxy does."""

import queue

import pytest
import socketio

from tests.live.house import comment


@pytest.fixture
def client(house):
    made = socketio.Client(reconnection=False)
    yield made
    if made.connected:
        made.disconnect()


def test_it_opens_a_thread_writes_and_hears_what_others_write(house, client):
    dilemma, told = house.dilemma(), queue.Queue()
    client.on("change", told.put, namespace="/live")
    client.connect(house.server.url, namespaces="/live", headers={"Cookie": house.cookie("Ada")})
    assert client.transport() == "websocket"
    assert client.call("dilemma:open", {"id": dilemma, "after": None}, namespace="/live")["ok"]
    mine = client.call("comment:post", comment(dilemma, "One."), namespace="/live")
    assert mine["ok"]
    assert told.get(timeout=10)["id"] == mine["change"]["id"]
    assert house.line("Ruth").ask("comment:post", comment(dilemma, "Another."))["ok"]
    assert "Another." in told.get(timeout=10)["html"]


def test_without_a_session_it_is_told_why_it_may_not_come_in(house, client):
    refused = queue.Queue()
    client.on("connect_error", refused.put, namespace="/live")
    with pytest.raises(socketio.exceptions.ConnectionError):
        client.connect(house.server.url, namespaces="/live")
    told = refused.get(timeout=10)
    assert told["data"]["code"] == "signed_out"
    assert told["message"] == told["data"]["message"]
