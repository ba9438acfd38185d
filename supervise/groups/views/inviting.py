"""Inviting, for a group's convenor."""

from typing import Any

from flask import flash, url_for

from supervise.accounts import place
from supervise.core import pace
from supervise.core.actor import Actor
from supervise.core.errors import Invalid, Missing
from supervise.core.ids import Id, is_id
from supervise.groups import actions, queries
from supervise.groups.forms import InviteForm
from supervise.groups.models import Role
from supervise.groups.queries import Seat
from supervise.groups.views import showing
from supervise.groups.views.blueprint import pages
from supervise.groups.words import ROLES
from supervise.web.pages import back, through


@pages.get("/groups/<id>/invitations")
@through(queries.seat_to_invite)
def invitations(actor: Actor, seat: Seat) -> str:  # noqa: ARG001
    """Show who is invited, and ask whom to invite."""
    return _shown(seat, InviteForm())


@pages.post("/groups/<id>/invitations")
@through(queries.seat_to_invite)
def invite(actor: Actor, seat: Seat) -> Any:
    """Invite somebody: by e-mail, or by a link that is shown once, here."""
    form = InviteForm()
    try:
        form.or_invalid()
        pace.take("invite", actor.account_id)
        made = actions.invite(
            actor,
            seat.group.id,
            email=form.email.data or None,
            role=Role(form.role.data),
            convenor=form.convenor.data,
            days=form.days.data,
        )
    except Invalid as refusal:
        if not form.errors:
            form.say(refusal)
        return _shown(seat, form), refusal.status
    if made.secret is None:
        flash("The invitation is on its way.", "done")
        return back("groups.invitations", id=seat.group.id)
    link = place.address(url_for("groups.open_invitation", secret=made.secret))
    given = {"link": link, "invitation": made.invitation, "roles": ROLES}
    return showing.page("groups/invitation_made.html", "An invitation", seat, "invite", **given)


@pages.post("/groups/<id>/invitations/<invitation>/revoke")
@through(queries.seat_to_invite)
def revoke(actor: Actor, seat: Seat, invitation: str) -> Any:
    """Take an invitation back."""
    if not is_id(invitation):
        raise Missing
    actions.revoke_invitation(actor, seat.group.id, Id(invitation))
    flash("The invitation is taken back; its link is dead.", "done")
    return back("groups.invitations", id=seat.group.id)


def _shown(seat: Seat, form: InviteForm) -> str:
    open_now = queries.invitations_of(seat)
    given = {"form": form, "invitations": open_now, "roles": ROLES}
    return showing.page("groups/invitations.html", "Invitations", seat, "invite", **given)
