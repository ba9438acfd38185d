"""The themes that a dilemma may carry: the taxonomy's, its areas, and what the group added for itself."""

from dataclasses import dataclass

from supervise.core.ids import Id
from supervise.disguise.taxonomy import Area, Theme, taxonomy
from supervise.groups.queries import own_themes


@dataclass(frozen=True, slots=True)
class KnownTheme:
    """A theme as a group knows it; `retired` ones stay on what they were given to and are not offered."""

    slug: str
    label: str
    definition: str
    area: str
    care: bool
    prompts: tuple[str, ...]
    is_area: bool = False
    own: bool = False
    retired: bool = False


def known_themes(group_id: Id) -> dict[str, KnownTheme]:
    """Return every theme of the taxonomy and of the group, by slug, in the taxonomy's order."""
    known: dict[str, KnownTheme] = {}
    for area in taxonomy().areas:
        known[area.slug] = _of_area(area)
        known.update((theme.slug, _of_theme(theme)) for theme in area.themes)
    for own in own_themes(group_id):
        known[own.slug] = KnownTheme(
            own.slug,
            own.label,
            own.definition,
            own.area,
            care=False,
            prompts=(),
            own=True,
            retired=bool(own.retired_at),
        )
    return known


def known_theme(group_id: Id, slug: str) -> KnownTheme | None:
    """Return one theme as a group knows it."""
    return known_themes(group_id).get(slug)


def _of_area(area: Area) -> KnownTheme:
    prompts = tuple(theme.prompts[0] for theme in area.themes if theme.prompts)
    return KnownTheme(area.slug, area.label, area.definition, area.slug, care=False, prompts=prompts, is_area=True)


def _of_theme(theme: Theme) -> KnownTheme:
    return KnownTheme(
        theme.slug, theme.label, theme.definition, theme.area, care=theme.care, prompts=tuple(theme.prompts)
    )
