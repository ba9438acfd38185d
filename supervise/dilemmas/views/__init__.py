"""Pages of dilemmas, by noun."""

from supervise.dilemmas import rounds, sockets, telling
from supervise.dilemmas.blueprint import pages
from supervise.dilemmas.views import comments, dilemmas, groups, typing

__all__ = ["comments", "dilemmas", "groups", "pages", "rounds", "sockets", "telling", "typing"]
