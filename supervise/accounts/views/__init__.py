"""The pages of accounts."""

from datetime import timedelta

from flask import Flask

from supervise.accounts import listeners, locking, passwords, place, rounds, terms
from supervise.accounts.views import entering, owner, resetting, sessions, settings
from supervise.accounts.views.blueprint import pages

__all__ = ["entering", "listeners", "owner", "pages", "resetting", "rounds", "sessions", "settings", "start"]


def start(app: Flask) -> None:
    """Take the installation's terms and put the idle lock before every view."""
    chosen = app.extensions["supervise"].settings
    terms.lock_after(timedelta(minutes=chosen.idle_minutes))
    passwords.start(quick=chosen.test_quick_hash)
    place.based_at(chosen.base_url)
    locking.start(app)
