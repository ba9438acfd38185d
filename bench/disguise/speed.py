"""How long the disguise check takes: texts of 300 words, whole and after one paragraph changed."""

from itertools import accumulate

from bench.figures import middle, percentile

WORDS = 300
ROUNDS = 3


def timed(samples, engine) -> dict[str, dict[str, float]]:
    """Median and 95th percentile of each, in milliseconds by the clock and of the processor."""
    made = texts(samples)
    measured = {"300 words": _whole(made, engine), "one paragraph changed": _changed(made, engine)}
    return {
        f"{name}, {clock}": {"median": middle(spent), "p95": percentile(spent, 0.95)}
        for name, costs in measured.items()
        for clock, spent in (
            ("by the clock", [cost.clock for cost in costs]),
            ("processor", [cost.processor for cost in costs]),
        )
    }


def _whole(made, engine) -> list:
    """For texts never seen before."""
    costs = []
    for _ in range(ROUNDS):
        for text in made:
            engine.forget()
            costs.append(engine.costs("\n\n".join(text)))
    return costs


def _changed(made, engine) -> list:
    """For texts seen before, but for one paragraph in which a word was put."""
    costs = []
    for number in range(ROUNDS):
        engine.forget()
        for text in made:
            engine("\n\n".join(text))
            at = number % len(text)
            words = text[at].split()
            changed = " ".join([*words[: len(words) // 2], "really", *words[len(words) // 2 :]])
            costs.append(engine.costs("\n\n".join([*text[:at], changed, *text[at + 1 :]])))
    return costs


def texts(samples) -> list[list[str]]:
    """Texts of some 300 words, each as its paragraphs."""
    paragraphs = [sample.text for sample in samples]
    ends = accumulate(len(paragraph.split()) for paragraph in paragraphs)
    made: dict[int, list[str]] = {}
    for paragraph, end in zip(paragraphs, ends, strict=True):
        made.setdefault(end // WORDS, []).append(paragraph)
    return list(made.values())[:-1]
