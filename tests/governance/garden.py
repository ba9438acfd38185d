"""Where words are planted that stand nowhere else, and where they are looked for."""

import random
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select

from supervise.core.db import session
from supervise.core.ids import Id
from supervise.texts.models import Text, TextKind
from tests.cast import World

_VOWELS, _OTHERS = "aeou", "bdfgklmnprtvz"


@dataclass
class Garden:
    """What was planted where: a word of its own for each place, by the place's name."""

    world: World
    planted: dict[str, str] = field(default_factory=dict)
    things: dict[str, Id] = field(default_factory=dict)
    chance: random.Random = field(default_factory=lambda: random.Random(11))

    def word(self, place: str) -> str:
        """Return a word that stands in no other place; it begins unlike the others, which an index keeps once."""
        syllables = [self.chance.choice(_OTHERS) + self.chance.choice(_VOWELS) for _ in range(7)]
        self.planted[place] = made = "".join(syllables)
        return made

    def needle(self, place: str) -> bytes:
        """Return the middle of a word: an index leaves out how it begins, and a stem how it ends."""
        return self.planted[place][4:11].encode()

    def found_in(self, held: bytes) -> set[str]:
        """Return the places whose words stand among some bytes, in whatever case."""
        lowered = held.lower()
        return {place for place in self.planted if self.needle(place) in lowered}

    def found_under(self, folder: Path) -> dict[str, set[str]]:
        """Return, for every file under a folder in which any of them stands, the places of those."""
        held = {path: self.found_in(path.read_bytes()) for path in sorted(folder.rglob("*")) if path.is_file()}
        return {path.relative_to(folder).as_posix(): found for path, found in held.items() if found}


def text_of(thing_id: Id, kind: TextKind) -> Id:
    return session().scalars(select(Text.id).where(Text.thing_id == thing_id, Text.kind == kind)).one()
