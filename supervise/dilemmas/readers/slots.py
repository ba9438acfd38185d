"""On Today: that somebody asked who had a thread open, for whoever was named."""

from flask import Flask, render_template

from supervise.dilemmas.readers.queries import told_in
from supervise.dilemmas.words import READERS_REASONS
from supervise.groups.queries import groups_of
from supervise.web import slots
from supervise.web.session import present_viewer


def start(app: Flask) -> None:
    """Take the place on others' pages."""
    slots.fill(app, "today", _today)


def _today() -> str:
    seats = [seat for seat in groups_of(present_viewer().actor) if seat.accepted]
    told = [one for seat in seats for one in told_in(seat)]
    return render_template("dilemmas/covering/_told.html", told=told, reasons=READERS_REASONS)
