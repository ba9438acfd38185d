"""Exact ages, in digits and in words; durations, scores, turns and clock times left alone."""
# ruff: noqa: E501, RUF001 - a pattern is read whole, with both apostrophes that people type

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from supervise.disguise.detect.windows import Window, around, holding, joined, stretches
from supervise.disguise.findings import Finding, Kind, Label
from supervise.disguise.grammar import owner
from supervise.disguise.page import Page
from supervise.disguise.pattern import Pattern

_ONES = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_TEENS = ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_VALUE = {word: value for value, word in enumerate((*_ONES, *_TEENS), 1)}
_VALUE |= {word: 10 * value for value, word in enumerate(_TENS, 2)}
_VALUE |= {f"{ten}{gap}{one}": _VALUE[ten] + _VALUE[one] for ten in _TENS for one in _ONES for gap in "- "}

_SPELT = rf"(?:(?:{'|'.join(_TENS)})[- ](?:{'|'.join(_ONES)})|{'|'.join((*_TEENS, *_TENS))}|{'|'.join(_ONES)})"
_BIG = rf"(?:(?:{'|'.join(_TENS)})[- ](?:{'|'.join(_ONES)})|{'|'.join(_TEENS[1:])}|{'|'.join(_TENS)})"
_NUMBER = r"(?:1[01]\d|[1-9]\d?)"
_NOT_AGE = (
    r"(?! ?(?:%|per ?cent|p\b|quid|pounds?|euros?|dollars?|min\b|mins\b|minutes?|hours?|hrs?\b|days?|weeks?|wks?\b|months?|mths?\b|"
    r"sessions?|times|people|clients|st\b|nd\b|rd\b|th\b|pm\b|am\b|o'?clock|miles?|km\b|kg\b|mg\b|stone\b|lbs?\b|of\b|or\b|to\b|per\b|"
    r"years? (?:ago|in|of|with|at|as|now|later|since|clean|sober|together|married|qualified|after|before|into|on|for|out|apart|running|in a row|straight)|"
    r"more|other|letters?|texts?|messages?|calls?|e?mails?|patients|cases|words|questions|turns?|points?|out of|things|pages|years? (?:we|i|she|he|they)\b|x\b|and a half (?:hours?|years?|weeks?))|[\d£$€:/%]|\.\d)"
)
_SHE = r"(?:s?he|they|I|i|we|who|client|patient|mother|mum|mom|father|dad|son|daughter|brother|sister|husband|wife|partner|boy|girl|man|woman|lad|kid|now|only|just|barely|nearly|almost|about)"
_ADVERBS = (
    r"(?:(?:only|just|now|nearly|almost|barely|about|around|already|still|what,?|all of|also|maybe|perhaps|even|not yet|not even|coming up|"
    r"going on|pushing|hardly|well over|probably|rising) ){0,2}"
)


def _forms(*patterns: str) -> tuple[Pattern, ...]:
    return tuple(map(Pattern, patterns))


