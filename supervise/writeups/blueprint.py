"""The pages of write-ups."""

from flask import Blueprint

pages = Blueprint("writeups", __name__)
