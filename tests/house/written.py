"""Write-ups of the seeded practice: one that only its author reads."""

from supervise.core.ids import new_key
from supervise.writeups import actions, keeping
from supervise.writeups.actions import Typed
from supervise.writeups.models import WriteUp
from tests.cast import World
from tests.writeups.writing import part_of

DRAFTED = "alabaster"
"""A word that stands only in what nobody but Tia has written and reads."""


def write_ups(world: World, absent: str) -> dict[str, dict[str, str]]:
    """Write what there is of write-ups; return them, and a part of each, by names that can be read."""
    draft = _begun(world, f"The {DRAFTED} hour.")
    return {
        "write-up": {"Tia's draft": draft.id, "one that is not": absent},
        "part": {"of Tia's draft": part_of(draft, "happened").id, "one that is not": absent},
    }


def _begun(world: World, words: str) -> WriteUp:
    tia = world.actor("Tia")
    write_up = actions.begin(tia, world.group_id, "dilemma-note", new_key())
    part = part_of(write_up, "happened")
    actions.save_part(tia, Typed(part.id, words, part.saved))
    keeping.keep_version(tia, write_up.id)
    return write_up
