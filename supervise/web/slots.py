"""Places on a page that a higher rung fills: the page names the slot, `app.py` says who fills it."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from flask import Flask
from markupsafe import Markup

Filler = Callable[..., str]
_fillers: dict[str, list[Filler]] = defaultdict(list)


def fill(name: str, filler: Filler) -> None:
    """Let a function fill a slot."""
    if filler not in _fillers[name]:
        _fillers[name].append(filler)


def slot(name: str, **given: Any) -> Markup:
    """Return what fills a slot, in the order in which it was filled."""
    return Markup("").join(Markup(filler(**given)) for filler in _fillers[name])  # noqa: S704  templates of ours


def start(app: Flask) -> None:
    """Let templates name slots."""
    app.jinja_env.globals["slot"] = slot
