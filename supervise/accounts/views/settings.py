"""A person's own settings: name, zone, password, sessions."""

from typing import Any

from flask import flash, request

from supervise.accounts import actions, queries
from supervise.accounts.forms import NameForm, PasswordForm, PresenceForm, ZoneForm
from supervise.accounts.views.blueprint import pages
from supervise.core.actor import Actor
from supervise.core.errors import Invalid, Missing, TooFast
from supervise.core.ids import Id, is_id
from supervise.web.forms import Form
from supervise.web.pages import back, page, signed_in
from supervise.web.session import present_viewer


@pages.get("/settings")
@signed_in
def settings(actor: Actor) -> Any:
    """Show what a person can change about their own account."""
    return _shown(actor)


@pages.post("/settings/name")
@signed_in
def set_name(actor: Actor) -> Any:
    """Go by another name."""
    form = NameForm()
    return _done_or_again(actor, "name_form", form, lambda: actions.change_name(actor, form.name.data), "Name changed.")


@pages.post("/settings/zone")
@signed_in
def set_zone(actor: Actor) -> Any:
    """Read times in another zone."""
    form = ZoneForm()
    say_so = "Times are shown in your new time zone now."
    return _done_or_again(actor, "zone_form", form, lambda: actions.change_zone(actor, form.zone.data or ""), say_so)


@pages.post("/settings/presence")
@signed_in
def set_presence(actor: Actor) -> Any:
    """Choose whether others see that one is there."""
    form = PresenceForm()
    say_so = "Kept. It counts from the next page that you open."
    return _done_or_again(
        actor, "presence_form", form, lambda: actions.show_present(actor, shown=bool(form.shown.data)), say_so
    )


@pages.post("/settings/password")
@signed_in
def set_own_password(actor: Actor) -> Any:
    """Change the password and end all other sessions."""
    form = PasswordForm()
    here = present_viewer().sign_in_id
    say_so = "Password changed. Other browsers that were signed in as you are signed out."
    return _done_or_again(
        actor,
        "password_form",
        form,
        lambda: actions.change_password(actor, here, form.old.data, form.password.data),
        say_so,
    )


@pages.post("/settings/sessions/end")
@signed_in
def end_session(actor: Actor) -> Any:
    """End one of one's sessions."""
    asked = request.form.get("session", "")
    if not is_id(asked):
        raise Missing
    actions.end_session(actor, Id(asked))
    flash("That browser is signed out.", "done")
    return back("accounts.settings", anchor="sessions")


@pages.post("/settings/sessions/end-others")
@signed_in
def end_others(actor: Actor) -> Any:
    """End all of one's sessions but this one."""
    actions.end_others(actor, present_viewer().sign_in_id)
    flash("You are signed in here only.", "done")
    return back("accounts.settings", anchor="sessions")


def _done_or_again(actor: Actor, name: str, form: Form, do: Any, say_so: str) -> Any:
    try:
        form.or_invalid()
        do()
    except (Invalid, TooFast) as refusal:
        if not form.errors:
            form.say(refusal)
        return _shown(actor, **{name: form}), refusal.status
    flash(say_so, "done")
    return back("accounts.settings")


def _shown(actor: Actor, **forms: Form) -> str:
    account = queries.own_account(actor)
    given: dict[str, Any] = {
        "name_form": NameForm(formdata=None, name=account.name),
        "zone_form": ZoneForm(formdata=None, zone=account.zone),
        "presence_form": PresenceForm(formdata=None, shown=account.shown_present),
        "password_form": PasswordForm(formdata=None),
        **forms,
    }
    here = present_viewer().sign_in_id
    sessions = queries.sessions_of(actor)
    return page("accounts/settings.html", "Your settings", email=account.email, sessions=sessions, here=here, **given)
