"""Marking: by number and not by name, moderated blind, released, revised; each step once, on the trail, told by e-mail."""

import pytest
from sqlalchemy import select

from supervise.core.db import session
from supervise.core.errors import Invalid, Missing, NotAllowed, Stale
from supervise.core.jobs import Job
from supervise.governance.models import Act
from supervise.governance.queries import trail_of
from supervise.groups.queries import seat_for
from supervise.texts.models import Text, TextKind
from supervise.writeups import submitting
from supervise.writeups.marking import actions
from supervise.writeups.marking.presenting import for_author, for_marker
from supervise.writeups.marking.queries import copy_for, released_for
from supervise.writeups.models import Marking, Result, State, WriteUp
from supervise.writeups.queries import write_up_for
from supervise.writeups.standing import standing_of
from tests.cast import words
from tests.writeups.marked import appoint, give, marking_on, marks, release, seat_supervisors, submitted


@pytest.fixture
def handed(world):
    """A submitted write-up of Tia's that Ruth verified, to be marked by Sam and moderated by Omar."""
    with world.work():
        seat_supervisors(world, "Omar")
        note, number = submitted(world)
        marking = marking_on(world, note, number)
        appoint(world, marking, "Sam", "Omar")
    return note, number, marking


def mailed(world):
    return [one.about["account"] for one in session().scalars(select(Job).where(Job.kind == "e-mail"))]


def test_a_copy_is_marked_by_number_and_no_page_of_a_marker_has_a_name_of_its_author(world, handed):
    note, _, marking = handed
    listed = world.client("Sam").get(f"/groups/{world.group_id}/writeups").text
    assert f"Write-up {marking.number}" in listed
    closed = world.client("Sam").get(f"/marking/{marking.id}").text
    assert "She came late" not in closed and "Open the copy" in closed
    assert world.post("Sam", f"/marking/{marking.id}/begin").status_code == 303
    opened = world.client("Sam").get(f"/marking/{marking.id}").text
    assert "She came late again" in opened
    kept = world.post("Sam", f"/marking/{marking.id}/keep", reason_disguise="Not quite.")
    assert kept.status_code == 303 and "Not quite." in world.client("Sam").get(f"/marking/{marking.id}").text
    assert "Not quite." not in world.client("Omar").get(f"/marking/{marking.id}").text
    for page in (listed, closed, opened, world.client("Sam").get("/").text):
        assert "Tia" not in page and note.id not in page
    for who in ("Ruth", "Tia", "Ben", "Olu", "Owen"):
        for path in ("", "/arrange"):
            assert world.client(who).get(f"/marking/{marking.id}{path}").status_code == 404, who
    assert world.client("Noa").get(f"/marking/{marking.id}").status_code == 404
    assert world.client("Sam").get(f"/marking/{marking.id}/arrange").status_code == 404
    assert world.client("Sam").get(f"/writeups/{note.id}").status_code == 404
    arranged = world.client("Noa").get(f"/marking/{marking.id}/arrange").text
    assert "by Tia" in arranged and "She came late" not in arranged


def test_a_marker_covers_what_points_to_somebody_for_everybody_and_the_marking_goes_on(world, handed):
    note, _, marking = handed
    path = f"/marking/{marking.id}"
    assert "She came late" not in world.client("Sam").get(f"{path}/cover").text
    assert world.post("Sam", f"{path}/cover", words="clock").status_code == 422
    world.post("Sam", f"{path}/begin")
    assert world.post("Ben", f"{path}/cover", words="clock").status_code == 404
    assert world.post("Sam", f"{path}/cover", words="clock").status_code == 303
    world.post("Omar", f"{path}/begin")
    for who, page in (("Omar", path), ("Sam", path), ("Ruth", f"/writeups/{note.id}")):
        assert "looked at the clock" not in world.client(who).get(page).text, who
    assert "What is covered here" in world.client("Tia").get(f"/writeups/{note.id}").text
    assert "by Sam" not in world.client("Tia").get(f"/writeups/{note.id}/covered").text
    with world.work():
        give(world, "Sam", marking)


def test_what_waits_stands_on_today_for_whoever_marks_arranges_or_revises(world, handed):
    _, _, marking = handed
    today = {who: world.client(who).get("/").text for who in ("Sam", "Omar", "Noa", "Ruth")}
    assert [who for who, page in today.items() if f"Write-up {marking.number}" in page] == ["Sam", "Omar"]
    assert "Tia" not in today["Sam"]
    with world.work():
        for who in ("Sam", "Omar"):
            give(world, who, marking, ["ethics"])
    assert f"Write-up {marking.number}, by Tia" in world.client("Noa").get("/").text
    with world.work():
        release(world, marking)
    assert marking.number not in world.client("Noa").get("/").text
    assert "referred, to be revised" in world.client("Tia").get("/").text


