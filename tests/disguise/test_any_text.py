"""Any text is accepted, offsets are code points, and time grows with length and no faster."""

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supervise.disguise import forget, review
from tests.disguise.found import found

READINGS = 3
PIECES = [
    "a", "A", "1", "1 ", "A ", "@", "a@", "a@a.", "-", "'", "a-", "the ", "one of ", "I ", "the only ", "Mr. ", "J. ",
    "1-", "1/", "AB1", "12 Ab ", "Flat 1, Ab ", "(1", "+1 ", "nhs no ", "ref 1 ", "AB-1", "(", "\n", ". ", "\u201c",
    "\U0001f600", "\ud800", "\x00", "judge ", "former ", "one of two ", "lost both ", "survivor of the ", "she is 44, ",
    "forty-", "1 May ", "in 1995 ", "the 1st ", "www.a.", "a_", "u/", "Ab de ", "St ", "siobhan ", "my brother ",
    "head of the x ", "i was late ", "@a.", "twins ", "first in the uk ",
]  # fmt: skip


@given(st.text(alphabet=st.characters(), max_size=400))
@settings(max_examples=150, deadline=None)
def test_any_text_is_reviewed_without_raising_and_findings_stand_in_order(text):
    findings = review(text).findings
    assert all(0 <= f.start < f.end <= len(text) for f in findings)
    assert all(one.end <= two.start for one, two in pairwise(findings))


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
@settings(max_examples=150, deadline=None)
def test_pieces_of_details_in_any_order_are_reviewed_without_raising(text):
    assert all(f.replacements for f in review(text).findings)


@pytest.mark.parametrize("piece", PIECES)
def test_time_grows_no_faster_than_length(piece):
    short, long = piece * (5_000 // len(piece)), piece * (25_000 // len(piece))
    review(short, rules_only=True)
    _grows_no_faster(short, long, rules_only=True)


def test_a_hundred_thousand_characters_of_everything_are_read_in_a_few_seconds():
    everything = (" ".join(PIECES) + " ") * 300
    assert any(_once(everything, rules_only=True) < 15 for _ in range(READINGS))


def test_with_the_name_model_time_grows_no_faster_than_length():
    short, long = (
        "".join(f"{many + number} We met Siobhan of Moy Vent. " for number in range(many)) for many in (200, 1000)
    )
    review("warm")
    forget()
    _grows_no_faster(short, long)


def _grows_no_faster(short, long, **how):
    """Read both until the long one, five times as long, takes at most twelve times the processor; thrice at most.

    The least of each is compared: what a text costs, not what else the process did.
    """
    took = {short: float("inf"), long: float("inf")}
    for _ in range(READINGS):
        took = {text: min(before, _once(text, **how)) for text, before in took.items()}
        if took[long] < 12 * took[short] + 0.3:
            return
    raise AssertionError(took.values())


def _once(text, **how):
    forget()
    start = time.process_time()
    review(text, **how)
    return time.process_time() - start


def test_offsets_count_code_points_even_behind_an_emoji():
    text = "\U0001f642\U0001f469\u200d\U0001f467 today \ud83d Siobhan rang"
    [finding] = review(text).findings
    assert text[finding.start : finding.end] == "Siobhan"


@pytest.mark.parametrize("text", ["", " ", "\n\n", "...", "\x00", "\ud800", "\u202e"])
def test_next_to_nothing_gives_nothing(text):
    assert found(text) == []
    assert review(text).themes == ()


def test_the_same_text_gives_the_same_review():
    text = "Nuala, 45, minds her brother Cathal in Ballyhaunis. I cancelled twice."
    assert review(text) == review(text)
