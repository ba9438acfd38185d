"""What is measured: engines that make a review of a text and say what it cost."""

import json
import resource
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from supervise.disguise import Finding, Kind, Label, Review, engine, forget, review

HERE = Path(__file__).parent
PRESIDIO = HERE.parents[1] / ".venv-presidio" / "bin" / "python"

_NAMED = {
    "PERSON": Label.PERSON,
    "LOCATION": Label.LOCATION,
    "ORGANIZATION": Label.ORGANISATION,
    "NRP": Label.RARE_DETAIL,
    "DATE_TIME": Label.DATE,
    "EMAIL_ADDRESS": Label.CONTACT,
    "PHONE_NUMBER": Label.CONTACT,
    "URL": Label.CONTACT,
    "IP_ADDRESS": Label.CONTACT,
}


class Unusable(Exception):
    """An engine that is not there to be measured; its message says why."""


@dataclass(frozen=True)
class Cost:
    """Milliseconds of one review: by the clock, and of the processor."""

    clock: float
    processor: float


class Ours:
    """The check itself, in this process."""

    def __init__(self, *, rules_only: bool) -> None:
        self.rules_only = rules_only
        began = time.perf_counter()
        said = engine(rules_only=rules_only)
        if not rules_only and not said.startswith("rules and"):
            raise Unusable(said)
        review("warm", rules_only=rules_only)
        self.loaded_s = time.perf_counter() - began

    def __call__(self, text: str) -> Review:
        return review(text, rules_only=self.rules_only)

    def costs(self, text: str) -> Cost:
        clock, processor = time.perf_counter(), time.process_time()
        self(text)
        return Cost((time.perf_counter() - clock) * 1000, (time.process_time() - processor) * 1000)

    def forget(self) -> None:
        forget()

    @property
    def peak_mb(self) -> int:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


class Presidio:
    """Presidio as it comes, with spaCy's small English model, in a process of its own; whatever it finds counts."""

    def __init__(self) -> None:
        if not PRESIDIO.exists():
            raise Unusable("it is not installed here (.venv-presidio)")
        self._process = subprocess.Popen(
            [PRESIDIO, HERE / "presidio_lines.py"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        self.peak_mb = 0
        self.loaded_s = self._heard()["loaded_s"]

    def __call__(self, text: str) -> Review:
        return Review(tuple(map(_finding, self._asked(text)["spans"])), ())

    def costs(self, text: str) -> Cost:
        answer = self._asked(text)
        return Cost(answer["ms"], answer["processor_ms"])

    def forget(self) -> None:
        """It remembers nothing."""

    def _asked(self, text: str) -> dict:
        self._process.stdin.write(json.dumps(text) + "\n")
        self._process.stdin.flush()
        answer = self._heard()
        self.peak_mb = answer["peak_mb"]
        return answer

    def _heard(self) -> dict:
        line = self._process.stdout.readline()
        if not line:
            raise Unusable("it is installed but does not start")
        return json.loads(line)


def _finding(span: list) -> Finding:
    start, end, sort = span
    label = _NAMED.get(sort, Label.ID)
    kind = Kind.DIRECT if label in (Label.PERSON, Label.CONTACT, Label.ID) else Kind.QUASI
    return Finding(start, end, label, kind, "", ())


ENGINES = {
    "with model": lambda: Ours(rules_only=False),
    "rules only": lambda: Ours(rules_only=True),
    "Presidio": Presidio,
}
