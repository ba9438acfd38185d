"""The backup that the server makes by itself, and what its owner reads of it."""

from datetime import UTC, datetime, timedelta

import pytest

from supervise.cli.keeping import keep_by_itself
from supervise.core import clock
from supervise.core.jobs import do_rounds
from supervise.governance.erased import erased
from supervise.home.keeping import said
from supervise.ops.backup import is_due, newest, nightly


@pytest.fixture
def move(tmp_path):
    """Move this process's clock to a moment."""
    file, true = tmp_path / "clock", clock.now()
    clock.follow(file)

    def to(moment: datetime):
        fresh = file.with_suffix(".new")
        fresh.write_text(str((moment - true).total_seconds()))
        fresh.replace(file)

    yield to
    clock.follow(None)


NOON = datetime(2030, 5, 6, 12, tzinfo=UTC)


def test_one_comes_every_night_and_fourteen_stay(world, tmp_path, move):
    keep_by_itself(world.built)
    folder = tmp_path / "data" / "backups"
    for day in range(16):
        for hour in (2, 3, 13):
            move(NOON.replace(hour=hour) + timedelta(days=day, minutes=hour))
            do_rounds(world.database)
    kept = sorted(p.name for p in folder.iterdir() if p.suffix == ".backup")
    assert len(kept) == 14
    assert kept[-1].startswith("supervise-20300521T02")
    assert {name[19:21] for name in kept} == {"02"}
    assert len(list(folder.iterdir())) == 28


def test_a_machine_that_is_off_at_night_gets_its_backup_when_it_comes_on(tmp_path, move):
    move(NOON)
    assert is_due(tmp_path)
    (tmp_path / "supervise-20300505T020000Z.backup").touch()
    assert is_due(tmp_path)
    (tmp_path / "supervise-20300506T020000Z.backup").touch()
    assert not is_due(tmp_path)
    assert newest(tmp_path) == datetime(2030, 5, 6, 2, tzinfo=UTC)


def test_what_a_power_cut_left_unfinished_goes_with_the_next(world, tmp_path):
    folder = tmp_path / "backups"
    folder.mkdir()
    for name in (
        "supervise-20300505T020000Z.backup.abc.unfinished",
        "supervise-20300505T020000Z.backup.abc.unfinished-journal",
    ):
        (folder / name).write_text("half of it")
    with world.work():
        done = nightly(world.database, folder, erased)
    assert sorted(p.name for p in folder.iterdir()) == [done.name, f"{done.name}.erased.json"]


def test_other_files_in_the_folder_are_left_alone(tmp_path):
    for name in ("supervise-before-the-move.backup", "notes.txt"):
        (tmp_path / name).touch()
    assert newest(tmp_path) is None


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2030, 5, 6, 2, 12, tzinfo=UTC), "this morning, 03:12"),
        (datetime(2030, 5, 6, 12, tzinfo=UTC), "this afternoon, 13:00"),
        (datetime(2030, 5, 5, 22, 59, tzinfo=UTC), "yesterday, 23:59"),
        (datetime(2030, 5, 5, 23, 30, tzinfo=UTC), "this morning, 00:30"),
        (datetime(2030, 5, 3, 2, tzinfo=UTC), "on Friday 3 May, 03:00"),
        (datetime(2029, 12, 3, 2, tzinfo=UTC), "on Monday 3 December 2029, 02:00"),
    ],
)
def test_the_time_is_said_as_one_would_say_it(moment, words):
    assert said(moment, datetime(2030, 5, 6, 17, 30, tzinfo=UTC), "Europe/London") == words


def test_the_owner_reads_how_old_the_last_backup_is(world, tmp_path):
    folder = tmp_path / "data" / "backups"
    page = world.client("Owen").get("/owner").text
    assert "There is no backup yet" in page
    folder.mkdir()
    (folder / f"supervise-{clock.now():%Y%m%dT%H%M%SZ}.backup").touch()
    page = world.client("Owen").get("/owner").text
    assert "Last backup: this" in page
    assert "more than two days" not in page


def test_the_owner_is_warned_when_the_last_backup_is_older_than_two_days(world, tmp_path):
    folder = tmp_path / "data" / "backups"
    folder.mkdir()
    (folder / f"supervise-{clock.now() - timedelta(hours=49):%Y%m%dT%H%M%SZ}.backup").touch()
    page = world.client("Owen").get("/owner").text
    assert "Last backup: on" in page
    assert "more than two days ago" in page
