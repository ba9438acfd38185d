"""The chair: exactly one person holds the meeting at every moment. Pure; moments are milliseconds, told by the caller.

Whoever holds the chair and is gone for 90 seconds is followed by somebody who is there: the deputy, else a
supervisor, else a convenor, else whoever entered first; the presenter only if nobody else is there. The one who was
named may take the chair back. Where nobody at all is there the chair waits with the one who held it last.
"""

from dataclasses import dataclass, replace

from supervise.core.ids import Id
from supervise.meetings.clock import NotNow

ABSENCE = 90_000
"""How long the one in the chair may be gone, in milliseconds."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is there, as far as the chair is concerned."""

    id: Id
    supervises: bool = False
    convenes: bool = False


@dataclass(frozen=True, slots=True)
class Chair:
    """Who holds the meeting (`holder`), who was named to (`named`), and who is there, in the order of entering."""

    named: Id
    holder: Id
    deputy: Id | None = None
    presenter: Id | None = None
    here: tuple[Person, ...] = ()
    gone_since: int | None = None

    def is_here(self, who: Id) -> bool:
        """Tell whether somebody is there."""
        return any(person.id == who for person in self.here)


def taken_by(facilitator: Id, deputy: Id | None, absent_since: int) -> Chair:
    """Return the chair of a meeting whose facilitator is awaited since a moment."""
    return Chair(facilitator, facilitator, None if deputy == facilitator else deputy, gone_since=absent_since)


def entered(chair: Chair, person: Person, now: int) -> Chair:
    """Somebody comes in, or is here on one more device."""
    here = chair.here if chair.is_here(person.id) else (*chair.here, person)
    back = person.id == chair.holder
    return looked_at(replace(chair, here=here, gone_since=None if back else chair.gone_since), now)


def left(chair: Chair, who: Id, now: int) -> Chair:
    """Somebody's last device has gone."""
    here = tuple(person for person in chair.here if person.id != who)
    was_holder = who == chair.holder and chair.gone_since is None
    return looked_at(replace(chair, here=here, gone_since=now if was_holder else chair.gone_since), now)


def due(chair: Chair) -> int | None:
    """Return the moment at which the chair passes on if nothing changes; None where it does not."""
    if chair.gone_since is None or not chair.here:
        return None
    return chair.gone_since + ABSENCE


def looked_at(chair: Chair, now: int) -> Chair:
    """Let the chair pass on to somebody who is there, if its time has come."""
    moment = due(chair)
    if moment is None or now < moment:
        return chair
    return replace(chair, holder=next_in_line(chair).id, gone_since=None)


def next_in_line(chair: Chair) -> Person:
    """Return who of those who are there would hold the meeting."""
    return min(chair.here, key=lambda person: _rank(chair, person))


def hand_over(chair: Chair, by: Id, to: Id, now: int) -> Chair:
    """Give the chair to somebody who is there. Handed on by the one who was named, it is theirs from now on."""
    _must_hold(chair, by)
    if not chair.is_here(to):
        raise NotNow("The chair is handed to somebody who is here.")
    named = to if by == chair.named else chair.named
    return looked_at(replace(chair, holder=to, named=named, gone_since=None), now)


def take_back(chair: Chair, by: Id, now: int) -> Chair:
    """The one who was named takes the chair back."""
    if by != chair.named:
        raise NotNow("The chair is taken back by the one who was named to hold it.")
    if not chair.is_here(by):
        raise NotNow("Come into the meeting first.")
    return looked_at(replace(chair, holder=by, gone_since=None), now)


def name_deputy(chair: Chair, by: Id, deputy: Id | None) -> Chair:
    """Name who follows if the one in the chair is gone."""
    _must_hold(chair, by)
    return replace(chair, deputy=deputy)


def _must_hold(chair: Chair, who: Id) -> None:
    if who != chair.holder:
        raise NotNow("That is for the one who holds the meeting.")


def _rank(chair: Chair, person: Person) -> tuple[bool, bool, bool, bool]:
    """The smaller, the sooner; among equals whoever entered first, since `here` is in that order."""
    deputy = person.id == chair.deputy
    return (person.id == chair.presenter and not deputy, not deputy, not person.supervises, not person.convenes)
