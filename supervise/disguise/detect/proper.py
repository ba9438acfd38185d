"""Runs of words with capitals, and what kind of name each is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from supervise.disguise.findings import Label
from supervise.disguise.page import Case, Page, Word

_PARTICLES = frozenset(
    [
        "de",
        "da",
        "del",
        "della",
        "di",
        "du",
        "van",
        "von",
        "der",
        "den",
        "bin",
        "ibn",
        "al",
        "el",
        "la",
        "le",
        "ap",
        "ab",
        "ni",
        "nic",
        "ui",
        "o",
        "ter",
        "dos",
        "das",
        "y",
    ]
)
_MODALS = frozenset(
    ["will", "may", "can", "might", "mark", "grant", "pat", "bill", "sue", "drew", "rob", "chase", "hunter", "art"]
)
_BY = frozenset(
    [
        "at",
        "above",
        "outside",
        "in",
        "from",
        "near",
        "behind",
        "opposite",
        "to",
        "below",
        "beside",
        "by",
        "down",
        "off",
        "over",
    ]
)
_GENERAL = frozenset(
    [
        "church",
        "centre",
        "center",
        "state",
        "government",
        "council",
        "hospital",
        "school",
        "college",
        "university",
        "department",
        "service",
        "office",
        "group",
        "team",
        "community",
        "internet",
        "web",
        "net",
        "bible",
        "book",
        "family",
        "home",
        "house",
        "room",
        "garden",
        "crown",
        "bar",
        "pub",
        "gym",
        "trust",
        "court",
        "north",
        "south",
        "east",
        "west",
        "city",
        "town",
        "country",
        "sun",
        "moon",
        "other",
    ]
) - {"crown"}
_MORE_THAN_WORKPLACES = frozenset(
    [
        "works",
        "times",
        "home",
        "homes",
        "care",
        "fire",
        "house",
        "building",
        "group",
        "united",
        "union",
        "press",
        "band",
        "bank",
        "co",
        "police",
        "court",
    ]
)
_ROADS = frozenset(
    [
        "road",
        "street",
        "lane",
        "avenue",
        "crescent",
        "close",
        "terrace",
        "gardens",
        "mews",
        "drive",
        "rd",
        "ave",
        "st",
        "boulevard",
    ]
)
_WORKPLACES = frozenset(
    [
        "plant",
        "factory",
        "warehouse",
        "depot",
        "store",
        "branch",
        "garage",
        "hq",
        "dealership",
        "showroom",
        "office",
        "offices",
    ]
)


@dataclass(frozen=True, slots=True)
class Run:
    """Words ``first`` to ``last`` of a page, both included, taken together as one name."""

    first: int
    last: int

    def words(self, page: Page) -> Sequence[Word]:
        return page.words[self.first : self.last + 1]

    def span(self, page: Page) -> tuple[int, int]:
        return page.words[self.first].start, page.words[self.last].end


def runs(page: Page) -> Iterator[Run]:
    """Runs of words with a capital that touch, small particles ('van', 'ni') taken in."""
    at = 0
    words = page.words
    while at < len(words):
        if words[at].case is Case.SMALL:
            at += 1
            continue
        last = at
        while (step := _next(words, last)) is not None:
            last = step
        yield from _trimmed(page, at, last)
        at = last + 1


def _next(words: Sequence[Word], at: int) -> int | None:
    """The word that goes on with a run after ``at``: the next with a capital, over one particle."""
    if words[at].owns:
        return None
    for step in (at + 1, at + 2):
        if step >= len(words) or not _touches(words[step], words[step - 1]):
            return None
        if words[step].case is not Case.SMALL:
            return step
        if words[step].fold not in _PARTICLES:
            return None
    return None


def _touches(word: Word, last: Word) -> bool:
    if word.gap in (" ", "\u00a0", "-"):
        return not word.opens
    return word.gap == ". " and not word.opens


def _trimmed(page: Page, first: int, last: int) -> Iterator[Run]:
    """Without the ordinary words at its head, and cut at a day or a word of the field."""
    words = page.words
    while first <= last and _ordinary_head(page, first, last):
        first += 1
    start = first
    if first <= last and is_theorist_run(page, Run(first, last)):
        return
    for at in range(first, last + 1):
        if is_field(page, at, start, last) or (words[at].text == "I" and len(words[at].text) == 1):
            if start < at:
                yield Run(start, at - 1)
            start = at + 1
    if start <= last:
        yield Run(start, last)


def _ordinary_head(page: Page, at: int, last: int) -> bool:
    """Whether the first word of a run only has its capital from opening the sentence."""
    word = page.words[at]
    if not word.opens or not word.everyday or word.fold in page.lists.cues["titles"] | {"st", "saint"}:
        return False
    if at == last:
        return not stands_as_name(page, at)
    if page.words[last].fold in page.lists.cues["organisations"] and word.fold not in page.lists.commonest:
        return False
    following = page.words[at + 1]
    if word.fold in _MODALS and following.fold in page.lists.given:
        return True
    return not (is_given(page, word) and not following.everyday)


def is_given(page: Page, word: Word) -> bool:
    """Whether a word, or the first part of a double one, is a first name anywhere."""
    given = page.lists.given
    if word.fold in page.lists.commonest:
        return False
    return word.fold in given or ("-" in word.fold and word.fold.partition("-")[0] in given)


def is_usual(page: Page, word: Word) -> bool:
    """Whether a word is a first name that is usual somewhere."""
    if word.fold in page.lists.commonest:
        return False
    return page.lists.given.get(word.fold) or page.lists.given.get(word.fold.partition("-")[0]) or False


def stands_as_name(page: Page, at: int) -> bool:
    """Whether an ambiguous word that opens a sentence (Grace, Will, Rose) does what only a person does."""
    word = page.words[at]
    if not is_usual(page, word):
        return False
    following = page.words[at + 1] if at + 1 < len(page.words) else None
    rest = page.text[word.end : word.end + 8]
    if rest[:2] in (", ", " (") and rest[2:4].isdigit():
        return True
    if following is None or following.opens or following.gap != " " or word.owns:
        return False
    acts = page.lists.cues["speaks"]
    return following.fold in acts and following.case is Case.SMALL


def is_field(page: Page, at: int, first: int, last: int) -> bool:
    """Whether a word is one of the field's or the calendar's own, and not part of somebody's name."""
    word = page.words[at]
    known = page.lists
    if word.quiet:
        return True
    if word.fold in known.theorists:
        return _is_theorist(page, at, first, last)
    if word.fold not in known.field and not _plural_of_field(word.fold, known.field):
        return False
    if word.case is Case.CAPITAL and page.after(at) in _WORKPLACES and not word.opens:
        return False
    if word.fold in known.cues["titles"] and at < last and page.words[at + 1].case is not Case.SMALL:
        return False
    alone = first == last
    named = is_usual(page, word) and word.case is Case.CAPITAL
    if named and not alone and at == first and not page.words[at + 1].everyday:
        return False
    return not (at > first and page.words[at - 1].fold in known.cues["plain_titles"])


