"""The blueprint that the pages of accounts share."""

from flask import Blueprint

pages = Blueprint("accounts", __name__)
