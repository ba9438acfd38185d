"""The pages of home; `views` and `setting_up` hang them up."""

from flask import Blueprint

pages = Blueprint("home", __name__)
