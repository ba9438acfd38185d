"""Numbers by which an office knows a person: health, tax, insurance, case, policy, vehicle, bank."""
# ruff: noqa: E501 - a pattern is read whole, with both apostrophes that people type

import re
from collections.abc import Iterator

from supervise.disguise.detect.patterns import CODE, FIGURES, Shape, everywhere, first_words, matched
from supervise.disguise.detect.windows import stretches
from supervise.disguise.findings import Finding, Kind, Label
from supervise.disguise.page import Page
from supervise.disguise.pattern import Pattern

_REFERENCE = ("a reference number",)
_OFFICES = (
    "nhs|hospital|patient|case|crime|ref|reference|policy|claim|file|record|mrn|warrant|collar|badge|member|membership|"
    "invoice|order|payroll|staff|student|passport|licence|license|permit|visa|home office|court|docket|prison|inmate|"
    "service|army|account|booking|incident|log|serial|unit|registration|gmc|nmc|hcpc|bacp|ukcp|pin|customer|client|"
    "ticket|tracking|card|hosp|chi|ni|pps|ssn|dva|medicare|medicaid|npi|dea"
)
_SHAPES = (
    Shape(
        r"(?<![\w-])(?=[A-Z]{0,8}\d)(?=(?:[A-Z]{0,6}\d){3})(?=\d{0,9}[A-Z])[A-Z\d]{6,14}(?![\w-])",
        "a reference number",
        _REFERENCE,
        CODE,
    ),
    Shape(
        r"(?<![\w-])[A-Za-z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-Da-d](?![\w-])",
        "a National Insurance number",
        _REFERENCE,
        FIGURES,
    ),
    Shape(r"(?<![\w-])\d{3}-\d{2}-\d{4}(?![\w-])", "a social security number", _REFERENCE, FIGURES),
    Shape(r"(?<![\w-])\d{7}[A-W][A-IW]?(?![\w-])", "a PPS number", _REFERENCE, FIGURES),
    Shape(r"(?<![\w-])[A-Z]{2}\d{2} ?[A-Z]{3}(?![\w-])", "a vehicle's number plate", ("a car",), CODE),
    Shape(
        r"(?<![\w-])[A-Z]\d{1,3} ?[A-Z]{3}(?![\w-])|(?<![\w-])[A-Z]{3} ?\d{1,3}[A-Z](?![\w-])",
        "a vehicle's number plate",
        ("a car",),
        CODE,
    ),
    Shape(
        r"(?<![\w-])\d{2,3}[- ](?:C|CE|CN|CW|D|DL|G|KE|KK|KY|L|LD|LH|LK|LM|LS|MH|MN|MO|OY|RN|SO|T|TN|TS|W|WD|WH|WX|WW)[- ]\d{1,6}(?![\w-])",
        "a vehicle's number plate",
        ("a car",),
        CODE,
    ),
    Shape(
        r"(?i:\b(?:reg(?:istration)?|plates?|number ?plate|license plate|licence plate)(?: (?:no\.?|number|is))?:? )(?P<it>(?=[A-Za-z0-9 -]{0,8}\d)[A-Za-z0-9]{1,4}[ -]?[A-Za-z0-9]{2,4})\b",
        "a vehicle's number plate",
        ("a car",),
        words=frozenset(["reg", "registration", "plate", "number", "numberplate", "license", "licence"]),
    ),
    Shape(
        r"\bGB\d{2} ?[A-Z]{4}(?: ?\d){14}\b|\bIE\d{2} ?[A-Z]{4}(?: ?\d){14}\b",
        "a bank account",
        ("a bank account",),
        FIGURES,
    ),
    Shape(
        r"(?<![\w-])\d{2}-\d{2}-\d{2}(?:,? (?:a/?c |account )?\d{7,8})(?![\w-])",
        "a bank account",
        ("a bank account",),
        FIGURES,
    ),
    Shape(
        r"(?i:\b(?:sort code|account(?: no\.?| number)?|acct|a/c)(?: is|:)? )(?P<it>\d[\d -]{4,14}\d)",
        "a bank account",
        ("a bank account",),
        FIGURES,
    ),
    Shape(
        r"(?<![\w-])(?:[A-Z]{1,6}\d{0,4}[-/]){1,3}\d{2,10}(?:[-/][A-Za-z0-9]{1,8}){0,3}(?![\w/-])",
        "a reference number",
        _REFERENCE,
        CODE,
    ),
    Shape(r"(?<![\w-])[A-Z]{2,5}[ -]?\d{4,10}(?:[-/]?[A-Z]{1,2})?(?![\w-])", "a reference number", _REFERENCE, CODE),
    Shape(r"(?<![\w/-])\d{2,6}[/-][A-Z]{1,4}[/-]\d{1,8}(?![\w/-])", "a reference number", _REFERENCE, CODE),
    Shape(
        r"(?<![\w-])(?=[A-Z\d-]{0,12}\d)(?=\d{0,12}[A-Z])[A-Z]\d{5,9}[A-Z]?(?![\w-])",
        "a reference number",
        _REFERENCE,
        CODE,
    ),
    Shape(
        rf"(?i:\b(?:{_OFFICES})"
        r"(?: (?:id|no|num|number|ref|reference|code))?\.?(?: is| was|'s|:|,| =| -)? ?#?(?:no\.? |number )?)"
        r"(?P<it>(?=[A-Za-z0-9/. -]{0,20}\d[A-Za-z0-9/. -]{0,6}\d)(?:[A-Z]{1,4}[ /-]?)?\d[\dA-Z]*(?:[ /.-]\d[\dA-Z]*|[/-][A-Z]{1,3}\b){0,5})(?<=[\dA-Z])",
        "a reference number",
        _REFERENCE,
        words=first_words(_OFFICES),
    ),
)
_TEN = Pattern(r"(?<![\w£$€.+-])\d{3}[ -]?\d{3}[ -]?\d{4}(?![\w-]|\.\d)")
_CARD = Pattern(r"(?<![\w-])\d{4}(?:[ -]?\d{4}){2}[ -]?\d{1,4}(?![\w-])")
_LONG = Pattern(r"(?<![\w£$€.,+/-])\d{6,14}(?![\w/-]|[.,]\d)")


