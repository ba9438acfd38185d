"""The same on PostgreSQL, and when two come at once: one answer to a version, no words lost, nothing left behind."""

import pytest
from sqlalchemy import func, select

from supervise.core.db import session
from supervise.core.ids import new_key
from supervise.governance.erasing.actions import erase_group
from supervise.texts.models import Revision
from supervise.writeups import actions, notes, sharing
from supervise.writeups.actions import Typed
from supervise.writeups.models import Decision, WriteUp
from supervise.writeups.notes import About
from tests.cast import make_world, words
from tests.writeups.at_once import at_once
from tests.writeups.writing import begin, part_of, share, write


@pytest.fixture
def world(postgres_url, tmp_path):
    url = postgres_url.replace("postgresql://", "postgresql+psycopg://")
    made = make_world(tmp_path, SUPERVISE_DATABASE_URL=url, SUPERVISE_LIMITS="off")
    yield made
    made.database.close()


def test_two_at_once_decide_once_and_save_once_and_a_group_goes_with_all_of_it(world):
    with world.work():
        note = write(world, begin(world), {"happened": "She came late."})
        version = share(world, note, "Ruth", "Sam")
        part, write_up, number = part_of(note, "happened"), note.id, version.number
        part_id, saved = part.id, part.saved
        about = About(part_id, words="came late")
        notes.note(world.actor("Sam"), write_up, about, words("How late?"), new_key())
    verify = [lambda who=who: sharing.verify(world.actor(who), write_up, number) for who in ("Ruth", "Sam")]
    assert at_once(world, *verify) == ["stale"]
    typed = [lambda body=body: actions.save_part(world.actor("Tia"), Typed(part_id, body, saved)) for body in "ab"]
    assert at_once(world, *typed) == ["stale"]
    with world.work():
        assert session().scalar(select(func.count()).select_from(Decision)) == 1
        erase_group(world.group_id)
        assert session().scalars(select(WriteUp)).all() == []
        assert session().scalars(select(Revision).where(Revision.body.is_not(None))).all() == []
