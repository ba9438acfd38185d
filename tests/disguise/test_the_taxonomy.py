"""The themes, their areas, and the concerns of clients that they answer."""

import pytest

from supervise.disguise import review, taxonomy
from supervise.disguise.theme_words import Unmatchable, lexicon_of


def test_there_are_ten_areas_and_sixty_themes():
    assert len(taxonomy().areas) == 10
    assert len(taxonomy().themes) == 60
    assert sum(len(area.themes) for area in taxonomy().areas) == 60


def test_every_seed_concern_has_a_theme():
    answered = {seed for theme in taxonomy().themes.values() for seed in theme.seeds}
    assert answered == set(taxonomy().concerns)


def test_eight_themes_ask_for_care_and_each_has_two_or_three_prompts_or_one_more():
    themes = taxonomy().themes.values()
    assert sum(theme.care for theme in themes) == 8
    assert all(2 <= len(theme.prompts) <= 4 for theme in themes)


def test_a_slug_finds_a_theme_or_an_area_or_nothing():
    assert taxonomy().get("touch").area == "role-boundaries"
    assert taxonomy().get("role-boundaries").themes[0].slug == "friend-role"
    assert taxonomy().get("nothing-of-the-kind") is None


def test_no_keyword_belongs_to_two_themes():
    keywords = [word for theme in taxonomy().themes.values() for word in theme.keywords]
    assert len(keywords) == len(set(keywords))


def test_each_theme_is_suggested_by_its_own_label_and_definition():
    missed = [
        theme.slug
        for theme in taxonomy().themes.values()
        if theme.slug not in {hint.slug for hint in review(f"{theme.label}. {theme.definition}").themes}
    ]
    assert missed == []


def test_each_theme_is_suggested_by_each_of_its_keywords():
    missed = [
        (theme.slug, word)
        for theme in taxonomy().themes.values()
        for word in theme.keywords
        if theme.slug not in {hint.slug for hint in review(word, rules_only=True).themes}
    ]
    assert missed == []


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("She wants my verdict on the marriage. I'm not her judge.", "friend-role"),
        ("He calls me Professor and brings his questions written down.", "friend-role"),
        ("Our room was locked, so we met in the chapel, among folded chairs.", "room-and-objects"),
        ("I broke my ankle on the ice and will see people with a boot on.", "therapist-illness"),
        ("The insurer has authorised four sessions and asks for a code.", "expectations-contract"),
        ("His sister rang to ask how he was doing.", "confidentiality"),
        ("The picture froze, and I saw his kitchen for a minute.", "other-settings"),
        ("He took off his hood today. He would not sit, but he took it off.", "building-trust"),
        ("It was only later that I realised I'd held my breath.", "therapist-response"),
        ("We agreed on an hour and each time she takes an extra ten.", "edges-and-rhythm"),
    ],
)
def test_a_theme_is_among_the_first_three_where_it_is_told_in_ordinary_words(text, slug):
    assert slug in [hint.slug for hint in review(text, rules_only=True).themes[:3]]


def test_a_hint_names_words_that_stand_in_the_text():
    text = "I  was late\nand she   had been kept waiting in the street."
    for hint in review(text).themes:
        assert hint.words
        assert all(word in " ".join(text.split()) for word in hint.words)


def test_spelling_and_inflection_do_not_matter():
    for one, other in [
        ("She apologised for her behaviour", "She apologizes for her behavior"),
        ("He cancelled at short notice", "He canceled at short notice"),
        ("My counselling client kept hugging me", "My counseling client keeps hugging me"),
    ]:
        assert review(one).themes[0].slug == review(other).themes[0].slug


def test_a_word_inside_another_word_speaks_for_nothing():
    assert review("The partnership shugged the Thugs and presented presently").themes == ()


def test_no_words_no_themes():
    assert review("").themes == ()
    assert review("   \n 12 34 !!").themes == ()


@pytest.mark.parametrize(
    ("phrase", "why"),
    [("999", "'999' has no letters"), ("scored 0", "'0' has no letters"), ("ill|911", "'ill|911' has no letters"),
     ("* ill", "it has to begin with a word"), ("", "it has to begin with a word")],
)  # fmt: skip
def test_a_phrase_that_no_text_could_meet_is_named_when_the_words_are_loaded(phrase, why):
    words = {"irregular": {}, "classes": dict.fromkeys(["therapist", "client", "i", "she"], ()), "families": []}
    with pytest.raises(Unmatchable) as told:
        lexicon_of({**words, "themes": {"therapist-illness": {"clear": ["poorly", phrase]}}})
    assert str(told.value) == f"theme words of therapist-illness: {phrase!r}: {why}"
