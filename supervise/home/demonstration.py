"""Taking the demonstration practice away: its groups with every word, and its people."""

from flask import flash, render_template
from sqlalchemy import delete, select
from werkzeug.wrappers import Response

from supervise.accounts.models import Account
from supervise.accounts.policy import may_run_installation
from supervise.accounts.queries import demonstration_people
from supervise.core.actor import Actor
from supervise.core.db import transaction
from supervise.core.errors import Missing
from supervise.core.rooms import Change, Room
from supervise.dilemmas.models import Dilemma
from supervise.dilemmas.queries import group_room, room_of
from supervise.groups.models import Group
from supervise.home.blueprint import pages
from supervise.web.pages import back, signed_in


def remove_demonstration() -> None:
    """Take every demonstration group and account away, words and all; again does nothing."""
    with transaction() as db:
        groups = list(db.scalars(select(Group.id).where(Group.demonstration)))
        dilemmas = list(db.scalars(select(Dilemma.id).where(Dilemma.group_id.in_(groups))))
        rooms = [*map(group_room, groups), *map(room_of, dilemmas)]
        db.execute(delete(Change).where(Change.room.in_(rooms)))
        db.execute(delete(Room).where(Room.name.in_(rooms)))
        db.execute(delete(Group).where(Group.id.in_(groups)))
        db.execute(delete(Account).where(Account.demonstration))


def on_owners_page(actor: Actor) -> str:  # noqa: ARG001  the page itself is the owner's
    """Offer it on the owner's page while there is a demonstration."""
    return render_template("home/_demonstration.html") if demonstration_people() else ""


@pages.post("/owner/demonstration/remove")
@signed_in
def take_away(actor: Actor) -> Response:
    """Take the demonstration practice away."""
    if not may_run_installation(actor):
        raise Missing
    remove_demonstration()
    flash("The demonstration practice is gone.", "done")
    return back("accounts.owner")
