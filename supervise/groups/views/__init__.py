"""The pages of groups."""

from flask import Flask

from supervise.groups import listeners
from supervise.groups.views.blueprint import pages

__all__ = ["listeners", "pages", "start"]


def start(app: Flask) -> None:
    """Begin."""
