"""Where the pages of planned meetings are gathered."""

from flask import Blueprint

pages = Blueprint("planning", __name__)
