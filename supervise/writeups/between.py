"""What is said between a write-up's author and the supervisors it is shared with: about the whole, read by them alone.

No copy asks for it, so that none can hold it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from supervise.core.actor import Actor
from supervise.core.db import session
from supervise.core.errors import Missing
from supervise.core.ids import Id
from supervise.groups.models import Member
from supervise.texts.models import TextKind
from supervise.texts.queries import words_of
from supervise.writeups.margin import Said, said_of
from supervise.writeups.models import Aside
from supervise.writeups.queries import Seen, write_up_for


@dataclass(frozen=True, slots=True)
class AsideSeen:
    """An aside that is open to the actor, with its write-up."""

    aside: Aside
    seen: Seen


@dataclass(frozen=True, slots=True)
class AsideView:
    """An aside as it is read; `number` is its place among them."""

    said: Said
    number: int


def aside_for(actor: Actor, aside_id: str) -> AsideSeen:
    """Return an aside beside a write-up that the actor may read; raise Missing for everybody else."""
    found = session().scalar(select(Aside).where(Aside.id == aside_id))
    if found is None:
        raise Missing
    return AsideSeen(found, write_up_for(actor, found.write_up_id))


def asides_on(seen: Seen, only: Id | None = None) -> Sequence[AsideView]:
    """Return what was said beside the whole of a write-up (or one of it), the oldest first."""
    asked = select(Aside).where(Aside.write_up_id == seen.write_up.id).order_by(Aside.number)
    if only is not None:
        asked = asked.where(Aside.id == only)
    asides = session().scalars(asked.options(joinedload(Aside.author).joinedload(Member.account))).all()
    words = words_of([one.id for one in asides])
    return [AsideView(said_of(one, words.get((one.id, TextKind.ASIDE))), one.number) for one in asides]
