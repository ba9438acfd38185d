"""Taking an invitation up: one page with name, password, the agreement in full and one button."""

from typing import Any

from flask import redirect
from flask import request as asked

from supervise.accounts import actions as accounts
from supervise.accounts import devices, letting_in, one_time
from supervise.accounts.queries import viewer_for
from supervise.core import pace
from supervise.core.actor import Viewer
from supervise.core.errors import Invalid, Missing, NotAllowed, Refusal, SignedOut, Stale, TooFast
from supervise.groups import actions, queries
from supervise.groups.agreement import document
from supervise.groups.forms import AcceptForm, JoinForm, JoinKnownForm
from supervise.groups.queries import Invited
from supervise.groups.views import showing
from supervise.groups.views.agreement import number
from supervise.groups.views.blueprint import pages
from supervise.groups.words import ROLES
from supervise.web.forms import Form
from supervise.web.pages import back, page, public
from supervise.web.session import network, viewer

KIND = "invitation"


@pages.get("/invitation/<secret>")
@public
def open_invitation(secret: str) -> Any:
    """Take the secret out of the address; it is used up only when the form is sent."""
    one_time.carry(KIND, secret)
    return back("groups.join")


@pages.get("/join")
@public
def join() -> Any:
    """Show what one is invited to, and ask for what is needed of somebody new, known or signed in already."""
    try:
        invited = queries.invited_by(one_time.carried(KIND))
    except Missing:
        return _dead()
    return _shown(invited, _form(invited, _present()))


@pages.post("/join")
@public
def take_up() -> Any:
    """Join: open the account or know the person, seat them, sign them in, and go on to Today."""
    secret = one_time.carried(KIND)
    try:
        invited = queries.invited_by(secret)
    except Missing:
        return _dead()
    seen = _present()
    form = _form(invited, seen)
    try:
        pace.take("write", f"join {network()}")
        form.or_invalid()
        _join(secret, form, invited, seen)
    except Missing:
        return _dead()
    except (Invalid, Stale, NotAllowed, TooFast) as refusal:
        return _again(secret, form, refusal)
    return redirect("/", code=303)


def _join(secret: str, form: Form, invited: Invited, seen: Viewer | None) -> None:
    version = number(form["version"].data)
    if seen is not None:
        actions.join_with(seen.actor, secret, version)
        one_time.let_go(KIND)
        return
    address = invited.invitation.email or form["email"].data
    if isinstance(form, JoinKnownForm):
        _join_as_known(secret, address, form.password.data, version)
        return
    given = {"name": form["name"].data, "password": form["password"].data}
    _, account = actions.accept_invitation(secret, **given, version=version, email=address)
    letting_in.let_in_as(account.id, account.email)


def _join_as_known(secret: str, address: str, password: str, version: int) -> None:
    known = devices.known(address)
    opened = accounts.sign_in(address, password, device=devices.described(), network=network(), known_device=known)
    person = viewer_for(opened)
    if person is None:
        raise SignedOut
    try:
        actions.join_with(person.actor, secret, version)
    except Refusal:
        accounts.sign_out(person.sign_in_id)
        raise
    letting_in.let_in(opened, address)


def _form(invited: Invited, seen: Viewer | None) -> Form:
    version = str(invited.agreement.version)
    if seen is not None:
        return AcceptForm(version=version)
    known = invited.known or asked.values.get("have") == "account"
    form = JoinKnownForm(version=version) if known else JoinForm(version=version)
    if invited.invitation.email:
        del form.email
    return form


def _again(secret: str, form: Form, refusal: Refusal) -> Any:
    if not form.errors:
        form.say(refusal)
    invited = queries.invited_by(secret)
    form["version"].data = str(invited.agreement.version)
    return _shown(invited, form), refusal.status


def _shown(invited: Invited, form: Form) -> str:
    return page(
        "groups/join.html",
        "An invitation",
        form=form,
        group=invited.group,
        invitation=invited.invitation,
        role=ROLES[invited.invitation.role],
        agreement=invited.agreement,
        sections=document(invited.agreement),
        as_known=isinstance(form, JoinKnownForm),
        as_myself=isinstance(form, AcceptForm),
        have_account=asked.values.get("have") == "account" and not invited.known,
        front=showing.front(invited.group),
    )


def _present() -> Viewer | None:
    seen = viewer()
    return None if seen is None or seen.locked else seen


def _dead() -> Any:
    return page("groups/invitation_dead.html", "An invitation"), 410
