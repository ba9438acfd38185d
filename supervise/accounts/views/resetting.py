"""Setting a password by a one-time link, and asking for one."""

from typing import Any

from flask import redirect
from werkzeug.wrappers import Response

from supervise.accounts import actions, letting_in, one_time, queries
from supervise.accounts.forms import AskResetForm, NewPasswordForm
from supervise.accounts.models import LinkPurpose
from supervise.accounts.views.blueprint import pages
from supervise.core.errors import Invalid, TooFast
from supervise.web.pages import back, page, public
from supervise.web.session import network

_KIND = "password"


@pages.get("/reset")
@public
def ask_reset() -> Any:
    """Ask for the address to send a link to."""
    return page("accounts/ask_reset.html", "A new password", form=AskResetForm())


@pages.post("/reset")
@public
def send_reset() -> Any:
    """Promise a link; the answer is the same whether or not there is such an account."""
    form = AskResetForm()
    try:
        form.or_invalid()
        actions.ask_reset(form.email.data, network=network())
    except (Invalid, TooFast) as refusal:
        if not form.errors:
            form.say(refusal)
        return page("accounts/ask_reset.html", "A new password", form=form), refusal.status
    return back("accounts.reset_asked")


@pages.get("/reset/asked")
@public
def reset_asked() -> Any:
    """Say what happens next, without saying whether there is such an account."""
    return page("accounts/reset_asked.html", "A new password")


@pages.get("/reset/<secret>")
@public
def open_link(secret: str) -> Response:
    """Take a link's secret out of the address; it is used up only when the form is sent."""
    one_time.carry(_KIND, secret)
    return back("accounts.new_password")


@pages.get("/reset/new")
@public
def new_password() -> Any:
    """Ask for a new password."""
    if not actions.is_living(one_time.carried(_KIND), LinkPurpose.PASSWORD, LinkPurpose.OPENING):
        return page("accounts/link_dead.html", "A new password"), 410
    return page("accounts/new_password.html", "A new password", form=NewPasswordForm())


@pages.post("/reset/new")
@public
def set_password() -> Any:
    """Set it, end every session of the account, and sign the person in here."""
    form = NewPasswordForm()
    try:
        form.or_invalid()
        account_id = actions.use_reset_link(one_time.carried(_KIND), form.password.data)
    except (Invalid, TooFast) as refusal:
        return _again(form, refusal)
    account = queries.account_named(account_id)
    letting_in.let_in_as(account_id, account.email if account else "")
    return redirect("/", code=303)


def _again(form: NewPasswordForm, refusal: Invalid | TooFast) -> Any:
    if not form.errors and isinstance(refusal, Invalid) and not refusal.fields:
        one_time.let_go(_KIND)
        return page("accounts/link_dead.html", "A new password"), 410
    if not form.errors:
        form.say(refusal)
    return page("accounts/new_password.html", "A new password", form=form), refusal.status
