"""The owner's page: who has an account. Others add what they keep through the slot; nothing clinical is read here."""

from typing import Any

from flask import flash

from supervise.accounts import actions, place, queries
from supervise.accounts.forms import OpenForm
from supervise.accounts.queries import PersonShown
from supervise.accounts.views.blueprint import pages
from supervise.core.actor import Actor
from supervise.core.errors import Invalid, TooFast
from supervise.web.pages import back, page, signed_in, through


@pages.get("/owner")
@signed_in
def owner(actor: Actor) -> Any:
    """Show the owner who has an account, and what others put on this page."""
    return page("accounts/owner.html", "This installation", people=queries.people_for(actor), form=OpenForm())


@pages.post("/owner/people")
@signed_in
def open_person(actor: Actor) -> Any:
    """Open an account."""
    form = OpenForm()
    people = queries.people_for(actor)
    try:
        form.or_invalid()
        actions.open_for(actor, form.email.data, form.name.data, owner=form.owner.data)
    except (Invalid, TooFast) as refusal:
        if not form.errors:
            form.say(refusal)
        return page("accounts/owner.html", "This installation", people=people, form=form), refusal.status
    flash("The account is open. They get an e-mail with a link to choose their password.", "done")
    return back("accounts.owner")


@pages.post("/owner/people/<account_id>/deactivate")
@through(queries.person_for, "account_id")
def deactivate(actor: Actor, person: PersonShown) -> Any:
    """Let an account sign in no more."""
    actions.deactivate(actor, person.id)
    flash(f"{person.name} can no longer sign in, and is signed out everywhere.", "done")
    return back("accounts.owner")


@pages.post("/owner/people/<account_id>/reactivate")
@through(queries.person_for, "account_id")
def reactivate(actor: Actor, person: PersonShown) -> Any:
    """Let an account sign in again."""
    actions.reactivate(actor, person.id)
    flash(f"{person.name} can sign in again.", "done")
    return back("accounts.owner")


@pages.post("/owner/people/<account_id>/link")
@through(queries.person_for, "account_id")
def make_link(actor: Actor, person: PersonShown) -> Any:
    """Make a link to hand over; it is shown once, here."""
    link = place.password_link(actions.hand_over_link(actor, person.id))
    return page("accounts/link_made.html", "A one-time link", person=person, link=link)