_OLD = (Pattern(rf"(?P<it>(?:{_NUMBER}|{_SPELT})[- ]?(?:years?|yrs?)[- ]olds?)\b", re.IGNORECASE),)
_IN_DIGITS = _forms(
    rf"(?P<it>\b(?:{_NUMBER}) ?(?:yo|y/o|yr old|yrs old|yr olds|y\.o\.))(?!\w)",
    rf"(?i:\b{_SHE}(?:['’](?:s|m|re)| is| was| am| are| were| be| be\b)) {_ADVERBS}(?P<it>{_NUMBER})\b{_NOT_AGE}(?!['’]?s\b)(?! ?[-–] ?\d)",
    rf"\((?:(?:[MFmf]|male|female|man|woman|she|he|they)[,/ ]{{0,2}})?(?P<it>{_NUMBER})(?:,? ?[MFmf]\b)?(?=[),;]){_NOT_AGE}",
    rf"(?<=[^\W\d_], )(?P<it>{_NUMBER})(?=[,;.)]|$|\n| and\b| from\b| with\b| who\b| works\b| lives\b| at\b| in\b){_NOT_AGE}(?<!page \d\d)",
    rf"(?:^|\n|[.!?;] |[.!?]['\"”)] )(?P<it>{_NUMBER})(?=, ?[^\W\d_]|\. [^\W\d_]|\n|$){_NOT_AGE}",
    rf"(?<![\w.-])(?P<it>{_NUMBER} ?[MFmf]|[MFmf] ?/ ?{_NUMBER}|[MF]{_NUMBER})(?![\w/])",
    rf"(?i:\b(?:my|his|her|their|our|a|the) )(?P<it>{_NUMBER})(?i:(?= (?:year[- ]old)))",
    rf"(?i:\b(?:son|daughter|brother|sister|twins?|boy|girl|kids?|children|child|grandson|granddaughter|nephew|niece|lad|mum|dad|mother|father|wife|husband|client|man|woman)),? (?P<it>{_NUMBER}(?: and {_NUMBER})?)\b{_NOT_AGE}(?=[,.;)]| (?:and|who|has|is|was|from|in)\b|$)",
    rf"(?i:\b(?:hes|shes)) {_ADVERBS}(?P<it>[1-9]\d)\b{_NOT_AGE}(?! ?(?:steps?|k\b|grand|mil|seconds?|secs?|degrees|stories|storeys))",
    rf"(?i:, (?:is|was)) {_ADVERBS}(?P<it>[1-9]\d)\b{_NOT_AGE}(?=[,.;]| and\b| but\b)",
    rf"(?i:\b(?:birthday|party))(?:,| -| was| is)? (?P<it>{_NUMBER})\b{_NOT_AGE}",
    rf"\b(?P<it>(?:{_NUMBER}th|{_NUMBER}st|{_NUMBER}nd|{_NUMBER}rd) birthday)\b",
    rf"(?i:\b(?:at|since|by) )(?P<it>1[3-9]|[2-9]\d)(?=[,.;]| (?:s?he|they|her|his|when|and)\b){_NOT_AGE}",
    rf"(?i:\b(?!(?:it|that|this|score|there|one|fee|limit|number|total|max|session|result|price|rate|answer|what|here|which|count|list|room|hour|time|temperature|ratio|waist|size|week|day|page|step|half|average|minimum|maximum)\b)[^\W\d_]{{2,20}} (?:is|was|isn['’]t) |\b(?:hes|shes|im|iam|theyre) ){_ADVERBS}(?P<it>[1-9]\d)\b{_NOT_AGE}(?=[,.;:)!?]|$| (?:and|now|but|with|next|this|on|in|so|from|when|works|lives|has|who|single|married|doing|studying)\b)",
    r"\b[Aa]t (?P<it>[2-9]\d) (?=I(?:['’]m|['’]ve| am| was| have| had| feel| felt| come| still| am|['’]d) )",
    rf"(?i:\b(?:s?he|who|they|i|client|mum|dad)(?:['’]ll| will) (?:be|turn) )(?P<it>[2-9]\d)\b{_NOT_AGE}(?=[,.;!?]|$| (?:in|on|this|next|and|soon|when)\b)",
    rf"(?i:\b(?:s?he(?:['’]s)?|they|i|just|not long|well) gone )(?P<it>[2-9]\d)\b{_NOT_AGE}(?=[,.;!?]|$| (?:and|but|now)\b)",
    rf"\b(?:now|just turned|nearly|almost) (?P<it>{_NUMBER})(?=[,.;]){_NOT_AGE}",
)
_IN_WORDS = _forms(
    rf"(?i:\b{_SHE}(?:['’](?:s|m|re)| is| was| am| are)) {_ADVERBS}(?P<it>{_BIG})(?=[,.;:)!?]|$| and\b| when\b| but\b| now\b| next\b| this\b| last\b| with\b| going\b)",
    rf"(?i:\b(?:s?he|they|i|who|client|son|daughter|brother|sister|boy|girl|kid|child|little one|eldest|youngest|middle one)(?:['’](?:s|m|re)| is| was)|\b(?:hes|shes|im)) {_ADVERBS}(?P<it>{'|'.join(_ONES[1:])}|ten)(?=[,.;)!?]|$| and (?:has|had|is|was|s?he|i|lives|a half[,.])| when| but| now)(?!, (?:{'|'.join(_ONES)}))",
    rf"(?:^|[.!?\n] )(?P<it>{_BIG})(?=, (?:and |a |an |from |works |lives |single|married|divorced|widowed))",
    rf"(?i:\b(?:s?he|son|daughter|boy|girl|eldest|youngest|little one|child)(?:['’]s| is| was) )(?P<it>{_SPELT} and a half)\b(?! (?:hours?|years?|weeks?|minutes?|months?))",
    rf"\b(?:at|since|by) (?P<it>{'|'.join((*_TEENS[3:], *_TENS))})\b{_NOT_AGE}(?! (?:to|past|or|and|five|ten)\b)",
    rf"\b[A-Z][^\W\d_]{{2,20}} (?:is|was) (?P<it>{'|'.join((*_ONES[1:], *_TEENS))})(?=[,.;]| and\b)",
)
_IN_EITHER = _forms(
    rf"(?i)\b(?P<it>(?:aged?|age:|age of|turned|turning|turns) (?:{_NUMBER}|{_SPELT}))\b{_NOT_AGE}(?!['’]?s\b)(?! (?:hour|minute|day|week|month|time|into|round|away|up|down))",
    rf"(?i:\b(?:boy|girl|kid|child|lad|man|woman|daughter|son|lodger|someone|somebody)\b[^.?!\n,]{{0,24}}, (?:about|maybe|perhaps|around|aged|barely|no more than|not more than) )(?P<it>{_NUMBER}|{_SPELT})(?=[,.;)]|$)",
    rf"(?i:\bare )(?P<it>{_NUMBER}|{_SPELT}) and (?:{_NUMBER}|{_SPELT})(?=[.;!?]|$)",
    rf"(?i:\bare )(?:{_NUMBER}|{_SPELT}) and (?P<it>{_NUMBER}|{_SPELT})(?=[.;!?]|$)",
    rf"(?i:how old [^.?\n]{{0,25}}\?[\"'”’]? (?:\w{{1,12}}: ?)?[\"'“‘]?)(?P<it>{_NUMBER}|(?i:{_SPELT}))\b",
)
_FEW = Pattern(r"(?<!\d)\d{1,3}(?!\d)")
_READ = Pattern(rf"\d{{1,3}}|{_SPELT}", re.IGNORECASE)
_OLDS = frozenset(["old", "olds"])
_WORDS = frozenset([*_TENS, *_TEENS, *_ONES[1:]])
_AROUND, _BEYOND = 45, 24
_CLOCK = Pattern(
    r"(?:\bat|session|week|day|month|page|chapter|turn|step|line|no\.?|number|room|flat|bus|item|score[ds]?|scoring|grade|year|level|size|times|x|by|channel|radio|band|ward|platform|gate|question|aged) ?$",
    re.IGNORECASE,
)


