"""The blueprint that the pages of groups share."""

from flask import Blueprint

pages = Blueprint("groups", __name__)
