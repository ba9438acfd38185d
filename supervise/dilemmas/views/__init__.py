"""Pages of dilemmas, by noun."""

from supervise.dilemmas import sockets
from supervise.dilemmas.blueprint import pages
from supervise.dilemmas.views import comments, dilemmas, groups, typing

__all__ = ["comments", "dilemmas", "groups", "pages", "sockets", "typing"]
