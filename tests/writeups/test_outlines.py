"""The outlines that ship, and counting words as they say."""

import pytest

from supervise.writeups import frameworks
from supervise.writeups.counting import Meter, Stand, left_out, section_meter, whole_meter, words_in
from supervise.writeups.outline import Rule, Target, built_in, read

EVERYTHING, WORDS_ONLY = Rule(quotes=True, tables=True, footnotes=True), Rule(False, False, False)
TEN = {
    "process-recording", "verbatim", "psychodynamic-study", "cbt-report", "person-centred", "transference-essay",
    "clinical-report", "seven-eyed-log", "gibbs-cycle", "dilemma-note",
}  # fmt: skip


def test_there_are_ten_and_each_asks_in_every_section():
    assert set(built_in()) == TEN
    for outline in built_in().values():
        assert outline.sections and outline.target.least <= outline.target.most, outline.id
        assert len({one.id for one in outline.sections}) == len(outline.sections), outline.id
        assert all(one.prompts and one.title for one in outline.sections), outline.id
        meant = [one.target for one in outline.sections if one.target and one.counted]
        assert sum(one.least for one in meant) <= outline.target.most, outline.id
        in_rows = any(one.columns and outline.rule.tables for one in outline.sections)
        assert in_rows or sum(one.most for one in meant) >= outline.target.least, outline.id
        assert read(outline.source) == outline


def test_those_that_are_written_in_rows_have_their_columns():
    columns = {o.id: [[c.id for c in s.columns] for s in o.sections if s.columns] for o in built_in().values()}
    assert columns["process-recording"] == [["dialogue", "feelings", "analysis"]]
    assert columns["verbatim"] == [["time", "verbatim", "process", "critique"]]
    assert len(columns["cbt-report"]) == 2
    assert built_in()["seven-eyed-log"].may_stay_empty == 2


@pytest.mark.parametrize(
    ("body", "everything", "words_only"),
    [
        ("She said *nothing*, and I didn't either.", 7, 7),
        ("One well-known word, 3.5 times.", 5, 5),
        ("Before.\n\n> Two words\n> and three more\n\nAfter.", 7, 2),
        ("A claim[^1] stands.\n\n[^1]: Where it comes from.\n    And more of it.\n\nAfter.", 12, 4),
        ("A [link](https://example.org/a/b) is two.", 4, 4),
        ("", 0, 0),
        ("> quoted\nand goes on\n\nnot quoted", 6, 2),
    ],
)
def test_words_are_counted_as_the_rule_says(body, everything, words_only):
    assert words_in(body, EVERYTHING) == everything
    assert words_in(body, WORDS_ONLY) == words_only


@pytest.mark.parametrize(
    ("words", "stand"),
    [(0, Stand.EMPTY), (89, Stand.UNDER), (90, Stand.WITHIN), (220, Stand.WITHIN), (221, Stand.OVER)],
)
def test_a_meter_knows_its_tolerance(words, stand):
    meter = Meter(words, Target(100, 200))
    assert meter.stand is stand
    assert f"{words} words of 100 to 200" in meter.sentence


def test_tables_and_what_never_counts_are_left_out_of_the_whole():
    outline = built_in()["cbt-report"]
    sections = {one.id: one for one in outline.sections}
    counted = [(one, section_meter(outline, one, ["three words here"]).words) for one in sections.values()]
    assert whole_meter(outline, counted).words == 3 * (len(sections) - 3), "measures, five Ps and references do not"
    assert left_out(outline) == "Tables, footnotes and references do not count."
    assert left_out(built_in()["dilemma-note"]) == "Every word counts."


def test_a_note_can_point_to_each_of_the_twelve_items_of_the_cts_r_by_its_short_label_and_to_no_words_of_the_scale():
    (cts_r,) = frameworks.built_in()
    assert len({one.tag for one in cts_r.items}) == 12 and all(len(one.tag) <= 60 for one in cts_r.items)
    assert all(len(one.label.split()) <= 2 for one in cts_r.items), "identifiers and short labels only"
    assert frameworks.label_of("cts-r:guided-discovery") == "CTS-R: Guided discovery"
    assert frameworks.label_of("") == "" and frameworks.label_of("old:one") == "old:one"
