"""The bars of the disguise check, by rules alone and with the name model."""

from pathlib import Path
from statistics import mean

import pytest

from bench.disguise.corpus import load
from bench.disguise.scores import scored, theme_hits
from supervise.disguise import review
from tests.disguise.found import needs_model

CORPUS = Path(__file__).parent / "corpus"

ALONE = {
    "direct recall %": 85, "direct, fully covered %": 84, "indirect recall %": 72, "precision %": 88,
    "leaked texts %": -22, "leaked texts, strictly %": -25, "clean texts with an alarm %": -17,
    "false alarms in 100 words": -0.4,
}  # fmt: skip
WITH_MODEL = ALONE | {
    "direct recall %": 97, "direct, fully covered %": 95, "indirect recall %": 84,
    "leaked texts %": -5, "leaked texts, strictly %": -8,
}  # fmt: skip
"""What is to be reached at least; below zero, what is not to be passed."""
NAMES = ["dev.jsonl", "ours.txt", "second.txt", "held_out.txt"]


@pytest.mark.parametrize("name", NAMES)
def test_rules_alone_reach_their_bars(name):
    assert short_of(ALONE, name, rules_only=True) == {}


@needs_model
@pytest.mark.parametrize("name", NAMES)
def test_with_the_name_model_its_bars_are_reached(name):
    assert short_of(WITH_MODEL, name) == {}


def short_of(bars, name, **how):
    values = scored(load(CORPUS / name), lambda text: review(text, **how)).values()
    return {
        measure: values[measure]
        for measure, bar in bars.items()
        if (values[measure] < bar if bar > 0 else values[measure] > -bar)
    }


@pytest.mark.parametrize("name", ["dev.jsonl", "ours.txt", "second.txt"])
def test_one_of_three_themes_is_right_for_most_texts(name):
    hits = theme_hits(load(CORPUS / name), lambda text: review(text, rules_only=True), CORPUS / "theme-map.json")
    assert 100 * mean(hits["one theme of three right %"]) >= 85
