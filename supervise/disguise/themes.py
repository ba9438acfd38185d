"""Which themes a text's words speak for."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, pairwise
from typing import NamedTuple

from supervise.disguise.findings import ThemeHint
from supervise.disguise.stems import Stemmed, stemmed
from supervise.disguise.theme_words import AREA_WEIGHT, GAP_WORDS, Lexicon, Phrase, lexicon

MOST = 5
READ_AT_MOST = 6_000
_AGAIN = 0.25


_SECOND = 0.5


class _Hit(NamedTuple):
    phrase: Phrase
    first: int
    last: int


_Scored = tuple[str, tuple[float, list[_Hit]]]


def suggest(text: str) -> tuple[ThemeHint, ...]:
    """Up to five themes of the taxonomy, best first, each with at most three passages that spoke for it.

    An area comes first when it is named and no theme has more than a faint word for it. Reads the
    first 6,000 words; takes time in proportion to them.
    """
    lex = lexicon()
    words = stemmed(text, lex.irregular, READ_AT_MOST)
    places = _places(words)
    there = frozenset(chain.from_iterable(lex.numbers.get(stem, ()) for stem in places))
    themes = _scores(_hits(words, places, there, _side(words, lex)))
    areas = _scores(_hits(words, places, there, lex.areas))
    ranked = _spread(sorted(themes.items(), key=lambda item: -item[1][0]), lex)
    named = sorted(areas.items(), key=lambda item: -item[1][0])
    first = not ranked or ranked[0][1][0] <= 2 * AREA_WEIGHT - 1
    order = [*named, *ranked] if first else [*ranked, *named]
    return tuple(ThemeHint(slug, _passages(text, words, hits)) for slug, (_, hits) in order[:MOST])


def _spread(ranked: list[_Scored], lex: Lexicon) -> list[_Scored]:
    """A second theme of one family counts half beside the first, so that three offers are three thoughts."""
    seen: set[int | str] = set()
    weighed = []
    for slug, (score, hits) in ranked:
        family = lex.families.get(slug, slug)
        weighed.append((slug, (score * (_SECOND if family in seen else 1), hits)))
        seen.add(family)
    return sorted(weighed, key=lambda item: -item[1][0])


def _side(words: Sequence[Stemmed], lex: Lexicon) -> Mapping[str, tuple[Phrase, ...]]:
    """Whose 'I' it is: a client writes of 'my therapist', anyone else is taken for a therapist."""
    owned = Counter(
        "therapist" if after.stem in lex.therapist else "client"
        for before, after in pairwise(words)
        if before.stem in ("my", "our") and after.stem in lex.therapist | lex.client
    )
    return lex.told_by_client if owned["therapist"] > owned["client"] else lex.told_by_therapist


def _places(words: Sequence[Stemmed]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for at, word in enumerate(words):
        places.setdefault(word.stem, []).append(at)
    return places


def _hits(
    words: Sequence[Stemmed],
    places: Mapping[str, Sequence[int]],
    there: frozenset[int],
    index: Mapping[str, tuple[Phrase, ...]],
) -> list[_Hit]:
    """Where phrases stand, in the order of the text: looked for around the rarest word of each.

    ``there`` are the numbers of the words that stand in the text at all.
    """
    found: dict[tuple[int, int], _Hit] = {}
    stems = [word.stem for word in words]
    for key, rarest in places.items():
        for phrase in index.get(key, ()):
            if not phrase.needs <= there:
                continue
            if len(phrase.words) == 1:
                found.update(((id(phrase), at), _Hit(phrase, at, at)) for at in rarest)
                continue
            for at in _starts(stems, phrase, rarest):
                if (last := _reach(stems, phrase.words, at)) is not None:
                    found[id(phrase), at] = _Hit(phrase, at, last)
    return sorted(found.values(), key=lambda hit: (hit.first, -hit.last))


def _starts(stems: Sequence[str], phrase: Phrase, rarest: Sequence[int]) -> Iterator[int]:
    """Where a phrase could begin whose rarest word stands at these places."""
    first, done = phrase.words[0], -1
    if phrase.back == phrase.rarest:
        yield from (at for place in rarest if (at := place - phrase.back) >= 0 and stems[at] in first)
        return
    for place in rarest:
        for at in range(max(done + 1, place - phrase.back), place + 1):
            if stems[at] in first:
                yield at
            done = at


def _reach(stems: Sequence[str], wanted: tuple[frozenset[str], ...], at: int) -> int | None:
    """The place of the last word when ``wanted`` begins at ``at``, the nearest word taken after a gap."""
    reach, last, end = 1, at, len(stems)
    for options in wanted[1:]:
        if not options:
            reach = GAP_WORDS + 1
            continue
        for place in range(last + 1, min(last + 1 + reach, end)):
            if stems[place] in options:
                last = place
                break
            if stems[place] == ".":
                return None
        else:
            return None
        reach = 1
    return last


def _scores(hits: Sequence[_Hit]) -> dict[str, tuple[float, list[_Hit]]]:
    """Each theme's weight: every phrase once, a little more when it returns, no word counted twice."""
    found: dict[str, list[_Hit]] = {}
    for hit in hits:
        found.setdefault(hit.phrase.slug, []).append(hit)
    result = {}
    for slug, mine in found.items():
        mine.sort(key=lambda hit: (-hit.phrase.weight, hit.first, -hit.last))
        taken: set[int] = set()
        seen: Counter[int] = Counter()
        score, kept = 0.0, []
        for hit in mine:
            ends = {hit.first, hit.last}
            if ends & taken:
                continue
            taken.update(range(hit.first, hit.last + 1))
            again = seen[id(hit.phrase)]
            seen[id(hit.phrase)] += 1
            score += hit.phrase.weight * (1 if not again else _AGAIN if again < 3 else 0)
            kept.append(hit)
        result[slug] = (score, kept)
    return result


def _passages(text: str, words: Sequence[Stemmed], hits: Sequence[_Hit]) -> tuple[str, ...]:
    passages = (" ".join(text[words[hit.first].start : words[hit.last].end].split()) for hit in hits)
    return tuple(dict.fromkeys(passages))[:3]
