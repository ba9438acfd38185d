"""Dates that could be looked up."""
# ruff: noqa: E501, RUF001 - a pattern is read whole, with both apostrophes that people type

import re
from collections.abc import Iterator
from itertools import product

from supervise.disguise.detect.patterns import everywhere
from supervise.disguise.detect.windows import Window, around, holding, stretches
from supervise.disguise.findings import Finding, Kind, Label
from supervise.disguise.page import Page
from supervise.disguise.pattern import Pattern

_MONTHS = {
    "jan": "winter", "feb": "winter", "mar": "spring", "apr": "spring", "may": "spring", "jun": "summer",
    "jul": "summer", "aug": "summer", "sep": "autumn", "oct": "autumn", "nov": "autumn", "dec": "winter",
}  # fmt: skip
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)"
)
_MONTH_WORDS = frozenset(
    ("january", "february", "march", "april", "june", "july", "august", "sept", "september", "october", "november")
).union(["december"], _MONTHS)
_REACH = 50
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes|s)?|thu(?:r?s?)?|fri|sat(?:ur)?|sun)(?:day)?,? (?:the )?)?"
_YEAR = r"(?:19|20)\d\d"
_SPELT = (
    r"(?:twenty-|thirty-)?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|tenth|eleventh|twelfth|thirteenth|"
    r"fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth"
)
_ON = r"(?:\bon (?:the )?)?"
_BIRTH = r"(?:\b(?:d\.?o\.?b\.?|date of birth|born(?: on)?)(?: is| was|:|,)? {0,2}(?:the )?)"
_FULL = rf"(?:{_DAY}(?: of)?[ -]{_MONTH}\.?,?[ -]{_YEAR}|{_MONTH}\.? {_DAY},? {_YEAR}|\d{{1,2}}[/.-]\d{{1,2}}[/.-](?:\d{{4}}|\d\d)|{_YEAR}-\d\d-\d\d)"

_BORN = Pattern(rf"{_BIRTH}(?P<it>{_FULL}|{_DAY}(?: of)? {_MONTH}|{_MONTH} {_DAY})(?!\w)", re.IGNORECASE)


def _forms(*patterns: str) -> tuple[Pattern, ...]:
    return tuple(Pattern(pattern, re.IGNORECASE) for pattern in patterns)


_OF_MONTH = _forms(
    rf"{_ON}(?<![\w.]){_WEEKDAY}{_DAY}(?: of)?[ -]{_MONTH}\b(?:\.?,?[ -](?:{_YEAR}|['’]\d\d))?(?!\w)",
    rf"{_ON}(?<!\w){_WEEKDAY}{_MONTH}\.? (?:the )?{_DAY}\b(?!:| ?(?:am|pm|people|clients|sessions|weeks|minutes))(?:,? {_YEAR})?(?!\w)",
    rf"(?:\b(?:in|since|by|until|from) )?(?<!\w){_MONTH}\.?,? (?:of )?(?:{_YEAR}|['’]\d\d)(?!\w)",
    rf"(?<!\w)(?:{_MONTH}[/-]){_YEAR}(?!\w)",
    rf"\bthe (?:{_SPELT}) of {_MONTH}\b",
)
_SEPARATED = _forms(
    rf"{_ON}(?<![\w/.£$€-])\d{{1,2}}[/.-]\d{{1,2}}[/.-](?:\d{{4}}|\d\d)(?![\w/-])",
    rf"{_ON}(?<![\w/.-]){_YEAR}-\d\d-\d\d(?![\w/-])",
    rf"{_ON}(?<![\w/.£$€-])(?:0?[1-9]|[12]\d|3[01])/(?:0[1-9]|1[0-2])(?![\w/]|-\d)",
)
_NTH = _forms(
    r"\b(?:on |by |until |since |from |before |after )?the (?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)(?: of (?:the|this|last|next) month)?\b(?! (?:time|session|floor|birthday|year|century|week|day|client|one|person|hour|minute|grade|form|step|street|avenue|baby|child|anniversary|text|message|month))",
    r"\b(?:mon|tues?|wed(?:nes|s)?|thu(?:r?s?)?|fri|sat(?:ur)?|sun)(?:day)?,? (?:the )?(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)\b",
)
_IN_YEAR = _forms(
    r"(?:\b(?:in|since|until|from|by|of|summer|winter|spring|autumn|fall|easter|christmas|year end|end of|early|mid|late|back in|class of) )?(?<![\w£$€.,/#:+-])(?:19[2-9]\d|20[0-4]\d)(?![\w%/:-]|[.,]\d| ?(?:hours|people|words|pounds|euros|dollars|calories|clients|hrs|metres|miles))",
)
_BIRTHS = frozenset(["born", "birth", "dob", "d"])
_SEPARATOR = Pattern(r"\d[/.-]\d")
_ORDINAL = Pattern(r"\d[a-z]", re.IGNORECASE)
_FOUR = Pattern(r"\d{4}")
_YEAR_IN = Pattern(r"(?:19|20)\d\d")
_MONTH_IN = Pattern(rf"(?<![a-z]){_MONTH}(?![a-z])", re.IGNORECASE)
_MODAL_MAY = Pattern(r"(?:on )?(?:\d{1,2} may|may \d{1,2})", re.IGNORECASE)


