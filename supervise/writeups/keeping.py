"""Keeping a version of one's own write-up, and going back to one."""

from supervise.core import clock
from supervise.core.actor import Actor
from supervise.core.db import transaction
from supervise.core.ids import Id
from supervise.writeups.actions import put, to_write
from supervise.writeups.models import Version, Why
from supervise.writeups.queries import pieces_at, pieces_of, version_of
from supervise.writeups.versions import keep


def keep_version(actor: Actor, write_up_id: Id) -> Version:
    """Keep one's own write-up as it now stands; raise Missing for everybody else."""
    with transaction():
        return keep(to_write(actor, write_up_id).write_up, Why.BY_HAND)


def restore(actor: Actor, write_up_id: Id, number: int) -> Version:
    """Bring one's own write-up back to a version; what stands now is kept as a version first, and returned."""
    with transaction():
        seen = to_write(actor, write_up_id)
        version = version_of(seen, number)
        before = keep(seen.write_up, Why.BEFORE_RESTORING)
        then = {one.part.id: one.words for one in pieces_at(seen, version)}
        for piece in pieces_of(seen):
            put(seen.member, piece.part, then.get(piece.part.id, ""))
        seen.write_up.moved_at = clock.now()
        return before