def find(page: Page) -> Iterator[Finding]:
    """Exact ages of people. What is offered instead is the decade, with the pronoun the text uses."""
    seen: set[tuple[int, int]] = set()
    for window, forms in _windows(page):
        for match in chain.from_iterable(form.finditer(page.text, *window) for form in forms):
            span = match.span("it")
            if span not in seen and _is_age(page, match.group("it"), *span):
                seen.add(span)
                yield _finding(page, *span)


def _windows(page: Page) -> Iterator[tuple[Window, tuple[Pattern, ...]]]:
    """The stretches in which an age could stand, each with the forms it could have there."""
    old = around(page, holding(page, _OLDS), _AROUND, 2)
    digits = list(stretches(page.text, _FEW, _AROUND, _BEYOND))
    words = list(around(page, holding(page, _WORDS), _AROUND, _AROUND))
    either = joined([*stretches(page.text, _FEW, _AROUND), *words])
    for windows, forms in ((old, _OLD), (digits, _IN_DIGITS), (words, _IN_WORDS), (either, _IN_EITHER)):
        yield from ((window, forms) for window in windows)


def _is_age(page: Page, said: str, start: int, end: int) -> bool:
    """Whether a number that stands as an age does is one: no time of the clock, and nobody likened to a child."""
    before = page.text[max(0, start - 24) : start]
    if said.isdigit() and _CLOCK.search(before[-10:]):
        return bool(_AT_AGE.fullmatch(page.text[max(0, start - 4) : end]))
    return not ("old" in said and _LIKENED.search(before))


