"""Putting what one wrote under a reference of one's own, and taking it out again; nobody is told, the trail neither."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, delete, exists, select

from supervise.core import clock
from supervise.core.actor import Actor
from supervise.core.db import session, transaction
from supervise.core.errors import Invalid
from supervise.core.events import within
from supervise.core.ids import Id, new_id
from supervise.dilemmas.events import CommentRemoved, DilemmaDestroyed
from supervise.dilemmas.queries import own_comment_for, own_thread_for
from supervise.dilemmas.references.marks import Mark
from supervise.dilemmas.references.models import Reference, Referenced
from supervise.dilemmas.references.queries import reference_for


def file(account_id: Id, thing_id: Id, dilemma_id: Id | None, mark: Mark | None) -> None:
    """Put a thing of somebody's own under a mark, or with None under none; inside the transaction of the thing.

    `dilemma_id` is the thread that it stands in, None for what stands in none.
    """
    db = session()
    db.execute(delete(Referenced).where(Referenced.thing_id == thing_id))
    if mark is not None:
        reference = _made(account_id, mark)
        db.add(Referenced(thing_id=thing_id, reference_id=reference.id, dilemma_id=dilemma_id))
        db.flush()
    _forget_empty(Reference.account_id == account_id)


def file_dilemma(actor: Actor, dilemma_id: Id, mark: Mark | None) -> None:
    """Put one's own dilemma under another mark, or under none."""
    with transaction():
        thread = own_thread_for(actor, dilemma_id)
        file(actor.account_id, thread.dilemma.id, thread.dilemma.id, mark)


def file_comment(actor: Actor, comment_id: Id, mark: Mark | None) -> None:
    """Put one's own comment under another mark, or under none."""
    with transaction():
        comment = own_comment_for(actor, comment_id).comment
        file(actor.account_id, comment.id, comment.dilemma_id, mark)


def rename(actor: Actor, reference_id: Id, mark: Mark) -> None:
    """Call a reference something else; raise Invalid where another of one's own is called so already."""
    with transaction() as db:
        reference = reference_for(actor, reference_id)
        other = _named(actor.account_id, mark)
        if other is not None and other.id != reference.id:
            raise Invalid(fields={"reference": ["You have a reference of that name already."]})
        reference.mark, reference.tidy = mark, _tidy(mark)
        db.flush()


def unfile(things: Collection[Id]) -> None:
    """Take things out of their authors' references, inside the transaction that lets the things go."""
    marked = select(Referenced.reference_id).where(Referenced.thing_id.in_(things))
    references = list(session().scalars(marked))
    session().execute(delete(Referenced).where(Referenced.thing_id.in_(things)))
    _forget_empty(Reference.id.in_(references))


@within(CommentRemoved)
def unfile_removed(event: CommentRemoved) -> None:
    """Take a removed comment out of its author's references."""
    unfile([event.comment_id])


@within(DilemmaDestroyed)
def unfile_destroyed(event: DilemmaDestroyed) -> None:
    """Take a destroyed dilemma and what stood in its thread out of their authors' references."""
    there = select(Referenced.thing_id).where(Referenced.dilemma_id == event.dilemma_id)
    unfile(session().scalars(there).all())


def _made(account_id: Id, mark: Mark) -> Reference:
    db = session()
    reference = _named(account_id, mark)
    if reference is None:
        reference = Reference(id=new_id(), account_id=account_id, mark=mark, tidy=_tidy(mark))
        db.add(reference)
    reference.used_at = clock.now()
    db.flush()
    return reference


def _named(account_id: Id, mark: Mark) -> Reference | None:
    return session().scalar(select(Reference).where(Reference.account_id == account_id, Reference.tidy == _tidy(mark)))


def _tidy(mark: Mark) -> str:
    return mark.lower()


def _forget_empty(*whose: ColumnElement[bool]) -> None:
    """Let marks go under which nothing stands any more."""
    used = exists().where(Referenced.reference_id == Reference.id)
    session().execute(delete(Reference).where(*whose, ~used).execution_options(synchronize_session="fetch"))
