"""The shape of the code: small files and functions, telling names, and one place for time, ids and settings."""

import re
from statistics import median

import pytest

from tests.house.source import ROOT, files, functions, halves, imported, named, parsed, under, used

LONGEST_FILE, MEDIAN_FILE, LONGEST_FUNCTION = 300, 100, 50
CODE = ("supervise/", "tools/", "bench/", "tests/")
BANNED = re.compile(r"^(utils?|helpers?|misc|manager|base_.*)$")
CLOCK = re.compile(
    r"\b(datetime\.(now|utcnow|today|fromtimestamp)|date\.today|time\.(time|time_ns|sleep|localtime|gmtime))$"
)
IDS = re.compile(r"^(uuid\.uuid\d|secrets\.\w+|random\.\w+|os\.urandom)$")
SQLITE = re.compile(r"^(sqlite3|pysqlite3\.\w+)$")
SETTINGS = re.compile(r"^os\.(environ|getenv)\b")


def lines(path):
    return len(path.read_text().splitlines())


def test_no_file_is_longer_than_three_hundred_lines():
    scripts_and_pages = [
        *under("static/", suffix=".js"),
        *under("static/", suffix=".css"),
        *under("templates/", suffix=".html"),
    ]
    long = [f"{named(p)}: {lines(p)}" for p in [*under(*CODE), *scripts_and_pages] if lines(p) > LONGEST_FILE]
    assert not long


def test_the_middle_file_is_shorter_than_a_hundred_lines():
    assert median(lines(p) for p in under("supervise/") if p.name != "__init__.py") < MEDIAN_FILE


def test_no_function_is_longer_than_fifty_lines():
    long = [
        f"{named(p)}:{f.lineno} {f.name}"
        for p in under("supervise/", "tools/", "bench/")
        for f in functions(p)
        if (f.end_lineno or f.lineno) - f.lineno + 1 > LONGEST_FUNCTION
    ]
    assert not long


def test_no_file_has_a_name_that_says_nothing():
    folders = ("supervise/", "tools/", "bench/", "tests/", "static/js/", "static/css/", "templates/")
    kept = [p for p in files() if named(p).startswith(folders)]
    vague = {named(p) for p in kept if any(BANNED.match(part.split(".")[0]) for part in p.relative_to(ROOT).parts)}
    assert not vague


def test_nothing_is_imported_inside_a_function():
    inside = [
        f"{named(p)}:{line} {name}"
        for p in under("supervise/", "tools/")
        for f in functions(p)
        for line, name in imported(f)
    ]
    assert not inside


@pytest.mark.parametrize(
    ("names", "places", "instead"),
    [
        (CLOCK, {"supervise/core/clock.py"}, "supervise.core.clock"),
        (IDS, {"supervise/core/ids.py", "supervise/core/config.py"}, "supervise.core.ids"),
        (SETTINGS, {"supervise/core/config.py"}, "supervise.core.config"),
        (SQLITE, {"supervise/core/sqlite.py"}, "supervise.core.sqlite"),
    ],
    ids=["time", "ids and secrets", "settings", "the one SQLite of a process"],
)
def test_each_has_one_place(names, places, instead):
    elsewhere = [
        f"{named(p)}:{line} {name} (use {instead})"
        for p in under("supervise/")
        if named(p) not in places
        for line, name in [*used(parsed(p)), *imported(parsed(p))]
        if names.search(name)
    ]
    assert not elsewhere


def test_the_domain_half_says_what_its_functions_do():
    silent = [
        f"{named(p)}:{f.lineno} {f.name}"
        for p in halves()[0]
        for f in parsed(p).body
        if f.__class__.__name__ == "FunctionDef" and not f.name.startswith("_") and not _documented(f)
    ]
    assert not silent


def _documented(function):
    first = function.body[0]
    return first.__class__.__name__ == "Expr" and isinstance(getattr(first.value, "value", None), str)


def test_what_knows_the_pages_neither_asks_the_database_nor_writes():
    reaching = [
        f"{named(p)}:{line} {name}"
        for p in halves()[1]
        for line, name in imported(parsed(p))
        if name.startswith("sqlalchemy") or name in {"supervise.core.db.session", "supervise.core.db.transaction"}
    ]
    assert not reaching
