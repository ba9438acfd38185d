"""Workplaces, schools, clinics, churches, clubs, shops and pubs."""

import re
from collections.abc import Iterator

from supervise.disguise.detect.capitals import Run
from supervise.disguise.detect.given_names import is_given
from supervise.disguise.detect.windows import around
from supervise.disguise.findings import Finding, Kind, Label
from supervise.disguise.page import Case, Page, Word
from supervise.disguise.pattern import Pattern

_KINDS = (
    (r"school|academy|primary|infants|juniors|grammar|high|eton|nursery|sixth", "a school"),
    (r"college|university|uni|oxford|cambridge|durham|yale|harvard|stanford|princeton|institute", "a college"),
    (r"hospital|infirmary|ward|unit|hospice", "a hospital"),
    (r"surgery|practice|clinic|centre|center", "a clinic"),
    (r"church|chapel|cathedral|parish|mosque|temple|synagogue|gurdwara|priory|abbey|st|saint", "a place of worship"),
    (r"pub|arms|inn|bar|tavern|hotel|cafe|restaurant", "a place in town"),
    (r"council|trust|court|tribunal|police|constabulary|station|barracks|prison|hmp|fire", "a public body"),
    (r"charity|foundation|society|helpline|refuge|project|hub|hostel|association", "a charity"),
    (r"club|fc|afc|rfc|rovers|wanderers|gym|puregym|choir|orchestra|band|scouts|guides", "a club"),
)


_OWN_NAME = Pattern(r"['\u2019]s(?:$|[^\w ]| (?:on|in|at|and|with|for|to|when|where|last|this|has|is|was)\b)")


def find(page: Page) -> Iterator[Finding]:
    """Organisations in small letters, known by the word for their kind; pubs."""
    yield from _small(page)
    yield from _taverns(page)
    yield from _shops(page)
    for match in _SAINT.finditer(page.text):
        start, end = match.span()
        yield Finding(start, end, Label.ORGANISATION, Kind.QUASI, "an organisation", instead(match.group()))


def of_run(page: Page, run: Run) -> Finding:
    """A finding for the name of an organisation, with what belongs to it."""
    return _finding(page, *_whole(page, run))


_PUB_ENDS = (
    "lion|hart|swan|horse|bull|bell|crown|anchor|arms|head|oak|fox|stag|plough|ship|star|rose|dragon|boar|eagle|bear|"
    "hound|duck|groom|inn"
)
_TAVERN = Pattern(
    r"(?i)\b(?:in|at|down|outside|behind|near|to|from|by) "
    r"(?P<it>the (?:red|white|black|golden|blue|green|royal|old|new|"
    r"king'?s|queen'?s|three|fox and|rose and|dog and|coach and|hare and|bull and) "
    rf"(?:{_PUB_ENDS}|swans|horses|hounds))\b"
)
_PUBS = frozenset(_PUB_ENDS.split("|"))
_SAINT = Pattern(
    r"\b(?:st|saint)\.? [a-z]{3,14}(?:['\u2019]?s)?"
    r"(?: (?:hospice|school|hospital|primary|church|academy|college|infants|juniors))\b"
)


def instead(said: str) -> tuple[str, ...]:
    """A kind of organisation for an organisation."""
    low = said.casefold()
    for pattern, general in _KINDS:
        if re.search(rf"\b(?:{pattern})\b", low):
            return (general, "an organisation")
    return ("a large employer", "an organisation")


def _finding(page: Page, first: int, last: int) -> Finding:
    start, end = page.words[first].start, page.words[last].end
    if first and page.words[first].gap == " " and page.words[first - 1].text == "the":
        start = page.words[first - 1].start
    if page.words[last].owns and _OWN_NAME.match(page.text, end):
        end += 2
    return Finding(start, end, Label.ORGANISATION, Kind.QUASI, "an organisation", instead(page.text[start:end]))


def _whole(page: Page, run: Run) -> tuple[int, int]:
    """With what belongs to it: 'Master of ...', 'the Fremont plant'."""
    first, last = run.first, run.last
    words = page.words
    if (
        words[last].owns
        and page.after(last) in page.lists.cues["organisations"]
        and words[first].fold in ("st", "saint")
    ):
        return first, last + 1
    if last + 1 < len(words) and not words[last].owns and words[last + 1].gap == " " and not words[last + 1].opens:
        if words[last + 1].fold in page.lists.cues["organisations"]:
            return first, last + 1
        joins = (
            words[last + 1].fold in page.lists.cues["inner"] and last + 2 < len(words) and words[last + 2].gap == " "
        )
        if (
            joins
            and words[last + 2].case is Case.CAPITAL
            and words[last + 2].text != "I"
            and not is_given(page, words[last + 2])
        ):
            return first, last + 2
    return first, last


