"""The live contract (docs/live.md), as a client meets it on a real server."""

import re

import pytest
from sqlalchemy import select

from supervise.core.db import session
from supervise.core.ids import new_id, new_key
from supervise.dilemmas.models import Dilemma
from supervise.governance.models import Act
from supervise.governance.recording import REFUSED
from tests.live.house import comment


def codes(*answers):
    return [answer.get("code", "ok") for answer in answers]


def one_comment(house, dilemma, author="Ada", **more):
    with house.world.work():
        return house.world.comment(author, session().get_one(Dilemma, dilemma), **more).id


# --- opening ----------------------------------------------------------------------------------------------


def test_a_thread_is_opened_with_its_newest_fifty_comments(house):
    dilemma = house.dilemma()
    ids = [one_comment(house, dilemma, body=f"Thought {n}.") for n in range(53)]
    _, opened = house.in_thread("Tia", dilemma)
    assert opened["seq"] == 54
    assert [c["id"] for c in opened["changes"]] == [f"comment-{one}" for one in ids[3:]]
    assert [c["seq"] for c in opened["changes"]] == list(range(5, 55))
    assert {c["op"] for c in opened["changes"]} == {"put"}
    assert all(re.search(r"Thought \d+\.", c["html"]) for c in opened["changes"])
    assert set(opened["mine"]) == set(ids[3:])
    assert opened["mine"][ids[3]] == ["react", "reply"]


def test_who_was_away_gets_each_thing_as_it_now_is(house):
    dilemma = house.dilemma()
    first, second = (one_comment(house, dilemma, body=f"Thought {n}.") for n in (1, 2))
    ada, opened = house.in_thread("Ada", dilemma)
    seen = opened["seq"]
    assert ada.ask("comment:edit", id=first, revision=1, body="Thought again.")["ok"]
    assert ada.ask("comment:remove", id=second)["ok"]
    assert ada.ask("comment:react", id=first, reaction="thank-you", on=True)["code"] == "not_allowed"
    _, missed = house.in_thread("Tia", dilemma, after=seen)
    assert [(c["id"], c["seq"], c["op"]) for c in missed["changes"]] == [
        (f"comment-{first}", seen + 1, "put"),
        (f"comment-{second}", seen + 2, "put"),
    ]
    assert "Thought again." in missed["changes"][0]["html"]
    assert "Thought" not in missed["changes"][1]["html"]
    assert missed["seq"] == seen + 2
    assert house.in_thread("Tia", dilemma, after=seen + 2)[1]["changes"] == []


def test_who_is_more_than_two_hundred_behind_reloads(house):
    dilemma = house.dilemma()
    ident = one_comment(house, dilemma)
    line, opened = house.in_thread("Ben", dilemma)
    for _ in range(100):
        line.ask("comment:react", id=ident, reaction="with-you", on=True)
        line.ask("comment:react", id=ident, reaction="with-you", on=False)
    assert "reload" not in house.in_thread("Tia", dilemma, after=opened["seq"])[1]
    behind = house.in_thread("Tia", dilemma, after=opened["seq"] - 1)[1]
    assert (behind["reload"], behind["changes"], behind["seq"]) == (True, [], opened["seq"] + 200)


def test_a_list_is_opened_and_tells_of_rows_that_changed(house):
    line = house.line("Ada")
    opened = line.ask("group:open", id=house.world.group_id, after=None)
    assert opened["ok"] and opened["changes"] == []
    assert (
        house.post("Ben", f"/groups/{house.world.group_id}/dilemmas", {"account": "A new one.", "key": new_key()})[0]
        == 303
    )
    told = line.wait("change", room=f"group:{house.world.group_id}")
    assert told["seq"] == opened["seq"] + 1
    assert told["op"] == "put"
    assert "A new one." in told["html"]
    again = house.line("Tia").ask("group:open", id=house.world.group_id, after=opened["seq"])
    assert [c["id"] for c in again["changes"]] == [told["id"]]


def test_whoever_left_a_room_hears_nothing_more_of_it(house):
    dilemma = house.dilemma()
    ada, _ = house.in_thread("Ada", dilemma)
    assert ada.ask("dilemma:leave", id=dilemma)["ok"]
    tia, _ = house.in_thread("Tia", dilemma)
    assert tia.ask("comment:post", comment(dilemma))["ok"]
    assert ada.changes(f"dilemma:{dilemma}") == []


def test_opening_again_does_not_tell_everything_twice(house):
    dilemma = house.dilemma()
    ada, _ = house.in_thread("Ada", dilemma)
    assert ada.ask("dilemma:open", id=dilemma, after=1)["ok"]
    assert ada.ask("comment:post", comment(dilemma))["ok"]
    assert [c["seq"] for c in ada.changes(f"dilemma:{dilemma}")] == [2]


# --- posting ----------------------------------------------------------------------------------------------


