"""One engine measured on one corpus, in a process of its own so that its time and memory are its own."""

from collections import Counter
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import mean

from bench.disguise import engines
from bench.disguise.corpus import load
from bench.disguise.crossed import crossed, folds
from bench.disguise.scores import kind_of_text, scored, theme_hits
from bench.disguise.speed import timed


@dataclass
class Measured:
    """What was measured; ``why`` says instead why nothing could be."""

    why: str = ""
    values: dict = field(default_factory=dict)
    crossed: dict = field(default_factory=dict)
    folds: dict = field(default_factory=dict)
    labels: dict = field(default_factory=dict)
    kinds: dict = field(default_factory=dict)
    speed: dict = field(default_factory=dict)
    notes: list = field(default_factory=list)
    loaded_s: float = 0.0
    peak_mb: int = 0


def measured(path: Path, name: str) -> dict:
    """Every measure of an engine on the corpus of that file."""
    try:
        engine = engines.ENGINES[name]()
    except engines.Unusable as why:
        return asdict(Measured(why=str(why)))
    samples = load(path)
    every = scored(samples, engine)
    told = Measured(values=every.values(), notes=every.notes, loaded_s=engine.loaded_s)
    told.labels = {label: dict(counts) for label, counts in every.labels.items()}
    parts = [scored(part, engine).values() for part in folds(samples)]
    told.folds = {measure: (min(p[measure] for p in parts), max(p[measure] for p in parts)) for measure in told.values}
    if name == "with model":
        told.crossed = crossed(samples, engine).values()
    if name != "Presidio":
        _add_themes(told, samples, engine, path.with_name("theme-map.json"))
    for kind, count in Counter(map(kind_of_text, samples)).items():
        own = scored([sample for sample in samples if kind_of_text(sample) == kind], engine)
        told.kinds[kind] = {"texts": count, **own.values()}
    told.speed = timed(samples, engine)
    told.peak_mb = engine.peak_mb
    return asdict(told)


def _add_themes(told: Measured, samples, engine, known: Path) -> None:
    if not known.exists() or not any(sample.themes for sample in samples):
        return
    parts = [theme_hits(part, engine, known) for part in folds(samples)]
    for measure in parts[0]:
        shares = [100 * mean(part[measure]) for part in parts if part[measure]]
        told.values[measure] = 100 * mean(hit for part in parts for hit in part[measure])
        told.folds[measure] = (min(shares), max(shares))
