"""The themes a dilemma may carry: areas, themes, and the concerns of clients that they answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from supervise.disguise.sources import source


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme. ``eyes`` are modes of the seven-eyed model, ``seeds`` ids of concerns it answers.

    ``care`` marks themes beside which the group's duty-of-care panel is shown.
    """

    slug: str
    label: str
    definition: str
    keywords: tuple[str, ...]
    prompts: tuple[str, ...]
    care: bool
    area: str
    eyes: tuple[int, ...]
    seeds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Area:
    """A group of themes, which can be chosen as a theme by someone who knows no more yet."""

    slug: str
    label: str
    definition: str
    keywords: tuple[str, ...]
    themes: tuple[Theme, ...]


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """Areas in reading order, themes by slug, and the seed concerns (id to sentence)."""

    areas: tuple[Area, ...]
    themes: Mapping[str, Theme]
    concerns: Mapping[str, str]

    def get(self, slug: str) -> Theme | Area | None:
        """The theme or area of that slug, else None."""
        return self.themes.get(slug) or next((area for area in self.areas if area.slug == slug), None)


@cache
def taxonomy() -> Taxonomy:
    """The taxonomy that ships with Supervise, read once."""
    data = source("themes.yaml")
    areas = tuple(_area(entry) for entry in data["groups"])
    themes = {theme.slug: theme for area in areas for theme in area.themes}
    return Taxonomy(areas, MappingProxyType(themes), MappingProxyType(dict(data["seed_concerns"])))


def _area(entry: Mapping[str, Any]) -> Area:
    slug = str(entry["id"])
    return Area(
        slug=slug,
        label=entry["label"],
        definition=entry["definition"],
        keywords=tuple(entry.get("keywords", ())),
        themes=tuple(_theme(theme, slug) for theme in entry["themes"]),
    )


def _theme(entry: Mapping[str, Any], area: str) -> Theme:
    return Theme(
        slug=str(entry["id"]),
        label=entry["label"],
        definition=entry["definition"],
        keywords=tuple(entry["keywords"]),
        prompts=tuple(entry["prompts"]),
        care=bool(entry.get("care", False)),
        area=area,
        eyes=tuple(entry["eyes"]),
        seeds=tuple(entry["seed"]),
    )
