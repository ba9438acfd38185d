"""How old the newest backup is, in words, on the owner's page."""

from datetime import datetime, timedelta

from flask import current_app, render_template

from supervise.core import clock
from supervise.core.actor import Actor
from supervise.ops.backup import STALE, newest


def on_owners_page(actor: Actor) -> str:
    """Say when the server last wrote its own backup, and warn when that is too long ago."""
    last = newest(current_app.extensions["supervise"].settings.data_dir / "backups")
    when = said(last, clock.now(), actor.zone) if last else ""
    stale = last is not None and clock.now() - last > STALE
    return render_template("home/_last_backup.html", when=when, stale=stale)


def said(moment: datetime, now: datetime, zone: str) -> str:
    """Return a past moment as one would say it: 'this morning, 03:12', 'on Tuesday 3 March, 03:12'."""
    there, here = clock.in_zone(moment, zone), clock.in_zone(now, zone)
    time = f"{there:%H:%M}"
    if there.date() == here.date():
        part = "morning" if there.hour < 12 else "afternoon" if there.hour < 18 else "evening"
        return f"this {part}, {time}"
    if there.date() == here.date() - timedelta(days=1):
        return f"yesterday, {time}"
    year = f" {there.year}" if there.year != here.year else ""
    return f"on {there:%A} {there.day} {there:%B}{year}, {time}"
