"""The page for the data-protection officer says what this installation really does, and changes with it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

import supervise.app  # noqa: F401  so that every table is known
from supervise.core.db import Base
from supervise.core.sqlite import sqlite3
from supervise.governance.officer.data_map import data_map, said
from supervise.groups import actions as groups
from tests.cast import CAST, World, make_world

SECRET = "marigold"


@contextmanager
def made(folder: Path, **settings: str) -> Iterator[World]:
    world = make_world(folder, **settings)
    try:
        yield world
    finally:
        world.database.close()


def page(world: World, who: str = "Owen") -> str:
    return str(world.client(who).get("/officer").text)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with made(tmp_path) as one:
        yield one


def test_every_table_stands_on_the_map_once(world):
    with world.work():
        told = [table for one in data_map() for table in one.tables]
    assert sorted(told) == sorted(set(told))
    assert set(told) == set(Base.metadata.tables), "say what it is and how long it is kept: officer/data_map.py"


@pytest.mark.parametrize(
    ("settings", "shown", "otherwise"),
    [
        ({"SUPERVISE_IDLE_MINUTES": "7"}, "7 minutes", "15 minutes"),
        ({"SUPERVISE_DISGUISE": "rules"}, "the name model is switched off", "sha256"),
        (
            {"SUPERVISE_MAIL_URL": "smtp://post:secret@mail.example.org:587"},
            "Handed to mail.example.org",
            "no e-mail server is named",
        ),
        (
            {"SUPERVISE_BASE_URL": "https://supervise.example.org", "SUPERVISE_TRUSTED_PROXIES": "127.0.0.1"},
            "Encrypted (TLS), at https://supervise.example.org, through a proxy",
            "Served on this machine only",
        ),
    ],
)
def test_r40_a_setting_that_changes_changes_the_page(tmp_path, settings, shown, otherwise):
    with made(tmp_path / "as it comes") as plain, plain.app.test_request_context():
        assert shown not in page(plain)
        assert settings.get("SUPERVISE_DISGUISE") or otherwise in page(plain)
    with made(tmp_path / "changed", **settings) as world:
        told = officer_of(world)
        assert shown in told
        assert otherwise not in told
        assert "secret" not in told.replace("the secret key", "").replace("secrets", "")


def officer_of(world: World) -> str:
    """Return the owner's page over TLS where the installation asks for that."""
    client = world.app.test_client()
    base = "https://localhost" if world.built.settings.secure else "http://localhost"
    token = client.get("/signin", base_url=base).text.partition('name="csrf_token"')[2]
    form = {
        "email": "owen@example.org",
        "password": "the kettle is on again",
        "csrf_token": token.partition('value="')[2].partition('"')[0],
    }
    assert client.post("/signin", data=form, base_url=base, headers={"Referer": f"{base}/signin"}).status_code == 303
    return str(client.get("/officer", base_url=base).text)


def test_the_policy_it_shows_is_the_one_that_is_sent(world):
    reply = world.client("Owen").get("/officer")
    sent = reply.headers["Content-Security-Policy"]
    nonce = sent.partition("'nonce-")[2].partition("'")[0]
    assert sent.replace(nonce, "…").replace("'", "&#39;") in reply.text


def test_who_may_what_stands_there_as_the_program_itself_asks(world):
    assert "see who signed as &#39;a colleague&#39;" in page(world)
    assert "keep the breach log" in page(world)


def test_nothing_clinical_stands_there_and_only_the_owner_sees_where_things_lie(world, tmp_path):
    with world.work():
        dilemma = world.dilemma("Ben", f"The {SECRET} case.", title=f"A {SECRET} title")
        world.comment("Ada", dilemma, f"A {SECRET} thought.")
        groups.describe_group(
            world.actor("Noa"), world.group_id, name="Thursday group", about=f"About {SECRET}.", zone="Europe/London"
        )
    for who in CAST:
        for path in ("/officer", "/officer/document"):
            reply = world.client(who).get(path)
            assert reply.status_code == 200, who
            assert SECRET not in reply.text
            assert (str(tmp_path) in reply.text) == (who == "Owen"), who
    assert world.client().get("/officer").status_code == 303
    assert "@example.org" not in page(world)


def test_the_document_asks_nobody_for_anything_and_says_the_same(world):
    reply = world.client("Noa").get("/officer/document")
    assert reply.headers["Content-Disposition"].startswith('attachment; filename="data-protection-')
    assert "src=" not in reply.text
    assert "<script" not in reply.text
    assert "<link" not in reply.text
    for told in (sqlite3.sqlite_version, "12 hours", "no sub-processors", "the newest 14 are kept"):
        assert told in reply.text
        assert told in page(world, "Noa")


def test_lengths_of_time_read_as_one_says_them():
    assert [said(timedelta(minutes=m)) for m in (1, 15, 60, 720, 1440, 43_200)] == [
        "1 minute", "15 minutes", "1 hour", "12 hours", "24 hours", "30 days",
    ]  # fmt: skip
