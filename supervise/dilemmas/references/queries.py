"""Reading one's own references; there is no way to ask for anybody else's."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from supervise.core.actor import Actor
from supervise.core.db import session
from supervise.core.errors import Missing
from supervise.core.ids import Id
from supervise.dilemmas.references.models import Reference, Referenced

OFFERED = 30


@dataclass(frozen=True, slots=True)
class Filed:
    """A thing that its author put under a reference, and the thread that it stands in, if any."""

    thing_id: Id
    dilemma_id: Id | None


def references_of(actor: Actor) -> Sequence[Reference]:
    """Return the actor's references, the last used first."""
    own = select(Reference).where(Reference.account_id == actor.account_id)
    return session().scalars(own.order_by(Reference.used_at.desc(), Reference.id)).all()


def marks_offered(account_id: Id) -> Sequence[str]:
    """Return the marks that a person used last, to choose from while writing."""
    own = select(Reference.mark).where(Reference.account_id == account_id)
    return session().scalars(own.order_by(Reference.used_at.desc(), Reference.id).limit(OFFERED)).all()


def reference_for(actor: Actor, reference_id: str) -> Reference:
    """Return a reference of the actor's own; raise Missing for everybody else."""
    found = session().get(Reference, reference_id)
    if found is None or found.account_id != actor.account_id:
        raise Missing
    return found


def mark_on(account_id: Id, thing_id: Id) -> str:
    """Return a person's own mark on a thing of theirs; empty where there is none."""
    found = session().scalar(
        select(Reference.mark)
        .join(Referenced, Referenced.reference_id == Reference.id)
        .where(Referenced.thing_id == thing_id, Reference.account_id == account_id)
    )
    return found or ""


def filed_under(reference: Reference) -> list[Filed]:
    """Return what stands under a reference."""
    rows = session().scalars(
        select(Referenced).where(Referenced.reference_id == reference.id).order_by(Referenced.thing_id)
    )
    return [Filed(row.thing_id, row.dilemma_id) for row in rows]
