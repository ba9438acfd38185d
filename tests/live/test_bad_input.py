"""Whatever a client sends gets one clear answer, stumbles over nothing and leaves no word of it in the log."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from supervise.core import limits
from supervise.core.ids import new_id, new_key
from supervise.web.packets import MALFORMED
from tests.live.house import Line, comment
from tests.live.rawsocket import TEXT, client_frame

MARKER = "weatherbyesque"
"""A word that stands in all that is sent here, and in no log."""

EVENTS = (
    "dilemma:open", "dilemma:leave", "group:open", "group:leave",
    "comment:post", "comment:edit", "comment:remove", "comment:react", "typing",
)  # fmt: skip
FIELDS = (
    "id",
    "dilemma",
    "after",
    "body",
    "key",
    "kind",
    "parent",
    "quote",
    "kept",
    "as",
    "revision",
    "reaction",
    "on",
)
CODES = {"signed_out", "missing", "not_allowed", "invalid", "review", "too_fast", "stale", "failed"}

WRONG = [
    None, True, False, 0, 1, -1, 2**53, 2**70, -(2**70), 1.5, 1e308, float("nan"), float("inf"),
    "", " ", "\0", "\ud800", "\udfff\ud800", "\u202e", "\ufeff", "\ue000", "a" * 41, "x" * 20_000, "0" * 20, "0" * 21,
    "' OR 1=1 --", "<script>alert(1)</script>", "../../etc/passwd", "%00", "{{7*7}}", "\U0001d518" * 50, "e\u0301" * 50,
    [], [[]], [None] * 300, [[[[[[]]]]]], {}, {"": ""}, {"$gt": ""}, {"__class__": "x"}, {"start": -1}, {"id": {"id": {}}},
]  # fmt: skip


@pytest.fixture
def dilemma(house):
    return house.dilemma()


def whole(house, dilemma):
    """Return an event's fields, all in order."""
    return {
        "id": dilemma, "dilemma": dilemma, "after": None, "body": f"A {MARKER} thought.", "key": new_key(),
        "kind": "response", "parent": None, "quote": None, "kept": [], "as": "name", "revision": 1,
        "reaction": "with-you", "on": True,
    }  # fmt: skip


def is_answer(answer):
    assert set(answer) >= {"ok"}
    if not answer["ok"]:
        assert answer["code"] in CODES - {"failed"}, answer
        assert answer["message"].strip()
    return answer


def log_is_clean(house):
    logged = house.server.logged().lower()
    assert MARKER not in logged
    assert "traceback" not in logged


# --- shapes -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("event", EVENTS)
def test_r23_each_field_of_each_event_may_be_anything(house, dilemma, event):
    line = house.line("Ada")
    for name in FIELDS:
        for value in WRONG:
            answer = line.ask(event, {**whole(house, dilemma), name: value, "note": MARKER})
            is_answer(answer)
        missing = whole(house, dilemma)
        del missing[name]
        is_answer(line.ask(event, missing))
    assert not line.answers, "something was answered twice"
    log_is_clean(house)


def test_r23_what_is_sent_may_be_no_object_at_all(house):
    line = house.line("Ada")
    for event in EVENTS:
        for value in WRONG:
            if not isinstance(value, dict):
                assert line.ask(event, value)["code"] == "invalid" if value is not None else True
    log_is_clean(house)


def test_r23_150_wrong_packets_get_one_answer_each_or_none_where_none_was_asked_for(house, dilemma):
    line = house.line("Ada")
    shapes = [
        "[]", "[null]", "[1]", "[[]]", "[{}]", '["*"]', '["connect"]', '["disconnect"]', '["connect_error"]', "{}", "null",
        "[", '["typing"', '["typing",', '["typing",{]', '["typing",{}', '["typing" {}]', "[,]", '["typing",NaN]',
        '["typing"]', '["typing",{},{}]', '["typing",1,2,3]', '["no:such",{}]', '["",{}]', '["comment:post",[]]',
        '["__init__",{}]', '["\\ud800",{}]', '["\\u0000",{}]', f'["{MARKER}",{{}}]', '["typing",' + "[" * 500 + "]" * 500 + "]",
    ]  # fmt: skip
    tried = 0
    for shape in shapes:
        for number in ("", "7", "77777777"):
            for head in ("42/live,", "42/live"):
                line.raw.text(f"{head}{number}{shape}")
                tried += 1
    line.raw.text("5" + MARKER)
    line.raw.text("451-/live,[1]")
    line.raw.text("46/live,1[]")
    assert tried >= 150
    assert house.line("Ben").ask("dilemma:open", id=dilemma, after=None)["ok"]
    log_is_clean(house)


def test_an_event_of_no_known_name_is_answered(house):
    line = house.line("Ada")
    for name in ("no:such", "", "a" * 500, "comment:post ", "Comment:Post", "connect2", MARKER):
        assert line.ask(name, {"x": MARKER})["code"] == "invalid"
    log_is_clean(house)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(FIELDS), inner, max_size=5),
    max_leaves=10,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(event=st.sampled_from(EVENTS), data=ANYTHING, some=st.sets(st.sampled_from(FIELDS)))
def test_r23_anything_at_all_is_answered_once(shared_house, event, data, some):
    line = _one_line(shared_house)
    given_fields = {
        name: value for name, value in whole(shared_house, _one_dilemma(shared_house)).items() if name in some
    }
    sent = {**given_fields, **data} if isinstance(data, dict) else data
    if sent is not None:
        is_answer(line.ask(event, sent))
    assert not line.answers


