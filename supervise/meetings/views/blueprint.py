"""Where the pages of meetings and formats are gathered."""

from flask import Blueprint

pages = Blueprint("meetings", __name__)
