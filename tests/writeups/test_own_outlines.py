"""Outlines of a group's own: copied, changed line by line, offered no longer; what was begun from one stays as it was."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from supervise.core import limits
from supervise.core.db import session
from supervise.core.documents import Unfit
from supervise.core.errors import Invalid, Missing, NotAllowed, Stale
from supervise.core.ids import new_key
from supervise.governance.models import Act
from supervise.writeups import actions, queries, rubrics
from supervise.writeups.models import Result
from supervise.writeups.outline import built_in, read
from supervise.writeups.shaping import actions as shaping
from supervise.writeups.shaping.models import GroupOutline
from supervise.writeups.shaping.queries import outline_for, outlines_for
from supervise.writeups.shaping.reading import sound, written
from tests.cast import csrf

COURSE = """
name: Second year study
line: One case over a year, as our course asks for it.
words: {from: 3000, to: 4000}
tolerance: 5
counts: {quotes: false, tables: false, footnotes: false}
sections:
- id: setting
  title: The setting
  prompts:
  - Where did you meet?
  words: {from: 200, to: 400}
- id: turns
  title: A conversation
  prompts: []
  columns:
  - {id: said, title: What was said, prompt: As you remember it.}
  - {id: felt, title: What I felt, prompt: In you.}
- id: formulation
  title: Formulation
  takes_up: true
  prompts: ['What holds it all together?']
  words: {from: 800, to: 1200}
