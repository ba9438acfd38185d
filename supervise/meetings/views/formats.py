"""The formats that everybody has: a list, and a page that explains each."""

from supervise.meetings.library import FIRST, built_in, built_in_named
from supervise.meetings.presenting import format_view
from supervise.meetings.views.blueprint import pages
from supervise.web.pages import page, public


@pages.get("/formats")
@public
def formats() -> str:
    """Show all formats, the three to begin with first."""
    cases = [format_view(one) for one in built_in().values() if not one.frame]
    frames = [format_view(one) for one in built_in().values() if one.frame]
    first = [one for one in cases if one.id in FIRST]
    more = [one for one in cases if one.id not in FIRST]
    return page("meetings/formats.html", "Formats", first=first, more=more, frames=frames)


@pages.get("/formats/<format_id>")
@public
def format_page(format_id: str) -> str:
    """Explain one format."""
    return page("meetings/format.html", "A format", format=format_view(built_in_named(format_id)))
