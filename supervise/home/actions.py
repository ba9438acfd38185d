"""What is done to the house as a whole."""

from sqlalchemy import delete, select

from supervise.accounts.models import Account
from supervise.accounts.policy import may_run_installation
from supervise.core.actor import Actor
from supervise.core.db import transaction
from supervise.core.errors import Missing
from supervise.core.rooms import Change, Room
from supervise.dilemmas.models import Dilemma
from supervise.dilemmas.queries import group_room, room_of
from supervise.groups.models import Group
from supervise.meetings.models import Meeting
from supervise.meetings.room.queries import room_of as meeting_room
from supervise.writeups.models import WriteUp
from supervise.writeups.queries import room_of as write_up_room


def take_demonstration_away(actor: Actor) -> None:
    """Take the demonstration practice away as the owner; raises Missing for anybody else."""
    if not may_run_installation(actor):
        raise Missing
    remove_demonstration()


def remove_demonstration() -> None:
    """Take every demonstration group and account away, words and all; again does nothing."""
    with transaction() as db:
        groups = list(db.scalars(select(Group.id).where(Group.demonstration)))
        dilemmas = list(db.scalars(select(Dilemma.id).where(Dilemma.group_id.in_(groups))))
        meetings = db.scalars(select(Meeting.id).where(Meeting.group_id.in_(groups)))
        write_ups = db.scalars(select(WriteUp.id).where(WriteUp.group_id.in_(groups)))
        rooms = [
            *map(group_room, groups),
            *map(room_of, dilemmas),
            *map(meeting_room, meetings),
            *map(write_up_room, write_ups),
        ]
        db.execute(delete(Change).where(Change.room.in_(rooms)))
        db.execute(delete(Room).where(Room.name.in_(rooms)))
        db.execute(delete(Group).where(Group.id.in_(groups)))
        db.execute(delete(Account).where(Account.demonstration))
