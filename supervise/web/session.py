"""Who is asking: the cookie holds a secret, the server holds the session; read anew at every request and event."""

from collections.abc import Callable

from flask import Flask, g, has_request_context, request
from flask import session as cookie
from flask_login import LoginManager, current_user

from supervise.core.actor import Viewer
from supervise.core.config import Settings
from supervise.core.db import Database
from supervise.core.errors import SignedOut

Loader = Callable[[str], Viewer | None]
_manager = LoginManager()
_manager.session_protection = None  # tied to address and browser, it would sign people out who change networks


def start(app: Flask, settings: Settings, database: Database, load: Loader) -> None:
    """Set the cookie's terms, open work for each request, and let `load` say whose secret it is."""
    app.secret_key = settings.secret_key
    app.config.update(
        SESSION_COOKIE_NAME="__Host-supervise" if settings.secure else "supervise",
        SESSION_COOKIE_SECURE=settings.secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
        SESSION_REFRESH_EACH_REQUEST=False,
    )
    _manager.init_app(app)
    _manager.user_loader(load)

    @app.before_request
    def open_work() -> None:
        work = database.work()
        work.__enter__()
        g.work = work

    @app.teardown_request
    def close_work(error: BaseException | None) -> None:  # noqa: ARG001
        if (work := g.pop("work", None)) is not None:
            work.__exit__(None, None, None)


def viewer() -> Viewer | None:
    """Return the person who is asking, locked or not, or None."""
    if not has_request_context() or not getattr(current_user, "is_authenticated", False):
        return None
    found: Viewer = current_user._get_current_object()  # noqa: SLF001  the documented way out of the proxy
    return found


def present_viewer() -> Viewer:
    """Return the person who is asking; raise SignedOut for a stranger and for a locked session."""
    found = viewer()
    if found is None or found.locked:
        raise SignedOut
    return found


def forget() -> None:
    """Empty the cookie: nothing of an earlier session goes into the next."""
    cookie.clear()


def network() -> str:
    """Return the address that the request comes from, as far as a named proxy may be believed."""
    return request.remote_addr or "unknown"
