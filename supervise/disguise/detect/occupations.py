"""Jobs few people hold, and common ones made rare by what is said of them."""
# ruff: noqa: E501, RUF001 - a pattern is read whole, with both apostrophes that people type

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from supervise.disguise.detect.windows import around
from supervise.disguise.findings import Finding, Kind, Label
from supervise.disguise.page import Page
from supervise.disguise.pattern import Pattern
from supervise.disguise.sources import source

_BEFORE = (
    r"(?:\b(?:an?|the|our|his|her|my) )?(?:(?:retired|former|ex|ex-|one-time|onetime|part-time|trainee|apprentice|assistant|deputy|senior|"
    r"chief|head|third-generation|fourth-generation|lapsed|failed|celebrated|famous|struck-off|young|professional|semi-professional|"
    r"local|village|town|county|national|world-class|freelance|amateur|champion|working|jobbing|serving|lay|itinerant)[ -]){0,3}"
)
_AFTER = (
    r"(?: (?:at|of|for|on|in|to|with|from|aboard|until|who|whose|round|around|lost) (?:[\w'’&-]{1,24} ){0,5}[\w'’&-]{1,24})?"
    r"(?=[\s,.;:!?)\"”'’]|$)"
)
_NOT_JOB = Pattern(
    r"(?i)\b(?:(?:the|a|my|your|his|her|their|own|inner|harsh|be the|be a|be your|good|bad|no|like a|like an|as a|as if a) )?"
    r"(?:judge|pilot|conductor|monk|nun|spy|clown|referee|miner|boxer|saint|hermit|diplomat|detective|rabbi|magician|actor|comedian|poet|skipper|silk|novice|baron|marine) "
    r"(?:me|him|her|us|them|you|of|scheme|study|in me|inside|project|shirt|blouse|dress)\b"
)
_LIKE = Pattern(
    r"(?i)(?:\b(?:like|as if|as though|inner|become|play|playing|became|be|being|turned? into|cast as|not|feel|felt|am i|i['’]m|was i)(?: \w+)? (?:an?|the|her|his|my)? ?|\b(?:like an?|as if|as though|feel|felt)\b[^.?!]{0,60}|referee between |voice of (?:an?|the) )$"
)
_ONCE = Pattern(r"(?i)\b(?:used to|going to|training to|trained to|about to|hoped to) be (?:an? )?$")
# whoever is met in office ('the judge said') need not be the client
_OFFICIAL = Pattern(
    r"(?i)(?:the |our |his |her |my )?(?:judge|magistrate|coroner|sheriff|bailiff|prosecutor)s?\b(?! (?:at|of|for)\b)"
    r"|(?:our|his|her|my|their|your) (?:local )?(?:bishop|parish priest|rabbi|imam|mp|mayor|councillor|chaplain|prison officer|governor|poet)s?\b(?! (?:at|of|for)\b)"
    r"|(?:the )?(?:nuns|monks|judges|magistrates|bailiffs|footballers|poets|novelists|mps|councillors|pilots|miners)\Z"
)

_CREW = (
    r"(?:an? )?(?:[\w-]{2,16} )?(?:dresser|rigger|runner|stunt (?:man|woman|double|rider)|stuntman|stuntwoman|make-?up artist|"
    r"wig[- ]maker|puppeteer|animator|storyboard artist|continuity girl|script editor|scriptwriter|storyliner|armourer|presenter|"
    r"prop[- ]maker|camera operator|focus puller|extra|body double|voice actor|composer|choreographer)s?"
)
_CREW_WORDS = frozenset(
    (
        "dresser",
        "rigger",
        "runner",
        "stunt",
        "stuntman",
        "stuntwoman",
        "artist",
        "maker",
        "puppeteer",
        "animator",
        "girl",
        "editor",
    )
).union(
    (
        "scriptwriter",
        "storyliner",
        "armourer",
        "presenter",
        "operator",
        "puller",
        "extra",
        "double",
        "actor",
        "composer",
    )
)


@dataclass(frozen=True, slots=True)
class _Jobs:
    lead: Pattern
    rare: Pattern
    firsts: frozenset[str]
    framed: tuple[tuple[frozenset[str], Pattern], ...]
    families: Mapping[str, str]


