"""The formats that ship with Supervise, read once."""

from functools import cache
from importlib.resources import files

from supervise.core.errors import Missing
from supervise.meetings.format import Format
from supervise.meetings.reading import read

FIRST = ("balint", "reflecting-team", "quick-consult")
"""What a group is offered first; the rest stands under 'More formats'."""

CHECK_IN, CHECK_OUT, PRACTICAL = "check-in", "check-out", "practical"


@cache
def built_in() -> dict[str, Format]:
    """Return the built-in formats by id: those offered first, then by name; what frames the cases comes last."""
    found = [read(source, name) for name, source in sources().items()]
    place = {one: number for number, one in enumerate(FIRST)}
    found.sort(key=lambda one: (one.frame, place.get(one.id, len(FIRST)), one.name))
    return {one.id: one for one in found}


@cache
def sources() -> dict[str, str]:
    """Return the YAML of the built-in formats by the names of their files."""
    folder = files(__package__).joinpath("data", "formats")
    return {one.name: one.read_text("utf-8") for one in folder.iterdir() if one.name.endswith(".yaml")}


def built_in_named(format_id: str) -> Format:
    """Return a built-in format; raise Missing where there is none of that id."""
    found = built_in().get(format_id)
    if found is None:
        raise Missing
    return found


def source_of(format_id: str) -> str:
    """Return the YAML of a built-in format; raise Missing where there is none of that id."""
    return sources()[f"{built_in_named(format_id).id}.yaml"]
