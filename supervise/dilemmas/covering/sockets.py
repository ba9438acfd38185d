"""Covering from an open page: the same call as the form makes."""

from typing import Any

from supervise.core import limits
from supervise.core.actor import Actor
from supervise.core.ids import Id
from supervise.dilemmas.covering import actions
from supervise.dilemmas.covering.queries import text_for
from supervise.dilemmas.telling import answer_about
from supervise.texts.covering import Marked
from supervise.web import live, payload


@live.hears(
    "cover",
    gate="through dilemmas.covering.queries.text_for",
    pace="write",
    text=payload.ident,
    revision=payload.number,
    start=payload.number,
    end=payload.number,
    words=payload.optional(payload.words(limits.ACCOUNT), ""),
)
def cover(actor: Actor, *, text: Id, revision: int, start: int, end: int, words: str) -> dict[str, Any]:
    marked = Marked(revision, (start, end) if start < end else None, words, else_all=True)
    actions.cover_passage(actor, text, marked)
    seen = text_for(actor, text)
    return answer_about(seen.thread, seen.element)
