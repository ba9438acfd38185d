"""Who may write in a thread just now, in which kinds, and until when it is held back; a rung above says so."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from supervise.core.errors import Invalid
from supervise.core.ids import Id
from supervise.core.policy import No, Verdict, Yes, require
from supervise.dilemmas.models import Dilemma, Kind
from supervise.groups.models import Member

LONGEST_FACT = 300
ONE_LINE = f"A fact is put right in one line of at most {LONGEST_FACT} characters."


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody may write in a thread just now, where that is not for them to choose.

    `kinds` may be used, the first of them where none is chosen; `reason` says why no more. `shown_from` is the moment
    until which the others do not see it.
    """

    kinds: Sequence[Kind]
    reason: str = ""
    shown_from: datetime | None = None

    @property
    def fact_only(self) -> bool:
        """Whether nothing is open but putting a fact right."""
        return tuple(self.kinds) == (Kind.INFORMATION,)

    def kind_of(self, chosen: Kind) -> Kind:
        """Return the kind that words get: the one that was chosen, else what is asked for now."""
        others = [kind for kind in self.kinds if kind is not Kind.INFORMATION]
        return others[0] if chosen is Kind.RESPONSE and others else chosen

    def may_use(self, kind: Kind) -> Verdict:
        """Tell whether words of a kind may come in now."""
        return Yes() if kind in self.kinds else No(self.reason)


Says = Callable[[Id], Verdict]
Gives = Callable[[Dilemma, Member], Given | None]
Enters = Callable[[Dilemma, Member], None]
_says: list[Says] = []
_gives: list[Gives] = []
_enters: list[Enters] = []


def says(who_may_write: Says) -> Says:
    """Let a function say, inside the transaction of whoever writes, whether a thread is open to them now."""
    _says.append(who_may_write)
    return who_may_write


def gives(what_may_be_written: Gives) -> Gives:
    """Let a function say what somebody may write in a thread just now; None where it has no say."""
    _gives.append(what_may_be_written)
    return what_may_be_written


def hears_of_entering(enters: Enters) -> Enters:
    """Let a function hear that somebody comes into a thread."""
    _enters.append(enters)
    return enters


def may_write_now(dilemma_id: Id) -> Verdict:
    """Tell whether words may come into a thread at this moment, and if not, why."""
    for one in _says:
        verdict = one(dilemma_id)
        if not verdict:
            return verdict
    return Yes()


def given_to(dilemma: Dilemma, member: Member) -> Given | None:
    """Return what somebody may write in a thread just now; None where they choose."""
    return next((found for one in _gives if (found := one(dilemma, member)) is not None), None)


def taken_as(given: Given | None, chosen: Kind, words: str) -> Kind:
    """Return the kind that words get; raise NotAllowed with the reason where none is open, Invalid for a long fact."""
    if given is None:
        return chosen
    kind = given.kind_of(chosen)
    require(given.may_use(kind))
    if given.fact_only and (len(words) > LONGEST_FACT or "\n" in words.strip()):
        raise Invalid(ONE_LINE, fields={"body": [ONE_LINE]})
    return kind


def enter(dilemma: Dilemma, member: Member) -> None:
    """Somebody comes into a thread."""
    for one in _enters:
        one(dilemma, member)