"""


@pytest.fixture
def ours(world):
    with world.work():
        return shaping.copy_outline(world.actor("Ruth"), world.group_id, "gibbs-cycle", "Our reflective log")


def changed(world, ours, source=COURSE, who="Noa", version=1):
    with world.work():
        return shaping.change_outline(world.actor(who), ours.id, source, version=version)


def copied(world, name):
    client = world.client("Ruth")
    form = {"based_on": "dilemma-note", "name": name, "csrf_token": csrf(client.get("/settings").text)}
    return client.post(f"/groups/{world.group_id}/outlines", data=form)


def test_every_outline_that_ships_holds_together_as_a_groups_own_must():
    for one in built_in().values():
        assert sound(one.source) == replace(one, source=one.source)
        again = replace(one, id="ours", version=3)
        assert replace(sound(written(again)), source=one.source) == again
        assert replace(read(written(again)), source=one.source) == again


def test_a_course_copies_an_outline_changes_it_and_write_ups_begin_from_it(world, ours):
    assert changed(world, ours) == 2
    with world.work():
        begun = actions.begin(world.actor("Tia"), world.group_id, "our-reflective-log", new_key())
        seen = queries.write_up_for(world.actor("Tia"), begun.id)
        assert [one.title for one in seen.outline.sections] == ["The setting", "A conversation", "Formulation"]
        assert (seen.outline.id, seen.outline.version, seen.outline.target.floor) == ("our-reflective-log", 2, 2850)
        assert len(queries.pieces_of(seen)) == 4
    assert changed(world, ours, COURSE.replace("Formulation", "What I make of it"), version=2) == 3
    with world.work():
        assert "Formulation" in [
            one.title for one in queries.write_up_for(world.actor("Tia"), begun.id).outline.sections
        ]
        assert outline_for(world.group_id, "our-reflective-log").sections[-1].title == "What I make of it"
        assert "our-reflective-log" not in outlines_for(world.other_id)
        with pytest.raises(Missing):
            outline_for(world.other_id, "our-reflective-log")
        tags = session().scalars(select(Act.tag).where(Act.tag.startswith("outline")).order_by(Act.id)).all()
        assert sorted(tags) == ["outline.changed", "outline.changed", "outline.copied"]


def test_by_plain_forms_it_is_said_in_which_line_something_does_not_fit_and_nothing_typed_is_lost(world):
    page = world.client("Tia").get(f"/groups/{world.group_id}/writeups").text
    assert f"/groups/{world.group_id}/outlines" in page
    made = copied(world, "Ours & yours")
    assert made.status_code == 303
    path = made.headers["Location"]
    again = copied(world, "ours, yours")
    assert again.status_code == 422 and "There is an outline of this name already" in again.text
    assert "ours, yours" in again.text
    wrong = COURSE.replace("to: 400}", "to: 40}", 1)
    reply = world.post("Ruth", path, source=wrong, version="1")
    assert reply.status_code == 422 and re.search("your outline, line 11: .{1,8}to.{1,8} must be at least", reply.text)
    assert "One case over a year, as our course asks for it." in reply.text
    assert world.post("Ruth", path, source=COURSE, version="1").status_code == 303
    late = world.post("Noa", path, source=COURSE, version="1")
    assert late.status_code == 409 and "Somebody else changed this outline" in late.text
    listed = world.client("Tia").get(f"/groups/{world.group_id}/outlines").text
    assert "Second year study" in listed and "Change it" not in listed
    offered = world.client("Tia").get(f"/groups/{world.group_id}/writeups/new").text
    assert "One case over a year" in offered and "3,000 to 4,000 words" in offered
    assert world.post("Noa", path.replace("/change", "/retire"), on="y").status_code == 303
    assert "One case over a year" not in world.client("Tia").get(f"/groups/{world.group_id}/writeups/new").text
    assert "Offer it again" in world.client("Noa").get(f"/groups/{world.group_id}/outlines").text
    assert world.post("Noa", path.replace("/change", "/retire"), on="").status_code == 303
    assert "One case over a year" in world.client("Tia").get(f"/groups/{world.group_id}/writeups/new").text


def test_therapists_and_trainees_read_them_and_make_none_and_strangers_find_nothing(world, ours):
    with world.work():
        for who in ("Ben", "Tia"):
            with pytest.raises(NotAllowed):
                shaping.copy_outline(world.actor(who), world.group_id, "gibbs-cycle", "Mine")
            with pytest.raises(NotAllowed):
                shaping.retire_outline(world.actor(who), ours.id, on=True)
        for who in ("Olu", "Finn", "Owen"):
            with pytest.raises(Missing):
                shaping.change_outline(world.actor(who), ours.id, COURSE, version=1)
        with pytest.raises(Stale):
            shaping.change_outline(world.actor("Sam"), ours.id, COURSE, version=7)
    for who in ("Olu", "Owen"):
        assert world.client(who).get(f"/groups/{world.group_id}/outlines").status_code == 404


@pytest.mark.parametrize(
    ("before", "after", "line", "why"),
    [
        ("name: Second year study", "names: Second", 2, "there is no field 'names'"),
        ("tolerance: 5", "tolerance: 500", 5, "from 0 to 50"),
        ("footnotes: false", "footnotes: maybe", 6, "true or false"),
        ("id: turns", "id: setting", 13, "stands here twice"),
        ("id: felt", "id: said", 18, "stands here twice"),
        ("  - Where did you meet?", "  - [a, b]", 11, "a single value"),
        ("words: {from: 800, to: 1200}", "words: {from: 800}", 23, "'to' is missing"),
        ("  takes_up: true", "  takes_up: [", 22, "this is not YAML"),
        ("id: formulation", "id: Formu lation", 19, "short name"),
    ],
)
def test_whatever_does_not_fit_is_said_with_its_line(before, after, line, why):
    assert before in COURSE
    with pytest.raises(Unfit, match=r"your outline, line \d+: ") as told:
        sound(COURSE.replace(before, after, 1))
    assert why in told.value.message
    assert abs(int(told.value.message.split("line ")[1].split(":")[0]) - line) <= 1


@given(source=st.text(max_size=300))
def test_whatever_is_typed_it_is_refused_in_words(source):
    with pytest.raises(Unfit, match="your outline, line"):
        sound(source)


def test_a_group_keeps_a_bounded_number_of_bounded_outlines(world, ours, monkeypatch):
    long = COURSE + "".join(
        f"- {{id: s{n}, title: Section {n}, prompts: [{', '.join(['a' * 300] * 8)}]}}\n" for n in range(20)
    )
    with world.work(), pytest.raises(Unfit, match="longer than it needs to be"):
        shaping.change_outline(world.actor("Ruth"), ours.id, long, version=1)
    monkeypatch.setattr(limits, "OWN_OUTLINES", 1)
    with world.work():
        with pytest.raises(Invalid):
            shaping.copy_outline(world.actor("Ruth"), world.group_id, "gibbs-cycle", "One more")
        assert len(session().scalars(select(GroupOutline)).all()) == 1


def test_whatever_looks_like_a_number_or_a_day_stays_words(world, ours):
    source = COURSE.replace("title: The setting", "title: 2026-11-29").replace("- Where did you meet?", "- yes")
    changed(world, ours, source)
    with world.work():
        first = outline_for(world.group_id, "our-reflective-log").sections[0]
        assert (first.title, first.prompts) == ("2026-11-29", ("yes",))
        begun = actions.begin(world.actor("Tia"), world.group_id, "our-reflective-log", new_key())
        assert queries.write_up_for(world.actor("Tia"), begun.id).outline.sections[0].title == "2026-11-29"
    assert "2026-11-29" in world.client("Tia").get(f"/writeups/{begun.id}").text


RUBRIC = """rubric:
  name: As our course marks
  scale: {from: 0, to: 4, enough: 2}
  rule: {below: 1, total: 6}
  criteria:
  - {id: disguise, label: Disguised, scale: {from: 0, to: 1, enough: 1, words: [refer, pass]}, needed: true}
  - {id: thinking, label: Thinking, hint: 'Is it taken up again?'}
  - {id: writing, label: Writing}
