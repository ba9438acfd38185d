"""Plans as the cast makes them, through the real actions."""

from datetime import timedelta

from supervise.core import clock
from supervise.core.ids import new_key
from supervise.meetings.models import ItemKind, Meeting
from supervise.meetings.planning import actions
from supervise.meetings.planning.agenda import Item, Plan, frame
from supervise.meetings.planning.queries import agenda_of


class Planner:
    """Plans meetings of the Thursday group; each act is work of its own."""

    def __init__(self, world):
        self.world = world

    def plan(self, *, facilitator="Ruth", deputy="Sam", presenter=None, starts_at=None, cases=1, **more):
        """Return a plan; work must be open."""
        who = self.world.member(presenter).id if presenter else None
        agenda = [
            frame(ItemKind.CHECK_IN, 5),
            *(Item(ItemKind.CASE, 40, "balint", who if n == 0 else None) for n in range(cases)),
            frame(ItemKind.CHECK_OUT, 5),
        ]
        given = {
            "starts_at": starts_at or clock.now() + timedelta(days=3),
            "minutes": 10 + 40 * cases,
            "facilitator_id": self.world.member(facilitator).id,
            "deputy_id": self.world.member(deputy).id if deputy else None,
            "agenda": agenda,
        }
        return Plan(**(given | more))

    def planned(self, by="Noa", key=None, **more):
        """Plan a meeting and return it."""
        with self.world.work():
            plan = self.plan(**more)
            return actions.plan_meeting(self.world.actor(by), self.world.group_id, plan, key or new_key())

    def meetings(self):
        with self.world.work() as db:
            return list(db.query(Meeting).order_by(Meeting.starts_at))

    def agenda(self, meeting):
        with self.world.work():
            return list(agenda_of(meeting.id))
