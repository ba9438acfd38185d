"""Every format that ships holds together, gives everybody something to do, and protects its presenter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervise.core.documents import Unfit
from supervise.meetings import fitting, words
from supervise.meetings.format import Exit, Format, Kind, Mode, Part, Stance
from supervise.meetings.library import FIRST, built_in, sources
from supervise.meetings.reading import read
from supervise.meetings.writing import as_yaml

ALL = list(built_in().values())
PHASES = [(f, p) for f in ALL for p in f.phases]
formats = pytest.mark.parametrize("found", ALL, ids=lambda f: f.id)
phases = pytest.mark.parametrize(("found", "phase"), PHASES, ids=lambda one: one.id)
BALINT = sources()["balint.yaml"]


def test_all_of_the_known_formats_are_there():
    cases = {f.id for f in ALL if not f.frame}
    assert cases == {
        "balint", "balint-free", "reflecting-team", "kollegiale-beratung", "heilsbronn", "bells", "intervision",
        "incident", "incident-gossip", "consultancy", "structured-group", "structured-peer", "seven-eyed",
        "process-oriented", "quick-consult", "supervisor-led",
    }  # fmt: skip
    assert [f.id for f in ALL][:3] == list(FIRST)


@formats
def test_a_file_is_called_as_its_format(found):
    assert read(sources()[f"{found.id}.yaml"], found.id) == found


@formats
def test_its_minutes_add_up(found):
    low, high = found.minutes
    assert low <= found.seconds / 60 <= high
    assert all(p.least <= p.seconds <= p.most for p in found.phases)


@phases
def test_a_phase_gives_everybody_something_to_do(found, phase):
    assert phase.may or phase.mode is Mode.PAUSE
    assert phase.says, "the facilitator has a sentence to begin it with"
    doing = set(phase.does)
    assert found.others in doing
    if phase.presenter is not Stance.NONE:
        assert Part.PRESENTER in doing


@phases
def test_a_silent_presenter_has_both_exits_and_no_voice(found, phase):
    if phase.presenter_is_silent:
        hears = phase.presenter is not Stance.AWAY
        assert set(phase.exits) == ({Exit.STOP, Exit.FACT_CORRECTION} if hears else {Exit.STOP})
        assert Part.PRESENTER not in phase.may and Part.ALL not in phase.may
    else:
        assert not phase.exits


@formats
def test_a_case_protects_its_presenter_somewhere_or_keeps_them_among_the_others(found):
    if not found.frame:
        stances = {p.presenter for p in found.phases}
        assert stances & {Stance.SILENT, Stance.LISTENS_APART, Stance.AWAY, Stance.JOINS}
        assert any(p.presenter is Stance.SPEAKS for p in found.phases)


def test_kollegiale_beratung_has_its_six_modules_and_each_changes_the_consultation():
    consult = built_in()["kollegiale-beratung"].phase("consult")
    assert len(consult.choices) == 6
    assert consult.as_chosen(None).prompts == consult.choices[0].prompts
    assert consult.as_chosen("hypotheses").may[Part.MEMBER] == (Kind.HYPOTHESIS,)
    assert consult.as_chosen("good-advice").mode is Mode.ROUND


@formats
def test_written_down_and_read_again_it_is_the_same(found):
    assert read(as_yaml(found), "again") == found


@given(st.sampled_from([f for f in ALL if not f.frame]), st.data())
def test_stretched_to_a_slot_it_takes_the_slot_and_no_phase_leaves_its_bounds(found, data):
    minutes = data.draw(st.integers(*found.minutes))
    fitting_ = fitting.fitted(found, minutes * 60)
    assert fitting_.seconds == minutes * 60
    assert all(p.least <= p.seconds <= p.most for p in fitting_.phases)
    assert [p.id for p in fitting_.phases] == [p.id for p in found.phases]


@phases
def test_a_timetable_can_be_told_in_words(found, phase):
    assert words.who_speaks(phase)[0].isupper()
    assert words.kinds_of(phase) or phase.mode is Mode.PAUSE
    assert all(one.endswith(".") for one in words.particulars(phase, found))


@pytest.mark.parametrize(
    ("old", "new", "where", "why"),
    [
        ("seconds: 480", "seconds: many", "seconds: many", "whole number"),
        ("presenter: speaks", "presenter: sings", "sings", "is none of none, speaks"),
        ("may: {presenter: [tell]}", "may: {presenter: [tell], member: [joke]}", "joke", "'joke' is none of"),
        ("- id: facts", "- id: tell", None, "a phase 'tell' already"),
        ("give_time_to: [return]", "give_time_to: [facts]", "- id: work", "no later phase"),
        ("exits: [fact_correction, stop]", "exits: [stop]", "- id: work", "correct a fact"),
        ("  skippable: true", "  skippable: true\n  colour: red", "colour", "no field 'colour'"),
        ("seconds: 1320", "seconds: 1320\n  max_s: 600", "- id: work", "do not lie between"),
        ("minutes: [40, 60]", "minutes: [50, 60]", "range", "45 minutes together"),
        ("may: {member: [association, image, identify]", "may: {all: [association]", "- id: work", "silent here"),
        ("[one_facilitator,", "[world_peace,", "invariants", "world_peace"),
        ("name: Balint group\n", "", "id: balint", "'name' is missing"),
        ("async: {tell: 0h", "async: {tale: 0h", "async", "'tale' is no phase"),
        ("roles: [facilitator, co_leader", "roles: [facilitator, facilitator, co_leader", "roles", "stands once"),
    ],
)
def test_what_does_not_hold_together_is_said_with_file_and_line(old, new, where, why):
    assert old in BALINT
    wrong = BALINT.replace(old, new, 1)
    with pytest.raises(Unfit) as told:
        read(wrong, "ours.yaml")
    assert why in told.value.message
    assert told.value.message.startswith("ours.yaml, line "), told.value.message
    if where:
        line = int(told.value.message.split("line ")[1].split(":")[0])
        assert where in wrong.splitlines()[line - 1]


@pytest.mark.parametrize("source", ["", "[" * 3000, "a: &a [*a]", "{}", "- 1", "\x00", "id: x\n" * 9000, "? [1]\n: 2"])
def test_anything_else_is_refused_in_a_sentence(source):
    with pytest.raises(Unfit) as told:
        read(source, "ours.yaml")
    assert "ours.yaml, line" in told.value.message


@given(st.text(max_size=400))
def test_no_text_at_all_makes_it_stumble(source):
    with pytest.raises(Unfit):
        read(source, "ours.yaml")


def test_a_format_knows_what_the_others_are():
    assert {f.id: f.others for f in ALL if f.others is not Part.MEMBER} == {
        "reflecting-team": Part.REFLECTOR, "bells": Part.OBSERVER, "supervisor-led": Part.OBSERVER,
    }  # fmt: skip
    assert isinstance(ALL[0], Format)
