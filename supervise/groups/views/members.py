"""One member, for the convenor: role, mark, removal; and leaving, for oneself."""

from typing import Any

from flask import flash, redirect

from supervise.core.actor import Actor
from supervise.core.errors import Invalid, NotAllowed
from supervise.groups import actions, policy, queries
from supervise.groups.actions.seating import others_convening
from supervise.groups.forms import FORMER, GoingForm, RoleForm
from supervise.groups.models import Member, Role
from supervise.groups.queries import Seat
from supervise.groups.views import showing
from supervise.groups.views.blueprint import pages
from supervise.groups.words import ROLES
from supervise.web.pages import back, through


@pages.get("/groups/<id>/members/<member>")
@through(queries.seat_to_change_roles)
def member(actor: Actor, seat: Seat, member: str) -> str:  # noqa: ARG001
    """Show what can be done about one member."""
    other = queries.member_in(seat, member)
    return _shown(seat, other, RoleForm(role=other.role.value))


@pages.post("/groups/<id>/members/<member>/role")
@through(queries.seat_to_change_roles)
def set_role(actor: Actor, seat: Seat, member: str) -> Any:
    """Give a member another role."""
    other = queries.member_in(seat, member)
    form = RoleForm()
    if not form.validate():
        return _shown(seat, other, form), Invalid.status
    actions.change_role(actor, seat.group.id, other.id, Role(form.role.data))
    flash(f"{other.shown_name} is {ROLES[Role(form.role.data)]} in this group now.", "done")
    return back("groups.about", id=seat.group.id)


@pages.post("/groups/<id>/members/<member>/convenor/give")
@through(queries.seat_to_change_roles)
def give_mark(actor: Actor, seat: Seat, member: str) -> Any:
    """Give a member the convenor's mark."""
    other = queries.member_in(seat, member)
    actions.give_convenor(actor, seat.group.id, other.id)
    flash(f"{other.shown_name} convenes this group now.", "done")
    return back("groups.about", id=seat.group.id)


@pages.post("/groups/<id>/members/<member>/convenor/take")
@through(queries.seat_to_change_roles)
def take_mark(actor: Actor, seat: Seat, member: str) -> Any:
    """Take the convenor's mark from a member, or lay it down."""
    other = queries.member_in(seat, member)
    try:
        actions.take_convenor(actor, seat.group.id, other.id)
    except NotAllowed as refusal:
        return _shown(seat, other, RoleForm(formdata=None, role=other.role.value), refusal.message), refusal.status
    flash(f"{other.shown_name} no longer convenes this group.", "done")
    return back("groups.about", id=seat.group.id)


@pages.get("/groups/<id>/members/<member>/remove")
@through(queries.seat_to_change_roles)
def ask_remove(actor: Actor, seat: Seat, member: str) -> str:  # noqa: ARG001
    """Ask whether to remove a member, and what becomes of their name."""
    return _removing(seat, queries.member_in(seat, member), GoingForm(keep_name="name"))


@pages.post("/groups/<id>/members/<member>/remove")
@through(queries.seat_to_change_roles)
def remove(actor: Actor, seat: Seat, member: str) -> Any:
    """Remove a member."""
    other = queries.member_in(seat, member)
    form = GoingForm()
    try:
        form.or_invalid()
        actions.remove_member(actor, seat.group.id, other.id, keep_name=form.keep_name.data == "name")
    except (Invalid, NotAllowed) as refusal:
        if not form.errors:
            form.say(refusal)
        return _removing(seat, queries.member_in(seat, member), form), refusal.status
    flash(f"{other.account.name} is no longer in this group, and sees nothing more of it.", "done")
    return back("groups.about", id=seat.group.id)


@pages.get("/groups/<id>/leave")
@through(queries.place_for)
def ask_leave(actor: Actor, seat: Seat) -> str:  # noqa: ARG001
    """Ask whether to leave, and what becomes of one's name."""
    return _leaving(seat, GoingForm(keep_name="name"))


@pages.post("/groups/<id>/leave")
@through(queries.place_for)
def leave(actor: Actor, seat: Seat) -> Any:
    """Leave the group."""
    form = GoingForm()
    name = seat.group.name
    try:
        form.or_invalid()
        actions.leave(actor, seat.group.id, keep_name=form.keep_name.data == "name")
    except (Invalid, NotAllowed) as refusal:
        if not form.errors:
            form.say(refusal)
        return _leaving(seat, form), refusal.status
    flash(f"You have left {name}.", "done")
    return redirect("/", code=303)


def _shown(seat: Seat, other: Member, form: RoleForm, problem: str = "") -> str:
    given = {
        "other": other,
        "form": form,
        "problem": problem,
        "roles": ROLES,
        "may_lay_down": policy.may_give_up_mark(other, others_convening(other)),
        "may_remove": policy.may_remove(seat.member, other),
    }
    return showing.page("groups/member.html", "A member", seat, "about", **given)


def _removing(seat: Seat, other: Member, form: GoingForm) -> str:
    return showing.page("groups/remove.html", "A member", seat, "about", other=other, form=form)


def _leaving(seat: Seat, form: GoingForm) -> str:
    staying = len(queries.members_of(seat)) - 1
    may = policy.may_leave(seat.member, others_convening(seat.member), staying)
    form.keep_name.label.text = "What you wrote stays here"
    form.keep_name.choices = {"name": "under your name", "former": FORMER}
    return showing.page("groups/leave.html", "Leave the group", seat, "about", form=form, may=may)