def _plural_of_field(folded: str, field: frozenset[str]) -> bool:
    return folded.endswith("s") and len(folded) > 4 and folded[:-1] in field


def _is_theorist(page: Page, at: int, first: int, last: int) -> bool:
    known = page.lists
    word = page.words[at]
    if at > first:
        before = page.words[at - 1]
        firsts = known.theorists[word.fold]
        initials = {name[0] for name in firsts}
        return before.fold in firsts or (len(before.fold) <= 2 and before.fold[:1] in initials)
    if word.fold in known.unsure_theorists and is_usual(page, word):
        return False
    return at == last or page.words[at + 1].everyday


def is_theorist_run(page: Page, run: Run) -> bool:
    """'Carl Rogers', 'D. W. Winnicott': a first name and the surname it belongs to."""
    words = run.words(page)
    firsts = page.lists.theorists.get(words[-1].fold)
    if firsts is None or len(words) < 2:
        return False
    initials = {name[0] for name in firsts} | {name[-1] for name in firsts if len(name) == 2}
    return all(word.fold in firsts or (len(word.fold) <= 2 and word.fold[0] in initials) for word in words[:-1])


def kind_of(page: Page, run: Run) -> Label | None:
    """What a run names: a person, a place, an organisation, or nothing that identifies."""
    words = run.words(page)
    cues = page.lists.cues
    if is_theorist_run(page, run) or all(len(word.text) == 1 for word in words):
        return None
    if words[0].fold in cues["titles"] and len(words) > 1 and words[-1].fold not in _ROADS:
        return Label.PERSON
    if page.before(run.first) in cues["plain_titles"] and words[0].gap in (" ", ". "):
        return Label.PERSON
    for judge in (_organisation, _place, partial(_person)):
        if (label := judge(page, run)) is not None:
            return label
    return None


def in_places(page: Page, words: Sequence[Word]) -> bool:
    """Whether the words together are a town, a village or a county of the lists."""
    joined = " ".join(word.fold for word in words)
    return joined in page.lists.places or joined in page.lists.cues["counties"]


def _organisation(page: Page, run: Run) -> Label | None:
    words = run.words(page)
    cues = page.lists.cues
    before = page.before(run.first)
    person_first = is_usual(page, words[0]) and len(words) == 2 and not words[1].everyday
    tail = words[-1].fold
    if len(words) > 1 and tail in cues["organisations"] and not person_first:
        return Label.ORGANISATION
    if _head_of_organisation(page, run):
        return Label.ORGANISATION
    if words[0].fold in ("st", "saint", "our") and len(words) > 1:
        return Label.ORGANISATION if before != "in" else Label.LOCATION
    if " ".join(word.fold for word in words) in cues["employers"] and (_employs(page, run) or before in ("at", "in")):
        return Label.ORGANISATION
    if person_first or all(word.everyday for word in words):
        return _plain_organisation(page, run, before)
    if before in ("at", "for", "by") and _employs(page, run) and not _known_person(page, words):
        return Label.ORGANISATION
    if before == "at" and not in_places(page, words):
        return Label.ORGANISATION
    if before == "the" and not _known_person(page, words) and len(words[0].text) > 1:
        return Label.ORGANISATION
    return None


