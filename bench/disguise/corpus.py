"""Reads the two kinds of corpora the disguise check is measured on."""

import json
import re
from dataclasses import dataclass, field
from pathlib import Path

_MARK = re.compile(r"\[([^\]|]+)\|([A-Z_]+)\]")
_THEMES = re.compile(r"(?: #[a-z-]+)+$")
_DIRECT = {"PERSON", "CONTACT", "ID"}


@dataclass
class Detail:
    start: int
    end: int
    label: str
    kind: str


@dataclass
class Sample:
    id: str
    text: str
    details: list[Detail] = field(default_factory=list)
    ignored: list[tuple[int, int]] = field(default_factory=list)
    themes: list[str] = field(default_factory=list)
    clean: bool = False


def load(path: Path) -> list[Sample]:
    """The samples of a file: JSON lines, or our own lines with [words|LABEL] marks."""
    lines = [line for line in path.read_text("utf-8").splitlines() if line.strip()]
    if path.suffix == ".jsonl":
        return [_from_json(json.loads(line)) for line in lines]
    return [_from_marks(f"o{at:03}", line) for at, line in enumerate(lines) if not line.startswith("#")]


def _from_json(entry: dict) -> Sample:
    details = [Detail(e["start"], e["end"], e["label"], e["kind"]) for e in entry["entities"]]
    ignored = [(e["start"], e["end"]) for e in entry.get("ignore", [])]
    clean = entry.get("hard_negative", False)
    return Sample(entry["id"], entry["text"], details, ignored, entry.get("themes", []), clean)


def _from_marks(name: str, line: str) -> Sample:
    sample = Sample(name, "", clean=line.startswith("="))
    themes = _THEMES.search(line)
    sample.themes = themes.group().replace("#", "").split() if themes else []
    rest, at = _THEMES.sub("", line.removeprefix("= ")), 0
    for match in _MARK.finditer(rest):
        sample.text += rest[at : match.start()]
        start = len(sample.text)
        sample.text += match.group(1)
        at = match.end()
        label = match.group(2)
        kind = "direct" if label in _DIRECT or label == "DOB_DATE" else "quasi"
        label = label.removeprefix("DOB_")
        if label == "X":
            sample.ignored.append((start, len(sample.text)))
        else:
            sample.details.append(Detail(start, len(sample.text), label, kind))
    sample.text += rest[at:]
    return sample
