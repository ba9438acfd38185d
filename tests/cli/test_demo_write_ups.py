"""The write-ups of the demonstration practice as data, and all of it taken away again."""

import os
import subprocess
import sys
from contextlib import closing

import pytest
import yaml
from sqlalchemy import func, select

from supervise.core.config import load
from supervise.core.db import Base, Database
from supervise.disguise import Kind, review
from supervise.writeups.outline import built_in_named
from tests.cli.test_demo_data import (
    DEMO,
    members_of,
    names_no_exact_age,
    points_at_nobody_and_raises_no_voice,
    roles,
)

WRITE_UPS = {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in sorted((DEMO / "writeups").glob("*.yaml"))}
EACH = pytest.mark.parametrize("write_up", WRITE_UPS.values(), ids=WRITE_UPS.keys())


def prose(write_up):
    """Every piece of writing of a write-up and its margin with its place."""
    for section, words in write_up["words"].items():
        cells = [words] if isinstance(words, str) else [cell for row in words for cell in row.values()]
        yield from ((section, cell) for cell in cells)
    for note in write_up["notes"]:
        yield from (("note", words) for words in (note["says"], note.get("wording", "")))
        yield from (("answer", answer["says"]) for answer in note.get("answers", []))


@EACH
def test_a_write_up_follows_its_outline_and_its_margin_its_words(write_up):
    role, outline = roles(write_up), built_in_named(write_up["outline"])
    assert WRITE_UPS[write_up["key"]] is write_up
    assert role[write_up["author"]] == "trainee"
    assert {role[reader] for reader in write_up["readers"]} == {"supervisor"}
    assert list(write_up["words"]) == [section.id for section in outline.sections]
    for section in outline.sections:
        columns = {column.id for column in section.columns}
        assert all(set(row) == columns for row in write_up["words"][section.id] if columns)
    for note in write_up["notes"]:
        said = write_up["words"][note["section"]]
        assert note["about"] in (said[note["row"] - 1][note["column"]] if "row" in note else said)
        assert note["by"] in write_up["readers"]
        everybody = {write_up["author"], *write_up["readers"]}
        assert {answer["by"] for answer in note.get("answers", [])} <= everybody
    assert write_up.get("verified_by", write_up["readers"][0]) in write_up["readers"]


def test_one_write_up_is_being_talked_about_and_one_is_verified():
    assert {"verified_by" in write_up for write_up in WRITE_UPS.values()} == {True, False}


@EACH
def test_what_is_written_up_points_at_nobody_either(write_up):
    written, members = list(prose(write_up)), members_of(write_up)
    points_at_nobody_and_raises_no_voice(written, members)
    names_no_exact_age(written)
    found = [one for _, text in written for one in review(text, known_names=members).findings]
    assert not [one for one in found if one.kind is Kind.DIRECT]


def test_nothing_of_the_practice_is_left_once_it_is_taken_away(tmp_path):
    clean = {name: value for name, value in os.environ.items() if not name.startswith("SUPERVISE_")}
    environ = {**clean, "SUPERVISE_DATA_DIR": str(tmp_path), "SUPERVISE_TEST_QUICK_HASH": "1"}
    for words in (["demo"], ["demo", "--remove"]):
        subprocess.run([sys.executable, "-m", "supervise", *words], env=environ, check=True, capture_output=True)
    with closing(Database(load(environ).database_url)) as database, database.engine.connect() as connection:
        counted = {
            name: connection.scalar(select(func.count()).select_from(table))
            for name, table in Base.metadata.tables.items()
        }
    kept = {"job", "round", "act", "erasure", "search_filling"}
    assert {name: count for name, count in counted.items() if count and name not in kept} == {}