def test_the_second_is_blind_to_the_first_both_see_both_and_where_they_differ_they_agree_on_one(world, handed):
    note, _, marking = handed
    with world.work():
        assert give(world, "Sam", marking, ["ethics"], said="Where is the risk?", points=[2, 3]) is Result.REFER
        assert session().get(Marking, marking.id).agreed is None
    assert "You have given your marks" in world.client("Sam").get(f"/groups/{world.group_id}/writeups").text
    world.post("Omar", f"/marking/{marking.id}/begin")
    assert "Where is the risk" not in world.client("Omar").get(f"/marking/{marking.id}").text
    with world.work():
        assert not for_marker(copy_for(world.actor("Omar"), marking.id)).marks
        assert len(for_marker(copy_for(world.actor("Sam"), marking.id)).marks) == 1
        with pytest.raises(Stale, match="not all given"):
            release(world, marking)
        with pytest.raises(NotAllowed, match="once your own are given"):
            actions.settle(world.actor("Omar"), marking.id, Result.PASS, words("So."))
        assert give(world, "Omar", marking) is Result.PASS
        for who in ("Sam", "Omar"):
            assert len(for_marker(copy_for(world.actor(who), marking.id)).marks) == 2
        with pytest.raises(NotAllowed, match="second marker writes down"):
            actions.settle(world.actor("Sam"), marking.id, Result.PASS, words("So."))
        with pytest.raises(Stale, match="differ still"):
            release(world, marking)
        assert world.member("Omar").account_id in mailed(world)[-1:]
    assert "paragraph 3, What I felt" in world.client("Omar").get(f"/marking/{marking.id}").text
    settled = world.post("Omar", f"/marking/{marking.id}/settle", result="refer", why="The risk is not looked at.")
    assert settled.status_code == 303
    with world.work():
        with pytest.raises(Stale, match="nothing to settle"):
            actions.settle(world.actor("Omar"), marking.id, Result.PASS, words("Or not."))
        assert session().get(Marking, marking.id).agreed is Result.REFER
        with pytest.raises(Missing):
            released_for(world.actor("Tia"), note.id)


def test_only_once_released_the_author_reads_marks_reasons_and_places_and_goes_on_writing(world, handed):
    note, number, marking = handed
    with world.work():
        for who in ("Sam", "Omar"):
            give(world, who, marking, ["ethics"], said="Where is the risk?", points=[2])
    author = f"/writeups/{note.id}"
    assert world.client("Tia").get(f"{author}/marks").status_code == 404
    before = world.client("Tia").get(author).text
    assert "It is being marked" in before and "Recall version" not in before and "Where is" not in before
    assert world.post("Sam", f"/marking/{marking.id}/release").status_code == 404
    assert world.post("Noa", f"/marking/{marking.id}/release").status_code == 303
    page = world.client("Tia").get(f"{author}/marks").text
    assert "Where is the risk?" in page and f'href="#v{number}-2"' in page and f'id="v{number}-2"' in page
    assert ": refer." in world.client("Tia").get(author).text
    assert world.client("Ruth").get(f"{author}/marks").status_code == 404
    ruths = world.client("Ruth").get(author).text
    assert "Its marks were released" in ruths and "to its author alone" in ruths
    assert ": refer" not in ruths and "Where is" not in ruths
    listed = {who: world.client(who).get(f"/groups/{world.group_id}/writeups").text for who in ("Ruth", "Tia")}
    assert "referred" not in listed["Ruth"] and "Marked: referred" in listed["Tia"]
    with world.work():
        assert session().get(WriteUp, note.id).state is State.REFERRED
        assert mailed(world)[-1] == world.member("Tia").account_id
        (view,) = [for_author(one) for one in released_for(world.actor("Tia"), note.id)]
        assert view.marked.moderated and view.marked.agreed is Result.REFER and len(view.marked.marks) == 2
        with pytest.raises(Stale, match="released already"):
            release(world, marking)
        again, second = submitted(world, "She came late. There was no risk.", note=note)
        assert (again.id, second) == (note.id, number + 1)
        other = marking_on(world, note, second)
        assert other.number != marking.number
        appoint(world, other, "Sam")
        give(world, "Sam", other)
        assert release(world, other) is Result.PASS
        assert session().get(WriteUp, note.id).state is State.PASSED
        standing = standing_of(write_up_for(world.actor("Tia"), note.id))
        assert standing.marked.result == "pass"
    pages = world.client("Tia").get(f"{author}/marks").text
    assert "not moderated" in pages and pages.index(f"Version {second}") < pages.index(f"Version {number}:")
    assert "What changed from" in world.client("Tia").get(f"{author}/versions?from={number}").text


