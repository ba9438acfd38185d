"""The smallest app on the real server: what the tests of the server ground talk to."""

# ruff: noqa: E402  greenlets come first
import sys

from supervise.core import greenlets

MODE = sys.argv[1]
if MODE == "gevent":
    greenlets.patch()

import hashlib
import logging
import os
import threading
import time

from flask import Flask, request
from flask_socketio import SocketIO, join_room
from werkzeug.serving import WSGIRequestHandler, make_server

from supervise.core import offload
from supervise.ops import requests, server
from supervise.web import websocket

logging.getLogger("werkzeug").setLevel(logging.ERROR)
logging.basicConfig(level=logging.INFO, format="%(name)s %(message)s")
app = Flask(__name__)
ping = float(sys.argv[2]) if len(sys.argv) > 2 else 25
socketio = SocketIO(
    app,
    async_mode=MODE,
    ping_interval=ping,
    ping_timeout=max(ping, 2),
    max_http_buffer_size=70_000,
    message_queue=os.environ.get("SMALL_APP_BROKER"),
)
websocket.install(socketio)
gone = []


@app.get("/")
def index():
    return "ok"


@app.post("/length")
def length():
    return str(len(request.get_data()))


@app.get("/slow")
def slow():
    time.sleep(float(request.args["s"]))
    return "slept"


@app.get("/heavy")
def heavy():
    return offload.run(hashlib.pbkdf2_hmac, "sha256", b"word", b"salt", int(request.args["n"])).hex()


@app.get("/state")
def state():
    return {"sockets": len(socketio.server.eio.sockets), "gone": gone, "threads": threading.active_count()}


@app.get("/boom")
def boom():
    raise SystemExit("Mrs Weatherby said so")


@socketio.on("echo", namespace="/live")
def echo(data=None):
    return {"ok": True, "data": data}


@socketio.on("long", namespace="/live")
def long(size):
    return {"ok": True, "data": "x" * size}


@socketio.on("join", namespace="/live")
def join(room):
    join_room(room)
    return {"ok": True}


@socketio.on("say", namespace="/live")
def say(room, data):
    socketio.emit("said", data, to=room, namespace="/live")
    return {"ok": True}


@socketio.on("burst", namespace="/live")
def burst(room, count, size, pause):
    for number in range(count):
        told = {"number": number, "at": time.monotonic_ns(), "text": "x" * size}
        socketio.emit("said", told, to=room, namespace="/live")
        socketio.sleep(pause)
    return {"ok": True}


@socketio.on("fail", namespace="/live")
def fail(words):
    raise RuntimeError(words)


@socketio.on("disconnect", namespace="/live")
def disconnected(reason):
    gone.append(reason)


def ready(host, port):
    print(f"ready on {host} {port}", flush=True)


if __name__ == "__main__":
    for name, value in (word.split("=") for word in sys.argv[3:]):
        setattr(requests if hasattr(requests, name) else server, name, float(value))
    if MODE == "gevent":
        try:
            server.serve(app, socketio, "127.0.0.1", 0, on_ready=ready)
        except server.CannotListen as error:
            sys.exit(str(error))
    else:
        WSGIRequestHandler.disable_nagle_algorithm = True
        plain = make_server("127.0.0.1", 0, app, threaded=True)
        ready("127.0.0.1", plain.server_port)
        plain.serve_forever()
