"""How a moment stands on a page: without scripts in UTC; the page's script turns it into the reader's own zone.

Lists show hundreds of them, mostly those of a second before: written by the templates they took a third of a page.
"""

from datetime import datetime
from functools import lru_cache

from markupsafe import Markup

_REMEMBERED = 8192


@lru_cache(_REMEMBERED)
def when(at: datetime, style: str = "short") -> Markup:
    """Return a moment as HTML: `short`, `long` with its year, or `day` without the time."""
    day = f"{at:%a} {at.day} {at:%b}" + (f" {at.year}" if style == "long" else "")
    said = day if style == "day" else f"{day}, {at:%H:%M} UTC"
    iso = at.isoformat()
    return Markup(
        '<time datetime="{0}" data-controller="local-time" data-local-time-at-value="{0}"'
        ' data-local-time-style-value="{1}">{2}</time>'
    ).format(iso, style, said)
