"""Pages of dilemmas, by noun, and what hears and comes round beside them."""

from supervise.dilemmas import rounds, sockets, telling, who_may_what
from supervise.dilemmas.blueprint import pages
from supervise.dilemmas.views import comments, dilemmas, groups, references, typing
from supervise.texts import forgetting

__all__ = [
    "comments",
    "dilemmas",
    "forgetting",
    "groups",
    "pages",
    "references",
    "rounds",
    "sockets",
    "telling",
    "typing",
    "who_may_what",
]
