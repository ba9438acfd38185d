"""The measures of the disguise check."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from corpus import Sample

from supervise.disguise import Review

BARS = {
    "direct recall %": (">= 97", ">= 99"),
    "direct, fully covered %": (">= 95", ">= 98"),
    "leaked texts %": ("<= 5", "<= 2"),
    "leaked texts, strictly %": ("<= 8", "<= 3"),
    "indirect recall %": (">= 84", ">= 90"),
    "precision %": (">= 88", ">= 93"),
    "clean texts with an alarm %": ("<= 17", "<= 7"),
    "false alarms in 100 words": ("<= 0.4", "<= 0.2"),
}
RULES_BARS = {
    "direct recall %": (">= 85", ""),
    "direct, fully covered %": (">= 84", ""),
    "leaked texts %": ("<= 22", ""),
    "leaked texts, strictly %": ("<= 25", ""),
    "indirect recall %": (">= 72", ""),
    "precision %": (">= 88", ""),
    "clean texts with an alarm %": ("<= 17", ""),
    "false alarms in 100 words": ("<= 0.4", ""),
}


_ROWS = re.compile(r"\b[A-Z]: .*\b[A-Z]: ", re.DOTALL)


@dataclass
class Scores:
    """Counts over the texts added so far."""

    counts: Counter = field(default_factory=Counter)
    labels: dict = field(default_factory=lambda: defaultdict(Counter))
    kinds: dict = field(default_factory=lambda: defaultdict(Counter))
    notes: list = field(default_factory=list)

    def add(self, sample: Sample, result: Review) -> None:
        spans = [(finding.start, finding.end, str(finding.label)) for finding in result.findings]
        covered = {at for start, end, _ in spans for at in range(start, end)}
        kind = kind_of_text(sample)
        unseen = uncovered = 0
        for detail in sample.details:
            near = [label for start, end, label in spans if start < detail.end and detail.start < end]
            whole = all(at in covered or not sample.text[at].isalnum() for at in range(detail.start, detail.end))
            self.counts[detail.kind] += 1
            self.counts[detail.kind, "seen"] += bool(near)
            self.counts[detail.kind, "whole"] += whole
            self.labels[detail.label].update(there=1, seen=bool(near), right=detail.label in near)
            self.kinds[kind].update(there=1, seen=bool(near))
            if detail.kind == "direct":
                unseen += not near
                uncovered += not whole
            if not near:
                self.notes.append(f"missed  {sample.id} {detail.label}: {sample.text[detail.start : detail.end]}")
        self._false(sample, spans, kind)
        if any(detail.kind == "direct" for detail in sample.details):
            self.counts.update(texts=1, leaked=bool(unseen), strictly=bool(uncovered))
        self.counts["words"] += len(sample.text.split())

    def _false(self, sample: Sample, spans: list, kind: str) -> None:
        marked = [(detail.start, detail.end) for detail in sample.details]
        alarms = 0
        for start, end, label in spans:
            if any(start < other and first < end for first, other in marked):
                self.counts["true"] += 1
            elif not any(start < other and first < end for first, other in sample.ignored):
                alarms += 1
                self.notes.append(f"alarm   {sample.id} {label}: {sample.text[start:end]}")
        self.counts["false"] += alarms
        self.kinds[kind]["false"] += alarms
        if sample.clean:
            self.counts.update(clean=1, alarmed=bool(alarms))

    def values(self) -> dict[str, float]:
        counts = self.counts

        def share(part: object, whole: object) -> float:
            return 100 * counts[part] / counts[whole] if counts[whole] else 0.0

        found = counts["true"] + counts["false"]
        return {
            "direct recall %": share(("direct", "seen"), "direct"),
            "direct, fully covered %": share(("direct", "whole"), "direct"),
            "leaked texts %": share("leaked", "texts"),
            "leaked texts, strictly %": share("strictly", "texts"),
            "indirect recall %": share(("quasi", "seen"), "quasi"),
            "precision %": 100 * counts["true"] / found if found else 100.0,
            "clean texts with an alarm %": share("alarmed", "clean"),
            "false alarms in 100 words": share("false", "words"),
        }


def kind_of_text(sample: Sample) -> str:
    """'verbatim', 'small letters', 'dialogue' or 'prose'."""
    if _ROWS.search(sample.text):
        return "verbatim"
    letters = [part for part in sample.text.replace("!", ".").replace("?", ".").split(". ") if part[:1].isalpha()]
    if sum(part[0].islower() for part in letters) * 2 > len(letters):
        return "small letters"
    return "dialogue" if sample.text.count('"') >= 4 else "prose"


def theme_hits(samples: list[Sample], engine: Callable[[str], Review], path: Path) -> dict[str, float]:
    """How often one of the first three themes, and the very first, is among those that count as right."""
    right = json.loads(path.read_text("utf-8"))
    firsts = {1: 0, 3: 0}
    for sample in samples:
        allowed = {slug for theme in sample.themes for slug in right[theme]}
        hints = [hint.slug for hint in engine(sample.text).themes]
        for most in firsts:
            firsts[most] += any(slug in allowed for slug in hints[:most])
    return {f"themes, one right in {most} %": 100 * hits / len(samples) for most, hits in firsts.items()}
