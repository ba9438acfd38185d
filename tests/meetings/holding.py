"""A meeting of the Thursday group, planned by the row, and its people in it."""

from datetime import timedelta

from sqlalchemy import select

from supervise.core import clock
from supervise.core.db import session, transaction
from supervise.core.ids import new_id, new_key
from supervise.meetings.models import AgendaItem, ItemKind, Meeting, Talk
from supervise.meetings.room import actions, coming
from supervise.meetings.room.queries import room_for
from supervise.meetings.room.seen import standing
from tests.cast import words

KINDS = {"check-in": ItemKind.CHECK_IN, "check-out": ItemKind.CHECK_OUT, "practical": ItemKind.PRACTICAL}
HERE = "a process"


def plan(world, *agenda, facilitator="Ruth", deputy="Ben", talk=Talk.WRITING, starts_in=timedelta(0)):
    """Plan a meeting by its rows: each part of the agenda as (format, minutes, presenter, dilemma id); work is open."""
    with transaction() as db:
        meeting = Meeting(
            id=new_id(),
            group_id=world.group_id,
            key=new_key(),
            starts_at=clock.now() + starts_in,
            minutes=sum(part[1] for part in agenda),
            facilitator_id=world.member(facilitator).id,
            deputy_id=world.member(deputy).id if deputy else None,
            talk=talk,
            planned_by_id=world.member(facilitator).id,
            planned_at=clock.now(),
            changed_at=clock.now(),
        )
        db.add(meeting)
        db.flush()
        for position, (slug, minutes, *rest) in enumerate(agenda):
            presenter, dilemma = (*rest, None, None)[:2]
            db.add(
                AgendaItem(
                    meeting_id=meeting.id,
                    position=position,
                    kind=KINDS.get(slug, ItemKind.CASE),
                    minutes=minutes,
                    format_slug=slug,
                    presenter_id=world.member(presenter).id if presenter else None,
                    dilemma_id=dilemma,
                )
            )
    return meeting.id


class InTheRoom:
    """A meeting and the cast, who do what they do in it through the real actions; each act is work of its own."""

    def __init__(self, world, meeting_id):
        self.world, self.id = world, meeting_id
        with world.work():
            self.member_ids = {name: world.member(name).id for name in ("Ruth", "Sam", "Noa", "Ben", "Ada", "Tia")}

    def come(self, *names, through=HERE):
        for name in names:
            self.do(coming.come_in, name, through)

    def do(self, what, name, *given, **named):
        """Let somebody do something in the meeting."""
        with self.world.work():
            return what(self.world.actor(name), self.id, *given, **named)

    def lead(self, what, *given, by="Ruth", seq=None):
        """Let somebody command, at the number that their page shows."""
        return self.do(what, by, self.seq() if seq is None else seq, *given)

    def seq(self):
        with self.world.work():
            return standing(session().get(Meeting, self.id)).seq

    def state(self, name):
        """How the meeting stands for somebody."""
        with self.world.work():
            room = room_for(self.world.actor(name), self.id)
            return standing(room.meeting).state(room.member)

    def go_to(self, phase, by="Ruth"):
        """Go on until a phase of the format is on."""
        while (now := self.state(by)["phase"]) and now["id"] != phase:
            self.lead(actions.go_on, by=by)

    def rows(self, table, *which):
        with self.world.work():
            return list(session().scalars(select(table).where(*which)))


def said(body):
    return words(body)