def find(page: Page) -> Iterator[Finding]:
    """Numbers of offices, flagged on their shape: people mistype, so a wrong check digit is no excuse."""
    figures = list(stretches(page.text, FIGURES, 30))
    for match in everywhere(_TEN, page, figures):
        reason = "an NHS number" if nhs_number(match.group()) else "a number that an office may know someone by"
        yield Finding(*match.span(), Label.ID, Kind.DIRECT, reason, _REFERENCE)
    for finding in matched(page, _SHAPES, Label.ID, Kind.DIRECT):
        if _is_reference(page.text[finding.start : finding.end]):
            yield finding
    for match in everywhere(_CARD, page, figures):
        reason = "a card number" if luhn(match.group()) else "a long number"
        yield Finding(*match.span(), Label.ID, Kind.DIRECT, reason, ("a card number",))
    for match in everywhere(_LONG, page, figures):
        yield Finding(*match.span(), Label.ID, Kind.DIRECT, "a long number", _REFERENCE)


_SCALES = Pattern(
    r"(?i)(?:core|phq|gad|bdi|bai|wsas|ymrs|madrs|ham|hads|ies|pcl|dass|srs|ors|icd|dsm|ace|moca|edeq|ede|aq|raads|covid|step|level|band|bs|iso|r|item|q|question|session|version|article|section|week|day|grade|year|key stage|ks)[ -]?\d{1,3}[a-z]?"
)


def _is_reference(found: str) -> bool:
    digits = sum(letter.isdigit() for letter in found)
    if digits < 2 or _SCALES.fullmatch(found):
        return False
    return not re.fullmatch(r"(?:19|20)\d\d(?:[/-](?:\d\d|(?:19|20)\d\d))?", found)


def nhs_number(number: str) -> bool:
    """Whether ten digits are a valid NHS number (modulus 11)."""
    digits = [int(letter) for letter in number if letter.isdigit()]
    if len(digits) != 10:
        return False
    check = 11 - sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return (0 if check == 11 else check) == digits[9]


def luhn(number: str) -> bool:
    """Whether the digits end in the check digit that cards use."""
    digits = [int(letter) for letter in reversed(number) if letter.isdigit()]
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return len(digits) > 1 and (sum(digits[0::2]) + sum(doubled)) % 10 == 0
