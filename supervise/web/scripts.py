"""The scripts of a page: those whose controllers stand in it, and no others.

A page of settings needs a third of what a thread does, and a browser asks for every module by itself. What may come
into a page later, live, belongs to the same file of `js/pages/` as what it comes into.
"""

import re
from functools import cache

from flask import Flask

from supervise import paths
from supervise.web.pages import asset

_STANDS = re.compile(r'data-controller="([^"]+)"')
_KNOWN = re.compile(r'application\.register\("([a-z-]+)"')


def start(app: Flask) -> None:
    """Let the layout ask for the scripts of what it has filled."""
    app.jinja_env.globals.update(scripts_for=scripts_for)


def scripts_for(markup: str) -> list[str]:
    """Return the addresses of the scripts that the markup of a page needs beside those of every page."""
    named = {name for names in _STANDS.findall(markup) for name in names.split()}
    where = _where()
    return [asset(script) for script in sorted({where[name] for name in named & where.keys()})]


@cache
def _where() -> dict[str, str]:
    """Return which script of `js/pages/` makes each controller known."""
    scripts = (paths.static() / "js" / "pages").glob("*.js")
    return {name: f"js/pages/{one.name}" for one in scripts for name in _KNOWN.findall(one.read_text("utf-8"))}
