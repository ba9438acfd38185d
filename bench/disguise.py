"""Prints how well and how fast the disguise check does on a corpus.

    python bench/disguise.py tests/disguise/corpus/dev.jsonl [--misses]

The corpus is JSON lines or our own marked lines (tests/disguise/corpus/README.md). ENGINES holds what is measured: a
name and a function from a text to a review; an engine with a model is one more entry.
"""

import resource
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from corpus import Sample, load
from disguise_scores import BARS, Scores, kind_of_text, theme_hits

from supervise.disguise import Review, review

ENGINES: dict[str, Callable[[str], Review]] = {"rules only": review}
FOLDS = 5


def measure(samples: list[Sample], engine: Callable[[str], Review]) -> Scores:
    scores = Scores()
    for sample in samples:
        scores.add(sample, engine(sample.text))
    return scores


def speed(
    samples: list[Sample], engine: Callable[[str], Review], clock: Callable[[], float], words: int = 300
) -> tuple[float, float]:
    """Median and 95th percentile, in milliseconds of a clock, for texts of about so many words."""
    pool = " ".join(sample.text for sample in samples).split()
    texts = [" ".join(pool[at : at + words]) for at in range(0, len(pool) - words, words // 2)]
    spent = []
    for text in [*texts[:3], *texts, *texts, *texts]:
        start = clock()
        engine(text)
        spent.append((clock() - start) * 1000)
    spent = sorted(spent[3:])
    return spent[len(spent) // 2], spent[int(len(spent) * 0.95)]


def report(samples: list[Sample], name: str, engine: Callable[[str], Review], themes: Path) -> None:
    engine("warm")
    scores = measure(samples, engine)
    print(f"\n{name}: {len(samples)} texts\n{'measure':34}{'here':>8}{'folds':>18}{'bar':>8}{'stretch':>9}")
    folds = [measure(samples[fold::FOLDS], engine).values() for fold in range(FOLDS)]
    for measured, value in scores.values().items():
        parts = [fold[measured] for fold in folds]
        bar, stretch = BARS.get(measured, ("", ""))
        print(f"{measured:34}{value:8.1f}{min(parts):9.1f}-{max(parts):8.1f}{bar:>8}{stretch:>9}")
    for measured, clock in (
        ("ms for 300 words, median, p95", time.perf_counter),
        ("the same, processor", time.thread_time),
    ):
        median, late = speed(samples, engine, clock)
        print(f"{measured:34}{median:8.1f}{late:18.1f}{'<= 10':>8}")
    if any(sample.themes for sample in samples) and themes.exists():
        for measured, value in theme_hits(samples, engine, themes).items():
            print(f"{measured:34}{value:8.1f}{'':18}{'>= 85':>8}{'>= 92':>9}")
    print("\nby label         there   seen  named right")
    for label, counts in sorted(scores.labels.items()):
        print(f"{label:16}{counts['there']:6}{counts['seen']:7}{counts['right']:13}")
    print("\nby kind of text  there   seen  false alarms")
    for kind, counts in sorted(scores.kinds.items()):
        print(f"{kind:16}{counts['there']:6}{counts['seen']:7}{counts['false']:14}")
    print(f"\nmemory of this process at its peak: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
    if "--misses" in sys.argv:
        for line in scores.notes:
            print(line)


def main() -> None:
    paths = [Path(argument) for argument in sys.argv[1:] if not argument.startswith("-")]
    if not paths:
        sys.exit("Say which corpus: python bench/disguise.py tests/disguise/corpus/dev.jsonl")
    for path in paths:
        samples = load(path)
        counted = Counter(kind_of_text(sample) for sample in samples)
        print(f"{path.name}: " + ", ".join(f"{count} {kind}" for kind, count in counted.items()))
        for name, engine in ENGINES.items():
            report(samples, name, engine, path.with_name("theme-map.json"))


if __name__ == "__main__":
    main()
