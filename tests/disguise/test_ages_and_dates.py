"""Exact ages and dates that could be looked up; durations, scores and clock times left alone."""

import pytest

from supervise.disguise import Kind, review
from tests.disguise.found import found


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("She's 44, works nights.", "44"),
        ("Tahira, 18, sat by the door.", "18"),
        ("Mrs Tavener (68) came out.", "68"),
        ("my 8 year old hid under the table", "8 year old"),
        ("a 43-year-old nurse", "43-year-old"),
        ("He is forty-one and tired.", "forty-one"),
        ("aged 16, she left", "aged 16"),
        ("hes 17, excluded again", "17"),
        ("He fell silent. 24, sports science. He laughed.", "24"),
        ("a big fella, 48. He cried.", "48"),
        ("How old were you? Eleven.", "Eleven"),
        ("client (34F) did not come", "34F"),
        ("I'm 49, mild, a vegetarian.", "49"),
        ("client nuala 19, student, from there", "19"),
        ("hes 45 ex army", "45"),
        ("She works there, is 32 and misses the sea.", "32"),
        ("Isolde, nine, would only draw.", "nine"),
        ("Adaeze, fourteen, won't come in.", "fourteen"),
        ("At 52 I've stopped hoping.", "52"),
    ],
)
def test_exact_ages_are_seen_with_and_without_a_unit(text, age):
    assert found(text, "AGE") == [age]


@pytest.mark.parametrize(
    "text",
    [
        "It is session 31 of 40 and we have 12 left.",
        "She came, three, four times now. At 50 I stop, at 45 I look up.",
        "She scored 18 on the PHQ-9 and 14 on the GAD-7, up from 9.",
        "At 9 am he was fine, at 9.50 he was on the floor. I was eleven minutes late.",
        "I charge £60, she pays 45. It was 20 mins, then 25 more.",
        "We have worked for two years, once a week, on Thursdays at 4.15. He was 15 minutes late.",
        "She is in her forties; he is in his 30s. A man of a certain age.",
        "One of nine, two of ten. Four minutes of not being that. Page 12, line 3.",
        "On the number 24 bus I had 3 clients in mind. 40 quid is 40 quid.",
    ],
)
def test_durations_scores_turns_sums_and_clock_times_are_not_ages_or_dates(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("We end on 22 May.", "on 22 May"),
        ("By April 11 he knew.", "April 11"),
        ("On Thursday 26 March we met.", "On Thursday 26 March"),
        ("It was 13/06 in my notes", "13/06"),
        ("He came over in 1995 alone.", "in 1995"),
        ("She left in March 2019.", "in March 2019"),
        ("A hearing on the 8th, she said.", "on the 8th"),
        ("A report is due 2026-03-04.", "2026-03-04"),
        ("She rang on 3rd June 2021.", "on 3rd June 2021"),
        ("She came Thurs 19th, late.", "Thurs 19th"),
    ],
)
def test_dates_that_could_be_looked_up_are_seen(text, date):
    assert found(text, "DATE") == [date]


def test_a_date_of_birth_points_to_one_person_by_itself():
    [finding] = review("DOB 14/02/1987, it says.").findings
    assert (finding.kind, finding.reason) == (Kind.DIRECT, "a date of birth")


@pytest.mark.parametrize(
    "text", ["She starts in May. Last week, last spring, since Christmas.", "The 2 of us may go. I may 3 times a week."]
)
def test_bare_months_seasons_and_weekdays_are_no_dates(text):
    assert found(text) == []


def test_two_ages_said_together_are_both_seen():
    assert found("Her boys are nine and six.", "AGE") == ["nine", "six"]
