"""A dilemma of the Thursday group in whose thread a format is on, for tests that move the calendar."""

from datetime import UTC, datetime

import pytest

from supervise.core.errors import NotAllowed
from supervise.core.ids import new_key
from supervise.dilemmas import comments
from supervise.dilemmas.comments import Said
from supervise.dilemmas.models import Kind
from supervise.dilemmas.queries import thread_for
from supervise.meetings.days import actions
from supervise.meetings.days.standing import standing_in
from tests.cast import words

MONDAY = datetime(2030, 6, 3, 17, 0, tzinfo=UTC)
MARK = "zirbelwood"
OTHERS = ("Ben", "Ada", "Noa", "Ruth", "Sam")


class Days:
    """A dilemma of Tia's in whose thread a format is on; each act is work of its own."""

    def __init__(self, world, slug, **more):
        self.world = world
        with world.work():
            self.dilemma = world.dilemma("Tia", **more)
            actions.begin(world.actor("Tia"), self.dilemma.id, slug)
        self.id = self.dilemma.id

    def do(self, act, who, *given, **more):
        with self.world.work():
            return act(self.world.actor(who), self.id, *given, **more)

    def look_in(self, *people):
        for who in people:
            with self.world.work():
                actions.come_in(thread_for(self.world.actor(who), self.id).dilemma, self.world.member(who))

    def say(self, who, body="I wonder what that was like.", kind=Kind.RESPONSE, key=None):
        return self.do(comments.post_comment, who, Said(body=words(body), kind=kind), key or new_key())

    def refused(self, who, *given, **more):
        with pytest.raises(NotAllowed) as no:
            self.say(who, *given, **more)
        return no.value.message

    def go_on(self, who="Ben"):
        return self.do(actions.go_on, who, self.position)

    @property
    def position(self):
        with self.world.work():
            found = standing_in(self.dilemma)
            return found.position if found else None

    @property
    def stage(self):
        with self.world.work():
            found = standing_in(self.dilemma)
            return found.way.stage.id if found else None

    @property
    def moderator(self):
        with self.world.work():
            who = standing_in(self.dilemma).moderator_id
            return next(name for name in ("Tia", *OTHERS) if self.world.member(name).id == who)

    def page(self, who, path=""):
        return self.world.client(who).get(f"/dilemmas/{self.id}{path}").text
