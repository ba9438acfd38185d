"""Groups as whoever runs the installation sees them: that they exist, and who convenes them."""

from typing import Any

from flask import flash, render_template

from supervise.accounts.queries import people_for
from supervise.core.actor import Actor
from supervise.core.errors import Invalid, NotAllowed
from supervise.core.ids import Id
from supervise.groups import actions, queries
from supervise.groups.forms import NameConvenorForm, NewGroupForm, is_mode
from supervise.groups.models import Mode, Role
from supervise.groups.queries import GroupShown
from supervise.groups.views.blueprint import pages
from supervise.groups.words import MODES_EXPLAINED
from supervise.web.forms import Form
from supervise.web.pages import back, page, signed_in, through


def section(actor: Actor) -> str:
    """Return what stands on the owner's page about groups."""
    return render_template("groups/_owner.html", groups=queries.groups_for_owner(actor))


@pages.get("/owner/groups")
@signed_in
def new_group(actor: Actor) -> str:
    """Ask for a new group and its convenor."""
    form = NewGroupForm(mode=Mode.LED.value, zone=actor.zone)
    _offer_people(actor, form)
    return _new(form)


@pages.post("/owner/groups")
@signed_in
def create_group(actor: Actor) -> Any:
    """Make a group."""
    form = NewGroupForm()
    _offer_people(actor, form)
    try:
        form.or_invalid()
        group = actions.create_group(
            actor,
            name=form.name.data,
            about=form.about.data or "",
            mode=is_mode(form.mode.data),
            zone=form.zone.data or "",
            convenor_account_id=Id(form.convenor.data),
            convenor_role=Role(form.role.data),
        )
    except Invalid as refusal:
        if not form.errors:
            form.say(refusal)
        return _new(form), refusal.status
    flash(f"{group.name} is there. Its convenor finds it on Today and invites the others.", "done")
    return back("accounts.owner", anchor="groups")


@pages.get("/owner/groups/<id>/convenor")
@through(queries.group_for_owner)
def ask_convenor(actor: Actor, group: GroupShown) -> str:
    """Ask who is to convene a group that has no convenor."""
    form = NameConvenorForm()
    _offer_people(actor, form)
    return page("groups/name_convenor.html", "A convenor", form=form, group=group)


@pages.post("/owner/groups/<id>/convenor")
@through(queries.group_for_owner)
def name_convenor(actor: Actor, group: GroupShown) -> Any:
    """Name a convenor for a group that has none."""
    form = NameConvenorForm()
    _offer_people(actor, form)
    try:
        form.or_invalid()
        actions.name_convenor(actor, group.id, Id(form.convenor.data))
    except (Invalid, NotAllowed) as refusal:
        if not form.errors:
            form.say(refusal)
        return page("groups/name_convenor.html", "A convenor", form=form, group=group), refusal.status
    flash(f"{group.name} has a convenor again.", "done")
    return back("accounts.owner", anchor="groups")


def _offer_people(actor: Actor, form: Form) -> None:
    people = [p for p in people_for(actor) if not p.deactivated]
    form["convenor"].choices = [("", "Choose somebody"), *((p.id, f"{p.name}, {p.email}") for p in people)]


def _new(form: NewGroupForm) -> str:
    hints = {mode.value: words for mode, words in MODES_EXPLAINED.items()}
    return page("groups/new_group.html", "A new group", form=form, mode_hints=hints)
