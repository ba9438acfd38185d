"""The pages of dilemmas; `views` hangs them up."""

from flask import Blueprint

pages = Blueprint("dilemmas", __name__)
