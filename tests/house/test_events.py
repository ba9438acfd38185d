"""Events hold ids, enums and times only: so the audit, the broker and the e-mails can hold no words."""

import dataclasses
import importlib
import sys
import types
import typing
from datetime import date, datetime
from enum import Enum

import pytest

from supervise.core.events import Event
from supervise.core.ids import Id
from tests.house.source import ROOT, under

_PLAIN = {Id, datetime, date, int, bool, types.NoneType}


def all_events() -> list[type[Event]]:
    for path in under("supervise/"):
        names = path.relative_to(ROOT).with_suffix("").parts
        if "events" in names[2:]:
            importlib.import_module(".".join(names).removesuffix(".__init__"))
    return sorted(_below(Event), key=lambda kind: kind.__qualname__)


def _below(kind):
    for one in kind.__subclasses__():
        # dataclass(slots=True) makes the class anew, and the unfinished one may still be about
        if getattr(sys.modules[one.__module__], one.__name__, None) is one and one.__module__.startswith("supervise."):
            yield one
        yield from _below(one)


def holds_no_words(annotation) -> bool:
    if typing.get_origin(annotation) in {types.UnionType, typing.Union, tuple, frozenset, list}:
        return all(holds_no_words(part) for part in typing.get_args(annotation) if part is not Ellipsis)
    return annotation in _PLAIN or (isinstance(annotation, type) and issubclass(annotation, Enum))


@pytest.mark.parametrize("kind", all_events(), ids=lambda kind: kind.__qualname__)
def test_an_event_holds_ids_enums_and_times_only(kind):
    hints = typing.get_type_hints(kind)
    wordy = [f.name for f in dataclasses.fields(kind) if not holds_no_words(hints[f.name])]
    assert not wordy
    assert kind.__dataclass_params__.frozen


def test_every_event_has_a_tag_of_its_own():
    tags = [kind.tag for kind in all_events() if hasattr(kind, "tag")]
    assert len(tags) == len(set(tags))
    assert tags
