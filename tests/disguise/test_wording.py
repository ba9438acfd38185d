"""What is offered instead fits the sentence it stands in."""

import pytest

from supervise.disguise import review
from tests.disguise.found import changed


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("Siobhan's late. I like Siobhan.", "My client's late. I like my client."),
        ("She's 44, works nights.", "She's in her forties, works nights."),
        ("He is forty-one and tired.", "He is in his forties and tired."),
        ("I'm 49, mild.", "I'm in my forties, mild."),
        ("a 43-year-old woman", "a middle-aged woman"),
        ("We end on 22 May.", "We end in the spring."),
        ("He came in 1995 alone.", "He came some years ago alone."),
        ("She lives in Luton.", "She lives in a town."),
        ("I see Nuala. Her brother Cathal came.", "I see my client. Her brother C. came."),
        ("My client is called Nuala.", "My client is called N."),
        ("saw nuala today", "saw my client today"),
        ("write to a.b@example.net", "write to an e-mail address"),
        ("She is a lighthouse keeper.", "She is someone who works at sea."),
    ],
)
def test_the_first_replacement_reads_on(text, instead):
    assert changed(text) == instead


def test_a_person_keeps_one_initial_and_two_people_do_not_share_one():
    text = "Nuala rang. Her sister Nora rang. Then Nuala Byrne and Nora came."
    offers = {text[f.start : f.end]: f.replacements for f in review(text).findings}
    assert offers["Nuala"][-1] == offers["Nuala Byrne"][-1] == "N."
    assert offers["Nora"][0] == "No."


def test_every_finding_says_why_in_plain_words_and_offers_one_to_three_changes():
    text = "Dr Anand, 67, of Riverside Surgery in Luton, a bishop, rang 07700 900273 on 3 May about ref AB/12/345. It made the news."
    findings = review(text).findings
    assert len({finding.label for finding in findings}) == 9
    for finding in findings:
        assert finding.reason[:2] in ("a ", "an", "ne", "so", "re")
        assert finding.reason[0].islower()
        assert 1 <= len(finding.replacements) <= 3
        assert all(offer.strip() == offer and offer for offer in finding.replacements)
        assert text[finding.start : finding.end] not in finding.replacements