def test_a_comment_reaches_the_others_with_its_number_and_its_writer_with_the_answer(house):
    dilemma = house.dilemma()
    ada, _ = house.in_thread("Ada", dilemma)
    ruth, _ = house.in_thread("Ruth", dilemma)
    answer = ada.ask("comment:post", comment(dilemma, "I *wonder*."))
    told = ruth.wait("change")
    assert answer["ok"]
    assert (told["room"], told["seq"], told["op"], told["id"]) == (
        f"dilemma:{dilemma}",
        2,
        "put",
        answer["change"]["id"],
    )
    assert answer["change"]["seq"] == 2
    assert "<em>wonder</em>" in told["html"]
    assert told["html"] == answer["change"]["html"], "what is sent is the same for everyone of an audience"


def test_r25_the_same_key_again_posts_nothing_and_answers_the_same(house):
    dilemma = house.dilemma()
    first, _ = house.in_thread("Ada", dilemma)
    second, _ = house.in_thread("Ada", dilemma)
    given = comment(dilemma)
    sent = [(line, line.send("comment:post", given)) for line in (first, second) * 4]
    answers = [line.answer(number) for line, number in sent]
    assert len({a["change"]["id"] for a in answers}) == 1
    assert {a["change"]["seq"] for a in answers} == {2}
    assert [c["seq"] for c in second.changes(f"dilemma:{dilemma}")] == [2]
    shouted = {**given, "key": given["key"].upper(), "body": "Something else."}
    assert first.ask("comment:post", shouted)["change"] == answers[0]["change"]


def test_r25_another_persons_key_reveals_nothing(house):
    dilemma = house.dilemma()
    given = comment(dilemma, "This is what Ada said.")
    house.line("Ada").ask("comment:post", given)
    answer = house.line("Tia").ask("comment:post", {**given, "body": "This is what Tia said."})
    assert answer["ok"]
    assert "Tia said" in answer["change"]["html"] and "Ada" not in answer["change"]["html"]
    elsewhere = house.line("Olu").ask("comment:post", given)
    assert codes(elsewhere) == ["missing"]


def test_the_same_key_in_another_thread_is_another_comment(house):
    given = comment(house.dilemma())
    ada = house.line("Ada")
    one, other = ada.ask("comment:post", given), ada.ask("comment:post", {**given, "dilemma": house.dilemma()})
    assert one["change"]["id"] != other["change"]["id"]


def test_a_comment_sent_again_after_it_was_removed_is_answered_as_it_now_is(house):
    given = comment(house.dilemma(), "Something hasty.")
    ada = house.line("Ada")
    posted = ada.ask("comment:post", given)["change"]
    ada.ask("comment:remove", id=posted["id"].removeprefix("comment-"))
    again = ada.ask("comment:post", given)
    assert again["ok"]
    assert again["change"]["id"] == posted["id"]
    assert "hasty" not in again["change"]["html"]


def test_words_with_open_findings_come_back_with_them_and_the_key_is_not_used_up(house):
    dilemma = house.dilemma()
    ada, _ = house.in_thread("Ada", dilemma)
    body = "Her husband Montgomery rang me on 020 7946 0018."
    given = comment(dilemma, body)
    answer = ada.ask("comment:post", given)
    assert codes(answer) == ["review"]
    direct = [f for f in answer["findings"] if f["kind"] == "direct"]
    assert {"start", "end", "label", "kind", "replacement"} <= set(direct[0])
    assert any(body[f["start"] : f["end"]] == "Montgomery" for f in direct)
    assert ada.changes(f"dilemma:{dilemma}") == []
    kept = [{"start": f["start"], "end": f["end"], "reason": "agreed"} for f in direct]
    posted = ada.ask("comment:post", {**given, "kept": kept})
    assert posted["ok"] and posted["change"]["seq"] == 2
    edit = {
        "id": posted["change"]["id"].removeprefix("comment-"),
        "revision": 1,
        "body": f"{body} Write to a@b.example.",
    }
    assert codes(ada.ask("comment:edit", edit)) == ["review"]
    assert codes(ada.ask("comment:edit", {**edit, "body": "Her husband rang me."})) == ["ok"]


def test_a_reply_and_a_quote_stand_where_they_belong(house):
    dilemma = house.dilemma()
    ada, _ = house.in_thread("Ada", dilemma)
    posted = ada.ask("comment:post", comment(dilemma, "I wonder what that was like."))["change"]
    ident, text = posted["id"].removeprefix("comment-"), re.search(r'data-text="(\w+)"', posted["html"])[1]
    quote = {"text": text, "revision": 1, "start": 2, "end": 8}
    reply = ada.ask("comment:post", comment(dilemma, "So do I.", parent=ident, quote=quote))["change"]
    assert f'data-parent="{ident}"' in reply["html"]
    assert "wonder" in reply["html"]
    deeper = ada.ask("comment:post", comment(dilemma, "And I.", parent=reply["id"].removeprefix("comment-")))["change"]
    assert f'data-parent="{ident}"' in deeper["html"]


