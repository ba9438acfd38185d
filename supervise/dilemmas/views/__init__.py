"""Pages of dilemmas, by noun."""

from supervise.dilemmas import rounds, sockets, telling, who_may_what
from supervise.dilemmas.blueprint import pages
from supervise.dilemmas.views import comments, dilemmas, groups, typing

__all__ = ["comments", "dilemmas", "groups", "pages", "rounds", "sockets", "telling", "typing", "who_may_what"]
