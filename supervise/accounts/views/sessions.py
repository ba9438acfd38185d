"""What scripts of the page ask of the session: that the person is there, to lock, to unlock."""

from typing import Any

from flask import jsonify, redirect, request
from flask_wtf.csrf import generate_csrf

from supervise.accounts import actions, locking, queries
from supervise.accounts.forms import UnlockForm
from supervise.accounts.views.blueprint import pages
from supervise.core.actor import Actor
from supervise.core.errors import Invalid, SignedOut, TooFast
from supervise.web.pages import public, safe_next, signed_in, wants_json
from supervise.web.session import present_viewer, viewer


@pages.post("/session/active")
@signed_in
def active(actor: Actor) -> Any:  # noqa: ARG001  the gate has noted it by now
    """Say how long is left, once it is noted that the person is there; with `look` it is only said."""
    return jsonify({"ok": True, "remaining_ms": _remaining_ms()})


@pages.post("/session/lock")
@signed_in
def lock(actor: Actor) -> Any:
    """Lock the session at once."""
    actions.lock(actor, present_viewer().sign_in_id)
    if wants_json():
        return jsonify({"ok": True})
    return redirect(safe_next(request.form.get("next")) or "/", code=303)


@pages.post("/session/unlock")
@public
def unlock() -> Any:
    """Let a locked session go on: for a script, or from the lock page on to where the person was going."""
    asked = locking.waiting()
    if asked is None and viewer() is None:
        raise SignedOut
    if wants_json():
        (asked or _open_already()).open(_typed())
        return jsonify({"ok": True, "remaining_ms": _remaining_ms(), "csrf": generate_csrf()})
    form = UnlockForm()
    if asked is not None:
        try:
            form.or_invalid()
            asked.open(form.unlock_password.data)
        except (Invalid, TooFast) as refusal:
            if not form.errors:
                locking.say_on_lock(form, refusal)
            return locking.lock_page(form, asked), refusal.status
    return redirect(safe_next(form.next.data) or "/", code=303)


def _open_already() -> locking.Waiting:
    """Return the session at hand for a page that has covered itself: there too only the password uncovers it."""
    seen = present_viewer()
    return locking.Waiting(seen.name, lambda password: actions.unlock(seen.sign_in_id, password))


def _typed() -> str:
    sent = request.get_json(silent=True)
    password = sent.get("password") if isinstance(sent, dict) else None
    if not isinstance(password, str) or not password:
        raise Invalid(fields={"password": ["Give your password."]})
    return password


def _remaining_ms() -> int:
    now = queries.viewer_for(present_viewer().secret)
    return int(now.remaining().total_seconds() * 1000) if now else 0
