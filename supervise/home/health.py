"""Whether the installation is well, for programs that watch it: no session, no page, nothing that anybody wrote."""

import hmac
import ipaddress
from urllib.parse import urlsplit

from flask import current_app, jsonify, request
from werkzeug.wrappers import Response

from supervise.core.errors import Missing
from supervise.core.events import after
from supervise.dilemmas.events import CommentPosted, DilemmaPosted
from supervise.home.blueprint import pages
from supervise.ops import health as ops_health
from supervise.ops import metrics as ops_metrics
from supervise.ops.metrics import Number
from supervise.web import bus, live
from supervise.web.pages import public

FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip", "Via")


@pages.get("/healthz")
@public
def health() -> tuple[Response, int]:
    """Say whether the database and the broker answer; both are asked each time."""
    database = ops_health.answers(current_app.extensions["supervise"].database)
    broker = bus.answers()
    well = database and broker
    return jsonify(ok=well, database=database, broker=broker), 200 if well else 503


@pages.get("/metrics")
@public
def metrics() -> Response:
    """Say how much is going on, to a program on this machine or one that brings the token."""
    if not (_from_here() or _has_token()):
        raise Missing
    numbers = [
        Number("supervise_open_sockets", "Live connections to this process.", lambda: len(live.connections())),
        Number("supervise_open_rooms", "Rooms in which somebody sits in this process.", _rooms),
        *ops_metrics.own(),
    ]
    return Response(ops_metrics.text(numbers), content_type=ops_metrics.CONTENT_TYPE)


@after(DilemmaPosted, CommentPosted)
def count(event: DilemmaPosted | CommentPosted) -> None:  # noqa: ARG001
    """Count what was posted."""
    ops_metrics.count_post()


def _rooms() -> float:
    return len({room for one in live.connections().everyone() for room in one.seats})


def _from_here() -> bool:
    """Tell whether a program on this machine asks by itself: behind a proxy everybody seems to come from here."""
    if any(name in request.headers for name in FORWARDED):
        return False
    return _is_loopback(request.remote_addr or "") and _is_loopback(urlsplit(f"//{request.host}").hostname or "")


def _is_loopback(name: str) -> bool:
    try:
        return name == "localhost" or ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def _has_token() -> bool:
    kind, _, given = request.headers.get("Authorization", "").partition(" ")
    own = ops_metrics.token(current_app.extensions["supervise"].settings.data_dir)
    return kind.lower() == "bearer" and hmac.compare_digest(given.encode(), own.encode())
