"""The measures of the disguise check."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.disguise.corpus import Sample
from supervise.disguise import Review

_ROWS = re.compile(r"\b[A-Z]: .*\b[A-Z]: ", re.DOTALL)


@dataclass
class Scores:
    """Counts over the texts added so far."""

    counts: Counter = field(default_factory=Counter)
    labels: dict = field(default_factory=lambda: defaultdict(Counter))
    notes: list = field(default_factory=list)

    def add(self, sample: Sample, result: Review) -> None:
        spans = [(finding.start, finding.end, str(finding.label)) for finding in result.findings]
        covered = {at for start, end, _ in spans for at in range(start, end)}
        unseen = uncovered = 0
        for detail in sample.details:
            near = [label for start, end, label in spans if start < detail.end and detail.start < end]
            whole = all(at in covered or not sample.text[at].isalnum() for at in range(detail.start, detail.end))
            self.counts[detail.kind] += 1
            self.counts[detail.kind, "seen"] += bool(near)
            self.counts[detail.kind, "whole"] += whole
            self.labels[detail.label].update(there=1, seen=bool(near), right=detail.label in near)
            if detail.kind == "direct":
                unseen += not near
                uncovered += not whole
            if not near or (detail.kind == "direct" and not whole):
                how = "partly" if near else "missed"
                self.notes.append(f"{how:8}{sample.id} {detail.label}: {sample.text[detail.start : detail.end]}")
        self._false(sample, spans)
        if any(detail.kind == "direct" for detail in sample.details):
            self.counts.update(texts=1, leaked=bool(unseen), strictly=bool(uncovered))
        self.counts["words"] += len(sample.text.split())

    def join(self, other: "Scores") -> None:
        """Add the counts of other texts."""
        self.counts.update(other.counts)

    def _false(self, sample: Sample, spans: list) -> None:
        marked = [(detail.start, detail.end) for detail in sample.details]
        alarms = 0
        for start, end, label in spans:
            if any(start < other and first < end for first, other in marked):
                self.counts["true"] += 1
            elif not any(start < other and first < end for first, other in sample.ignored):
                alarms += 1
                self.labels[label]["false"] += 1
                self.notes.append(f"alarm   {sample.id} {label}: {sample.text[start:end]}")
        self.counts["false"] += alarms
        if sample.clean:
            self.counts.update(clean=1, alarmed=bool(alarms))

    def values(self) -> dict[str, float]:
        counts = self.counts

        def share(part: object, whole: object, empty: float = 0.0) -> float:
            return 100 * counts[part] / counts[whole] if counts[whole] else empty

        found = counts["true"] + counts["false"]
        return {
            "direct recall %": share(("direct", "seen"), "direct", 100.0),
            "direct, fully covered %": share(("direct", "whole"), "direct", 100.0),
            "leaked texts %": share("leaked", "texts"),
            "leaked texts, strictly %": share("strictly", "texts"),
            "indirect recall %": share(("quasi", "seen"), "quasi", 100.0),
            "precision %": 100 * counts["true"] / found if found else 100.0,
            "clean texts with an alarm %": share("alarmed", "clean"),
            "false alarms in 100 words": share("false", "words"),
        }


def scored(samples: Sequence[Sample], engine: Callable[[str], Review]) -> Scores:
    """The scores of an engine over samples."""
    scores = Scores()
    for sample in samples:
        scores.add(sample, engine(sample.text))
    return scores


def kind_of_text(sample: Sample) -> str:
    """'verbatim', 'small letters', 'dialogue' or 'prose'."""
    if _ROWS.search(sample.text):
        return "verbatim"
    letters = [part for part in sample.text.replace("!", ".").replace("?", ".").split(". ") if part[:1].isalpha()]
    if sum(part[0].islower() for part in letters) * 2 > len(letters):
        return "small letters"
    return "dialogue" if sum(sample.text.count(mark) for mark in '"“”') >= 4 else "prose"


def theme_hits(samples: Sequence[Sample], engine: Callable[[str], Review], path: Path) -> dict[str, list[bool]]:
    """For each text that has themes: is the very first, and one of the first three, among those that count as right."""
    right = json.loads(path.read_text("utf-8"))
    hits: dict[str, list[bool]] = {"first theme right %": [], "one theme of three right %": []}
    for sample in samples:
        if not sample.themes:
            continue
        allowed = {slug for theme in sample.themes for slug in right[theme]}
        hints = [hint.slug for hint in engine(sample.text).themes]
        hits["first theme right %"].append(any(slug in allowed for slug in hints[:1]))
        hits["one theme of three right %"].append(any(slug in allowed for slug in hints[:3]))
    return hits
