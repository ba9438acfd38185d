"""The pages of groups."""

from flask import Flask, render_template

from supervise.groups import listeners, queries, who_may_what
from supervise.groups.errors import AgreementFirst
from supervise.groups.models import Group
from supervise.groups.views import about, agreement, agreement_first, inviting, joining, members, owner, showing, themes
from supervise.groups.views.blueprint import pages
from supervise.web import slots
from supervise.web.session import present_viewer

__all__ = ["about", "agreement", "inviting", "joining", "listeners", "members", "owner", "pages", "start", "themes"]


def start(app: Flask) -> None:
    """Lead people to the agreement where it comes first, and take the places on others' pages."""
    app.register_error_handler(AgreementFirst, agreement_first.lead)
    slots.fill(app, "owner-page", owner.section)
    slots.fill(app, "group.head", _tabs)
    slots.fill(app, "who-can-see-what", _who_may_what)


def _tabs(group: Group) -> str:
    seat = queries.place_for(present_viewer().actor, group.id)
    return render_template("groups/_tabs.html", tabs=showing.tabs(seat, "dilemmas"), group=group)


def _who_may_what() -> str:
    return render_template("groups/_who_may_what.html", rows=who_may_what.table())
