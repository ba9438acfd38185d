"""Every page that somebody can come to by following links, one or a few of each kind."""

import re
from collections import Counter
from html import unescape

from tests.browser.practice import Person

_LINK = re.compile(r'<a\b(?![^>]*\shidden)[^>]*?\shref="([^"#]+)', re.DOTALL)
_KIND = re.compile(r"/[0-9a-hjkmnp-tv-z]{20}(?=/|$)")
_FEW = {"/dilemmas/*": 4, "/groups/*": 2}
NOT_LINKED = ("/kitchen", "/nothing-here", "/join", "/reset/asked", "/reset/new")


def every_page(person: Person, start: str = "/", *, each: int = 1) -> list[str]:
    """Return the paths that lead on from a page, at most `each` of a kind (of threads more), as found."""
    waiting, found, kinds = [start], list[str](), Counter[str]()
    while waiting:
        path = waiting.pop(0)
        if path in found or not _wanted(path, kinds, each):
            continue
        answer = person.context.request.get(person.url + path)
        assert answer.ok, f"a link leads to {path}: {answer.status}"
        if "html" not in answer.headers["content-type"] or "content-disposition" in answer.headers:
            continue  # a file to take away, such as a calendar's
        found.append(path)
        waiting += [unescape(href) for href in _LINK.findall(answer.text()) if href.startswith("/")]
    return found


def kind_of(path: str) -> str:
    """Return what kind of page a path leads to: its ids and the names of themes, formats and kinds left out."""
    bare = _KIND.sub("/*", path.partition("?")[0])
    return re.sub(r"(/(?:themes|formats|keeping)/)[a-z0-9-]+$", r"\1*", bare)


def _wanted(path: str, kinds: Counter[str], each: int) -> bool:
    kind = kind_of(path)
    kinds[kind] += 1
    return kinds[kind] <= _FEW.get(kind, each) and not kind.startswith("/static/")
