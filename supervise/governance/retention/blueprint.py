"""The pages about how long things are kept, and what is held."""

from flask import Blueprint

pages = Blueprint("keeping", __name__)
