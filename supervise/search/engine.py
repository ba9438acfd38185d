"""The one place that knows which database looks words up: FTS5 beside SQLite's table, an expression of PostgreSQL's."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, and_, cast, column, func, literal_column, select, table, text
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR

from supervise.core.db import session
from supervise.search.asking import Question
from supervise.search.models import SearchEntry

_term = table("search_term", column("rowid"), column("search_term"))
_entry = "search_entry"
TERMS = (
    f"replace(rtrim({_entry}.words || {_entry}.stems), ' ', ' ' || {_entry}.scope)"
    f" || coalesce(replace(rtrim({_entry}.words || {_entry}.stems), ' ', ' ' || {_entry}.own_scope), '')"
)
"""Every word and stem of an entry, each with the scope in which it may be found put before it."""


def is_postgresql() -> bool:
    """Tell which of the two databases is at work."""
    return session().get_bind().dialect.name == "postgresql"


def has_words(question: Question, scopes: Collection[str]) -> ColumnElement[bool]:
    """Return the condition that an entry holds all that is asked for, within some scopes, phrases in their order."""
    there = _postgresql(question, scopes) if is_postgresql() else _sqlite(question, scopes)
    phrases = [SearchEntry.words.contains(one.in_order) for one in question.parts if len(one.words) > 1]
    return and_(there, *phrases)


def has_any(stems: Collection[str], scopes: Collection[str]) -> ColumnElement[bool]:
    """Return the condition that an entry holds at least one of some stems, within some scopes."""
    keyed = [f"{scope}{stem}" for scope in scopes for stem in stems]
    if is_postgresql():
        return _terms().op("@@", is_comparison=True)(cast(" | ".join(f"'{one}'" for one in keyed), TSQUERY))
    return _matches(" OR ".join(f'"{one}"' for one in keyed))


def _sqlite(question: Question, scopes: Collection[str]) -> ColumnElement[bool]:
    asked = " AND ".join(
        "(" + " OR ".join(f'"{scope}{word}"{" *" if begun else ""}' for scope in scopes for word, begun in one) + ")"
        for sought in question.parts
        for one in sought.anywhere
    )
    return _matches(asked)


def _postgresql(question: Question, scopes: Collection[str]) -> ColumnElement[bool]:
    asked = " & ".join(
        "(" + " | ".join(f"'{scope}{word}'{':*' if begun else ''}" for scope in scopes for word, begun in one) + ")"
        for sought in question.parts
        for one in sought.anywhere
    )
    return _terms().op("@@", is_comparison=True)(cast(asked, TSQUERY))


def _matches(asked: str) -> ColumnElement[bool]:
    found = select(_term.c.rowid).where(_term.c.search_term.op("MATCH", is_comparison=True)(asked))
    return SearchEntry.id.in_(found)


def _terms() -> ColumnElement[Any]:
    return func.array_to_tsvector(
        func.string_to_array(func.ltrim(literal_column(TERMS)), literal_column("' '")), type_=TSVECTOR
    )


def make_anew() -> None:
    """Make the database's index anew from the entries, inside a transaction."""
    db = session()
    if is_postgresql():
        db.execute(text("REINDEX INDEX ix_search_entry_terms"))
        return
    db.execute(text("INSERT INTO search_term (search_term) VALUES ('delete-all')"))
    db.execute(text(f"INSERT INTO search_term (rowid, terms) SELECT id, {TERMS} FROM search_entry"))