_kept = {}


def _one_line(house) -> Line:
    if "line" not in _kept or _kept["line"] not in house._lines:
        _kept["line"] = house.line("Ada")
    return _kept["line"]


def _one_dilemma(house):
    if _kept.get("house") is not house:
        _kept.update(house=house, dilemma=house.dilemma())
    return _kept["dilemma"]


# --- words ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        ("\ud800 a lone half", "a lone half"),
        ("nul\0 and bell\x07 in it", "nul and bell in it"),
        ("turned \u202ear\u2066ound", "turned around"),
        ("private \ue000mark", "private mark"),
        ("<script>alert(1)</script>", "&lt;script&gt;"),
        ("![seen](cat.png)", "seen"),
        ("[go](javascript:alert(1))", "javascript:alert(1)"),
        ("a" * limits.COMMENT, "a" * limits.COMMENT),
        ("\U0001d518" * 3000, "\U0001d518" * 3000),
    ],
    ids=["surrogate", "control", "bidi", "private", "script", "picture", "link", "longest", "wide"],
)
def test_strange_words_are_kept_as_words(house, dilemma, body, kept):
    html = house.line("Ada").ask("comment:post", comment(dilemma, body))["change"]["html"]
    assert kept in html
    for never in ("<script", "<img", 'href="javascript', "\ud800", "\0", "\u202e"):
        assert never not in html


def test_words_that_are_none_are_said_beside_their_field(house, dilemma):
    line = house.line("Ada")
    for body in ("", "   ", "\0", "\ud800", "\u202e\u2066", "\ue000"):
        answer = line.ask("comment:post", comment(dilemma, body))
        assert (answer["code"], list(answer["fields"])) == ("invalid", ["body"]), repr(body)


def test_ids_of_other_groups_are_as_unknown_as_ids_of_nothing(house):
    line, theirs = house.line("Ada"), house.world.other_id
    for event in ("group:open", "dilemma:open"):
        known, unknown = (line.ask(event, id=one, after=None) for one in (theirs, new_id()))
        assert known == unknown
        assert known["code"] == "missing"


# --- sizes ------------------------------------------------------------------------------------------------


def sized(dilemma, size):
    """Return a packet of a comment that is so many bytes long, its words padded."""
    given = comment(dilemma, MARKER)
    bare = len(f"42/live,9{json.dumps(['comment:post', given])}")
    given["padding"] = ""
    bare = len(f"42/live,9{json.dumps(['comment:post', given])}")
    given["padding"] = "x" * (size - bare)
    packet = f"42/live,9{json.dumps(['comment:post', given])}"
    assert len(packet) == size
    return packet


@pytest.mark.parametrize(("size", "code"), [(64 * 1024, None), (64 * 1024 + 1, "invalid"), (1024 * 1024, "invalid")])
def test_r24_up_to_64_kilobytes_are_heard_and_up_to_a_megabyte_answered(house, dilemma, size, code):
    line = house.line("Ada")
    line.raw.text(sized(dilemma, size))
    answer = line.answer(9)
    assert answer.get("code") == code
    assert line.ask("dilemma:leave", id=dilemma)["ok"]
    log_is_clean(house)


def test_r24_beyond_a_megabyte_the_line_closes_and_says_why(house, dilemma):
    line = house.line("Ada")
    line.raw.send(client_frame(b"42/live,9" + b"x" * (1024 * 1024 + 8), TEXT))
    assert line.raw.close_code() == 1009
    assert house.line("Ada").ask("dilemma:leave", id=dilemma)["ok"]


def test_a_text_that_is_too_long_is_answered_and_not_cut(house, dilemma):
    answer = house.line("Ada").ask("comment:post", comment(dilemma, "x" * (limits.COMMENT + 1)))
    assert answer["code"] == "invalid"
    assert "10,000" in answer["fields"]["body"][0]


def test_packets_no_client_sends_are_answered_or_dropped(house):
    line = house.line("Ada")
    line.raw.text("42/live,5[")
    assert line.answer(5) == {"ok": False, "code": "invalid", "message": MALFORMED}


# --- floods -----------------------------------------------------------------------------------------------


def test_r24_a_flood_is_slowed_down_and_others_are_served(new_house):
    house = new_house()
    dilemma = house.dilemma()
    flooder, other = house.line("Ada"), house.in_thread("Tia", dilemma)[0]
    numbers = [flooder.send("comment:post", comment(dilemma, f"Thought {n}.")) for n in range(300)]
    assert other.ask("comment:post", comment(dilemma, "One quiet thought."))["ok"]
    answers = [flooder.answer(number) for number in numbers]
    accepted = [a for a in answers if a["ok"]]
    assert 20 <= len(accepted) <= 60
    assert {a["code"] for a in answers if not a["ok"]} == {"too_fast"}
    assert "Please wait" in next(a for a in answers if not a["ok"])["message"]
    assert len(other.changes(f"dilemma:{dilemma}")) == len(accepted) + 1
    assert flooder.ask("dilemma:open", id=dilemma, after=None)["ok"], "reading goes on"


def test_r24_events_without_end_are_slowed_down_too(new_house):
    house = new_house()
    line = house.line("Ada")
    numbers = [line.send("dilemma:leave", id="0" * 20) for _ in range(1000)]
    codes = [line.answer(number).get("code") for number in numbers]
    assert 600 <= codes.count(None) <= 960
    assert set(codes) == {None, "too_fast"}
    assert house.line("Tia").ask("dilemma:leave", id="0" * 20)["ok"]
