"""Pictures of a group's themes: drawn here as figures for the page, which has the same numbers in tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from supervise.core.actor import Actor
from supervise.dilemmas.blueprint import pages
from supervise.dilemmas.picturing import Half, Pictures, pictures_of
from supervise.dilemmas.themes import KnownTheme, known_themes
from supervise.groups.queries import Seat, seat_for
from supervise.web.pages import page, through

TALLEST = 30


@dataclass(frozen=True, slots=True)
class Line:
    """A theme's row: its label, and for each half year the number (0: not shown) and how high it is drawn."""

    label: str
    cells: Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two themes that occur together, how often, and how long that is drawn."""

    one: str
    other: str
    many: int
    share: int


@pages.get("/groups/<id>/pictures")
@through(seat_for)
def pictures(actor: Actor, seat: Seat) -> str:  # noqa: ARG001
    found, known = pictures_of(seat), known_themes(seat.group.id)
    return page(
        "dilemmas/pictures.html",
        "Themes over time",
        group=seat.group,
        halves=[_said(half) for half in found.halves],
        lines=_lines(found, known),
        pairs=_pairs(found, known),
        tallest=TALLEST,
    )


def _lines(found: Pictures, known: Mapping[str, KnownTheme]) -> list[Line]:
    most = max((many for by_half in found.over_time.values() for many in by_half.values()), default=1)
    ordered = [slug for slug in known if slug in found.over_time] + sorted(found.over_time.keys() - known.keys())
    lines = []
    for slug in ordered:
        numbers = [found.over_time[slug].get(half, 0) for half in found.halves]
        lines.append(Line(_label(slug, known), [(many, round(TALLEST * many / most)) for many in numbers]))
    return lines


def _pairs(found: Pictures, known: Mapping[str, KnownTheme]) -> list[Pair]:
    most = max((many for _, _, many in found.together), default=1)
    return [
        Pair(_label(one, known), _label(other, known), many, round(100 * many / most))
        for one, other, many in found.together
    ]


def _label(slug: str, known: Mapping[str, KnownTheme]) -> str:
    return known[slug].label if slug in known else slug.replace("-", " ")


def _said(half: Half) -> str:
    return f"{'July to December' if half.second else 'January to June'} {half.year}"
