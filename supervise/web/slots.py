"""Places on a page that a higher rung fills: the page names the slot, `app.py` says who fills it."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from flask import Flask, current_app
from markupsafe import Markup

Filler = Callable[..., str]
_KEY = "supervise-slots"


def fill(app: Flask, name: str, filler: Filler) -> None:
    """Let a function fill a slot of an application's pages."""
    app.extensions[_KEY][name].append(filler)


def slot(name: str, **given: Any) -> Markup:
    """Return what fills a slot, in the order in which it was filled."""
    fillers: list[Filler] = current_app.extensions[_KEY][name]
    return Markup("").join(Markup(filler(**given)) for filler in fillers)  # noqa: S704  templates of ours


def start(app: Flask) -> None:
    """Let templates name slots."""
    app.extensions[_KEY] = defaultdict(list)
    app.jinja_env.globals["slot"] = slot
