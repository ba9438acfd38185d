"""The bars of the disguise check on the texts it is developed on, by rules alone."""

import sys
from pathlib import Path

import pytest

from supervise.disguise import review

CORPUS = Path(__file__).parent / "corpus"
sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))

from corpus import load  # noqa: E402
from disguise_scores import Scores, theme_hits  # noqa: E402


@pytest.mark.parametrize("name", ["dev.jsonl", "ours.txt"])
def test_rules_alone_reach_their_bars(name):
    scores = Scores()
    for sample in load(CORPUS / name):
        scores.add(sample, review(sample.text))
    values = scores.values()
    assert values["direct recall %"] >= 97
    assert values["direct, fully covered %"] >= 95
    assert values["leaked texts %"] <= 5
    assert values["indirect recall %"] >= 90
    assert values["precision %"] >= 93
    assert values["clean texts with an alarm %"] <= 8
    assert values["false alarms in 100 words"] <= 0.3


def test_one_of_three_themes_is_right_for_most_texts():
    hits = theme_hits(load(CORPUS / "dev.jsonl"), review, CORPUS / "theme-map.json")
    assert hits["themes, one right in 3 %"] >= 85
