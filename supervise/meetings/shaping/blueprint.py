"""Where the pages of a group's own formats are gathered."""

from flask import Blueprint

pages = Blueprint("shaping", __name__)
