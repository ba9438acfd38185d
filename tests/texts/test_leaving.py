"""What a person had begun to write goes with their seat."""

from sqlalchemy import select

from supervise.core.db import session
from supervise.groups.actions import leave
from supervise.texts.drafts import keep_draft
from supervise.texts.models import Draft
from tests.cast import make_world


def test_drafts_go_with_the_seat_of_their_author(tmp_path):
    world = make_world(tmp_path)
    with world.work():
        keep_draft(world.actor("Ben"), world.group_id, "new", {"account": "He came late again."}, None)
        keep_draft(world.actor("Ada"), world.group_id, "new", {"account": "She brought a plant."}, None)
        leave(world.actor("Ben"), world.group_id, keep_name=True)
        assert [d.fields["account"] for d in session().scalars(select(Draft))] == ["She brought a plant."]