"""


def test_a_course_has_a_rubric_of_its_own_which_a_write_up_keeps(world, ours):
    changed(world, ours, COURSE + RUBRIC)
    with world.work():
        begun = actions.begin(world.actor("Tia"), world.group_id, "our-reflective-log", new_key())
        rubric = rubrics.of(queries.write_up_for(world.actor("Tia"), begun.id).outline)
        assert [one.label for one in rubric.criteria] == ["Disguised", "Thinking", "Writing"]
        told = (
            "It passes where all but one of the criteria is enough, and always 'Disguised', and at least 6 of 8 in all."
        )
        assert rubric.rule == told
        assert rubric.result({"disguise": 1, "thinking": 4, "writing": 2}) is Result.PASS
        assert rubric.result({"disguise": 0, "thinking": 4, "writing": 4}) is Result.REFER
    changed(world, ours, COURSE + "rubric: cbt-report\n", version=2)
    with world.work():
        assert rubrics.of(outline_for(world.group_id, "our-reflective-log")).id == "cbt-report"
        assert rubrics.of(queries.write_up_for(world.actor("Tia"), begun.id).outline) == rubric


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        ("enough: 2", "enough: 9", "from 0 to 4"),
        ("below: 1", "below: 3", "from 0 to 2"),
        ("total: 6", "total: 9", "from 0 to 8"),
        ("words: [refer, pass]", "words: [refer]", "a list of 2 to 2"),
        ("id: writing", "id: thinking", "stands here twice"),
        ("label: Writing", "label: ''", "this must be words"),
        ("  name: As our course marks\n", "", "'name' is missing"),
    ],
)
def test_whatever_does_not_fit_in_a_rubric_is_said_too(before, after, why):
    assert before in RUBRIC
    with pytest.raises(Unfit) as told:
        sound(COURSE + RUBRIC.replace(before, after, 1))
    assert why in told.value.message
    with pytest.raises(Unfit, match="there is no rubric 'no-such'"):
        sound(f"{COURSE}rubric: no-such\n")
