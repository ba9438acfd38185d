"""How long the disguise check takes, and how much memory."""

import resource
from itertools import accumulate

WORDS = 300
ROUNDS = 3


def memory() -> int:
    """The most that this process has held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def whole(samples, engine, clock, forget) -> tuple[float, float]:
    """Median and 95th percentile, in milliseconds of a clock, for texts of 300 words never seen before."""
    spent = []
    for _ in range(ROUNDS):
        for text in map("\n\n".join, _texts(samples)):
            forget()
            spent.append(_timed(engine, text, clock))
    return _both(spent)


def changed(samples, engine, clock, forget) -> tuple[float, float]:
    """The same for a text that was seen before, but for one paragraph in which a word was put."""
    spent = []
    for number in range(ROUNDS):
        forget()
        for text in _texts(samples):
            engine("\n\n".join(text))
            at = number % len(text)
            words = text[at].split()
            text[at] = " ".join([*words[: len(words) // 2], "really", *words[len(words) // 2 :]])
            spent.append(_timed(engine, "\n\n".join(text), clock))
    return _both(spent)


def _texts(samples) -> list[list[str]]:
    """Texts of some 300 words, each as its paragraphs."""
    paragraphs = [sample.text for sample in samples]
    ends = accumulate(len(paragraph.split()) for paragraph in paragraphs)
    made: dict[int, list[str]] = {}
    for paragraph, end in zip(paragraphs, ends, strict=True):
        made.setdefault(end // WORDS, []).append(paragraph)
    return list(made.values())[:-1]


def _timed(engine, text: str, clock) -> float:
    start = clock()
    engine(text)
    return (clock() - start) * 1000


def _both(spent: list[float]) -> tuple[float, float]:
    spent = sorted(spent)
    return spent[len(spent) // 2], spent[int(len(spent) * 0.95)]