@cache
def _jobs() -> _Jobs:
    data = source("jobs.yaml")
    families = {job: family for family, jobs in data["families"].items() for job in jobs}
    rare = rf"(?P<job>{_any(families)})(?P<s>s?)\b{_AFTER}"
    common = _any({*data["jobs"], *families})
    rarities = _any(data["rarities"])
    framed = (
        rf"\b(?:the|our|their|its|'s|his|her|my) (?:{rarities})(?:[- ]ever)? (?:[\w-]{{1,20}} ){{0,3}}(?P<job>{common})s?\b{_AFTER}",
        rf"\bone of (?:the |only |just )?(?:two|three|four|five|six|seven|few|last|a handful of|a few)(?: \w+)? (?:[\w-]{{1,20}} ){{0,3}}(?P<job>{common})s\b{_AFTER}",
        rf"\b(?:an? |the )?(?:former|ex|ex-|retired|current|acting|deputy|longest-serving|new)? ?(?P<job>{_any(data['posts'])}) of (?:the|a|an|[A-Z]\w{{1,20}})(?: [\w'’&-]{{1,24}}){{0,5}}",
        rf"\b(?:an? |the )?(?:former|ex|ex-|retired|first|new) (?P<job>(?:[\w-]{{1,20}} )?(?:captain|coach|champion|international|editor|presenter|minister|officer|official|star|chief|commander|head|leader|president|chairman))\b{_AFTER}",
        rf"\b(?:an?|the|our|their) (?:[\w-]{{1,14}} ){{0,2}}(?P<job>champion (?:[\w-]{{2,20}} ){{0,2}}(?!over\b|under\b|number\b|ever\b|never\b|for\b)[\w-]{{2,20}}(?:er|ist|man|woman|or))\b{_AFTER}",
        rf"\b(?P<job>{_CREW}) (?:on|in|for) (?:that|the|an?) (?:[\w'’-]{{1,20}} ){{1,4}}(?:series|soap|sitcom|drama|film|musical|programme|podcast)\b",
        r"\b(?:plays|played|playing) (?P<job>(?:the |second |first |lead |principal )?(?:[\w-]{3,20} )?[\w-]{4,20} (?:in|for|with) (?:an?|the|our|his|her) (?:[\w'’-]{1,20} ){0,3}(?:orchestra|ensemble|philharmonic|quartet|quintet|sextet|octet|symphony|sinfonia|brass band|pipe band|steel band))\b",
    )
    near = (
        frozenset(_first(rarity) for rarity in data["rarities"]),
        frozenset(["one"]),
        frozenset(_first(post) for post in data["posts"]),
        frozenset(["former", "ex", "retired", "first", "new"]),
        frozenset(["champion"]),
        _CREW_WORDS,
        frozenset(["plays", "played", "playing"]),
    )
    compiled = tuple(Pattern(pattern, re.IGNORECASE) for pattern in framed)
    firsts = frozenset(_first(job) for job in families)
    lead = Pattern(rf"(?<![\w-]){_BEFORE}$", re.IGNORECASE)
    return _Jobs(lead, Pattern(rare, re.IGNORECASE), firsts, tuple(zip(near, compiled, strict=True)), families)


def _first(words: str) -> str:
    """The first word, as a page has it."""
    return words.split(maxsplit=1)[0].removesuffix("'s").rstrip("s")


def _any(words: Mapping[str, str] | list[str] | set[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


_LEAD = 70
# 'her last counsellor' is one of hers, not the last of the trade
_OWN = Pattern(r"(?i)(?:his|her|my|our|their) (?:last|only|head|sole) \w+")
_POST_OF = Pattern(
    r"(?i)^(?:the |a )?(?:head|master|leader|owner|chief|keeper|captain|coach|president) of (?:the )?(?:table|house|household|family|queue|day|year|department|sixth|english|maths|science|my|her|his|their|our|it|week|session|all|things|steam)\b"
)


def find(page: Page) -> Iterator[Finding]:
    """Rare jobs and posts, with the words that belong to them; a family of work is offered instead."""
    jobs = _jobs()
    end = 0
    for at in sorted({at for first in page.places.keys() & jobs.firsts for at in page.places[first]}):
        word = page.words[at]
        first = word.start + 3 * word.fold.startswith("ex-")
        match = jobs.rare.match(page.text, first) if first >= end else None
        if match is None or page.text[word.start - 1 : word.start] == "-":
            continue
        start, end = _led(page, jobs, first), match.end()
        if _meant(page, match, start):
            yield _finding(page, match, jobs, start)
    for near, pattern in jobs.framed:
        for window in around(page, near, 25, 170):
            for match in pattern.finditer(page.text, *window):
                if not (_POST_OF.search(match.group()) or _OWN.fullmatch(match.group())):
                    yield _finding(page, match, jobs, match.start())


def _led(page: Page, jobs: _Jobs, start: int) -> int:
    """Where the words before a job that belong to it begin: 'a former'."""
    reach = max(0, start - _LEAD)
    found = jobs.lead.search(page.text[reach:start])
    return reach + found.start() if found else start


def _meant(page: Page, match: re.Match[str], start: int) -> bool:
    """Whether somebody has the job, rather than being likened to it."""
    before = page.text[max(0, start - 40) : start]
    job = match.group("job")
    if job.casefold() in ("mp", "td", "ms for", "mla", "qc", "kc", "sas") and not job.isupper():
        return False
    said = page.text[start : match.end()]
    if _OFFICIAL.match(said):
        return False
    likened = _LIKE.search(before) and not _ONCE.search(before)
    return not likened and not _NOT_JOB.search(page.text[start : match.end() + 12])


def _finding(page: Page, match: re.Match[str], jobs: _Jobs, start: int) -> Finding:
    end = match.end()
    said = page.text[start:end]
    start, end = end - len(said.lstrip()), start + len(said.rstrip())
    family = jobs.families.get(match.group("job").casefold(), "someone with an unusual job")
    several = "s" in match.groupdict() and match.group("s") and said[:2].casefold() != "a "
    offers = ("people with an unusual job",) if several else (family, "someone with an unusual job")
    if said[:4].casefold() == "play":
        offers = (f"{said.split(maxsplit=1)[0]} music with others",)
    return Finding(start, end, Label.OCCUPATION_RARE, Kind.QUASI, "a job few people hold", offers)
