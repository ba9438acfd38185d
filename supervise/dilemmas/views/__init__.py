"""Pages of dilemmas, by noun, and what hears and comes round beside them."""

from flask import Flask

from supervise.dilemmas import rounds, sockets, telling, who_may_what
from supervise.dilemmas.blueprint import pages
from supervise.dilemmas.covering import slots as covering_slots
from supervise.dilemmas.covering import sockets as covering_sockets
from supervise.dilemmas.covering import telling as covering_telling
from supervise.dilemmas.covering import views as covering_views
from supervise.dilemmas.gate import views as gate_views
from supervise.dilemmas.mentions import views as mentions_views
from supervise.dilemmas.readers import listeners as readers_listeners
from supervise.dilemmas.readers import slots as readers_slots
from supervise.dilemmas.readers import views as readers_views
from supervise.dilemmas.views import comments, dilemmas, groups, handing_on, pictures, reading, references, typing
from supervise.texts import forgetting
from supervise.web import slots

__all__ = [
    "comments",
    "covering_sockets",
    "covering_telling",
    "covering_views",
    "dilemmas",
    "forgetting",
    "gate_views",
    "groups",
    "handing_on",
    "mentions_views",
    "pages",
    "pictures",
    "readers_listeners",
    "readers_views",
    "reading",
    "references",
    "rounds",
    "sockets",
    "start",
    "telling",
    "typing",
    "who_may_what",
]


def start(app: Flask) -> None:
    """Take the places on others' pages and beside the thread."""
    covering_slots.start(app)
    readers_slots.start(app)
    gate_views.start(app)
    slots.fill(app, "thread.margin", reading.beside_thread)