def test_each_verb_answers_with_the_code_that_fits(house):
    dilemma, other, closed = house.dilemma("Ben"), house.dilemma("Ben"), house.dilemma("Ben")
    mine, bens, elsewhere = (
        one_comment(house, d, who) for d, who in ((dilemma, "Ada"), (dilemma, "Ben"), (other, "Ben"))
    )
    house.post("Ben", f"/dilemmas/{closed}/close")
    ada, gone = house.line("Ada"), new_id()
    text = {"text": new_id(), "revision": 1, "start": 0, "end": 3}
    tried = {
        "missing": [
            ("dilemma:open", {"id": gone, "after": None}),
            ("group:open", {"id": house.world.other_id, "after": None}),
            ("comment:post", comment(gone)),
            ("comment:edit", {"id": gone, "revision": 1, "body": "x"}),
            ("comment:remove", {"id": gone}),
            ("comment:react", {"id": gone, "reaction": "with-you", "on": True}),
            ("typing", {"dilemma": gone, "on": True}),
        ],
        "not_allowed": [
            ("comment:post", comment(closed)),
            ("comment:post", comment(dilemma, kind="guidance")),
            ("comment:post", comment(dilemma, kind="information")),
            ("comment:edit", {"id": bens, "revision": 1, "body": "x"}),
            ("comment:remove", {"id": bens}),
            ("comment:react", {"id": mine, "reaction": "with-you", "on": True}),
        ],
        "invalid": [
            ("no:such", {}),
            ("comment:post", comment(dilemma, "   ")),
            ("comment:post", comment(dilemma, "x" * 10_001)),
            ("comment:post", comment(dilemma, kind="rant")),
            ("comment:post", comment(dilemma, parent=elsewhere)),
            ("comment:post", comment(dilemma, parent=gone)),
            ("comment:post", comment(dilemma, quote=text)),
            ("comment:post", comment(dilemma, **{"as": "nobody"})),
            ("comment:post", comment(dilemma, key="x")),
            ("comment:react", {"id": bens, "reaction": "like", "on": True}),
            ("comment:react", {"id": bens, "reaction": "with-you", "on": 1}),
        ],
        "stale": [("comment:edit", {"id": mine, "revision": 7, "body": "x"})],
    }
    for code, events in tried.items():
        for event, given in events:
            answer = ada.ask(event, given)
            assert (answer["ok"], answer["code"]) == (False, code), (event, given, answer)
            assert answer["message"].endswith(".")
    assert ada.ask("comment:post", comment(dilemma, "x" * 10_000))["ok"]


def test_two_who_edit_at_once_do_not_overwrite_each_other(house):
    dilemma = house.dilemma()
    ident = one_comment(house, dilemma)
    first, second = house.line("Ada"), house.line("Ada")
    assert first.ask("comment:edit", id=ident, revision=1, body="One.")["ok"]
    assert codes(second.ask("comment:edit", id=ident, revision=1, body="Other.")) == ["stale"]
    assert second.ask("comment:edit", id=ident, revision=2, body="Other.")["ok"]


@pytest.mark.parametrize(
    "event",
    ["dilemma:open", "group:open", "dilemma:leave", "comment:post", "comment:remove", "comment:react", "typing"],
)
def test_r07_fields_that_nobody_asked_for_are_left_aside(house, event):
    dilemma = house.dilemma()
    ident = one_comment(house, dilemma)
    given = {"id": dilemma, "dilemma": dilemma, "after": None, "body": "Yes.", "key": new_key(), "on": True}
    if event == "group:open":
        given["id"] = house.world.group_id
    if event.startswith("comment:re"):
        given |= {"id": ident, "reaction": "with-you"}
    extra = {
        "author_id": "x",
        "actor": {"owner": True},
        "account_id": 1,
        "signed": "colleague",
        "seq": 9,
        "__proto__": {},
    }
    who = "Ada" if event == "comment:remove" else "Ben"
    assert house.line(who).ask(event, {**given, **extra})["ok"]


def test_r37_what_was_refused_over_the_line_is_on_the_trail_by_its_ids_alone(house):
    dilemma = house.dilemma()
    olu = house.line("Olu")
    assert codes(olu.ask("dilemma:open", id=dilemma, after=None)) == ["missing"]
    assert codes(olu.ask("comment:post", comment(dilemma, body="Brendanfromthemillxx"))) == ["missing"]
    with house.world.work():
        noted = [
            act for act in session().scalars(select(Act).where(Act.tag == REFUSED)) if dilemma in act.about.values()
        ]
    assert sorted((act.about["asked"], act.about["status"]) for act in noted) == [
        ("comment:post", 404),
        ("dilemma:open", 404),
    ]
    assert {value for act in noted for value in act.about.values()} == {"comment:post", "dilemma:open", 404, dilemma}
