"""Backup and restore: consistent while people write, whole or refused, and nothing erased comes back."""

import json
import stat
import threading
from contextlib import closing

import pytest
from sqlalchemy import func, select

from supervise.core import clock
from supervise.core.config import load
from supervise.core.db import Database, transaction
from supervise.core.sqlite import sqlite3
from supervise.dilemmas import comments as thread
from supervise.dilemmas.actions import withdraw
from supervise.dilemmas.models import Comment, Dilemma, Withdrawal
from supervise.dilemmas.rounds import destroy_withdrawn
from supervise.governance.erased import erased
from supervise.ops.backup import CannotKeep, back_up, restore
from supervise.texts.models import Revision
from tests.cast import PASSWORD, World, create_app, csrf, email, words

SAID = "I wonder what that was like."


def reopened(folder, group_id="") -> World:
    settings = load({"SUPERVISE_DATA_DIR": str(folder), "SUPERVISE_TEST_QUICK_HASH": "1"})
    return World(create_app(settings, Database(settings.database_url)), group_id=group_id)


def bodies(world):
    with world.database.work() as db:
        return set(db.scalars(select(Revision.body)))


def test_r29_a_backup_taken_while_people_write_is_one_moment_of_the_practice(world, tmp_path):
    with world.work():
        dilemma = world.dilemma()
    enough, stop, posted = threading.Event(), threading.Event(), []

    def write():
        while not stop.is_set():
            with world.work():
                posted.append(world.comment("Ben", dilemma).id)
            if len(posted) == 5:
                enough.set()

    writer = threading.Thread(target=write)
    writer.start()
    assert enough.wait(30)
    with world.work():
        done = [back_up(world.database, tmp_path / f"{n}.backup", erased) for n in range(3)]
    stop.set()
    writer.join(30)
    for one in done:
        with closing(sqlite3.connect(one)) as copy:
            comments = [i for (i,) in copy.execute("SELECT id FROM comment ORDER BY number")]
            assert copy.execute("SELECT count(*) FROM text WHERE kind = 'comment'").fetchone() == (len(comments),)
            (seq,) = copy.execute("SELECT max(seq) FROM room WHERE name = ?", (f"dilemma:{dilemma.id}",)).fetchone()
        assert len(comments) >= 5
        assert comments == posted[: len(comments)]
        assert seq == len(comments) + 1


def test_a_backup_is_for_its_owner_alone_and_never_overwrites_another(world, tmp_path, command):
    target = tmp_path / "kept" / "one.backup"
    assert command(tmp_path / "data", "backup", target)[0] == 0
    assert [stat.S_IMODE(p.stat().st_mode) for p in sorted(target.parent.iterdir())] == [0o600, 0o600]
    assert stat.S_IMODE(target.parent.stat().st_mode) == 0o700
    status, said = command(tmp_path / "data", "backup", target)
    assert status == 1
    assert "there already" in said
    assert len(said.splitlines()) == 1


def test_after_a_restore_people_sign_in_and_read(world, tmp_path, command):
    with world.work():
        dilemma = world.dilemma()
        world.comment("Ben", dilemma)
    target = tmp_path / "one.backup"
    assert command(tmp_path / "data", "backup", target)[0] == 0
    assert command(tmp_path / "new", "restore", target)[0] == 0
    again = reopened(tmp_path / "new")
    assert SAID in again.client("Noa").get(f"/dilemmas/{dilemma.id}").text
    again.database.close()


def test_a_restore_ends_the_sessions_that_the_backup_holds(world, tmp_path, command):
    signed_in = world.client("Ben")
    cookie = signed_in.get_cookie("supervise")
    command(tmp_path / "data", "backup", tmp_path / "one.backup")
    command(tmp_path / "new", "restore", tmp_path / "one.backup")
    (tmp_path / "new" / "secret-key").write_bytes((tmp_path / "data" / "secret-key").read_bytes())
    again = reopened(tmp_path / "new")
    stale = again.app.test_client()
    stale.set_cookie("supervise", cookie.value)
    assert "/signin" in stale.get("/").headers["Location"]
    token = csrf(stale.get("/signin").text)
    answer = stale.post("/signin", data={"email": email("Ben"), "password": PASSWORD, "csrf_token": token})
    assert answer.status_code == 303
    again.database.close()


def test_r27_what_was_erased_after_the_backup_is_erased_again_by_the_restore(world, tmp_path, command):
    with world.work():
        dilemma = world.dilemma()
        gone, hidden = world.dilemma(account="Nobody may know of the boat.").id, world.dilemma().id
        kept, removed = world.comment("Ben", dilemma).id, world.comment("Ben", dilemma, "The shop in the square.").id
        edited = world.comment("Ada", dilemma, "Her brother drives the only taxi.").id
    command(tmp_path / "data", "backup", tmp_path / "early" / "one.backup")
    with world.work():
        thread.remove_comment(world.actor("Ben"), removed)
        thread.edit_comment(world.actor("Ada"), edited, words("A relative is known."), revision=1, protect=True)
        world.comment("Ben", dilemma, "Written too late to be in the backup.")
        for one in (gone, hidden):
            withdraw(world.actor("Tia"), one)
        with transaction() as db:
            db.get(Withdrawal, gone).destroy_at = clock.now()
        destroy_withdrawn()
    command(tmp_path / "data", "backup", tmp_path / "late" / "two.backup")
    listed = tmp_path / "late" / "two.backup.erased.json"
    assert not any(word in listed.read_text() for word in ("shop", "boat", "taxi"))
    status, said = command(tmp_path / "new", "restore", tmp_path / "early" / "one.backup", "--erased", listed)
    assert status == 0, said
    again = reopened(tmp_path / "new")
    assert bodies(again) == {SAID, None, "She saw the next client arrive."}
    with again.database.work() as db:
        assert db.get(Comment, removed).removed_at
        assert not db.get(Comment, kept).removed_at
        assert db.get(Dilemma, gone) is None
    assert again.client("Tia").get(f"/dilemmas/{hidden}").status_code == 404
    raw = b"".join(p.read_bytes() for p in (tmp_path / "new").iterdir() if p.is_file())
    assert not any(word in raw for word in (b"the square", b"the boat", b"only taxi"))
    with again.database.work():
        assert removed in erased()["comments"]
        assert gone in erased()["destroyed"]
    again.database.close()


