"""The cast's practice, its texts, and covers on them."""

import pytest
from sqlalchemy import select

from supervise.core.db import session
from supervise.dilemmas.covering import actions
from supervise.texts.covering import Marked
from supervise.texts.models import Cover, Revision, Text, TextKind
from tests.cast import make_world


@pytest.fixture
def world(tmp_path):
    made = make_world(tmp_path, SUPERVISE_LIMITS="off")
    yield made
    made.database.close()


@pytest.fixture
def open_world(world):
    """The same with work open."""
    with world.work():
        yield world


def text_of(thing, kind=TextKind.COMMENT):
    """Return a text of a dilemma or comment; work must be open."""
    return session().scalar(select(Text).where(Text.thing_id == thing.id, Text.kind == kind))


def cover(world, who, text, words, **more):
    """Cover words as somebody."""
    return actions.cover_passage(world.actor(who), text.id, Marked(text.revision, words=words, **more))


def bodies(text):
    """Return the words of all revisions, the oldest first."""
    rows = session().execute(select(Revision.body).where(Revision.text_id == text.id).order_by(Revision.number))
    return [body for (body,) in rows]


def endings():
    """Return what became of each cover, once for each."""
    return {cover.ending for cover in session().scalars(select(Cover))}
