"""From written words to HTML: a safe part of Markdown, no raw HTML, no pictures, links that leave no trace.

Covers are put in before the words become HTML, so that a covered passage is in no page's source.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markupsafe import Markup, escape

from supervise.core.ids import fingerprint
from supervise.texts.footnotes import with_footnotes

COVERED = "covered while it is looked at"
DESTROYED = "words destroyed"
_MARK = "\ue000"  # private characters, which `clean` takes out of whatever people send
_GONE = "\ue001"  # as many as the words had, so that every place in a text stays where it was
_GONE_RUN = re.compile(f"{_GONE}+")
_TAGS = {"p", "br", "em", "strong", "blockquote", "ul", "ol", "li", "h3", "h4", "a", "code", "pre", "hr", "q", "s"}
_TAGS |= {"sup", "section"}  # footnotes
_PARTED = re.compile("[\ue000\ue001]+")
_markdown = with_footnotes(
    MarkdownIt("zero", {"html": False, "linkify": False, "typographer": False, "maxNesting": 20})
).enable(
    [
        "emphasis",
        "strikethrough",
        "blockquote",
        "list",
        "heading",
        "link",
        "autolink",
        "newline",
        "hr",
        "escape",
        "entity",
    ]
)
_cleaner = nh3.Cleaner(
    tags=_TAGS,
    attributes={
        "a": {"href", "id", "aria-label"},
        "ol": {"start"},
        "p": {"data-span"},
        "li": {"data-span", "id"},
        "section": {"class", "aria-label"},
    },
    url_schemes={"http", "https", "mailto"},
    link_rel="noopener nofollow noreferrer",
)

Span = tuple[int, int]


def _tell_places(state: StateCore) -> None:
    """Say of each paragraph where it stands in what was written, so that a page can quote a passage of it."""
    if _MARK in state.src:  # places would tell how long a covered passage is
        return
    starts = [0]
    for line in state.src.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    for token in state.tokens:
        if token.map and token.type in {"paragraph_open", "list_item_open"}:
            start, end = starts[token.map[0]], starts[min(token.map[1], len(starts) - 1)]
            token.attrSet("data-span", f"{start}:{start + len(state.src[start:end].rstrip())}")


_markdown.core.ruler.push("places", _tell_places)


def render(body: str | None, covers: Sequence[Span] = ()) -> Markup:
    """Return words as HTML that is safe to show, with covered passages (code points) hidden."""
    if body is None:
        return Markup('<p class="gone">These words were destroyed.</p>')
    return _render(hide(body, covers))


def erase(body: str, spans: Sequence[Span]) -> str:
    """Return words without some passages: a neutral mark stands there, and everything else where it stood."""
    left = body
    for start, end in spans:
        left = left[:start] + _GONE * (end - start) + left[end:]
    return left


def editable(body: str | None) -> str:
    """Return words for their author to rewrite, covered ones too."""
    return _told_gone(body or "")


def hide(body: str, covers: Sequence[Span]) -> str:
    """Return words with each covered passage replaced by one private mark."""
    shown = body.replace(_MARK, "")
    for start, end in sorted(covers, reverse=True):
        shown = shown[:start] + _MARK + shown[end:]
    return shown


def visible(body: str | None, covers: Sequence[Span] = ()) -> list[str]:
    """Return the words that may be seen, parted where a passage is covered or was destroyed."""
    return _PARTED.split(hide(body or "", covers))


def plain(body: str | None, covers: Sequence[Span] = ()) -> str:
    """Return words as plain text for a list or a heading, covered passages hidden."""
    return _told_gone(hide(body or "", covers).replace(_MARK, f"[{COVERED}]"))


def excerpt(body: str | None, covers: Sequence[Span] = (), most: int = 140) -> str:
    """Return the first words of a text on one line."""
    line = " ".join(plain(body, covers).replace("#", " ").replace("*", "").replace(">", " ").split())
    return line if len(line) <= most else line[: most - 1].rsplit(" ", 1)[0] + "…"


def tokens(shown: str) -> list[Token]:
    """Return words whose covered passages are hidden as what they are made of, for files that are no pages."""
    return _markdown.parse(shown)


def told(words: str) -> list[tuple[str, bool]]:
    """Return words in pieces for a file, each with whether it stands for what was covered or destroyed."""
    found = re.split(f"({_MARK}|{_GONE}+)", words)
    said = {_MARK: COVERED, _GONE: DESTROYED}
    return [(f"[{said[one[0]]}]", True) if one[0] in said else (one, False) for one in found if one]


def forget() -> None:
    """Drop every rendered text from memory, after words were destroyed."""
    _render.cache_clear()


@lru_cache(maxsize=2048)
def _render(shown: str) -> Markup:
    raised = _markdown.render(shown, {"named": fingerprint(shown)[:12]})  # two texts on a page have names of their own
    for level in ("1", "2"):  # a page has its own headings above these
        raised = raised.replace(f"<h{level}>", "<h3>").replace(f"</h{level}>", "</h3>")
    html = _cleaner.clean(raised)
    html = html.replace(_MARK, f'<span class="covered">{escape(COVERED)}</span>')
    return Markup(_GONE_RUN.sub(f'<span class="covered covered--gone">{escape(DESTROYED)}</span>', html))  # noqa: S704  cleaned above


def _told_gone(words: str) -> str:
    return _GONE_RUN.sub(f"[{DESTROYED}]", words)
