"""The name model beside the rules: loaded when first needed, remembered per piece of text, and never in the way.

Where it is not installed or cannot be used, the rules work alone and `engine()` says so.
"""

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import blake2b
from threading import Lock

from supervise.disguise.pattern import Pattern
from supervise.disguise.runner import Hint, Missing, Runner

REMEMBERED = 1024
_PIECE, _MOST = 240, 480
_STOP = Pattern(r"[.!?\u2026][\"'\u201d\u2019)]?\s+|\n+")
_BLANK = Pattern(r"\n\s*\n")


class _Model:
    """What this process knows of the model."""

    def __init__(self) -> None:
        self.on = True
        self.why = ""
        self._runner: Runner | None = None
        self._loading = Lock()

    def runner(self) -> Runner | None:
        """The loaded model, or nothing where there is none to be had."""
        if not self.on or self.why:
            return None
        with self._loading:
            if self._runner is None and not self.why:
                try:
                    self._runner = Runner()
                except Missing:
                    self.why = "the name model is not installed"
                except Exception as error:  # noqa: BLE001  whatever is wrong with it, the rules go on
                    self.why = f"the name model cannot be used ({type(error).__name__})"
        return self._runner


class _Remembered:
    """Hints of the newest pieces, under hashes: no words."""

    def __init__(self) -> None:
        self._hints: OrderedDict[bytes, tuple[Hint, ...]] = OrderedDict()
        self._lock = Lock()

    def of(self, piece: str, runner: Runner) -> tuple[Hint, ...]:
        key = blake2b(piece.encode("utf-8", "surrogatepass")).digest()
        with self._lock:
            found = self._hints.get(key)
        if found is None:
            found = tuple(runner.hints(piece))
        with self._lock:
            self._hints[key] = found
            self._hints.move_to_end(key)
            while len(self._hints) > REMEMBERED:
                self._hints.popitem(last=False)
        return found

    def forget(self) -> None:
        with self._lock:
            self._hints.clear()


_model = _Model()
_remembered = _Remembered()


def use_model(on: bool) -> None:
    """Let reviews in this process use the name model (as they do unless told otherwise), or the rules alone."""
    _model.on = on


def uses_model() -> bool:
    """Tell whether reviews in this process may use the name model, whether or not it can be had."""
    return _model.on


def engine(*, rules_only: bool = False) -> str:
    """Say in words what reviews are made with, where they may use the model; it is loaded for that."""
    if rules_only or not _model.on:
        return "rules only: the name model is switched off"
    runner = _model.runner()
    if runner is None:
        return f"rules only: {_model.why}"
    return (
        f"rules and the name model Rampart {runner.version} (National Design Studio, CC BY 4.0), sha256 {runner.sha256}"
    )


def forget() -> None:
    """Drop what is remembered of texts, after words were destroyed."""
    _remembered.forget()


def hints(text: str, about: Sequence[tuple[int, int]] | None = None) -> list[Hint]:
    """What in a text looks like part of a name to the model, in order; nothing without a model. Never raises.

    With `about`, only the pieces in which any of these spans stands are read.
    """
    runner = _model.runner()
    found: list[Hint] = []
    if runner is None:
        return found
    for start, piece in pieces(text):
        end = start + len(piece)
        if about is not None and not any(first < end and last > start for first, last in about):
            continue
        try:
            seen = _remembered.of(piece, runner)
        except Exception:  # noqa: BLE001, S112  a piece that the model cannot read is read by the rules
            continue
        found.extend(replace(hint, start=hint.start + start, end=hint.end + start) for hint in seen)
    return sorted(found, key=lambda hint: (hint.start, hint.end))


def pieces(text: str) -> Iterator[tuple[int, str]]:
    """The text in pieces of whole sentences, of some 240 to 480 characters, each with its place.

    They begin anew at every blank line, so that a change in one paragraph leaves the pieces of the others alone.
    """
    start = 0
    for blank in [*_BLANK.finditer(text), None]:
        end = blank.end() if blank else len(text)
        while start < end:
            stop = _stop(text, start, end)
            if text[start:stop].strip():
                yield start, text[start:stop]
            start = stop


def _stop(text: str, start: int, end: int) -> int:
    if end - start <= _PIECE:
        return end
    found = _STOP.search(text, start + _PIECE, min(end, start + _MOST))
    if found:
        return found.end()
    if end - start <= _MOST:
        return end
    space = max(text.rfind(" ", start + _PIECE, start + _MOST), text.rfind("\n", start + _PIECE, start + _MOST))
    return space + 1 if space > 0 else start + _MOST