_AT_AGE = Pattern(r"(?i)(?:^|\W)at (?:2[5-9]|[3-9]\d)")  # no clock goes so far
_LIKENED = Pattern(r"(?i)\b(?:feel(?:s|ing)?|felt|like|as if|as though|since|inner)(?: \w+){0,2} ?$")
_BESIDE_IN_WORDS = Pattern(rf"(?i:, (?P<it>{_BIG}|{'|'.join(_ONES[2:])}))(?=, (?!{'|'.join(_ONES)}))")
_BESIDE = Pattern(rf" \(?(?P<it>[1-9]\d)\b(?=[,.;)]|$|\n| (?:from|at|works?|lives?|student)\b){_NOT_AGE}")


def beside(page: Page, found: Sequence[Finding]) -> Iterator[Finding]:
    """'deirdre 19, student', 'Noor, eleven, hid': a number straight after somebody's name."""
    for finding in found:
        if finding.label is not Label.PERSON:
            continue
        match = _BESIDE.match(page.text, finding.end) or _BESIDE_IN_WORDS.match(page.text, finding.end)
        if match is not None:
            yield _finding(page, *match.span("it"))


def _finding(page: Page, start: int, end: int) -> Finding:
    said = page.text[start:end]
    found = _READ.search(said)
    value = _VALUE.get(found.group().casefold().replace("  ", " "), 0) if found else 0
    if found and found.group().isdigit():
        value = int(found.group())
    follows = page.text[end : end + 12]
    return Finding(start, end, Label.AGE, Kind.QUASI, "an exact age", instead(said, value, owner(page, start), follows))


def instead(said: str, value: int, whose: str, follows: str = "") -> tuple[str, ...]:
    """The decade, or the time of life, in the shape in which the age was given."""
    low = said.casefold()
    if "old" in low and "-" in low and not low.endswith("s"):
        return (_noun(value) if _STANDS_ALONE.match(follows) else _adjective(value),)
    if "birthday" in low:
        return ("birthday", "big birthday")
    if low.startswith("turn"):
        return (f"{'had' if low.startswith('turned') else 'having'} a birthday",)
    return (phrase(value, whose), _adjective(value))


def phrase(value: int, whose: str) -> str:
    """'in her forties', 'in his late teens', 'of primary-school age'."""
    if value < 5:
        return "very young"
    if value < 12:
        return "of primary-school age"
    if value < 20:
        return f"in {whose} {'early' if value < 15 else 'mid' if value < 18 else 'late'} teens"
    if value >= 90:
        return f"in {whose} old age"
    return f"in {whose} {_TENS[value // 10 - 2].removesuffix('y')}ies"


_STANDS_ALONE = Pattern(
    r"$|[^\w ]| (?:who|is|was|has|had|because|and|but|in|at|with|from|to|for|when|as|on|so|said|says)\b"
)


def _noun(value: int) -> str:
    return "child" if value < 12 else "teenager" if value < 20 else "adult"


def _adjective(value: int) -> str:
    steps = ((5, "very young"), (12, "young"), (20, "teenage"), (36, "young"), (60, "middle-aged"), (130, "older"))
    return next((word for limit, word in steps if value < limit), "older")
