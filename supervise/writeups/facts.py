"""Facts that an author marks in a write-up of their own, and where each comes again; read by nobody else."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from supervise.core import clock, limits
from supervise.core.actor import Actor
from supervise.core.db import session, transaction
from supervise.core.errors import Invalid, Missing
from supervise.core.ids import Id, new_id
from supervise.texts import actions as texts
from supervise.texts.checking import not_yet
from supervise.texts.markdown import editable
from supervise.texts.models import TextKind
from supervise.texts.queries import words_of
from supervise.writeups.actions import to_write
from supervise.writeups.models import Fact, FactKind
from supervise.writeups.queries import Seen, own_write_up_for, pieces_of
from supervise.writeups.tracing import Told, Trace, trace

NOWHERE = "These words stand nowhere in your text. Mark a fact in the words in which it first appears."
REMEMBERED = Fact.forgotten_at.is_(None)
ENOUGH = f"There is room for {limits.FACTS} facts. Forget one that you need no more."


@dataclass(frozen=True, slots=True)
class FactSeen:
    """A fact in a write-up of the actor's own."""

    fact: Fact
    seen: Seen


@dataclass(frozen=True, slots=True)
class Traced:
    """A fact with its words, other names for it, and where it stands in the text as it is now."""

    fact: Fact
    words: str
    other: str
    trace: Trace

    @property
    def loose(self) -> bool:
        """Whether it is told and never comes again, as far as words can tell."""
        return bool(self.trace.places) and not self.trace.comes_again and self.fact.elsewhere_at is None


def fact_for(actor: Actor, fact_id: str) -> FactSeen:
    """Return a fact in a write-up of the actor's own; raise Missing for everybody else, whoever may read that too."""
    found = session().scalar(select(Fact).where(Fact.id == fact_id, REMEMBERED))
    if found is None:
        raise Missing
    return FactSeen(found, own_write_up_for(actor, found.write_up_id))


def facts_of(seen: Seen) -> list[Traced]:
    """Return the facts that were marked in one's own write-up, each with where it stands now, the oldest first."""
    asked = select(Fact).where(Fact.write_up_id == seen.write_up.id, REMEMBERED).order_by(Fact.at, Fact.id)
    facts = session().scalars(asked).all()
    words = words_of([one.id for one in facts])
    written = _by_section(seen)
    found = []
    for one in facts:
        kept = words.get((one.id, TextKind.FACT))
        said, _, other = editable(kept.body if kept else None).partition("\n")
        found.append(Traced(one, said, other, trace(seen.outline, written, _names(said, other))))
    return found


def mark(actor: Actor, write_up_id: Id, kind: FactKind, words: str, other: str = "") -> Fact:
    """Mark a fact by its words, which stand in the text, and by other names for it, parted by semicolons; once.

    Raises Missing for everybody but the author, Invalid where the words stand nowhere or there are too many.
    """
    with transaction() as db:
        seen = to_write(actor, write_up_id)
        if not trace(seen.outline, _by_section(seen), _names(words, "")).places:
            raise Invalid(fields={"words": [NOWHERE]})
        there = facts_of(seen)
        for one in there:
            if (one.fact.kind, one.words, one.other) == (kind, words, other):
                return one.fact
        if len(there) >= limits.FACTS:
            raise Invalid(ENOUGH)
        fact = Fact(id=new_id(), write_up_id=write_up_id, kind=kind, at=clock.now())
        db.add(fact)
        db.flush()
        texts.write(seen.member, fact.id, TextKind.FACT, not_yet(f"{words}\n{other}".rstrip()))
    return fact


def say_elsewhere(actor: Actor, fact_id: Id, *, on: bool) -> None:
    """Say that a fact comes again in words that no search would find, or that it does not."""
    with transaction():
        found = _to_change(actor, fact_id)
        found.fact.elsewhere_at = clock.now() if on else None


def forget(actor: Actor, fact_id: Id) -> None:
    """Forget a fact: its words are destroyed; the text itself stays as it is."""
    with transaction():
        found = _to_change(actor, fact_id)
        texts.empty([found.fact.id])
        found.fact.forgotten_at = clock.now()


def _to_change(actor: Actor, fact_id: Id) -> FactSeen:
    to_write(actor, fact_for(actor, fact_id).seen.write_up.id)
    return fact_for(actor, fact_id)


def _by_section(seen: Seen) -> dict[str, Told]:
    """Return the present words of each section, its rows one after the other."""
    written: dict[str, list[str]] = defaultdict(list)
    for piece in pieces_of(seen):
        written[piece.part.section].append(piece.words)
    return {section: Told("\n".join(words)) for section, words in written.items()}


def _names(words: str, other: str) -> Sequence[str]:
    return [one for one in (words, *other.split(";")) if one.strip()]
