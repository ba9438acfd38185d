"""A group's front page: the composer, what waits, the list; and a page per theme."""

from dataclasses import asdict
from typing import Any

from flask import request, url_for
from werkzeug.wrappers import Response

from supervise.core import limits, pace
from supervise.core.actor import Actor
from supervise.core.errors import Missing
from supervise.core.ids import Id, is_id
from supervise.core.rooms import seq_of
from supervise.dilemmas import actions
from supervise.dilemmas.blueprint import pages
from supervise.dilemmas.composing import composer, posted_from, with_findings
from supervise.dilemmas.forms import DilemmaForm, FilterForm
from supervise.dilemmas.gate.queries import asked_in
from supervise.dilemmas.models import Closure, Dilemma, Kind
from supervise.dilemmas.presenting_dilemmas import asked_views, row_views
from supervise.dilemmas.queries import Filter, dilemmas_in, group_room, waiting_in
from supervise.dilemmas.seen import eyes_of
from supervise.dilemmas.sent import FieldsNeedReview
from supervise.dilemmas.themes import known_theme, known_themes
from supervise.dilemmas.words import KINDS, STATES
from supervise.groups.queries import Seat, members_of, seat_for
from supervise.web.pages import back, page, place_after, place_named, through


@pages.get("/groups/<id>")
@through(seat_for)
def group(actor: Actor, seat: Seat) -> str:  # noqa: ARG001
    return group_page(seat, DilemmaForm())


@pages.post("/groups/<id>")
@through(seat_for)
def narrow(actor: Actor, seat: Seat) -> str:  # noqa: ARG001
    return group_page(seat, DilemmaForm(formdata=None))


@pages.post("/groups/<id>/dilemmas")
@through(seat_for)
def post(actor: Actor, seat: Seat) -> Response | tuple[str, int]:
    pace.take("write", actor.account_id)
    form = DilemmaForm()
    if not form.validate():
        return group_page(seat, form), 422
    try:
        written = posted_from(form)
    except FieldsNeedReview as findings:
        return with_findings(form, findings, url_for("dilemmas.post", id=seat.group.id), seat), 422
    dilemma = actions.post_dilemma(actor, seat.group.id, written, form.key.data.lower())
    return back("dilemmas.show", id=dilemma.id)


@pages.get("/groups/<group>/themes/<slug>")
@through(seat_for, "group")
def theme(actor: Actor, seat: Seat, slug: str) -> str:  # noqa: ARG001
    known = known_theme(seat.group.id, slug)
    if known is None:
        raise Missing
    narrowed = Filter(theme=slug)
    rows = row_views(seat, dilemmas_in(seat, narrowed)[: limits.GROUP_PAGE], eyes_of(seat.member))
    return page("dilemmas/theme.html", "A theme", group=seat.group, theme=known, rows=rows)


def group_page(seat: Seat, form: DilemmaForm) -> str:
    """Fill the group's front page around a composer."""
    narrowed = _filter(seat)
    filtered = narrowed != Filter()
    found = dilemmas_in(
        seat, narrowed if filtered else Filter(state="answered"), place_named(request.args.get("after"))
    )
    rows, more = found[: limits.GROUP_PAGE], len(found) > limits.GROUP_PAGE
    first_page = not filtered and "after" not in request.args
    waiting = waiting_in(seat) if first_page else []
    views = row_views(seat, [*waiting, *rows], eyes_of(seat.member))
    return page(
        "dilemmas/group.html",
        "Group",
        asked=asked_views(seat, asked_in(seat)) if first_page else [],
        waiting=views[: len(waiting)],
        rows=views[len(waiting) :],
        next_href=_next(seat, narrowed, rows[-1]) if more else None,
        filters=_filters(seat, narrowed),
        filtered=filtered,
        seq=seq_of(group_room(seat.group.id)),
        **composer(seat, form),
    )


def _filter(seat: Seat) -> Filter:
    """Read what the list is narrowed to: themes stand in addresses, people and states too; never words."""
    form = FilterForm(request.values)
    kind = form.kind.data
    person = form.person.data
    return Filter(
        theme=form.theme.data if form.theme.data in known_themes(seat.group.id) else None,
        kind=Kind(kind) if kind in set(Kind) else None,
        person=Id(person) if is_id(person) else None,
        state=form.state.data if form.state.data in STATES else None,
    )


def _filters(seat: Seat, narrowed: Filter) -> dict[str, Any]:
    return {
        "themes": {t.slug: t.label for t in known_themes(seat.group.id).values()},
        "kinds": {k.value: label for k, label in KINDS.items() if label},
        "people": {m.id: m.shown_name for m in members_of(seat)},
        "states": STATES,
        "chosen": narrowed,
    }


def _next(seat: Seat, narrowed: Filter, last: tuple[Dilemma, Closure | None]) -> str:
    dilemma, _ = last
    chosen: dict[str, Any] = {name: value for name, value in asdict(narrowed).items() if value}
    return url_for("dilemmas.group", id=seat.group.id, after=place_after(dilemma.moved_at, dilemma.id), **chosen)
