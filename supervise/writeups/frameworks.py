"""Competency frameworks that a note can point to: identifiers and short labels as data, no scale's own words. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a framework; `tag` is how a note names it."""

    tag: str
    label: str


@dataclass(frozen=True, slots=True)
class Framework:
    """A framework with its items, in its own order."""

    id: str
    version: int
    name: str
    items: Sequence[Item]


def read(source: str) -> Framework:
    """Return the framework that a YAML source describes."""
    given = yaml.safe_load(source)
    items = tuple(Item(f"{given['id']}:{one['id']}", one["label"]) for one in given["items"])
    return Framework(given["id"], given["version"], given["name"], items)


@cache
def built_in() -> Sequence[Framework]:
    """Return the frameworks that ship with Supervise, by name."""
    folder = files(__package__).joinpath("data", "frameworks")
    found = [read(one.read_text("utf-8")) for one in folder.iterdir() if one.name.endswith(".yaml")]
    return tuple(sorted(found, key=lambda one: one.name))


def offered() -> Mapping[str, Sequence[tuple[str, str]]]:
    """Return what a note can be tagged with: for each framework's name its tags and labels."""
    return {one.name: [(item.tag, item.label) for item in one.items] for one in built_in()}


def label_of(tag: str) -> str:
    """Return what a tag is called, with its framework; nothing for none, and itself for one that ships no more."""
    return _labels().get(tag, tag)


@cache
def _labels() -> Mapping[str, str]:
    return {item.tag: f"{one.name}: {item.label}" for one in built_in() for item in one.items}
