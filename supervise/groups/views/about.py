"""The page about a group: who is in it, how it works, how soon it answers; and what is said of it."""

from typing import Any

from flask import flash

from supervise.core.actor import Actor
from supervise.core.errors import Invalid
from supervise.groups import actions, agreement, policy, queries, who_may_what
from supervise.groups.forms import DescribeForm, is_mode
from supervise.groups.queries import Seat
from supervise.groups.views import showing
from supervise.groups.views.blueprint import pages
from supervise.groups.words import MODES, MODES_EXPLAINED, ROLES
from supervise.web.pages import back, through


@pages.get("/groups/<id>/about")
@through(queries.seat_for)
def about(actor: Actor, seat: Seat) -> str:  # noqa: ARG001
    """Say who and what the group is."""
    now = queries.agreement_of(seat.group)
    return showing.page(
        "groups/about.html",
        "About the group",
        seat,
        "about",
        members=queries.members_of(seat),
        away=queries.deactivated_in(seat),
        mode=MODES[seat.group.mode],
        mode_explained=MODES_EXPLAINED[seat.group.mode],
        roles=ROLES,
        answers=agreement.answered_within(now.answer_within_days),
        duty=now.duty_of_care,
        may_describe=policy.may_describe(seat.member),
        may_change_roles=policy.may_change_roles(seat.member),
    )


@pages.get("/groups/<id>/describe")
@through(queries.seat_to_describe)
def describe(actor: Actor, seat: Seat) -> str:  # noqa: ARG001
    """Ask what is to be said of the group."""
    group = seat.group
    return _form(seat, DescribeForm(name=group.name, about=group.about, mode=group.mode.value, zone=group.zone))


@pages.post("/groups/<id>/describe")
@through(queries.seat_to_describe)
def set_description(actor: Actor, seat: Seat) -> Any:
    """Say something else of the group."""
    form = DescribeForm()
    try:
        form.or_invalid()
        said = {"name": form.name.data, "about": form.about.data or "", "zone": form.zone.data or ""}
        actions.describe_group(actor, seat.group.id, **said)
        actions.change_mode(actor, seat.group.id, is_mode(form.mode.data))
    except Invalid as refusal:
        if not form.errors:
            form.say(refusal)
        return _form(seat, form), refusal.status
    flash("Changed.", "done")
    return back("groups.about", id=seat.group.id)


@pages.get("/groups/<id>/who-may-what")
@through(queries.seat_for)
def who_may(actor: Actor, seat: Seat) -> str:  # noqa: ARG001
    """Show the table of who may do what."""
    return showing.page("groups/who_may_what.html", "Who may do what", seat, "about", rows=who_may_what.table())


def _form(seat: Seat, form: DescribeForm) -> str:
    hints = {mode.value: words for mode, words in MODES_EXPLAINED.items()}
    return showing.page("groups/describe.html", "The group", seat, "about", form=form, mode_hints=hints)