def test_marks_are_whole_and_a_marker_who_decides_otherwise_says_why(world, handed):
    _, _, marking = handed
    sam = lambda: world.actor("Sam")  # noqa: E731
    with world.work():
        with pytest.raises(Stale, match="Open the copy first"):
            actions.give(sam(), marking.id, marks(marking))
        actions.begin(sam(), marking.id)
        with pytest.raises(Invalid) as found:
            actions.give(sam(), marking.id, marks(marking)[1:])
        assert set(found.value.fields) == {"value_disguise"}
        with pytest.raises(Invalid) as found:
            given = [one for one in marks(marking, ["ethics"]) if one.criterion != "ethics"]
            actions.give(sam(), marking.id, [*given, actions.Given("ethics", 0, None, ())])
        assert set(found.value.fields) == {"reason_ethics"}
        for value, points, name in ((7, (), "value_ethics"), (1, (99,), "points_ethics")):
            with pytest.raises(Invalid) as found:
                given = [one for one in marks(marking) if one.criterion != "ethics"]
                actions.give(sam(), marking.id, [*given, actions.Given("ethics", value, None, points)])
            assert set(found.value.fields) == {name}
        with pytest.raises(Invalid, match="Say why you decide otherwise"):
            actions.give(sam(), marking.id, marks(marking), Result.REFER)
        assert (
            actions.give(sam(), marking.id, marks(marking), Result.REFER, words("It is not yet hers.")) is Result.REFER
        )
        with pytest.raises(NotAllowed, match="given already"):
            actions.give(sam(), marking.id, marks(marking))


def test_a_form_that_is_not_whole_keeps_what_was_typed_and_a_name_in_a_reason_is_asked_about(world, handed):
    _, _, marking = handed
    world.post("Sam", f"/marking/{marking.id}/begin")
    half = world.post("Sam", f"/marking/{marking.id}/give", value_ethics="0", reason_ethics="Too thin.")
    assert half.status_code == 422 and "Too thin." in half.text and "This is not marked yet." in half.text
    wrong = world.post("Sam", f"/marking/{marking.id}/give", points_ethics="three", reason_ethics="Too thin.")
    assert wrong.status_code == 422 and "like 3, 7" in wrong.text and "Too thin." in wrong.text
    with world.work():
        whole = {f"value_{one.criterion}": str(one.value) for one in marks(marking, ["ethics"])}
    named = {"reason_ethics": "Margaret Oyelaran at 14 Acacia Road would know herself.", "points_ethics": "1, 2"}
    asked = world.post("Sam", f"/marking/{marking.id}/give", **whole, **named)
    assert asked.status_code == 422 and "Before this is posted" in asked.text and 'value="1, 2"' in asked.text
    done = world.post("Sam", f"/marking/{marking.id}/give", **whole, reason_ethics="She would know herself.")
    assert done.status_code == 303
    assert world.post("Sam", f"/marking/{marking.id}/give", **whole, reason_ethics="Again.").status_code == 403


def test_until_a_marker_opens_it_it_is_recalled_then_no_more_and_no_other_version_is_submitted_meanwhile(world):
    with world.work():
        note, number = submitted(world)
        marking = marking_on(world, note, number)
        appoint(world, marking)
        submitting.recall(world.actor("Tia"), note.id, number)
        assert session().get(Marking, marking.id) is None
        with pytest.raises(Missing):
            actions.begin(world.actor("Sam"), marking.id)
        _, second = submitted(world, "She came late, and left early.", note=note)
        _, third = submitted(world, "She came late, and left.", note=note)
        assert marking_on(world, note, second) is None
        marking = marking_on(world, note, third)
        appoint(world, marking)
        actions.begin(world.actor("Sam"), marking.id)
        with pytest.raises(Stale, match="not recalled any more"):
            submitting.recall(world.actor("Tia"), note.id, third)
        with pytest.raises(Stale, match="is being marked"):
            submitted(world, "She came.", note=note)


def test_every_step_is_on_the_trail_without_a_word_and_no_e_mail_says_more_than_that_something_waits(world, handed):
    _, _, marking = handed
    with world.work():
        give(world, "Sam", marking, ["ethics"], said="A vermilion reason.")
        give(world, "Omar", marking)
        actions.settle(world.actor("Omar"), marking.id, Result.REFER, words("A vermilion answer."))
        release(world, marking)
        told = [line.words for line in trail_of(seat_for(world.actor("Noa"), world.group_id))]
        assert told[:9] == [
            "Noa released the marks of a write-up.",
            "Omar wrote down what both markers of a write-up agreed on.",
            "Omar gave their marks for a write-up.",
            "Omar opened a submitted write-up to mark it.",
            "Sam gave their marks for a write-up.",
            "Sam opened a submitted write-up to mark it.",
            "Noa appointed Omar to mark a write-up, as its second marker.",
            "Noa appointed Sam to mark a write-up, as its first marker.",
            "Tia submitted version 1 of a write-up.",
        ]
        held = [
            *(one.about for one in session().scalars(select(Act))),
            *(j.about for j in session().scalars(select(Job))),
        ]
        assert "vermilion" not in str(held)
        assert len(session().scalars(select(Text).where(Text.kind == TextKind.REASON)).all()) == 2