def test_without_being_told_a_restore_takes_the_newest_list_beside_the_backup(world, tmp_path, command):
    with world.work():
        removed = world.comment("Ben", world.dilemma()).id
    command(tmp_path / "data", "backup", tmp_path / "kept" / "one.backup")
    with world.work():
        thread.remove_comment(world.actor("Ben"), removed)
    command(tmp_path / "data", "backup", tmp_path / "kept" / "two.backup")
    assert command(tmp_path / "new", "restore", tmp_path / "kept" / "one.backup")[0] == 0
    again = reopened(tmp_path / "new")
    assert SAID not in bodies(again)
    again.database.close()


def test_a_restore_never_touches_an_installation_that_is_there(world, tmp_path, command):
    command(tmp_path / "data", "backup", tmp_path / "one.backup")
    with world.work():
        world.dilemma(account="Written since.")
    status, said = command(tmp_path / "data", "restore", tmp_path / "one.backup")
    assert status == 1
    assert "holds an installation already" in said
    assert "Written since." in bodies(world)


def flip(data):
    return data[: len(data) // 2] + bytes([data[len(data) // 2] ^ 1]) + data[len(data) // 2 + 1 :]


@pytest.mark.parametrize(
    "damage", [lambda d: d[: len(d) // 2], flip, lambda _: b"", lambda d: b"x" * len(d)],
    ids=["cut off", "one bit turned", "empty", "something else"],
)  # fmt: skip
def test_r29_a_damaged_backup_is_refused_and_nothing_is_left_in_its_place(world, tmp_path, command, damage):
    target = tmp_path / "one.backup"
    command(tmp_path / "data", "backup", target)
    target.write_bytes(damage(target.read_bytes()))
    status, said = command(tmp_path / "new", "restore", target)
    assert status == 1
    assert "Take another one" in said
    (tmp_path / f"{target.name}.erased.json").unlink()
    if damage is not flip:
        assert command(tmp_path / "new", "restore", target)[0] == 1
        assert {p.name for p in (tmp_path / "new").iterdir()} == {"secret-key"}


def test_a_database_of_something_else_or_of_a_newer_version_is_refused(world, tmp_path, command):
    with closing(sqlite3.connect(tmp_path / "other.db")) as other:
        other.execute("CREATE TABLE recipe (name)")
    assert "not a whole backup of Supervise" in command(tmp_path / "new", "restore", tmp_path / "other.db")[1]
    command(tmp_path / "data", "backup", tmp_path / "one.backup")
    (tmp_path / "one.backup.erased.json").unlink()
    with closing(sqlite3.connect(tmp_path / "one.backup")) as newer:
        newer.execute("UPDATE alembic_version SET version_num = 'from-tomorrow'")
        newer.commit()
    status, said = command(tmp_path / "new", "restore", tmp_path / "one.backup")
    assert status == 1
    assert "newer Supervise" in said
    assert {p.name for p in (tmp_path / "new").iterdir()} == {"secret-key"}


def test_a_restore_that_breaks_off_leaves_nothing_behind(world, tmp_path):
    with world.work():
        back_up(world.database, tmp_path / "one.backup", erased)
    (tmp_path / "new").mkdir()

    def break_off(_):
        raise CannotKeep("broken off")

    with pytest.raises(CannotKeep):
        restore(Database(f"sqlite:///{tmp_path / 'new' / 'supervise.db'}"), tmp_path / "one.backup", break_off)
    assert not list((tmp_path / "new").iterdir())


def test_a_backup_that_cannot_be_finished_leaves_nothing_behind(world, tmp_path):
    def fail():
        raise CannotKeep("no list")

    with world.work(), pytest.raises(CannotKeep):
        back_up(world.database, tmp_path / "kept" / "one.backup", fail)
    assert not list((tmp_path / "kept").iterdir())


def test_a_list_that_is_none_is_refused(world, tmp_path, command):
    command(tmp_path / "data", "backup", tmp_path / "one.backup")
    (tmp_path / "list.json").write_text(json.dumps(["no"]))
    status, said = command(tmp_path / "new", "restore", tmp_path / "one.backup", "--erased", tmp_path / "list.json")
    assert status == 1
    assert "list of what has been erased" in said


def test_a_backup_holds_every_table_as_it_is(world, tmp_path):
    with world.work():
        world.comment("Ben", world.dilemma())
        back_up(world.database, tmp_path / "one.backup", erased)
    copy = Database(f"sqlite:///{tmp_path / 'one.backup'}")
    for database in (copy, world.database):
        with database.work() as db:
            assert db.scalar(select(func.count()).select_from(Comment)) == 1
    copy.close()
