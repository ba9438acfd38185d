"""What a page asks while somebody types: the check, a preview, and the keeping of drafts."""

from typing import Any

from flask import jsonify, request
from werkzeug.wrappers import Response

from supervise.core import clock, limits, pace
from supervise.core.actor import Actor
from supervise.core.errors import Invalid
from supervise.core.ids import Id, is_id
from supervise.dilemmas.blueprint import pages
from supervise.dilemmas.themes import known_themes
from supervise.groups.queries import Seat, members_of, seat_for
from supervise.texts.checking import look_at
from supervise.texts.drafts import ABOUT, OtherDraft, drop_draft, keep_draft
from supervise.texts.markdown import render
from supervise.web.forms import clean
from supervise.web.pages import signed_in, through
from supervise.web.shield import finding_dict

PLACES = ("new", *ABOUT)
OFFERED = 3


@pages.post("/groups/<id>/review")
@through(seat_for)
def review(actor: Actor, seat: Seat) -> Response:
    pace.take("review", actor.account_id)
    data = _data()
    text = _text(data)
    names = [m.account.name for m in members_of(seat)] if data.get("comment") is True else []
    found = look_at(text, names)
    known = known_themes(seat.group.id)
    themes = [(known[h.slug], h.words) for h in found.themes if h.slug in known][:OFFERED]
    return jsonify(
        ok=True,
        findings=[finding_dict(one) for one in found.findings],
        combination=found.combination,
        themes=[{"slug": t.slug, "label": t.label, "words": list(words), "care": t.care} for t, words in themes],
    )


@pages.post("/groups/<id>/preview")
@through(seat_for)
def preview(actor: Actor, seat: Seat) -> Response:  # noqa: ARG001
    pace.take("review", actor.account_id)
    return jsonify(ok=True, html=str(render(_text(_data()))))


@pages.post("/drafts")
@signed_in
def save_draft(actor: Actor) -> Response | tuple[Response, int]:
    data = _data()
    group, place = _place(data)
    given = data.get("fields")
    version = data.get("version")
    if not isinstance(given, dict) or not all(isinstance(v, str) for v in given.values()):
        raise Invalid("A draft is an object of words.")
    fields = {str(name)[:40]: clean(words) for name, words in given.items()}
    try:
        kept = keep_draft(actor, group, place, fields, version if type(version) is int else None)
    except OtherDraft as other:
        there = {"version": other.kept.version, "fields": dict(other.kept.fields)}
        at = clock.millis(other.kept.saved_at)
        return jsonify(ok=False, code=other.code, message=other.message, saved_at=at, **there), other.status
    return jsonify(ok=True, version=kept.version, saved_at=clock.millis(kept.saved_at))


@pages.delete("/drafts")
@signed_in
def throw_draft(actor: Actor) -> Response:
    group, place = _place(_data())
    drop_draft(actor, group, place)
    return jsonify(ok=True)


def _data() -> dict[str, Any]:
    data = request.get_json(silent=True)
    if not isinstance(data, dict):
        raise Invalid("This must be one object with its fields.")
    return data


def _text(data: dict[str, Any]) -> str:
    text = data.get("text")
    if not isinstance(text, str) or len(text) > limits.ACCOUNT:
        raise Invalid(f"At most {limits.ACCOUNT:,} characters can be looked at at once.")
    return clean(text)


def _place(data: dict[str, Any]) -> tuple[Id, str]:
    group, place = data.get("group"), data.get("place")
    if not is_id(group) or not isinstance(place, str):
        raise Invalid("A draft belongs to a group and a place.")
    kind, _, thing = place.partition(":")
    if kind not in PLACES or (kind == "new") == bool(thing) or (thing and not is_id(thing)):
        raise Invalid("A draft belongs to a group and a place.")
    return Id(str(group)), place
