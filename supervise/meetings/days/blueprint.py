"""Where the pages of formats over days are gathered."""

from flask import Blueprint

pages = Blueprint("days", __name__)
