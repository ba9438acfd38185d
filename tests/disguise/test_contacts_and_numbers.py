"""Ways to reach somebody, and numbers by which an office knows them."""

import pytest

from supervise.disguise import Kind, review
from supervise.disguise.detect.ids import luhn, nhs_number
from tests.disguise.found import found


@pytest.mark.parametrize(
    ("text", "contact"),
    [
        ("write to rosalind.p@example.net please", "rosalind.p@example.net"),
        ("number's 07700 900273 if you do", "07700 900273"),
        ("+44 7700 900 273 at night", "+44 7700 900 273"),
        ("ring (212) 555-0147 then", "(212) 555-0147"),
        ("on 020 7946 0018, twice", "020 7946 0018"),
        ("she is @popsicle_h16 there", "@popsicle_h16"),
        ("my insta is mossy.kate91 now", "mossy.kate91"),
        ("sent flowers to 27 Beaumont Crescent, NG9 4RT, where", "27 Beaumont Crescent, NG9 4RT"),
        ("Flat 6, Cobden Court, PR1 3QD. I dialled", "Flat 6, Cobden Court, PR1 3QD"),
        ("she lives at 14 tannery lane with him", "14 tannery lane"),
        ("he lives at number 9 the spinney now", "number 9 the spinney"),
        ("she stays at 4 the larches", "4 the larches"),
        ("a link, www.example.org/her-page, came", "www.example.org/her-page,"),
        ("he is in room 14 there", "room 14"),
        ("D02 X285 is near", "D02 X285"),
    ],
)
def test_ways_to_reach_somebody_are_seen_whole(text, contact):
    spans = [(f.start, f.end) for f in review(text).findings if f.label == "CONTACT"]
    start = text.index(contact.rstrip(","))
    assert spans
    assert spans[0][0] <= start
    assert spans[0][1] >= start + len(contact.rstrip(","))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("NHS no. 943 476 5919 on it", "943 476 5919"),
        ("NHS number 943 476 5918, mistyped", "943 476 5918"),
        ("her SSN, 078-05-1120, was", "078-05-1120"),
        ("NI number QQ 12 34 56 C", "QQ 12 34 56 C"),
        ("plate YD22 KLM, private bay", "YD22 KLM"),
        ("policy MPL-204417-B. He", "MPL-204417-B"),
        ("ref FC/67/0312. But", "FC/67/0312"),
        ("warrant no. 47 3391, attached", "47 3391"),
        ("A4417CK is on my list", "A4417CK"),
        ("hospital number 8841022 there", "8841022"),
    ],
)
def test_numbers_of_offices_are_seen_on_their_shape(text, number):
    assert found(text, "ID") == [number]
    assert {f.kind for f in review(text).findings} == {Kind.DIRECT}


def test_check_digits_are_known_but_a_wrong_one_is_no_excuse():
    assert nhs_number("943 476 5919")
    assert not nhs_number("943 476 5918")
    assert luhn("4111 1111 1111 1111")
    assert not luhn("4111 1111 1111 1112")
    assert review("NHS 943 476 5919").findings[0].reason == "an NHS number"
    assert found("card 4111 1111 1111 1112", "ID") == ["4111 1111 1111 1112"]


@pytest.mark.parametrize(
    "text", ["I used CORE-10, PHQ-9, ICD-11 and DSM-5.", "2024/25 was hard.", "£1,200 for 24 sessions at 50 minutes."]
)
def test_scales_and_sums_are_no_numbers_of_offices(text):
    assert found(text, "ID") == []
