"""An open page on which a part is written, what it hears, and every byte that is kept of what was written."""

from base64 import b64decode, b64encode
from pathlib import Path

from flask_socketio import SocketIOTestClient
from pycrdt import Doc, Text

from supervise.texts.sharing.queries import NEW
from supervise.web import live
from tests.cast import csrf


class Page:
    """An open page on which a part is written: its own document, as a browser has it."""

    def __init__(self, world, part, who="Tia"):
        self.client, self.path = world.client(who), f"/parts/{part.id}"
        self.token = csrf(self.client.get("/settings").text)
        self.epoch, self.doc = NEW, Doc()
        self.text = self.doc.get("words", type=Text)
        self.there = self.doc.get_state()

    def ask(self, **data):
        return self.client.post(self.path, json=data, headers={"X-CSRFToken": self.token})

    def look(self):
        return self._taken(self.ask(epoch=self.epoch, vector=_sent(self.doc.get_state())))

    def write(self, words, at=None):
        """Write at a place, and let the server have it."""
        self.text.insert(len(str(self.text)) if at is None else at, words)
        return self.send()

    def send(self):
        update, vector = _sent(self.doc.get_update(self.there)), _sent(self.doc.get_state())
        return self._taken(self.ask(epoch=self.epoch, vector=vector, update=update))

    def _taken(self, reply):
        answer = reply.get_json()
        if answer["ok"]:
            self.doc.apply_update(b64decode(answer["update"]))
            self.epoch, self.there = answer["epoch"], b64decode(answer["vector"])
        return answer


def _sent(raw):
    return b64encode(raw).decode()


def stored(world):
    """Every byte that the database's files hold, after it has been worked through."""
    with world.database.engine.connect() as line:
        line.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    path = Path(world.database.url.database)
    return b"".join(one.read_bytes() for one in path.parent.glob(f"{path.name}*"))


def listening(world, who, note):
    line = SocketIOTestClient(world.app, live.socketio(), namespace=live.NAMESPACE, flask_test_client=world.client(who))
    assert line.emit("writeup:open", {"id": note.id, "after": 0}, namespace=live.NAMESPACE, callback=True)["ok"]
    line.get_received(live.NAMESPACE)
    return line
