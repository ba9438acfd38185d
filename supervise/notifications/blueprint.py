"""The pages about e-mails."""

from flask import Blueprint

pages = Blueprint("notifications", __name__)
