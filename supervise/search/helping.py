"""Threads that may help whoever writes: those of the group that share telling words or themes with what is written."""

import math
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import exists, not_, or_, select

from supervise.core.db import session
from supervise.core.ids import Id
from supervise.dilemmas.models import Closure, Comment, Dilemma, DilemmaTheme
from supervise.dilemmas.queries import dilemmas_by_id, open_to, standing
from supervise.dilemmas.showing import is_shown_to
from supervise.groups.queries import Seat
from supervise.search.engine import has_any
from supervise.search.models import SearchEntry
from supervise.search.scopes import scopes_for
from supervise.texts.spelling import words_in

MOST = 3
SHORTEST_TELLING = 5
"""Letters of a word that may tell what a text is about."""

_MOST_STEMS = 40
_LOOKED_AT = 400
_A_THEME = 1.5
_ENOUGH = 2.5
"""What must be shared: two themes, a theme and a telling word, or a few telling words. One common word is nothing."""


def threads_that_may_help(seat: Seat, written: str, themes: Collection[str]) -> list[tuple[Dilemma, Closure | None]]:
    """Return up to three threads of the group, open to the actor, that share most with what is being written."""
    stems = _telling(written)
    scores: dict[Id, float] = defaultdict(float)
    for dilemma_id, shared in _shared_words(seat, stems).items():
        scores[dilemma_id] += shared
    for dilemma_id, many in _shared_themes(seat, themes).items():
        scores[dilemma_id] += _A_THEME * many
    best = sorted((d for d, score in scores.items() if score >= _ENOUGH), key=lambda d: (-scores[d], d))[:MOST]
    found = dilemmas_by_id(seat, best)
    return [found[one] for one in best if one in found]


def _telling(written: str) -> Sequence[str]:
    """Return the stems of the longer words, the longest first: the short ones tell little, and there are many."""
    stems = {word.stem for word in words_in(written) if len(word.plain) >= SHORTEST_TELLING}
    return sorted(stems, key=lambda stem: (-len(stem), stem))[:_MOST_STEMS]


def _shared_words(seat: Seat, stems: Sequence[str]) -> Mapping[Id, float]:
    """Return what each of the newest threads shares, a stem counting for more the fewer threads have it."""
    if not stems:
        return {}
    not_shown = or_(Comment.removed_at.is_not(None), not_(is_shown_to(seat.member)))
    rows = session().execute(
        standing(select(Dilemma.id, SearchEntry.words, SearchEntry.stems).select_from(SearchEntry))
        .join(Dilemma, Dilemma.id == SearchEntry.dilemma_id)
        .where(open_to(seat), ~exists().where(Comment.id == SearchEntry.thing_id, not_shown))
        .where(has_any(stems, scopes_for(seat)))
        .order_by(SearchEntry.posted_at.desc(), SearchEntry.id)
        .limit(_LOOKED_AT)
    )
    wanted = set(stems)
    has: dict[Id, set[str]] = defaultdict(set)
    for dilemma_id, words, others in rows:
        has[dilemma_id] |= wanted.intersection([*words.split(), *others.split()])
    everywhere = {stem: sum(stem in held for held in has.values()) for stem in stems}
    weight = {stem: math.log(1 + len(has) / many) for stem, many in everywhere.items() if many}
    return {dilemma_id: sum(weight[stem] for stem in held) for dilemma_id, held in has.items()}


def _shared_themes(seat: Seat, themes: Collection[str]) -> Mapping[Id, int]:
    if not themes:
        return {}
    here = select(DilemmaTheme.dilemma_id).join(Dilemma, Dilemma.id == DilemmaTheme.dilemma_id)
    newest = standing(here).where(open_to(seat), DilemmaTheme.slug.in_(themes)).order_by(Dilemma.moved_at.desc())
    shared: dict[Id, int] = defaultdict(int)
    for dilemma_id in session().scalars(newest.limit(_LOOKED_AT)):
        shared[dilemma_id] += 1
    return shared
