"""Where the pages of the room are gathered."""

from flask import Blueprint

pages = Blueprint("room", __name__)
