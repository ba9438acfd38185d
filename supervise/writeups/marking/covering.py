"""Covering a passage of a submitted copy, by whoever marks it: hidden from everybody, as in the write-up itself."""

from supervise.core.actor import Actor
from supervise.core.db import session, transaction
from supervise.core.errors import Stale
from supervise.core.ids import Id
from supervise.texts.covering import Marked
from supervise.writeups.actions import lock
from supervise.writeups.covering.actions import cover_for_all
from supervise.writeups.marking.queries import copy_for, pieces_of_copy
from supervise.writeups.models import WriteUp
from supervise.writeups.queries import Seen


def cover_in_copy(actor: Actor, marking_id: Id, text_id: Id, marked: Marked) -> Id | None:
    """Cover a passage of a copy that the actor has opened; return what it is decided under, None where it is already.

    Raises Missing for everybody else, Stale where it is not opened, or other words stand there by now.
    """
    with transaction():
        lock(copy_for(actor, marking_id).marking.write_up_id)
        copy = copy_for(actor, marking_id)
        there = {(one.text_id, one.revision) for one in pieces_of_copy(copy)}
        if copy.mark.begun_at is None or (text_id, marked.revision) not in there:
            raise Stale
        seen = Seen(session().get_one(WriteUp, copy.marking.write_up_id), copy.seat, assigned=False)
        return cover_for_all(seen, text_id, marked)
