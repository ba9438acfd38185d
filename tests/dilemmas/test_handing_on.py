"""Handing one's own dilemma on: its words come into the box of another group, and nothing else comes with them."""

import pytest

from supervise.core.errors import Invalid, Missing
from supervise.core.ids import Id, new_id
from supervise.dilemmas import handing_on
from supervise.dilemmas.covering import actions as covering
from supervise.groups import actions as groups
from supervise.groups.models import Role
from supervise.groups.queries import seat_for
from supervise.texts.covering import Marked
from supervise.texts.drafts import draft_at, drop_draft
from supervise.texts.models import TextKind
from supervise.texts.queries import words_of


@pytest.fixture
def handed(world):
    """Ben sits in the other group, too, and has brought something to the Thursday group, which Ada answered."""
    with world.work():
        ben = world.actor("Ben")
        groups.add_member(world.other_id, ben.account_id, Role.THERAPIST, convenor=False, on_paper=True)
        dilemma = world.dilemma("Ben", "He left his *gloves*.", title="Gloves", question="Whose are they?")
        world.comment("Ada", dilemma, "Yours, perhaps.")
        return dilemma


def test_the_box_of_the_other_group_holds_its_words_and_nothing_is_posted(world, handed):
    page = world.client("Ben").get(f"/dilemmas/{handed.id}").text
    assert f"/dilemmas/{handed.id}/hand-on" in page
    assert "hand-on" not in world.client("Ada").get(f"/dilemmas/{handed.id}").text
    asked = world.client("Ben").get(f"/dilemmas/{handed.id}/hand-on").text
    assert f'value="{world.other_id}"' in asked and f'value="{world.group_id}"' not in asked
    answer = world.post("Ben", f"/dilemmas/{handed.id}/hand-on", to=world.other_id)
    assert answer.status_code == 303 and answer.headers["Location"].endswith(f"/groups/{world.other_id}")
    there = world.client("Ben").get(f"/groups/{world.other_id}").text
    assert "He left his *gloves*." in there and 'value="Gloves"' in there and "Whose are they?" in there
    assert "Yours, perhaps" not in there
    assert "gloves" not in world.client("Olu").get(f"/groups/{world.other_id}").text
    with world.work():
        draft = draft_at(seat_for(world.actor("Ben"), world.other_id).member, "new")
        assert draft and draft.fields["account"] == "He left his *gloves*."


def test_only_its_author_hands_it_on_to_a_group_of_theirs_whose_box_is_empty(world, handed):
    with world.work():
        for who, to in (
            ("Ada", world.other_id),
            ("Ben", world.group_id),
            ("Ben", Id(new_id())),
            ("Olu", world.other_id),
        ):
            with pytest.raises(Missing):
                handing_on.hand_on(world.actor(who), handed.id, to)
        handing_on.hand_on(world.actor("Ben"), handed.id, world.other_id)
    again = world.post("Ben", f"/dilemmas/{handed.id}/hand-on", to=world.other_id)
    assert again.status_code == 422 and "You have begun a dilemma in that group already" in again.text
    with world.work():
        drop_draft(world.actor("Ben"), world.other_id, "new")
        text = words_of([handed.id])[handed.id, TextKind.ACCOUNT]
        covering.cover_passage(world.actor("Ada"), text.text_id, Marked(text.revision, words="gloves"))
        with pytest.raises(Invalid, match="covered or were destroyed"):
            handing_on.hand_on(world.actor("Ben"), handed.id, world.other_id)
