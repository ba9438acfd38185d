"""How long a group keeps what is written: what goes soon, what went, what is held; and the convenor's choices."""

from flask import Flask, flash, url_for
from werkzeug.wrappers import Response

from supervise.core import pace
from supervise.core.actor import Actor
from supervise.core.errors import Invalid, Missing
from supervise.dilemmas.holds.policy import may_hold, may_lift
from supervise.dilemmas.holds.queries import holds_in
from supervise.dilemmas.holds.words import HOLD_REASONS
from supervise.dilemmas.presenting_dilemmas import heading_of
from supervise.governance.retention import actions, holding, slots, sweeping
from supervise.governance.retention.blueprint import pages
from supervise.governance.retention.forecast import Going, going_soon, went_in, write_ups_going
from supervise.governance.retention.forms import TermForm
from supervise.governance.retention.models import Kind
from supervise.governance.retention.queries import Keeping, keeping_of, retention_table, seat_to_change_keeping
from supervise.groups.policy import may_change_keeping
from supervise.groups.queries import Seat, seat_for
from supervise.groups.views import showing
from supervise.texts.queries import words_of
from supervise.web.pages import back, through
from supervise.writeups.presenting import row_view

__all__ = ["holding", "pages", "start", "sweeping"]

GOES = {Kind.DILEMMAS: "the dilemma with its responses", Kind.COMMENTS: "the words of its responses"}
"""What goes of a dilemma that is shown as going."""


def start(app: Flask) -> None:
    """Take the places on others' pages."""
    slots.start(app)


@pages.get("/groups/<id>/keeping")
@through(seat_for)
def keeping(actor: Actor, seat: Seat) -> str:  # noqa: ARG001
    """Show how long the group keeps each kind, what goes soon, what went lately and what is held."""
    return showing.page(
        "keeping/page.html",
        "How long things are kept",
        seat,
        "about",
        lines=retention_table(seat.group),
        going=_named(going_soon(seat)),
        goes=GOES,
        going_write_ups=[(row_view(one.write_up), one.kept_until) for one in write_ups_going(seat)],
        went=went_in(seat),
        holds=[(one, bool(may_lift(seat.member, one.hold, one.concerned))) for one in holds_in(seat)],
        reasons=HOLD_REASONS,
        may_choose=bool(may_change_keeping(seat.member)),
        may_hold=bool(may_hold(seat.member)),
    )


@pages.get("/groups/<id>/keeping/<kind>")
@through(seat_to_change_keeping)
def ask_term(actor: Actor, seat: Seat, kind: str) -> str:  # noqa: ARG001
    """Ask how long a kind is to be kept."""
    found = _keeping(seat, kind)
    return _term_page(seat, found, TermForm().offer(found))


@pages.post("/groups/<id>/keeping/<kind>")
@through(seat_to_change_keeping)
def choose_term(actor: Actor, seat: Seat, kind: str) -> Response | tuple[str, int]:
    """Keep a kind for another time."""
    pace.take("write", actor.account_id)
    found = _keeping(seat, kind)
    form = TermForm().offer(found)
    try:
        form.or_invalid()
        actions.choose_term(actor, seat.group.id, found.rule.kind, form.chosen())
    except Invalid as refusal:
        if not form.errors:
            form.say(refusal)
        return _term_page(seat, found, form), refusal.status
    after = keeping_of(seat.group)[found.rule.kind]
    flash("Kept. The shorter time begins a week from now." if after.next_term else "Kept.", "done")
    return back("keeping.keeping", id=seat.group.id)


def _keeping(seat: Seat, kind: str) -> Keeping:
    if kind not in set(Kind):
        raise Missing
    return keeping_of(seat.group)[Kind(kind)]


def _term_page(seat: Seat, found: Keeping, form: TermForm) -> str:
    address = url_for("keeping.choose_term", id=seat.group.id, kind=found.rule.kind.value)
    return showing.page(
        "keeping/term.html", "How long things are kept", seat, "about", form=form, rule=found.rule, address=address
    )


def _named(going: list[Going]) -> list[tuple[str, Going]]:
    """Return what goes soon with what its dilemma is called in lists."""
    words = words_of([one.dilemma.id for one in going])
    return [(heading_of(one.dilemma.id, words), one) for one in going]
