"""What every route is tried with: the things that its address names, and the smallest form that it would take."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import product
from typing import Any

from werkzeug.routing import Rule

from supervise.core import clock
from supervise.groups.agreement import fields
from supervise.writeups.rubrics import built_in_named
from tests.cast import PASSWORD
from tests.house.practice import Practice, a_month_on

PUBLIC = {
    "accounts.ask_reset",
    "accounts.enter",
    "accounts.new_password",
    "accounts.open_link",
    "accounts.reset_asked",
    "accounts.send_reset",
    "accounts.set_password",
    "accounts.sign_in",
    "accounts.sign_out",
    "accounts.unlock",
    "groups.join",
    "groups.open_invitation",
    "groups.take_up",
    "home.carry_out",
    "home.health",
    "home.help_page",
    "home.kitchen",
    "home.metrics",
    "home.open_link",
    "home.set_up",
    "home.who_can_see_what",
    "meetings.format_page",
    "meetings.formats",
    "notifications.ask_stop",
    "notifications.stop",
    "own.when_a_client_asks",
    "planning.feed",
    "static",
}
"""The only addresses that stand open to strangers. Whoever adds one here says with it: nothing of a group is there."""

OWN_SOCKET = {"dilemma:leave", "group:leave", "meeting:leave", "writeup:leave"}
"""The only live events without a gate of their own: they take the asking socket out of a room, which may be nobody's."""

_NAMES = {
    ("dilemmas", "id"): "dilemma",
    ("groups", "id"): "group",
    ("breaches", "id"): "breach",
    ("comments", "id"): "comment",
    ("groups", "group"): "group",
    ("groups", "member"): "member",
    ("groups", "invitation"): "invitation",
    ("groups", "version"): "version",
    ("e-mail", "secret"): "secret",
    ("invitation", "secret"): "secret",
    ("reset", "secret"): "secret",
    ("setup", "secret"): "secret",
    ("owner", "account_id"): "account",
    ("settings", "id"): "reference",
    ("groups", "kind"): "kind",
    ("holds", "id"): "hold",
    ("texts", "id"): "text",
    ("covers", "id"): "case",
    ("readers", "id"): "naming",
    ("owner", "id"): "group",
    ("formats", "format_id"): "format",
    ("formats", "id"): "own format",
    ("meetings", "id"): "meeting",
    ("calendar", "secret"): "secret",
    ("writeups", "id"): "write-up",
    ("writeups", "number"): "section",
    ("outlines", "id"): "own outline",
    ("parts", "id"): "part",
    ("notes", "id"): "note",
    ("asides", "id"): "aside",
    ("facts", "id"): "fact",
    ("marking", "id"): "marking",
    ("lines", "id"): "line",
}
_KEY = "6f1c2f0e-6a53-4d0c-9f0b-1b1f6c1f2a10"
_GROUP = {"name": "A new name", "about": "", "mode": "led", "zone": "Europe/London"}


def _plan(p: Practice) -> dict[str, Any]:
    day = (clock.now() + timedelta(days=30)).date().isoformat()
    who = {"facilitator": p.member_ids["Ruth"], "deputy": ""}
    case = {"format_0": "quick-consult", "minutes_0": "20", "presenter_0": "", "item_0": p.item_id}
    return {"day": day, "at": "18:30", "minutes": "60", "talk": "aloud", "shown": "1", **who, **case}


