"""Who is acting: an account that has signed in, as every domain function gets it first."""

from dataclasses import dataclass

from supervise.core.ids import Id


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in person; what they may do is read from their seat in a group, each time anew."""

    account_id: Id
    name: str
    owner: bool
    zone: str
