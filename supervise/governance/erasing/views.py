"""Erasing by a page: one's own account, and for whoever runs the installation an account or a group.

Each asks first and says what goes and what stays; the verbs are those of the command line.
"""

from collections.abc import Callable

from flask import Blueprint, Flask, flash, render_template
from werkzeug.wrappers import Response

from supervise.accounts import letting_in
from supervise.accounts.queries import PersonShown, person_for
from supervise.core import pace
from supervise.core.actor import Actor
from supervise.core.errors import Invalid, NotAllowed, TooFast
from supervise.governance.erasing import actions
from supervise.governance.erasing.forms import EraseAccountForm, EraseGroupForm, EraseOwnForm
from supervise.governance.erasing.queries import written_by
from supervise.groups.queries import GroupShown, group_for_owner, groups_for_owner
from supervise.web import slots
from supervise.web.forms import Form
from supervise.web.pages import back, page, signed_in, through
from supervise.web.session import present_viewer

pages = Blueprint("erasing", __name__)

Refused = Invalid | NotAllowed | TooFast


def start(app: Flask) -> None:
    """Take the places on others' pages."""
    slots.fill(app, "settings-page", lambda actor: render_template("erasing/_settings.html"))  # noqa: ARG005
    slots.fill(app, "owner-page", _on_owners_page)


@pages.get("/settings/erase")
@signed_in
def ask_own(actor: Actor) -> str:
    """Ask whether to erase one's own account, and say what goes with it."""
    return _own_page(actor, EraseOwnForm(formdata=None))


@pages.post("/settings/erase")
@signed_in
def erase_own(actor: Actor) -> Response | tuple[str, int]:
    """Erase one's own account; whoever did is signed out everywhere."""
    pace.take("write", actor.account_id)
    form, here = EraseOwnForm(), present_viewer().sign_in_id
    refused = _tried(
        form,
        lambda: actions.erase_own_account(actor, here, form.password.data, words=bool(form.words.data)),
    )
    if refused is not None:
        return _own_page(actor, form), refused.status
    letting_in.let_go()
    gone = back("accounts.sign_in")
    gone.headers["Clear-Site-Data"] = '"cache", "storage"'
    return gone


@pages.get("/owner/people/<account_id>/erase")
@through(person_for, "account_id")
def ask_account(actor: Actor, person: PersonShown) -> str:  # noqa: ARG001
    """Ask whether to erase somebody's account."""
    return _account_page(person, EraseAccountForm(formdata=None))


@pages.post("/owner/people/<account_id>/erase")
@through(person_for, "account_id")
def erase_account(actor: Actor, person: PersonShown) -> Response | tuple[str, int]:
    """Erase somebody's account."""
    pace.take("write", actor.account_id)
    form = EraseAccountForm()
    refused = _tried(
        form,
        lambda: actions.erase_account_of(actor, person.id, form.typed.data, words=bool(form.words.data)),
    )
    if refused is not None:
        return _account_page(person, form), refused.status
    if person.id == actor.account_id:
        letting_in.let_go()
        return back("accounts.sign_in")
    flash("The account is erased. Its bytes leave the database's files within five minutes.", "done")
    return back("accounts.owner")


@pages.get("/owner/groups/<id>/erase")
@through(group_for_owner)
def ask_group(actor: Actor, group: GroupShown) -> str:  # noqa: ARG001
    """Ask whether to erase a group."""
    return _group_page(group, EraseGroupForm(formdata=None))


@pages.post("/owner/groups/<id>/erase")
@through(group_for_owner)
def erase_group(actor: Actor, group: GroupShown) -> Response | tuple[str, int]:
    """Erase a group with all that was written in it."""
    pace.take("write", actor.account_id)
    form = EraseGroupForm()
    refused = _tried(form, lambda: actions.erase_group_of(actor, group.id, form.typed.data))
    if refused is not None:
        return _group_page(group, form), refused.status
    flash("The group is erased. Its bytes leave the database's files within five minutes.", "done")
    return back("accounts.owner", anchor="groups")


def _tried(form: Form, erase: Callable[[], object]) -> Refused | None:
    """Do it; return why it was refused, which the form then says."""
    try:
        form.or_invalid()
        erase()
    except (Invalid, NotAllowed, TooFast) as refusal:
        if not form.errors:
            form.say(refusal)
        return refusal
    return None


def _own_page(actor: Actor, form: EraseOwnForm) -> str:
    return page("erasing/own.html", "Erase my account", form=form, written=written_by(actor.account_id))


def _account_page(person: PersonShown, form: EraseAccountForm) -> str:
    return page("erasing/account.html", "Erase an account", form=form, person=person)


def _group_page(group: GroupShown, form: EraseGroupForm) -> str:
    return page("erasing/group.html", "Erase a group", form=form, group=group)


def _on_owners_page(actor: Actor) -> str:
    return render_template("erasing/_owner.html", groups=groups_for_owner(actor))
