"""How a browser gets and loses a session: the cookie changes with it, nothing of the earlier one goes along."""

from flask import g
from flask import session as cookie
from flask_login import login_user

from supervise.accounts import actions, devices, queries
from supervise.accounts.actions.sessions import WRONG
from supervise.core.errors import Invalid, SignedOut
from supervise.core.ids import Id
from supervise.web.session import forget, network, viewer


def let_in(secret: str, address: str) -> None:
    """Give the browser that asks the session that a secret opens; one that it had before ends."""
    let_go()
    seen = queries.viewer_for(secret)
    if seen is None:
        raise SignedOut
    login_user(seen)
    devices.remember(address)


def let_in_as(account_id: Id, address: str) -> None:
    """Sign somebody in who has just shown who they are in another way, by a one-time link say."""
    let_in(actions.begin_session(account_id, device=devices.described()), address)


def let_go() -> None:
    """End the session at hand, if there is one, and empty the cookie."""
    if (seen := viewer()) is not None:
        actions.sign_out(seen.sign_in_id)
    forget()
    g.pop("_login_user", None)
    g.pop("csrf_token", None)  # a token made for the emptied cookie would not fit the new one


def lapsed() -> queries.Lapsed | None:
    """Return whose session the browser had until its time was up, if nobody is signed in on it now."""
    secret = cookie.get("_user_id")
    return queries.lapsed_for(secret) if isinstance(secret, str) and viewer() is None else None


def was_ended() -> bool:
    """Tell whether the session that the browser had was ended from elsewhere, or the account with it."""
    secret = cookie.get("_user_id")
    return isinstance(secret, str) and viewer() is None and queries.was_ended(secret)


def let_in_again(whose: queries.Lapsed, password: str) -> None:
    """Begin a new session in place of one whose time was up; raises Invalid and TooFast as signing in does."""
    known, device = devices.known(whose.email), devices.described()
    try:
        secret = actions.sign_in(whose.email, password, device=device, network=network(), known_device=known)
    except Invalid:
        raise Invalid(WRONG) from None
    let_in(secret, whose.email)