Form = Callable[[Practice], dict[str, Any]]
FORMS: dict[str, Form] = {
    "accounts.active": lambda p: {},
    "accounts.deactivate": lambda p: {},
    "accounts.end_others": lambda p: {},
    "accounts.end_session": lambda p: {"session": "0" * 20},
    "accounts.enter": lambda p: {"email": "nobody@example.org", "password": PASSWORD},
    "accounts.lock": lambda p: {},
    "accounts.make_link": lambda p: {},
    "accounts.open_person": lambda p: {"email": "new@example.org", "name": "New"},
    "accounts.reactivate": lambda p: {},
    "accounts.send_reset": lambda p: {"email": "ada@example.org"},
    "accounts.set_name": lambda p: {"name": "Another"},
    "accounts.set_own_password": lambda p: {"old": PASSWORD, "password": "seven green kettles sing"},
    "accounts.set_password": lambda p: {"password": "seven green kettles sing"},
    "accounts.set_presence": lambda p: {},
    "accounts.set_zone": lambda p: {"zone": "Europe/Vienna"},
    "accounts.sign_out": lambda p: {},
    "accounts.unlock": lambda p: {"unlock_password": PASSWORD},
    "breaches.close": lambda p: {},
    "breaches.document": lambda p: {},
    "breaches.fill_in": lambda p: {"noticed_at": "2026-01-05T09:00", "version": "1"},
    "breaches.open_entry": lambda p: {"noticed_at": "2026-01-05T09:00"},
    "breaches.reopen": lambda p: {},
    "days.be_done": lambda p: {"stage": "1", "done": "y"},
    "days.begin": lambda p: {"format": "quick-consult"},
    "days.go_on": lambda p: {"stage": "1"},
    "days.go_on_over_days": lambda p: {"item": "0" * 20},
    "days.hand_on": lambda p: {"to": p.member_ids["Ada"]},
    "days.stop": lambda p: {},
    "dilemmas.ask_readers": lambda p: {"reason": "to-speak"},
    "dilemmas.answer_no": lambda p: {},
    "dilemmas.later": lambda p: {},
    "dilemmas.step_out": lambda p: {},
    "dilemmas.change": lambda p: {"account": "Told again.", "revision": "1"},
    "dilemmas.change_comment": lambda p: {"body": "Said again.", "revision": "1"},
    "dilemmas.choose_comment_reference": lambda p: {"reference": "kite 3"},
    "dilemmas.choose_reference": lambda p: {"reference": "kite 3"},
    "dilemmas.choose_themes": lambda p: {"themes": "role-boundaries"},
    "dilemmas.close": lambda p: {"outcome": "It was spoken about."},
    "dilemmas.come_back": lambda p: {"day": "2030-01-01"},
    "dilemmas.comment": lambda p: {"body": "I wonder what that was like.", "key": _KEY},
    "dilemmas.cover": lambda p: {"words": "thought"},
    "dilemmas.keep_open": lambda p: {},
    "dilemmas.look": lambda p: {},
    "dilemmas.narrow": lambda p: {"state": "open"},
    "dilemmas.post": lambda p: {"account": "It was late and I was tired.", "key": _KEY},
    "dilemmas.preview": lambda p: {"json": {"text": "*hello*"}},
    "dilemmas.put_away": lambda p: {},
    "dilemmas.react": lambda p: {"reaction": "with-you", "on": "true"},
    "dilemmas.remove_comment": lambda p: {},
    "dilemmas.keep_as_new": lambda p: {},
    "dilemmas.keep_at_hand": lambda p: {"on": "y"},
    "dilemmas.read": lambda p: {"number": "0"},
    "dilemmas.reopen": lambda p: {},
    "dilemmas.review": lambda p: {"json": {"text": "It was late."}},
    "dilemmas.save_draft": lambda p: {
        "json": {"group": p.world.group_id, "place": "new", "fields": {"account": "half a word"}}
    },
    "dilemmas.throw_draft": lambda p: {"json": {"group": p.world.group_id, "place": "new"}},
    "dilemmas.hand_on": lambda p: {"to": p.world.other_id},
    "dilemmas.withdraw": lambda p: {},
    "erasing.erase_account": lambda p: {"typed": "not it"},
    "erasing.erase_group": lambda p: {"typed": "not it"},
    "erasing.erase_own": lambda p: {"password": "not it at all"},
    "groups.accept": lambda p: {"version": "1"},
    "groups.add_theme": lambda p: {"label": "A theme of ours", "area": "role-boundaries", "definition": ""},
    "groups.create_group": lambda p: {**_GROUP, "convenor": p.account_ids["Ada"], "role": "therapist"},
    "groups.give_mark": lambda p: {},
    "groups.invite": lambda p: {"email": "", "role": "trainee", "days": "7"},
    "groups.leave": lambda p: {"keep_name": "former"},
    "groups.make_agreement": lambda p: {
        "instead_of": "1",
        "answer_within_days": "2",
        "duty_of_care": "Ring the duty line.",
        **{part.id: "As we said." for part in fields()},
    },
    "groups.name_convenor": lambda p: {"convenor": p.account_ids["Ada"]},
    "groups.remove": lambda p: {"keep_name": "name"},
    "groups.retire_theme": lambda p: {"replaced_by": ""},
    "groups.revoke": lambda p: {},
    "groups.set_description": lambda p: _GROUP,
    "groups.set_role": lambda p: {"role": "trainee"},
    "groups.take_mark": lambda p: {},
    "groups.take_up": lambda p: {"version": "1"},
    "home.carry_out": lambda p: {},
    "home.take_away": lambda p: {},
    "keeping.choose_term": lambda p: {"term": "m24"},
    "keeping.hold": lambda p: {"reason": "legal", "review_on": a_month_on().isoformat()},
    "keeping.hold_texts": lambda p: {"whose": "group", "reason": "legal", "review_on": a_month_on().isoformat()},
    "keeping.lift": lambda p: {},
    "own.copy_my_words": lambda p: {},
    "own.copy_reference": lambda p: {"form": "md"},
    "own.erase": lambda p: {},
    "own.rename": lambda p: {"reference": "kite 3"},
    "notifications.choose_hours": lambda p: {"wanted": "y"},
    "notifications.follow_group": lambda p: {"level": "replies", "pace": "weekly"},
    "notifications.follow_thread": lambda p: {"level": "quiet"},
    "notifications.send_test": lambda p: {},
    "planning.bring": lambda p: {"place": f"{p.meeting_id}:{p.item_id}"},
    "planning.cancel": lambda p: {},
    "planning.change": lambda p: {**_plan(p), "revision": "0"},
    "planning.feed_away": lambda p: {},
    "planning.feed_made": lambda p: {},
    "planning.plan": lambda p: {**_plan(p), "key": _KEY},
    "planning.take_back": lambda p: {"item": p.own_item_id},
    "shaping.copy": lambda p: {"based_on": "quick-consult", "name": "Our quick consult"},
    "shaping.retire": lambda p: {},
    "shaping.shape": lambda p: {"source": "id: nothing", "version": "1"},
    "writeups.appoint": lambda p: {"place": "first", "member": p.member_ids["Sam"]},
    "writeups.begin_marking": lambda p: {},
    "writeups.give_marks": lambda p: {f"value_{one.id}": "1" for one in built_in_named("general").criteria},
    "writeups.keep_marks": lambda p: {"reason_ethics": "Where is the risk?"},
    "writeups.cover_in_copy": lambda p: {"words": "hour"},
    "writeups.put_other_words": lambda p: {
        "part": p.things["part"]["of Tia's, marked"],
        "words": "The other hour.",
        "why": "detail",
    },
    "writeups.release": lambda p: {},
    "writeups.settle_marks": lambda p: {"result": "refer", "why": "As we said."},
    "writeups.answer_note": lambda p: {"body": "I had not seen it so.", "key": _KEY},
    "writeups.copy": lambda p: {"form": "json"},
    "writeups.begin": lambda p: {"outline": "dilemma-note", "key": _KEY},
    "writeups.choose_reference": lambda p: {"reference": "kite 3"},
    "writeups.cover": lambda p: {"words": "hour"},
    "writeups.look": lambda p: {},
    "writeups.redact": lambda p: {"cover": p.things["writeup case"]["in Tia's, shared"]},
    "writeups.uncover": lambda p: {"cover": p.things["writeup case"]["in Tia's, shared"], "reason": "disguised"},
    "writeups.destroy": lambda p: {},
    "writeups.forget_fact": lambda p: {},
    "writeups.mark_fact": lambda p: {"words": "hour", "kind": "time"},
    "writeups.say_elsewhere": lambda p: {"on": "y"},
    "writeups.remove_note": lambda p: {},
    "writeups.settle_note": lambda p: {"on": "y"},
    "writeups.say_aside": lambda p: {"body": "Between us.", "key": _KEY},
    "writeups.take_back_aside": lambda p: {},
    "writeups.take_wording": lambda p: {"saved:" + p.things["part"]["of Tia's, shared"]: "1"},
    "writeups.write_note": lambda p: {"part": p.things["part"]["of Tia's, shared"], "body": "Why here?", "key": _KEY},
    "writeups.restore": lambda p: {"version": "1"},
    "writeups.send_back": lambda p: {"version": "2", "body": "Look again at the ending."},
    "writeups.share": lambda p: {"readers": p.member_ids["Ruth"]},
    "writeups.recall": lambda p: {"version": "2"},
    "writeups.submit": lambda p: {"version": "2"},
    "writeups.verify": lambda p: {"version": "2", "seen": "y", "known": "y", "disguised": "y"},
    "writeups.copy_outline": lambda p: {"based_on": "gibbs-cycle", "name": "Another of ours"},
    "writeups.shape_outline": lambda p: {"source": "name: Ours\n", "version": "1"},
    "writeups.retire_outline": lambda p: {"on": "y"},
    "writeups.save": lambda p: {"keep": "y"},
    "writeups.save_part": lambda p: {"json": {"body": "It was late.", "saved": 1}},
    "room.choose_words_rule": lambda p: {"rule": "takeaways"},
    "room.cover": lambda p: {},
    "room.look": lambda p: {},
    "room.redact": lambda p: {},
    "room.uncover": lambda p: {"cover": "0" * 20, "reason": "disguised"},
    "room.command": lambda p: {"command": "pause", "seq": "9"},
    "room.decisions": lambda p: {"body": "We meet again."},
    "room.destroy_together": lambda p: {},
    "room.enter": lambda p: {"private": "y"},
    "room.keep_words": lambda p: {"item": "0" * 20},
    "room.notes": lambda p: {"body": "A door.", "base": ""},
    "room.own_notes": lambda p: {"body": "A thought of my own."},
    "room.say": lambda p: {"body": "I wonder what that was like.", "key": _KEY},
    "room.takeaway": lambda p: {"body": "To wait a little."},
    "notifications.try_again": lambda p: {},
    "search.may_help": lambda p: {"json": {"text": "case thought", "themes": ""}},
    "search.find": lambda p: {"words": "case thought"},
    "notifications.stop": lambda p: {},
}

