"""What somebody does with their own words: that it was done, never under which reference."""

from dataclasses import dataclass
from typing import ClassVar

from supervise.core.events import Event
from supervise.core.ids import Id


@dataclass(frozen=True, slots=True)
class OwnWordsExported(Event):
    """A person took a copy of what they wrote; of all of it, or of one reference."""

    tag: ClassVar[str] = "own_words.exported"
    account_id: Id
    by: Id
    everything: bool


@dataclass(frozen=True, slots=True)
class OwnWordsErased(Event):
    """A person erased what they had written under one reference; `held` is how much a hold kept."""

    tag: ClassVar[str] = "own_words.erased"
    account_id: Id
    by: Id
    dilemmas: int
    comments: int
    write_ups: int
    held: int
