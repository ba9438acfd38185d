"""Ways to reach somebody: e-mail, telephone, web and street addresses, postcodes, user names."""
# ruff: noqa: E501, RUF001 - a pattern is read whole, with both apostrophes that people type

import re
from collections.abc import Iterator

from supervise.disguise.detect.ids import nhs_number
from supervise.disguise.detect.patterns import (
    AT,
    CODE,
    DOT,
    FIGURES,
    HOUSE,
    LETTER,
    SCORE,
    Shape,
    everywhere,
    first_words,
    matched,
)
from supervise.disguise.detect.windows import stretches
from supervise.disguise.findings import Finding, Kind, Label
from supervise.disguise.page import Page
from supervise.disguise.pattern import Pattern

_STREETS = (
    "street|st|road|rd|avenue|ave|lane|ln|close|crescent|cres|drive|dr|way|terrace|place|court|gardens|gdns|grove|"
    "square|row|walk|mews|hill|rise|view|park|parade|green|quay|wharf|boulevard|blvd|circus|embankment|villas|mount|"
    "vale|croft|broadway|buildings|mansions|heights|estate|drove|gate|wynd|brae|bank|cottages"
)
_POSTCODE = r"[A-Z]{1,2}\d[A-Z\d]?[ ]?\d[A-Z]{2}"
_EIRCODE = r"[AC-FHKNPRTV-Y]\d[\dW][ ]?[\dAC-FHKNPRTV-Y]{4}"
_FLATS = "flat|apt|apartment|unit|suite|room|rm|ward|bed|house"
_FLAT = f"(?:{_FLATS})"
_DWELLING = "lives|live|lived|living|stays|stayed|staying|lodges|lodging"
_SMALL_STREETS = "street|road|rd|avenue|ave|lane|crescent|drive|terrace|gardens|grove|mews"

