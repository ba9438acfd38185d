"""The trail of acts as a page, and refused accesses put on it."""

from flask import Blueprint, Flask

from supervise.governance import listeners

__all__ = ["listeners", "pages", "start"]

pages = Blueprint("governance", __name__)


def start(app: Flask) -> None:
    """Begin."""