def _small(page: Page) -> Iterator[Finding]:
    """Organisations typed in small letters: 'staffs uni', 'towy surgery', 'works at tesco'."""
    words = page.words
    known = page.lists
    for at, word in enumerate(words):
        following = words[at + 1] if at + 1 < len(words) else None
        joined = following is not None and following.gap == " " and not following.opens and not word.owns
        if joined and following is not None and following.fold in _TOLD and _telling(page, at, following):
            yield _finding(page, at, at + 1)
            continue
        if word.case is Case.CAPITAL or (word.everyday and word.fold not in known.cues["employers"]):
            continue
        if joined and following is not None and word.case is Case.SMALL and _workplace(page, at):
            yield _finding(page, at, at + 1)
        elif _employer(page, at):
            yield _finding(page, at, at + 1 if joined and _pair(page, at) else at)


def _taverns(page: Page) -> Iterator[Finding]:
    """'down the red lion', 'outside the White Hart': pubs."""
    for window in around(page, _PUBS, 40, 1):
        for match in _TAVERN.finditer(page.text, *window):
            if page.small or match.group("it").split()[-1][0].isupper():
                offers = ("a pub", "a place in town")
                yield Finding(*match.span("it"), Label.ORGANISATION, Kind.QUASI, "a place in town", offers)


_SHOP = Pattern(
    r"(?i)\b(?:works? at|worked at|working at|job at|shift at|shifts at|booked at|in at|at|manages|runs) "
    r"(?P<it>(?:[a-z]{2,12} ){1,2}(?:'n'|\u2019n\u2019|n) [a-z]{2,12})(?![\w-])"
)
_NO_SHOP = Pattern(
    r"(?i)(?:[a-z]+ )*(?:rock|drum|pick|mac|fish|cut|hit|touch|up|on|in|now|back|his|him|her|me|you|there|here|black|"
    r"wait|stop|toss|home|work|school|night|day|mum|dad) ['\u2019]?n['\u2019]? .*"
)


def _shops(page: Page) -> Iterator[Finding]:
    """'her shift at dine n dash': names of shops, which join two words by a letter."""
    for window in around(page, frozenset(["n"]), 45, 20):
        for match in _SHOP.finditer(page.text, *window):
            if not _NO_SHOP.fullmatch(match.group("it")):
                yield Finding(*match.span("it"), Label.ORGANISATION, Kind.QUASI, "an organisation", ("a shop in town",))


_TOLD = frozenset(["uni", "academy", "surgery", "grammar"])


def _telling(page: Page, at: int, following: Word) -> bool:
    """'staffs uni', 'from woodlands academy': an ordinary word that makes a name of the word after it."""
    word = page.words[at]
    if word.case is not Case.SMALL or not word.everyday or following.case is not Case.SMALL:
        return False
    if word.fold in page.lists.cues["plain_schools"] or word.fold in page.lists.commonest or len(word.fold) < 4:
        return False
    return following.fold == "uni" or page.before(at) in ("at", "from", "to", "for")


def _workplace(page: Page, at: int) -> bool:
    word, following = page.words[at], page.words[at + 1]
    known = page.lists
    if (
        following.fold not in known.cues["organisations"]
        or word.fold in known.field
        or word.fold in known.cues["titles"]
    ):
        return False
    return len(word.fold) > 2 and following.case is Case.SMALL and word.fold != "gp"


def _employer(page: Page, at: int) -> bool:
    word = page.words[at]
    known = page.lists
    before = page.before(at)
    works = any(page.before(at, step) in known.cues["works"] for step in (1, 2, 3, 4, 5, 6))
    if word.fold in known.cues["employers"] and (not word.everyday or works):
        return before in ("at", "for", "in") or works
    if not page.small or word.everyday or word.fold in known.field or len(word.fold) < 2:
        return False
    if word.fold in known.given or before not in ("at", "for", "with", "through"):
        return False
    return works or (before == "at" and page.before(at, 2).endswith(_DOERS))


_DOERS = (
    "er",
    "or",
    "ist",
    "ian",
    "man",
    "woman",
    "chef",
    "cook",
    "clerk",
    "nurse",
    "guard",
    "temp",
    "apprentice",
    "job",
    "shifts",
)


def _pair(page: Page, at: int) -> bool:
    following = page.words[at + 1]
    return not following.everyday and following.fold not in page.lists.field and following.case is Case.SMALL
