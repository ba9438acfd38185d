"""Facts that are marked in a write-up: whether they come again, who sees them, and that they go."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from supervise.core import limits
from supervise.core.db import session
from supervise.core.errors import Invalid, Missing
from supervise.governance.erasing.actions import erase_account
from supervise.governance.own_words.queries import own_things
from supervise.texts.covering import Marked
from supervise.texts.models import Revision, Text, TextKind
from supervise.writeups import facts
from supervise.writeups.covering import actions as covering
from supervise.writeups.covering.presenting import covered_views
from supervise.writeups.covering.queries import coverable
from supervise.writeups.facts import facts_of
from supervise.writeups.models import Fact, FactKind
from supervise.writeups.outline import built_in, built_in_named
from supervise.writeups.queries import own_write_up_for, write_up_for
from supervise.writeups.tracing import Told, trace
from tests.writeups.writing import begin, share, write

TOLD = {
    "history": "There was a twin brother, who went away. Her father's workshop burned down in the winter.",
    "formulation": "The workshop stands for all that could not be kept; it burned, and nobody spoke of it.",
}


@pytest.fixture
def study(world):
    with world.work():
        return write(world, begin(world, outline="psychodynamic-study"), TOLD)


def seen(world, study, who="Tia"):
    return own_write_up_for(world.actor(who), study.id)


def marked(world, study, words, other="", kind=FactKind.SOMEBODY):
    return facts.mark(world.actor("Tia"), study.id, kind, words, other)


# --- where a fact stands, without a database ------------------------------------------------------------------

OUTLINE = built_in_named("psychodynamic-study")


def told(texts):
    return {section: Told(text) for section, text in texts.items()}


def places(texts, *names):
    found = trace(OUTLINE, told(texts), names)
    return [one.section.id for one in found.places], found.comes_again


def test_a_fact_that_is_told_and_not_taken_up_is_told_from_one_that_is():
    assert places(TOLD, "twin brother") == (["history"], False)
    assert places(TOLD, "the workshop") == (["history", "formulation"], True)


def test_it_is_found_in_other_forms_of_its_words_and_under_its_other_names():
    texts = {"history": "Her twin brothers.", "ending": "The one who left came back in her dream."}
    assert places(texts, "twin brother") == (["history"], False)
    assert places(texts, "twin brother", "one who left") == (["history", "ending"], True)


def test_its_words_have_to_stand_together():
    apart = "A twin. " + "And nothing more was said of that for a very long time indeed. " * 3 + "Her brother rang."
    assert places({"history": apart}, "twin brother") == ([], False)
    assert places({"history": "Her brother, who was her twin, rang."}, "twin brother") == (["history"], False)


def test_being_told_where_other_things_are_told_is_not_being_taken_up():
    assert places({"history": "A twin brother.", "course": "Her twin brother again."}, "twin brother")[1] is False


def test_where_an_outline_takes_up_nothing_a_second_section_does():
    outline = built_in_named("dilemma-note")
    assert not any(one.takes_up for one in outline.sections)
    assert not trace(outline, told({"happened": "The key."}), ["key"]).comes_again
    assert trace(outline, told({"happened": "The key.", "felt": "That key!"}), ["key"]).comes_again


def test_what_stands_round_it_is_shown_from_word_to_word():
    text = f"{'Before all that ' * 9}she gave the blue cup away, {'and after it ' * 9}"
    (found,) = trace(OUTLINE, told({"history": text}), ["blue cup"]).places
    assert found.before.startswith("…") and found.before.endswith("she gave the ")
    assert found.words == "blue cup"
    assert found.after.startswith(" away,") and found.after.endswith("…")


@given(st.text(max_size=60), st.text(max_size=300))
def test_whatever_is_typed_it_is_looked_for(name, text):
    found = trace(OUTLINE, told({"history": text}), [name])
    assert all(one.words in text for one in found.places)


def test_every_long_outline_says_where_facts_are_taken_up():
    assert {one.id for one in built_in().values() if not any(section.takes_up for section in one.sections)} == {
        "dilemma-note",
        "seven-eyed-log",
    }


# --- marking -------------------------------------------------------------------------------------------------


def test_what_is_told_and_never_again_stands_first_until_it_is_taken_up_or_said_to_be(world, study):
    with world.work():
        twin = marked(world, study, "twin brother")
        marked(world, study, "father's workshop", "workshop", FactKind.LOSS)
        assert [(one.words, one.loose) for one in facts_of(seen(world, study))] == [
            ("twin brother", True),
            ("father's workshop", False),
        ]
        facts.say_elsewhere(world.actor("Tia"), twin.id, on=True)
        assert not facts_of(seen(world, study))[0].loose
        facts.say_elsewhere(world.actor("Tia"), twin.id, on=False)
        write(world, study, {"ending": "She left as her twin brother had."})
        assert not facts_of(seen(world, study))[0].loose
        write(world, study, {"ending": "", "history": "There was nobody."})
        assert not facts_of(seen(world, study))[0].trace.places


def test_a_fact_is_marked_in_words_that_stand_there_and_not_without_end(world, study, monkeypatch):
    with world.work():
        with pytest.raises(Invalid) as refused:
            marked(world, study, "a sister")
        assert refused.value.fields == {"words": [facts.NOWHERE]}
        monkeypatch.setattr(limits, "FACTS", 1)
        marked(world, study, "twin brother")
        with pytest.raises(Invalid):
            marked(world, study, "workshop")


def test_marked_twice_it_is_one_fact(world, study):
    with world.work():
        assert marked(world, study, "twin brother").id == marked(world, study, "twin brother").id
        assert marked(world, study, "twin brother", "the quiet one").id != marked(world, study, "twin brother").id
        assert len(facts_of(seen(world, study))) == 2


def test_who_goes_and_leaves_what_they_shared_leaves_no_fact(world, study):
    with world.work():
        marked(world, study, "twin brother", "the quiet one")
        share(world, study, "Ruth")
        erase_account(None, world.actor("Tia").account_id, words=False)
        assert session().scalars(select(Fact)).all() == []
        assert session().scalar(select(Text).where(Text.kind == TextKind.FACT)) is None
        assert write_up_for(world.actor("Ruth"), study.id).write_up.id == study.id


def test_nobody_but_its_author_sees_or_changes_a_fact_though_it_is_shared(world, study):
    with world.work():
        fact = marked(world, study, "twin brother", "the quiet one")
        share(world, study, "Ruth")
        for act in (facts.forget, lambda actor, one: facts.say_elsewhere(actor, one, on=True)):
            with pytest.raises(Missing):
                act(world.actor("Ruth"), fact.id)
        with pytest.raises(Missing):
            facts.mark(world.actor("Ruth"), study.id, FactKind.OTHER, "twin brother")
        study_id = study.id
    for path in ("", "/facts", "/between"):
        assert "the quiet one" not in world.client("Ruth").get(f"/writeups/{study_id}{path}").text
    assert world.client("Ruth").get(f"/writeups/{study_id}/facts").status_code == 404
    assert "the quiet one" in world.client("Tia").get(f"/writeups/{study_id}/facts").text


def test_on_the_page_a_fact_is_marked_said_to_come_again_and_forgotten(world, study):
    path = f"/writeups/{study.id}/facts"
    missing = world.post("Tia", path, words="a sister", kind="somebody", other="the elder")
    assert missing.status_code == 422
    assert facts.NOWHERE in missing.text and "a sister" in missing.text and "the elder" in missing.text
    assert world.post("Tia", path, words="", kind="somebody").status_code == 422
    assert world.post("Tia", path, words="twin brother", kind="nothing").status_code == 422
    made = world.post("Tia", path, words="twin brother", kind="somebody")
    assert made.status_code == 303
    page = world.client("Tia").get(path).text
    assert "Told, and not taken up" in page and "<b>twin brother</b>" in page
    fact = made.location.partition("#fact-")[2]
    world.post("Tia", f"/facts/{fact}/elsewhere", on="y")
    page = world.client("Tia").get(path).text
    assert "Told, and not taken up" not in page and "It does not after all" in page
    world.post("Tia", f"/facts/{fact}/forget")
    with world.work():
        assert facts_of(seen(world, study)) == []
        assert session().scalars(select(Revision.body).join(Text).where(Text.kind == TextKind.FACT)).all() == [None]
    assert world.post("Tia", f"/facts/{fact}/forget").status_code == 404


def test_words_that_are_covered_and_destroyed_are_destroyed_in_a_fact_and_shown_from_it_to_nobody_else(world, study):
    with world.work():
        marked(world, study, "twin brother", "the quiet one")
        share(world, study, "Ruth")
        ruth = world.actor("Ruth")
        text = next(words.text_id for _, words in coverable(write_up_for(ruth, study.id)) if "twin" in words.body)
        case = covering.cover_passage(ruth, text, Marked(1, words="twin brother"))
        looked = covered_views(write_up_for(ruth, study.id), looking=True)
        assert "quiet" not in repr(looked) and "twin brother" in repr(looked)
        covering.redact_passage(ruth, study.id, case)
        (one,) = facts_of(seen(world, study))
        assert "twin" not in one.words and one.other == "the quiet one"


def test_an_author_takes_their_facts_away_with_them(world, study):
    with world.work():
        marked(world, study, "twin brother", "the quiet one")
        assert "the quiet one" in str(own_things(world.actor("Tia")))
        assert "the quiet one" not in str(own_things(world.actor("Ruth")))
