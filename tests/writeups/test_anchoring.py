"""Notes follow their words: moved, parted, reworded, with the same words elsewhere to lead them astray."""

import os
from collections import Counter
from dataclasses import dataclass
from itertools import count
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from supervise.writeups.anchoring import Text, follow

SOAK = os.environ.get("SUPERVISE_TEST_SOAK") == "1"
COMMON = [
    "the",
    "a",
    "and",
    "she",
    "he",
    "I",
    "it",
    "was",
    "to",
    "of",
    "in",
    "that",
    "not",
    "me",
    "my",
    "her",
    "his",
    "with",
    "at",
    "for",
    "we",
    "as",
    "had",
    "said",
    "but",
    "they",
    "when",
    "then",
    "so",
]
RARER = [
    f"{stem}{end}"
    for stem in [
        "wait",
        "hold",
        "turn",
        "fear",
        "calm",
        "late",
        "door",
        "silen",
        "session",
        "mother",
        "work",
        "night",
        "letter",
        "question",
        "gloves",
    ]
    for end in ("", "ed", "ing", "s", "ness", "er")
]
PHRASES = ["she said nothing at all", "I did not know what to say", "and it was late", "at the end of the session"]


@dataclass(frozen=True)
class Word:
    """A word, and a number that goes with it wherever it is moved to."""

    said: str
    number: int


class Writer:
    """Writes and rewrites as people do, and knows afterwards which word is which."""

    def __init__(self, random):
        self.random, self.numbers = random, count()

    def word(self):
        return Word(self.random.choice(COMMON if self.random.random() < 0.55 else RARER), next(self.numbers))

    def sentence(self):
        if self.random.random() < 0.12:
            return [Word(one, next(self.numbers)) for one in self.random.choice(PHRASES).split()]
        return [self.word() for _ in range(self.random.randint(5, 18))]

    def paragraph(self):
        return [word for _ in range(self.random.randint(2, 6)) for word in self.sentence()]

    def text(self):
        return [self.paragraph() for _ in range(self.random.randint(8, 30))]

    def edit(self, paragraphs):
        done = [list(one) for one in paragraphs]
        for _ in range(self.random.randint(1, 6)):
            getattr(self, self.random.choice(["move", "part", "reword", "reword", "add", "take_out", "repeat"]))(done)
        return [one for one in done if one]

    def move(self, text):
        text.insert(self.random.randrange(len(text)), text.pop(self.random.randrange(len(text))))

    def part(self, text):
        at = self.random.randrange(len(text))
        cut = self.random.randint(1, max(1, len(text[at]) - 1))
        text[at : at + 1] = [text[at][:cut], text[at][cut:]]

    def reword(self, text):
        at = self.random.randrange(len(text))
        done = []
        for word in text[at]:
            chance = self.random.random()
            if chance < 0.05:
                continue
            fresh = self.word()
            done.append(fresh if chance < 0.15 and fresh.said != word.said else word)
            if chance > 0.96:
                done.append(self.word())
        text[at] = done

    def add(self, text):
        text.insert(self.random.randint(0, len(text)), self.paragraph())

    def take_out(self, text):
        if len(text) > 4:
            text.pop(self.random.randrange(len(text)))

    def repeat(self, text):
        """Say something again elsewhere, which is not what the note is about."""
        source = self.random.choice([one for one in text if len(one) > 6])
        start = self.random.randrange(len(source) - 5)
        again = [Word(one.said, next(self.numbers)) for one in source[start : start + 9]]
        at = self.random.randrange(len(text))
        cut = self.random.randint(0, len(text[at]))
        text[at] = [*text[at][:cut], *again, *text[at][cut:]]


def laid_out(paragraphs):
    """Return the text, and where each word stands in it."""
    body, places = "", []
    for paragraph in paragraphs:
        body += "\n\n" if body else ""
        for place, word in enumerate(paragraph):
            body += " " if place else ""
            places.append((len(body), len(body) + len(word.said), word))
            body += word.said
    return body, places


def what_became(random, notes=12):
    """Write a text with notes, edit it, and say of each note whether it sits on its words, is an orphan, or is wrong."""
    writer = Writer(random)
    first = writer.text()
    before, places = laid_out(first)
    after, later = laid_out(writer.edit(first))
    there = {word.number for _, _, word in later}
    old, new = Text(before), Text(after)
    for _ in range(notes):
        paragraph = random.choice([one for one in first if len(one) > 4])
        start = random.randrange(len(paragraph) - 3)
        quoted = paragraph[start : start + random.randint(3, 25)]
        numbers = {one.number for one in quoted}
        at = [(start, end) for start, end, word in places if word.number in numbers]
        found = follow(old, (at[0][0], at[-1][1]), new)
        survived = len(numbers & there) / len(numbers)
        if found is None:
            yield "orphan" if survived >= 0.6 else "gone"
            continue
        sits_on = [word for start, end, word in later if start < found[1] and found[0] < end]
        own = sum(1 for word in sits_on if word.number in numbers)
        yield "right" if own * 2 >= len(sits_on) or says_the_same(sits_on, quoted) else "wrong"


def says_the_same(some, others):
    """Tell whether it is the same words in a row, nearly all: said again elsewhere, taken out where it was."""
    short, long = sorted((" ".join(word.said for word in one) for one in (some, others)), key=len)
    return short in long and len(short.split()) * 10 >= len(long.split()) * 8


def test_on_generated_edits_at_least_95_of_100_notes_sit_on_their_words_and_none_on_wrong_ones():
    told = Counter()

    # one text in some thousands has half of a passage copied beside it, which no reader could tell: a soak looks for them
    @settings(max_examples=10_000 if SOAK else 200, suppress_health_check=list(HealthCheck), derandomize=not SOAK)
    @given(st.integers(0, 2**32))
    def edit(seed):
        became = list(what_became(Random(seed)))
        told.update(became)
        assert "wrong" not in became

    edit()
    assert told["right"] / (told["right"] + told["orphan"]) >= 0.95, told


TEXT = "I waited. She said nothing.\n\nLater she said nothing again, and I let it be. The door was open all the time."


@pytest.mark.parametrize(
    ("quoted", "after", "found"),
    [
        ("I let it be", TEXT, "I let it be"),
        ("The door was open", "The door was open all the time.\n\nI waited.", "The door was open"),
        ("I let it be", TEXT.replace("I let it be", "I simply let it be"), "I simply let it be"),
        ("said nothing again", TEXT.replace("said nothing again, ", ""), None),
        ("She said nothing", "Something else altogether.", None),
        ("The door was open", "", None),
        ("she said nothing again", f"New words first.\n\n{TEXT}", "she said nothing again"),
    ],
)
def test_it_is_found_again_or_not_at_all(quoted, after, found):
    start = TEXT.index(quoted)
    span = follow(Text(TEXT), (start, start + len(quoted)), Text(after))
    assert (after[span[0] : span[1]] if span else None) == found
