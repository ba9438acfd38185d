"""Footnotes in written words: `[^1]` where one belongs, `[^1]: its words` on a line of its own.

They stand in the order in which the text comes to them; one that it never comes to stands last, since no word is lost.
"""

from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

REF, LIST_OPEN, LIST_CLOSE, OPEN, CLOSE = (
    "footnote_ref",
    "footnotes_open",
    "footnotes_close",
    "footnote_open",
    "footnote_close",
)


Env = dict[str, str]
"""What a text is called on its page (`named`), so that the footnotes of two are not taken for each other."""


def with_footnotes(markdown: MarkdownIt) -> MarkdownIt:
    """Let footnotes be read; their words stand at the end of the text."""
    markdown.use(footnote_plugin, inline=False, move_to_end=False)
    markdown.core.ruler.after("inline", "footnotes", _to_the_end)
    for kind, rule in ((REF, _ref), (LIST_OPEN, _list_open), (LIST_CLOSE, _list_close), (OPEN, _open), (CLOSE, _close)):
        markdown.add_render_rule(kind, rule)
    return markdown


def number_of(token: Token) -> int:
    """Return the number of the footnote that a token opens or refers to, from 1."""
    return int(token.meta["id"]) + 1


def _to_the_end(state: StateCore) -> None:
    left: list[Token] = []
    of: dict[str, list[Token]] = {}
    inside: list[Token] | None = None
    for token in state.tokens:
        if token.type == "footnote_reference_open":
            inside = of.setdefault(str(token.meta["label"]), [])
        elif token.type == "footnote_reference_close":
            inside = None
        else:
            (left if inside is None else inside).append(token)
    numbers = {str(one["label"]): place for place, one in state.env.get("footnotes", {}).get("list", {}).items()}
    referred = set(numbers)
    for label in of:
        numbers.setdefault(label, len(numbers))
    if of:
        left.append(Token(LIST_OPEN, "section", 1))
        for label in sorted(of, key=numbers.__getitem__):
            meta = {"id": numbers[label], "referred": label in referred}
            left += [Token(OPEN, "li", 1, meta=meta), *of[label], Token(CLOSE, "li", -1, meta=meta)]
        left.append(Token(LIST_CLOSE, "section", -1))
    state.tokens = left


def _ref(_self: object, tokens: Sequence[Token], at: int, _options: object, env: Env) -> str:
    number, again = number_of(tokens[at]), tokens[at].meta.get("subId", 0) > 0
    name = "" if again else f' id="{_name("ref", env, number)}"'
    to = _name("note", env, number)
    return f'<sup><a href="#{to}"{name} aria-label="Footnote {number}">{number}</a></sup>'


def _list_open(*_given: object) -> str:
    return '<section class="footnotes" aria-label="Footnotes"><ol>\n'


def _list_close(*_given: object) -> str:
    return "</ol></section>\n"


def _open(_self: object, tokens: Sequence[Token], at: int, _options: object, env: Env) -> str:
    return f'<li id="{_name("note", env, number_of(tokens[at]))}">'


def _close(_self: object, tokens: Sequence[Token], at: int, _options: object, env: Env) -> str:
    if not tokens[at].meta["referred"]:
        return "</li>\n"
    number = number_of(tokens[at])
    to = _name("ref", env, number)
    return f'<a href="#{to}" aria-label="Back to where footnote {number} belongs">↩</a></li>\n'


def _name(what: str, env: Env, number: int) -> str:
    return f"{what}-{env.get('named', '')}-{number}"
