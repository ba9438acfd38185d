"""Places, organisations, jobs few people hold, and facts that would be recognised."""

import pytest

from supervise.disguise import Kind, review
from tests.disguise.found import found


@pytest.mark.parametrize(
    ("text", "label", "words"),
    [
        ("He lives with a nephew in Luton.", "LOCATION", "Luton"),
        ("She's 33, from Strabane, and cold.", "LOCATION", "Strabane"),
        ("she's moved to galashiels", "LOCATION", "galashiels"),
        ("My husband's village is near Nnewi.", "LOCATION", "Nnewi"),
        ("I grew up off Old Kent Road myself.", "LOCATION", "Old Kent Road"),
        ("She works at Halfords now.", "ORGANISATION", "Halfords"),
        ("placement at the Rathmines clinic ends", "ORGANISATION", "the Rathmines clinic"),
        ("Her school is Tarporley High.", "ORGANISATION", "Tarporley High"),
        ("sent by St Barnabas, she said", "ORGANISATION", "St Barnabas"),
        ("24, staffs uni, sports science", "ORGANISATION", "staffs uni"),
        ("her shift at snip n tuck ran over", "ORGANISATION", "snip n tuck"),
        ("He was a champion sheepdog trialler.", "OCCUPATION_RARE", "a champion sheepdog trialler"),
        (
            "She was a stunt rider on that big Viking series.",
            "OCCUPATION_RARE",
            "a stunt rider on that big Viking series",
        ),
        ("He played the serpent in a touring quartet.", "OCCUPATION_RARE", "played the serpent in a touring quartet"),
        ("his doctor at towy surgery told him", "ORGANISATION", "towy surgery"),
        ("They live above the Anchor and hear all.", "ORGANISATION", "the Anchor"),
        ("He's a retired lighthouse keeper.", "OCCUPATION_RARE", "a retired lighthouse keeper"),
        ("She is the only female plumber in town.", "OCCUPATION_RARE", "the only female plumber in town"),
        ("He is a former mayor and proud.", "OCCUPATION_RARE", "a former mayor"),
        ("She had four sets of twins.", "RARE_DETAIL", "four sets of twins"),
        ("It made the front page.", "RARE_DETAIL", "It made the front page"),
        ("The whole parish searched for him.", "RARE_DETAIL", "The whole parish searched"),
    ],
)
def test_what_narrows_the_circle_is_seen(text, label, words):
    assert found(text, label) == [words]
    assert {f.kind for f in review(text).findings if f.label == label} == {Kind.QUASI}


@pytest.mark.parametrize(
    "text",
    [
        "She is a nurse in a large city in the north, he a builder, both tired.",
        "I felt like a judge between them, or a referee. My inner pilot light went out.",
        "The clinic, the school, the hospital and the agency all want a report.",
        "He went to university late; she left primary school early. The surgery went well.",
        "News of it reached the group. I read the paper on paper. It was on my mind.",
        "She likes rock n roll. It went up n down. He plays football in the park with a friend.",
        "He is a champion of lost causes and lives at 12 weeks' notice. She stays in 2 rooms.",
        "In England we would call it notions. California is far. She is from Ireland.",
        "Two of my clients met. One of the three is angry; the only one, she says, to be honest.",
    ],
)
def test_common_jobs_plain_houses_and_countries_are_left_alone(text):
    assert found(text) == []


def test_an_official_whom_somebody_meets_is_no_clients_job():
    assert found("He went before the judge and she was kind. The coroner wrote to us. My judge is loud.") == []
    assert found("She's a judge.") == ["a judge"]


def test_a_firm_without_a_cue_is_an_organisation():
    assert found("Moy Park made him redundant.", "ORGANISATION") == ["Moy Park"]
    assert found("Linden Foods pays late.", "ORGANISATION") == ["Linden Foods"]


def test_what_is_a_firm_once_is_a_firm_throughout():
    assert found("She worked at Thornaby Vent. Thornaby Vent let her go.", "PERSON") == []