def find(page: Page) -> Iterator[Finding]:
    """Days, months with a year, and years; a full date of birth points to one person by itself."""
    for match in everywhere(_BORN, page, around(page, holding(page, _BIRTHS), 10, _REACH)):
        yield Finding(*match.span("it"), Label.DATE, Kind.DIRECT, "a date of birth", ("a date I leave out", "long ago"))
    for form, windows in _windows(page):
        for match in everywhere(form, page, windows):
            said = match.group()
            if _MODAL_MAY.fullmatch(said) and "May" not in said and not page.small:
                continue
            yield Finding(*match.span(), Label.DATE, Kind.QUASI, _reason(said), instead(said))


def _windows(page: Page) -> Iterator[tuple[Pattern, list[Window]]]:
    """The forms of a date, each with the stretches in which it could stand."""
    for forms, windows in (
        (_OF_MONTH, around(page, holding(page, _MONTH_WORDS), _REACH, _REACH)),
        (_SEPARATED, stretches(page.text, _SEPARATOR, _REACH)),
        (_NTH, stretches(page.text, _ORDINAL, _REACH)),
        (_IN_YEAR, stretches(page.text, _FOUR, _REACH)),
    ):
        yield from product(forms, [list(windows)])


def _reason(said: str) -> str:
    return (
        "a year"
        if re.fullmatch(r"(?:\D+ )?\d{4}", said) and not _MONTH_IN.search(said)
        else "a date that could be looked up"
    )


def instead(said: str) -> tuple[str, ...]:
    """A season or a distance, with the preposition the sentence needs."""
    low = said.casefold()
    lead = next(
        (
            word
            for word in ("on", "in", "since", "by", "until", "from", "before", "after", "of")
            if low.startswith(word + " ")
        ),
        "",
    )
    month = _MONTH_IN.search(said)
    year = _YEAR_IN.search(said)
    if year and (not month or "/" in said):
        return _years_ago(lead, int(year.group()))
    if month:
        season = f"the {_MONTHS[month.group()[:3].casefold()]}"
        if lead in ("on", "in"):
            return (f"in {season}", "some time ago")
        return (f"{lead} {season}".strip(), f"{lead} {season.replace('the', 'one')}".strip())
    if lead == "on":
        return ("one day", "not long ago")
    return (f"{lead} one day that month".strip(), f"{lead} that week".strip())


def _years_ago(lead: str, year: int) -> tuple[str, ...]:
    decade = f"the {'nineteen-' if year < 1950 else ''}{_decade(year)}" if year < 2000 else "a few years back"
    if lead in ("in", "on", ""):
        return ("some years ago", f"in {decade}") if year < 2000 else ("a few years ago", "some time ago")
    return (f"{lead} {decade}", "some years ago")


def _decade(year: int) -> str:
    names = ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties")
    return names[min(max((year % 100) // 10 - 2, 0), 7)]
