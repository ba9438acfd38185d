"""The server to compare with: the least Flask-SocketIO application that broadcasts, on gevent, with no database.

Usage: python -m bench.bare nodelay|shipped CHANGE_FILE. `nodelay` sets TCP_NODELAY and lets nobody compress;
`shipped` is what the library does by itself. What it broadcasts is read from the file: the product's own change,
so that both send the same bytes. It prints its address when it is ready.
"""

from gevent import monkey

monkey.patch_all()

import json  # noqa: E402
import sys  # noqa: E402
from pathlib import Path  # noqa: E402

from flask import Flask  # noqa: E402
from flask_socketio import SocketIO, join_room  # noqa: E402
from gevent import pywsgi, socket  # noqa: E402

from bench.words import NAMESPACE, PLACE  # noqa: E402


def application(change: dict) -> Flask:
    """The application: whoever joins a room gets every comment posted to it."""
    app = Flask(__name__)
    socketio = SocketIO(app, async_mode="gevent")

    @socketio.on("join", namespace=NAMESPACE)
    def join(data: dict) -> dict:
        join_room(data["room"])
        return {"ok": True}

    @socketio.on("post", namespace=NAMESPACE)
    def post(data: dict) -> dict:
        html = change["html"].replace(PLACE, data["body"])
        socketio.emit("change", {**change, "html": html}, to=data["room"], namespace=NAMESPACE)
        return {"ok": True}

    return app


def uncompressed(app: Flask):
    """The application without the browser's offer to compress."""

    def answer(environ: dict, start_response):
        environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
        return app(environ, start_response)

    return answer


def main() -> None:
    """Serve until told to stop."""
    variant, file = sys.argv[1:]
    app = application(json.loads(Path(file).read_text()))
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen(1024)
    address = f"http://127.0.0.1:{listener.getsockname()[1]}"
    if variant == "nodelay":
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # inherited by what it accepts
        server = pywsgi.WSGIServer(listener, uncompressed(app), log=None)
    else:
        server = pywsgi.WSGIServer(listener, app, log=None)  # what socketio.run() makes, on a port that is free
    print(f"ready: {address}", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
