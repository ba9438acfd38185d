"""The idle lock before every view: a locked session gets the lock page, and what was being sent is kept on it.

A session whose time was up is met in the same way where something is being sent: the password lets a new one
begin, and what was written goes out.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, g, request

from supervise.accounts import actions, letting_in, terms
from supervise.accounts.forms import UnlockForm
from supervise.accounts.queries import Present
from supervise.core import clock
from supervise.core.errors import Invalid, SignedOut, TooFast
from supervise.web.pages import page, wants_json
from supervise.web.session import viewer
from supervise.web.shield import SAFE, answer, is_secret

PASSWORD = "unlock_password"  # noqa: S105  the name of a field
BACKGROUND = "X-Background"
LOCKED = "This was left alone for a while, so it is locked. Give your password; what you wrote is still here."


@dataclass(frozen=True, slots=True)
class Waiting:
    """A browser that waits for the password: whose it is, and how to open it (raises Invalid, TooFast)."""

    name: str
    open: Callable[[str], None]


def start(app: Flask) -> None:
    """Put the lock before every view, and tell pages how long they may be left alone."""
    app.before_request(_mind)

    @app.context_processor
    def idle() -> dict[str, Any]:
        seen = viewer()
        open_now = seen is not None and not seen.locked
        return {"idle_ms": int(terms.idle().total_seconds() * 1000) if open_now else 0}


def waiting() -> Waiting | None:
    """Return who is waited for if the browser that asks is locked, or its session's time was up."""
    seen = viewer()
    if seen is not None:
        return Waiting(seen.name, lambda password: _unlock(seen, password)) if seen.locked else None
    whose = letting_in.lapsed()
    return Waiting(whose.name, lambda password: letting_in.let_in_again(whose, password)) if whose else None


def _unlock(seen: Any, password: str) -> None:
    actions.unlock(seen.sign_in_id, password)
    g.pop("_login_user", None)  # whatever follows reads the session anew, as if no lock had been in its way


def _mind() -> Any:
    gate = getattr(current_app.view_functions.get(request.endpoint or ""), "__gate__", None)
    if gate is None:
        return None
    seen = viewer()
    if isinstance(seen, Present) and not seen.locked:
        _note_activity(seen)
        return None
    if gate == "public" or (seen is None and request.method in SAFE and not wants_json()):
        return None
    asked = waiting()
    return _while_locked(asked) if asked else None


def _note_activity(seen: Present) -> None:
    """Write down that the person is there, now and then; a page that only looks is no sign of a person."""
    looks = request.headers.get(BACKGROUND) == "1" or _only_looks()
    if not looks and clock.now() - seen.active_at >= terms.TOUCH:
        actions.touch(seen.sign_in_id)


def _only_looks() -> bool:
    if request.endpoint != "accounts.active":
        return False
    sent = request.get_json(silent=True)
    return isinstance(sent, dict) and sent.get("look") is True


def _while_locked(asked: Waiting) -> Any:
    if wants_json():
        return {**answer(SignedOut(LOCKED)), "locked": True}, SignedOut.status
    form = UnlockForm()
    if request.method in SAFE:
        form.next.data = request.full_path.rstrip("?")
        return lock_page(form, asked), SignedOut.status
    if PASSWORD not in request.form:
        return lock_page(form, asked, carried=_posted()), SignedOut.status
    try:
        asked.open(request.form[PASSWORD])
    except (Invalid, TooFast) as refusal:
        say_on_lock(form, refusal)
        return lock_page(form, asked, carried=_posted()), refusal.status
    return None


def say_on_lock(form: UnlockForm, refusal: Invalid | TooFast) -> None:
    """Put a refusal beside the password of the lock page."""
    form.unlock_password.errors = []
    form.say(Invalid(fields={PASSWORD: [refusal.message]}))


def lock_page(form: UnlockForm, asked: Waiting, carried: list[tuple[str, str]] | None = None) -> str:
    """Fill the lock page; with `carried` it sends what was being sent once more, to where it was going."""
    going = "/" + request.full_path.lstrip("/").rstrip("?") if carried is not None else None
    return page("accounts/locked.html", "Locked", form=form, carried=carried or [], going=going, name=asked.name)


def _posted() -> list[tuple[str, str]]:
    """Return every field that was sent; passwords are not written into a page."""
    return [(name, value) for name, values in request.form.lists() for value in values if not is_secret(name)]
