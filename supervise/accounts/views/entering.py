"""Signing in and out."""

from typing import Any

from flask import redirect, request

from supervise.accounts import actions, devices, letting_in
from supervise.accounts.forms import SignInForm
from supervise.accounts.views.blueprint import pages
from supervise.core.errors import Invalid, TooFast
from supervise.web.pages import back, page, public, safe_next
from supervise.web.session import network, viewer


@pages.get("/signin")
@public
def sign_in() -> Any:
    """Ask for address and password; a browser whose session was ended from elsewhere keeps nothing of it."""
    seen = viewer()
    going_on = safe_next(request.args.get("next"))
    if seen is not None and not seen.locked:
        return redirect(going_on or "/", code=303)
    form = SignInForm(next=going_on or "")
    # what a page kept on the device while the line was away goes with the session, at the next time it is met
    gone = {"Clear-Site-Data": '"storage"'} if letting_in.was_ended() else {}
    return page("accounts/sign_in.html", "Sign in", form=form), gone


@pages.post("/signin")
@public
def enter() -> Any:
    """Begin a session."""
    form = SignInForm()
    try:
        form.or_invalid()
        address = form.email.data
        secret = actions.sign_in(
            address,
            form.password.data,
            device=devices.described(),
            network=network(),
            known_device=devices.known(address),
        )
    except (Invalid, TooFast) as refusal:
        return _again(form, refusal)
    letting_in.let_in(secret, address)
    return redirect(safe_next(form.next.data) or "/", code=303)


@pages.post("/signout")
@public
def sign_out() -> Any:
    """End the session at hand, and what the browser kept of it."""
    letting_in.let_go()
    gone = back("accounts.sign_in")
    gone.headers["Clear-Site-Data"] = '"cache", "storage"'
    return gone


def _again(form: SignInForm, refusal: Invalid | TooFast) -> Any:
    if not form.errors:
        form.say(refusal)
    waiting = {"Retry-After": str(refusal.seconds)} if isinstance(refusal, TooFast) else {}
    return page("accounts/sign_in.html", "Sign in", form=form), refusal.status, waiting
