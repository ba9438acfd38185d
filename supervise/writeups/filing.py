"""Putting one's own write-up under a reference; nobody is told, and it is taken out again when the write-up goes."""

from supervise.core.actor import Actor
from supervise.core.db import transaction
from supervise.core.events import within
from supervise.core.ids import Id
from supervise.dilemmas.references import actions as references
from supervise.dilemmas.references.marks import Mark
from supervise.writeups.events import WriteUpDestroyed
from supervise.writeups.queries import own_write_up_for


def file_write_up(actor: Actor, write_up_id: Id, mark: Mark | None) -> None:
    """Put one's own write-up under another mark, or under none."""
    with transaction():
        write_up = own_write_up_for(actor, write_up_id).write_up
        references.file(actor.account_id, write_up.id, None, mark)


@within(WriteUpDestroyed)
def unfile(event: WriteUpDestroyed) -> None:
    """Take a destroyed write-up out of its author's references."""
    references.unfile([event.write_up_id])