FORMS_AT: dict[str, Callable[[Practice, dict[str, str]], dict[str, Any]]] = {
    "dilemmas.redact": lambda p, at: {"cover": p.case_in(at["id"])},
    "dilemmas.uncover": lambda p, at: {"cover": p.case_in(at["id"]), "reason": "mistake"},
}
"""The forms that name something of the very thing they are sent to."""


def form_for(endpoint: str, practice: Practice, values: dict[str, str]) -> dict[str, Any]:
    """Return the form that an address is tried with; an empty one where none is known."""
    if endpoint in FORMS_AT:
        return FORMS_AT[endpoint](practice, values)
    return FORMS[endpoint](practice) if endpoint in FORMS else {}


def addresses(rule: Rule, practice: Practice) -> Iterator[tuple[str, dict[str, str]]]:
    """Return every way to fill a route's address: with what (in words), and the values."""
    asked = sorted(rule.arguments - {"filename"})
    choices = [list(_things(rule, name, practice).items()) for name in asked]
    for chosen in product(*choices):
        yield ", ".join(label for label, _ in chosen), dict(zip(asked, (value for _, value in chosen), strict=True))


def _things(rule: Rule, name: str, practice: Practice) -> dict[str, str]:
    if name == "slug":
        return practice.things["own theme" if rule.rule.endswith("/retire") else "theme"]
    return practice.things[_NAMES[rule.rule.split("/")[1], name]]
