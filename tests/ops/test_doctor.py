"""`supervise doctor` says what is wrong with an installation and how to mend it."""

import pytest

from supervise.cli.checks import MODULES
from supervise.core import clock
from supervise.ops.schema import unmigrate


@pytest.fixture
def doctor(command, tmp_path):
    def ask(**environ):
        return command(tmp_path / "data", "doctor", SUPERVISE_TEST_QUICK_HASH="", **environ)

    return ask


def wrong(said):
    return [line.removeprefix("WRONG").strip() for line in said.splitlines() if line.startswith("WRONG")]


def test_a_well_installation_has_nothing_to_mend(world, doctor):
    status, said = doctor()
    assert (status, wrong(said)) == (0, [])
    assert "Nothing is wrong." in said


def test_it_can_be_asked_before_there_is_anything(doctor, tmp_path):
    status, said = doctor()
    assert status == 0, said
    assert not (tmp_path / "data" / "supervise.db").exists()


@pytest.mark.parametrize(
    ("environ", "about"),
    [
        ({"SUPERVISE_DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"}, "database: it does not answer."),
        ({"SUPERVISE_BROKER_URL": "redis://127.0.0.1:1/0"}, "broker: it does not answer."),
        ({"SUPERVISE_MAIL_URL": "smtp://"}, "e-mail: SUPERVISE_MAIL_URL is not complete."),
        ({"SUPERVISE_MAIL_URL": "smtp://mail.example.org:many"}, "e-mail: SUPERVISE_MAIL_URL is not complete."),
        ({"SUPERVISE_BASE_URL": "http://s.example.org"}, "address: people would reach it without TLS."),
        ({"SUPERVISE_TRUSTED_PROXIES": "proxy.example.org"}, "proxy: proxy.example.org is not an address."),
        ({"SUPERVISE_LIMITS": "off"}, "settings: SUPERVISE_LIMITS is off."),
        ({"SUPERVISE_IDEL_MINUTES": "5"}, "settings: SUPERVISE_IDEL_MINUTES is not a setting of Supervise."),
    ],
    ids=lambda v: "" if isinstance(v, str) else next(iter(v)),
)
def test_what_is_wrong_is_said_with_how_to_mend_it(world, doctor, environ, about):
    extra = {"SUPERVISE_BASE_URL": "http://s.example.org"} if "TRUSTED" in next(iter(environ)) else {}
    status, said = doctor(**extra, **environ)
    assert status == 1
    assert any(line.startswith(about) for line in wrong(said)), said
    assert said.count("To mend: ") == len(wrong(said))


def test_an_installation_for_others_needs_a_believed_proxy_and_real_e_mail(world, doctor):
    found = wrong(doctor(SUPERVISE_BASE_URL="https://s.example.org")[1])
    assert [line.split(":")[0] for line in found] == ["e-mail", "proxy"]
    status, said = doctor(
        SUPERVISE_BASE_URL="https://s.example.org",
        SUPERVISE_TRUSTED_PROXIES="127.0.0.1",
        SUPERVISE_MAIL_URL="smtps://office:p%40ss@mail.example.org:465",
    )
    assert status == 0, said
    assert "p%40ss" not in said


def test_a_secret_that_others_can_read_is_told(world, doctor, tmp_path):
    (tmp_path / "data" / "secret-key").chmod(0o644)
    assert any("secret-key" in line for line in wrong(doctor()[1]))


def test_a_database_of_an_older_form_is_told(world, doctor):
    unmigrate(world.database, "base")
    status, said = doctor()
    assert status == 1
    assert "To mend: supervise migrate" in said


def test_an_old_backup_is_told(world, doctor, tmp_path):
    folder = tmp_path / "data" / "backups"
    folder.mkdir()
    (folder / "supervise-20200101T020000Z.backup").touch()
    assert any(line.startswith("backup: the newest is older") for line in wrong(doctor()[1]))
    (folder / f"supervise-{clock.now():%Y%m%dT%H%M%SZ}.backup").touch()
    assert doctor()[0] == 0


def test_a_disk_without_room_is_told(world, doctor, monkeypatch):
    monkeypatch.setattr("supervise.cli.checks.ROOM", 2**62)
    assert any(line.startswith("disk: only") for line in wrong(doctor()[1]))


def test_missing_scripts_are_told(world, doctor, monkeypatch):
    monkeypatch.setitem(MODULES, "nothing", "vendor/not-there.js")
    assert any("vendor/not-there.js is missing" in line for line in wrong(doctor()[1]))


def test_what_texts_are_checked_with_is_said(world, doctor):
    assert "disguise check: rules" in doctor()[1]
    assert "disguise check: rules only: the name model is switched off" in doctor(SUPERVISE_DISGUISE="rules")[1]