def _plain_organisation(page: Page, run: Run, before: str) -> Label | None:
    """Two and more ordinary words with capitals in the middle of a sentence: 'Haven Bridge'."""
    words = run.words(page)
    if any(word.fold in page.lists.field or word.fold in page.lists.commonest for word in words[:1]):
        return None
    if len(words) == 1 and words[0].case is Case.CAPITAL and before == "the" and not words[0].opens:
        housed = page.before(run.first, 2) in _BY and words[0].fold not in _GENERAL
        return Label.ORGANISATION if housed else None
    if len(words) < 2 or is_given(page, words[0]) or (words[0].opens and page.words[run.last].everyday):
        return None
    employed = before in ("at", "for", "the", "from", "by", "with") or _employs(page, run)
    return Label.ORGANISATION if employed else None


def _head_of_organisation(page: Page, run: Run) -> bool:
    """'the Fremont plant', 'Towy surgery': a name before a small word for a workplace."""
    following = page.after(run.last)
    if (
        following in _MORE_THAN_WORKPLACES
        or following not in page.lists.cues["organisations"]
        or page.words[run.last].owns
    ):
        return False
    if page.words[run.last + 1].gap != " ":
        return False
    words = run.words(page)
    if all(word.everyday for word in words) and (words[0].opens or words[-1].fold in page.lists.commonest):
        return False
    if all(word.fold in page.lists.field for word in words) and following not in _WORKPLACES:
        return False
    return not all(word.case is Case.CAPITALS for word in words)


def _employs(page: Page, run: Run) -> bool:
    return any(page.before(run.first, step) in page.lists.cues["works"] for step in (1, 2, 3, 4))


def _known_person(page: Page, words: Sequence[Word]) -> bool:
    return is_usual(page, words[0]) and not in_places(page, words)


def _place(page: Page, run: Run) -> Label | None:
    words = run.words(page)
    cues = page.lists.cues
    before = page.before(run.first)
    listed = in_places(page, words)
    inside = before in cues["inside"] and not words[0].opens
    everyday = all(word.everyday for word in words)
    if listed and inside:
        ambiguous = before not in ("in", "near", "outside", "outskirts") and is_usual(page, words[0])
        return None if ambiguous and len(words) == 1 and not _dwells(page, run) else Label.LOCATION
    if len(words) > 1 and (words[-1].fold in _ROADS or _street(page, words)):
        return Label.LOCATION
    if listed and not everyday and not is_usual(page, words[0]):
        return None if page.after(run.last) in cues["speaks"] | {"is", "was"} else Label.LOCATION
    if listed and not everyday and len(words) > 1 and not _has_surname(page, words):
        return Label.LOCATION
    strong = before in ("in", "near", "outside", "around", "towards", "outskirts")
    if strong and not everyday and not is_usual(page, words[0]):
        return Label.LOCATION
    if before == "from" and not everyday and _dwells(page, run) and not is_usual(page, words[0]):
        return Label.LOCATION
    if before == "from" and not everyday and not is_given(page, words[0]):
        return Label.LOCATION
    return None


def _street(page: Page, words: Sequence[Word]) -> bool:
    return words[-1].fold in page.lists.cues["streets"] and not is_usual(page, words[0]) and not words[0].opens


def _dwells(page: Page, run: Run) -> bool:
    return any(page.before(run.first, step) in page.lists.cues["dwells"] for step in (2, 3, 4))


def _has_surname(page: Page, words: Sequence[Word]) -> bool:
    return is_usual(page, words[0]) and words[-1].fold in page.lists.surnames


def _person(page: Page, run: Run) -> Label | None:
    words = run.words(page)
    if all(word.everyday for word in words):
        return _everyday_person(page, run)
    if all(word.case is Case.CAPITALS for word in words) and not any(
        is_usual(page, word) and len(word.text) > 3 for word in words
    ):
        return None
    if len(words) == 1 and words[0].opens and not _listed(page, words[0]):
        return None if _coined(words[0].fold) else Label.PERSON
    return Label.PERSON


def _everyday_person(page: Page, run: Run) -> Label | None:
    words = run.words(page)
    first = words[0]
    if first.case is Case.CAPITALS:
        return None
    if len(words) == 1:
        named = stands_as_name(page, run.first) if first.opens else is_given(page, first)
        return Label.PERSON if named and page.before(run.first) not in ("the", "a", "an") else None
    both = is_usual(page, first) and words[-1].fold in page.lists.surnames
    return Label.PERSON if both and not first.opens else None


def _listed(page: Page, word: Word) -> bool:
    return is_given(page, word) or word.fold in page.lists.surnames


_COINED = ("ing", "ed", "ly", "tion", "ness", "ment", "isation", "ising", "ised", "ise", "ists", "ism", "ity", "ology")


def _coined(folded: str) -> bool:
    """A word of the trade no dictionary has yet ('Countertransferring')."""
    return folded.endswith(_COINED) or (len(folded) > 9 and folded.endswith(("s", "al", "ic", "ive", "ence", "ance")))
