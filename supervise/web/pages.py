"""Pages: every view stands behind a gate that says who passes, and is rendered the same way."""

import json
from collections.abc import Callable
from datetime import datetime
from functools import cache, wraps
from hashlib import sha256
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from flask import Flask, g, redirect, request, url_for
from flask import render_template as fill
from werkzeug.wrappers import Response

from supervise import paths
from supervise.core import clock
from supervise.core.errors import Missing
from supervise.core.ids import is_id, new_secret
from supervise.web.moments import when
from supervise.web.session import present_viewer, viewer

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")

_LONGEST_MOMENT = 14
"""Digits of a moment in milliseconds: enough for some thousand years, all of which there are."""

MODULES = {
    "@hotwired/stimulus": "vendor/stimulus.js",
    "socket.io-client": "vendor/socket.io.esm.min.js",
    "idiomorph": "vendor/idiomorph.esm.js",
    "yjs": "vendor/yjs.js",
}


def public(view: Callable[P, R]) -> Callable[P, R]:
    """Open a view to everybody, strangers too."""
    return _gated(view, "public")


def signed_in(view: Callable[..., R]) -> Callable[..., R]:
    """Open a view to whoever is signed in; it gets the actor first."""

    @wraps(view)
    def guarded(**given: Any) -> R:
        return view(present_viewer().actor, **given)

    return _gated(guarded, "signed in")


def through(query: Callable[..., T], name: str = "id") -> Callable[..., Callable[..., R]]:
    """Open a view to whom a query shows the thing: the view gets the actor and the thing, others 'missing'."""

    def gate(view: Callable[..., R]) -> Callable[..., R]:
        @wraps(view)
        def guarded(**given: Any) -> R:
            actor = present_viewer().actor
            asked = given.pop(name)
            if not is_id(asked):
                raise Missing
            return view(actor, query(actor, asked), **given)

        return _gated(guarded, f"through {query.__module__.removeprefix('supervise.')}.{query.__name__}")

    return gate


def _gated(view: Callable[..., R], gate: str) -> Callable[..., R]:
    view.__gate__ = gate  # type: ignore[attr-defined]
    return view


def page(template: str, title: str = "Supervise", **given: Any) -> str:
    """Fill a page; its title says kind and day only, never a clinical word."""
    return fill(template, page_title=title, **given)


def back(endpoint: str, **values: Any) -> Response:
    """Send the person on to a page of ours after a form."""
    anchor = values.pop("anchor", None)
    return redirect(url_for(endpoint, _anchor=anchor, **values), code=303)


def safe_next(address: str | None) -> str | None:
    """Return an address to go on to if it is a plain path of ours, else None."""
    # a browser leaves tabs and line ends out, takes \ for /, and so could read another site's name
    if not address or not address.startswith("/") or not address.isprintable():
        return None
    return None if address.startswith(("//", "/\\")) else address


def place_after(moment: datetime, thing_id: str) -> str:
    """Return how an address names the place in a list after a thing of a moment."""
    return f"{clock.millis(moment)}-{thing_id}"


def place_named(address: str | None) -> tuple[datetime, str] | None:
    """Return the place in a list that an address names; None where it names none."""
    moment, _, thing_id = (address or "").partition("-")
    if not moment.isascii() or not moment.isdigit() or len(moment) > _LONGEST_MOMENT or not is_id(thing_id):
        return None
    return clock.from_millis(int(moment)), thing_id


def wants_json() -> bool:
    """Tell whether a script of ours asks, and wants an answer in the live channel's form."""
    return request.is_json or request.headers.get("X-Requested-With") == "fetch"


def start(app: Flask) -> None:
    """Give templates what every page needs."""
    app.jinja_env.globals["when"] = when

    @app.before_request
    def nonce() -> None:
        g.csp_nonce = new_secret()

    @app.context_processor
    def always() -> dict[str, Any]:
        seen = viewer()
        return {
            "csp_nonce": g.get("csp_nonce", ""),
            "viewer": seen if seen and not seen.locked else None,
            "asset": asset,
            "import_map": import_map(),
            "nav": g.get("nav", []),
        }


def asset(name: str) -> str:
    """Return the address of a static file, with its content's hash so that it may be kept for ever."""
    return f"/static/{name}?v={_hash(name, _changed(name))}"


@cache
def _hash(name: str, changed: int) -> str:  # noqa: ARG001  a changed file is another entry
    return sha256((paths.static() / name).read_bytes()).hexdigest()[:12]


def _changed(name: str) -> int:
    return int((paths.static() / name).stat().st_mtime_ns)


@cache
def import_map() -> str:
    """Return the import map: libraries and our own modules by bare name."""
    own = {f"supervise/{m}": f"js/{m}" for m in _modules(paths.static() / "js")}
    known = {name: place for name, place in MODULES.items() if (paths.static() / place).is_file()}
    return json.dumps({"imports": {name: asset(place) for name, place in (known | own).items()}})


def _modules(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*.js") if not p.name.endswith(".test.js"))
