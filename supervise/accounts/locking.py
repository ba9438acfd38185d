"""The idle lock before every view: a locked session gets the lock page, and what was being sent is kept on it."""

from typing import Any

from flask import Flask, current_app, g, request

from supervise.accounts import actions, terms
from supervise.accounts.forms import UnlockForm, say
from supervise.accounts.queries import Present
from supervise.core import clock
from supervise.core.errors import Invalid, SignedOut, TooFast
from supervise.web.pages import page, wants_json
from supervise.web.session import viewer
from supervise.web.shield import SAFE, answer

PASSWORD = "unlock_password"  # noqa: S105  the name of a field
BACKGROUND = "X-Background"
_NEVER_KEPT = {"csrf_token", PASSWORD}


def start(app: Flask) -> None:
    """Put the lock before every view, and tell pages how long they may be left alone."""
    app.before_request(_mind)

    @app.context_processor
    def idle() -> dict[str, Any]:
        seen = viewer()
        open_now = seen is not None and not seen.locked
        return {"idle_ms": int(terms.idle().total_seconds() * 1000) if open_now else 0}


def note_activity(seen: Present) -> None:
    """Write down that the person is there, now and then."""
    if clock.now() - seen.active_at >= terms.TOUCH:
        actions.touch(seen.sign_in_id)


def _mind() -> Any:
    seen = viewer()
    gate = getattr(current_app.view_functions.get(request.endpoint or ""), "__gate__", None)
    if not isinstance(seen, Present) or gate is None:
        return None
    if seen.locked:
        return None if gate == "public" else _while_locked(seen)
    if request.headers.get(BACKGROUND) != "1":
        note_activity(seen)
    return None


def _while_locked(seen: Present) -> Any:
    if wants_json():
        return {**answer(SignedOut(locked_sentence())), "locked": True}, SignedOut.status
    form = UnlockForm()
    if request.method in SAFE:
        form.next.data = request.full_path.rstrip("?")
        return lock_page(form), SignedOut.status
    if PASSWORD not in request.form:
        return lock_page(form, carried=_posted()), SignedOut.status
    try:
        actions.unlock(seen.sign_in_id, request.form[PASSWORD])
    except (Invalid, TooFast) as refusal:
        say_on_lock(form, refusal)
        return lock_page(form, carried=_posted()), refusal.status
    g.pop("_login_user", None)  # the view reads the session anew, as if the lock had never been in its way
    return None


def locked_sentence() -> str:
    """Return what a locked session is told."""
    return "This page was left alone for a while, so it is locked. Give your password; what you wrote is still here."


def say_on_lock(form: UnlockForm, refusal: Invalid | TooFast) -> None:
    """Put a refusal beside the password of the lock page."""
    form.unlock_password.errors = []
    say(form, Invalid(fields={PASSWORD: [refusal.message]}))


def lock_page(form: UnlockForm, carried: list[tuple[str, str]] | None = None) -> str:
    """Fill the lock page; with `carried` it sends what was being sent once more, to where it was going."""
    going = request.full_path.rstrip("?") if carried is not None else None
    seen = viewer()
    return page(
        "accounts/locked.html", "Locked", form=form, carried=carried or [], going=going, name=seen.name if seen else ""
    )


def _posted() -> list[tuple[str, str]]:
    """Return every field that was sent; passwords are not written into a page."""
    return [
        (name, value)
        for name, values in request.form.lists()
        for value in values
        if name not in _NEVER_KEPT and "password" not in name and name != "old"
    ]
