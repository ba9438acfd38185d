"""How long things are kept, on pages of others: at the head of the group and about it, beside a thread, where one
closes a dilemma, and what went anywhere on the page of whoever runs the installation.
"""

from flask import Flask, render_template

from supervise.core.actor import Actor
from supervise.dilemmas.holds.policy import may_hold
from supervise.dilemmas.queries import Thread
from supervise.governance.retention.forecast import (
    closed_today,
    fate_of,
    going_soon,
    is_anything_coming,
    shorter_soon,
    went_anywhere,
    write_ups_going,
)
from supervise.groups.models import Group, Member
from supervise.groups.queries import seat_for
from supervise.web import slots
from supervise.web.session import present_viewer


def start(app: Flask) -> None:
    """Take the places."""
    slots.fill(app, "group.head", _at_head)
    slots.fill(app, "group.about", _about)
    slots.fill(app, "thread.margin", _beside_thread)
    slots.fill(app, "close.note", _when_closing)
    slots.fill(app, "owner-page", _for_owner)


def _at_head(group: Group) -> str:
    if not is_anything_coming(group):
        return ""
    seat = seat_for(present_viewer().actor, group.id)
    many, write_ups, shorter = len(going_soon(seat)), len(write_ups_going(seat)), bool(shorter_soon(group))
    return render_template("keeping/_group_head.html", group=group, many=many, write_ups=write_ups, shorter=shorter)


def _about(group: Group, me: Member) -> str:  # noqa: ARG001
    return render_template("keeping/_on_group.html", group=group)


def _beside_thread(thread: Thread) -> str:
    may = bool(may_hold(thread.member))
    return render_template("keeping/_beside_thread.html", thread=thread, fate=fate_of(thread), may_hold=may)


def _when_closing(group: Group) -> str:
    today, whole, comments = closed_today(group)
    return render_template("keeping/_when_closing.html", group=group, today=today, whole=whole, comments=comments)


def _for_owner(actor: Actor) -> str:
    went = went_anywhere(actor)
    return render_template("keeping/_owner.html", went=went) if went else ""
