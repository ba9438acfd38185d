"""What the tests of write-ups do again and again: begin one, write in it, share it."""

from sqlalchemy import select

from supervise.core.db import session
from supervise.core.ids import new_key
from supervise.texts.checking import Checked
from supervise.writeups import actions, sharing
from supervise.writeups.actions import Typed
from supervise.writeups.models import Part, WriteUp
from supervise.writeups.queries import pieces_of, write_up_for


def begin(world, who="Tia", outline="dilemma-note"):
    """Begin a write-up in the Thursday group; work must be open."""
    return actions.begin(world.actor(who), world.group_id, outline, new_key())


def part_of(write_up, section, column=""):
    """Return a part of a write-up: its section, or a cell of its last row."""
    asked = select(Part).where(Part.write_up_id == write_up.id, Part.section == section, Part.column == column)
    return session().scalars(asked.order_by(Part.place.desc())).first()


def write(world, write_up, words, who="Tia"):
    """Write in some sections of a write-up, each as it now stands; work must be open."""
    for section, body in words.items():
        part = part_of(write_up, section)
        actions.save_part(world.actor(who), Typed(part.id, body, part.saved))
    return session().get(WriteUp, write_up.id)


def share(world, write_up, *names, who="Tia"):
    """Share a write-up as it stands, as if it had been looked at; work must be open."""
    actor = world.actor(who)
    pieces = pieces_of(write_up_for(actor, write_up.id))
    checked = {one.part.id: Checked(one.words, ()) for one in pieces if one.words}
    read_at = [Typed(one.part.id, one.words, one.part.saved) for one in pieces]
    return sharing.share(actor, write_up.id, checked, read_at, {world.member(name).id for name in names})
