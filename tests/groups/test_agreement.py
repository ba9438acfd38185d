"""The agreement: its words, its versions, accepting them, and nothing shown before."""

import pytest

from supervise.core import limits
from supervise.core.errors import Invalid, Missing, Stale
from supervise.groups import actions, agreement, queries
from supervise.groups.agreement import Change
from supervise.groups.errors import AgreementFirst
from supervise.groups.models import Agreement, Mode

FIELDS = {field.id for field in agreement.fields()}
WANTED = {
    "parties", "purpose", "way", "meetings", "membership", "confidentiality", "exceptions", "disguise", "elsewhere",
    "feedback", "responsibility", "assessment", "notes", "absence", "review",
}  # fmt: skip


def changed(practice, **words):
    answers = agreement.first_words(Mode.LED) | words
    return practice.do(actions.new_agreement, "Noa", answers, 2, "Ring the duty clinician.")


def test_it_covers_what_a_supervision_agreement_covers():
    assert FIELDS == WANTED


@pytest.mark.parametrize("mode", Mode)
def test_every_field_has_words_for_every_mode_that_fit_and_never_promise_anonymity(mode):
    words = agreement.first_words(mode)
    assert set(words) == FIELDS
    for text in [*words.values(), agreement.first_duty_of_care(mode)]:
        assert 40 < len(text) < limits.DUTY_OF_CARE
        assert "anonym" not in text.lower()
        assert "!" not in text


def test_the_document_has_every_part_and_says_how_soon_the_group_answers(practice):
    with practice.work():
        sections = agreement.document(queries.agreement_of(practice.group))
    titles = [section.title for section in sections]
    assert titles[0] == "Who we are"
    assert titles[-2:] == [agreement.ANSWER_TITLE, agreement.DUTY_TITLE]
    assert sections[-2].paragraphs == ("Somebody answers a dilemma within three days.",)
    assert len(sections[-1].paragraphs) == 2


def test_a_field_left_empty_is_left_out():
    first = Agreement(answers={"parties": "Us."}, answer_within_days=9, duty_of_care="")
    assert [s.title for s in agreement.document(first)] == ["Who we are", agreement.ANSWER_TITLE]
    assert agreement.document(first)[1].paragraphs == ("Somebody answers a dilemma within 9 days.",)


def test_a_new_version_is_accepted_by_its_maker_and_asked_of_everybody_else(practice, told):
    made = changed(practice, way="We sit in a ring.")
    assert (made.version, made.answer_within_days) == (2, 2)
    assert practice.seat("Noa").accepted
    for name in ("Ruth", "Ben", "Tia"):
        with pytest.raises(AgreementFirst):
            practice.do(queries.seat_for, name)
    assert told == [("evict_group", {"group_id": practice.group.id, "reason": "agreement"})]
    practice.do(actions.accept_agreement, "Ben", 2)
    assert practice.seat("Ben").accepted


def test_accepting_twice_is_no_fault(practice):
    practice.do(actions.accept_agreement, "Ben", 1)
    practice.do(actions.accept_agreement, "Ben", 1)
    assert practice.member("Ben").accepted_version == 1


def test_what_was_not_read_is_not_accepted(practice):
    changed(practice, way="We sit in a ring.")
    with pytest.raises(Stale):
        practice.do(actions.accept_agreement, "Ben", 1)
    with pytest.raises(Stale):
        practice.do(actions.accept_agreement, "Ben", 3)
    with pytest.raises(Missing):
        practice.do(actions.accept_agreement, "Zed", 2)


def test_without_a_change_there_is_no_new_version(practice, told):
    with practice.work():
        now = queries.agreement_of(practice.group)
    same = practice.do(actions.new_agreement, "Noa", now.answers, now.answer_within_days, now.duty_of_care)
    assert same.version == 1
    assert told == []


def test_two_who_change_it_at_once_do_not_overwrite_each_other(practice):
    words = agreement.first_words(Mode.LED)
    practice.do(actions.new_agreement, "Noa", words | {"way": "One."}, 2, "Ring.", instead_of=1)
    with pytest.raises(Stale):
        practice.do(actions.new_agreement, "Noa", words | {"way": "Two."}, 2, "Ring.", instead_of=1)


def test_the_convenor_may_write_it_before_accepting_the_first(practice):
    group = practice.new_group("Fresh", "Zed")
    changed_words = agreement.first_words(Mode.LED) | {"way": "Our way."}
    made = practice.do(actions.new_agreement, "Zed", changed_words, 3, "Ring.", group=group)
    assert made.version == 2
    assert practice.seat("Zed", group).accepted


@pytest.mark.parametrize("who", ["Ruth", "Tia", "Finn", "Olu", "Owen"])
def test_nobody_else_writes_it(practice, who):
    with pytest.raises(Missing):
        practice.do(actions.new_agreement, who, {}, 3, "Ring.")


@pytest.mark.parametrize(
    ("answers", "days", "duty", "field"),
    [
        ({"way": "x" * 4001}, 3, "Ring.", "way"),
        ({}, 0, "Ring.", "answer_within_days"),
        ({}, 29, "Ring.", "answer_within_days"),
        ({}, 3, "  ", "duty_of_care"),
        ({}, 3, "x" * 2001, "duty_of_care"),
    ],
)
def test_what_does_not_fit_is_said_beside_its_field(practice, answers, days, duty, field):
    with pytest.raises(Invalid) as told:
        practice.do(actions.new_agreement, "Noa", answers, days, duty)
    assert field in told.value.fields


def test_unknown_fields_are_not_kept(practice):
    made = practice.do(actions.new_agreement, "Noa", {"way": "Ours.", "secret": "x"}, 3, "Ring.")
    assert set(made.answers) == FIELDS


def test_every_version_stays_with_who_made_it(practice):
    changed(practice, way="We sit in a ring.")
    seat = practice.seat("Noa")
    with practice.work():
        found = [(v.agreement.version, v.made_by) for v in queries.versions_of(seat)]
        assert found == [(2, "Noa"), (1, "")]
        assert queries.agreement_of(seat.group, 1).version == 1
        with pytest.raises(Missing):
            queries.agreement_of(seat.group, 7)


def test_the_words_that_changed_are_shown_and_nothing_else():
    words = {"way": "We sit in a ring.\n\nWe listen.", "purpose": "Same."}
    earlier = Agreement(answers=words, answer_within_days=3, duty_of_care="Ring 1.")
    later = Agreement(
        answers=words | {"way": "We sit in a wide ring.\n\nWe listen."}, answer_within_days=1, duty_of_care=""
    )
    found = {part.title: part.runs for part in agreement.compared(earlier, later)}
    assert list(found) == ["How we work", agreement.ANSWER_TITLE, agreement.DUTY_TITLE]
    assert found["How we work"] == (
        (Change.SAME, "We sit in a "),
        (Change.ADDED, "wide "),
        (Change.SAME, "ring.\n\nWe listen."),
    )
    assert found[agreement.DUTY_TITLE] == ((Change.TAKEN_OUT, "Ring 1."),)
    assert agreement.compared(earlier, earlier) == []