_SHAPES = (
    Shape(r"\b[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}\b", "an e-mail address", ("an e-mail address",), AT),
    Shape(
        r"\b[\w.+-]{2,64} ?\(at\) ?[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}\b", "an e-mail address", ("an e-mail address",), AT
    ),
    Shape(r"\b(?:https?://|www\.)[^\s<>\"')\]]{3,300}", "a web address", ("a web page",), DOT),
    Shape(
        r"\b(?:[a-z0-9-]{2,40}\.){1,3}(?:com|co\.uk|org|org\.uk|net|ie|io|info|me|app|uk|edu|gov|nhs\.uk|ac\.uk)\b(?:/[^\s<>\"')\]]{0,200})?",
        "a web address",
        ("a web page",),
        DOT,
    ),
    Shape(r"(?<![\w@.])@[A-Za-z0-9_](?:[\w.]{0,40}\w)?", "a user name", ("a user name",), AT),
    Shape(r"\bu/[A-Za-z0-9_-]{3,30}\b", "a user name", ("a user name",), SCORE),
    Shape(
        r"(?i:\b(?:user ?name|handle|insta(?:gram)?|snap(?:chat)?|gamertag|tiktok|discord|skype|twitter)(?: (?:name|id|handle|account))?(?: is|'s|:|,| =)? {0,2}[\"“']?)(?P<it>(?=[\w.]{0,30}[\d_.])[A-Za-z][\w.]{2,29}\w)",
        "a user name",
        ("a user name",),
        SCORE,
    ),
    Shape(
        r"\b[A-Za-z]{2,24}(?:_[A-Za-z0-9]{1,24}){1,3}\b|\b[a-z]{3,20}_?\d{2,6}(?![\w%])(?<!mp3)(?<!mp4)",
        "a user name",
        ("a user name",),
        SCORE,
    ),
    Shape(
        rf"(?i:\b{_FLAT},? )\d{{1,4}}[A-Za-z]?,? (?:[A-Z][\w'’]{{1,20}},? ){{1,4}}(?i:{_STREETS}|house|point|tower|lodge)\b(?:,? {_POSTCODE})?",
        "an address",
        ("an address", "where my client lives"),
        words=first_words(_FLATS),
    ),
    Shape(
        rf"\b\d{{1,4}}[A-Za-z]?,? (?:[A-Z][\w'’.-]{{1,20}} ){{1,3}}(?i:{_STREETS})\b\.?(?:,? (?:[A-Z][\w'’]{{1,20}},? ){{0,2}}{_POSTCODE})?",
        "an address",
        ("an address", "a street near there"),
        HOUSE,
    ),
    Shape(
        rf"(?<![\w£$€.:/])(?!(?:1st|2nd|3rd))\d{{1,4}}[a-d]? (?!(?:a|the|of|more|by|min|mins|minutes|hours|days|weeks|months|years|people|clients|or|and|to|on|in|at|pm|am|from|through|down|per)\b)[a-z][a-z'’]{{2,20}} (?:[a-z][a-z'’]{{2,20}} )?(?:{_SMALL_STREETS})\b",
        "an address",
        ("an address",),
        words=first_words(_SMALL_STREETS),
    ),
    Shape(
        rf"(?i:\b{_FLAT} (?:no\.? |number )?)\d{{1,4}}[A-Za-z]?\b(?! (?:and|hours|minutes|sessions|weeks))",
        "a room or flat",
        ("a room",),
        words=first_words(_FLATS),
    ),
    Shape(
        rf"(?i:\b(?:{_DWELLING})(?: (?:just|still|now|alone|up|round|over|down|here|with \w{{2,12}}))? (?:at|in) )"
        r"(?P<it>(?i:(?:number|no\.?) )\d{1,4}[A-Za-z]?(?i: the [a-z'’]{3,20})?"
        r"|\d{1,4}[A-Za-z]? (?i:the [a-z'’]{3,20}))(?![\w%])",
        "an address",
        ("an address",),
        words=first_words(_DWELLING),
    ),
    Shape(rf"(?<![\w-]){_POSTCODE}(?![\w-])", "a postcode", ("a postcode",), CODE),
    Shape(r"(?i:(?<![\w-])[a-z]{1,2}\d[a-z\d]? \d[a-z]{2}(?![\w-]))", "a postcode", ("a postcode",), LETTER),
    Shape(rf"(?<![\w-])(?![A-Z]\d{{4}}[A-Z]{{2}}\b){_EIRCODE}(?![\w-])", "a postcode", ("a postcode",), CODE),
    Shape(r"\b[A-Z]{2} \d{5}(?:-\d{4})?\b", "a ZIP code", ("a ZIP code",), CODE),
    Shape(
        r"(?i:\bzip(?: code)?:? )(?P<it>\d{5}(?:-\d{4})?)\b", "a ZIP code", ("a ZIP code",), words=frozenset(["zip"])
    ),
    Shape(r"(?i:\bp\.?o\.? box )\d{1,6}\b", "an address", ("an address",), words=frozenset(["box"])),
)
_PHONE = Pattern(r"(?<![\w£$€#/.-])(?:\+|00)?\(?\d(?:[ ().-]{0,2}\d){6,14}(?![\w/]|[.-]\d)")
_PHONE_HINT = Pattern(
    r"(?:tel|phone|mobile|mob|number|ring|call|text|fax|cell|whatsapp|voicemail)\W{0,3}[\w' ]{0,14}$", re.IGNORECASE
)


def find(page: Page) -> Iterator[Finding]:
    """E-mail and web addresses, user names, street addresses, postcodes and telephone numbers."""
    yield from matched(page, _SHAPES, Label.CONTACT, Kind.DIRECT)
    for match in everywhere(_PHONE, page, stretches(page.text, FIGURES, 30)):
        digits = sum(letter.isdigit() for letter in match.group())
        before = page.text[max(0, match.start() - 30) : match.start()]
        if _OFFICE.search(before):
            continue
        if _dials(match.group(), digits) or (digits >= 7 and _PHONE_HINT.search(before)):
            yield Finding(*match.span(), Label.CONTACT, Kind.DIRECT, "a telephone number", ("a telephone number",))


_OFFICE = Pattern(r"(?i)\b(?:nhs|case|ref|reference|policy|account|hospital|claim|crime|record)\b[\w .:#'-]{0,12}$")
_TEN = Pattern(r"\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}")


def _dials(number: str, digits: int) -> bool:
    """Whether a run of digits is written as a telephone number of Britain, Ireland or North America is."""
    start = number.lstrip("(")
    if start.startswith(("+", "00")):
        return 8 <= digits <= 15
    if start.startswith("0"):
        return 9 <= digits <= 11 and not re.fullmatch(r"\d{3}-\d{2}-\d{4}", number)
    if re.fullmatch(r"1[ .-]\d{3}[ .-]\d{3}[ .-]\d{4}|555[ -]\d{4}", number):
        return True
    return digits == 10 and bool(_TEN.fullmatch(number)) and not nhs_number(number)
