"""Write-ups of the seeded practice: one that only its author reads, one that is shared with one supervisor."""

from supervise.core.db import session
from supervise.core.ids import Id, new_key
from supervise.texts.covering import Marked
from supervise.writeups import actions, asides, facts, keeping, notes, queries, sharing
from supervise.writeups.actions import Typed
from supervise.writeups.covering import actions as covering
from supervise.writeups.models import FactKind, Marking, WriteUp
from supervise.writeups.notes import About
from supervise.writeups.shaping import actions as shaping
from tests.cast import World, words
from tests.writeups import marked
from tests.writeups.writing import part_of, share

DRAFTED, SHARED = "alabaster", "vermilion"
"""Words that stand only in what nobody but Tia reads, and in what she shared with Ruth alone."""

SUBMITTED, REASONED = "cochineal", "celadon"
"""Words that stand only in what she shared with Ruth and submitted, which Sam marks, and in why Sam marked it so."""


def write_ups(world: World, absent: str) -> dict[str, dict[str, str]]:
    """Write what there is of write-ups; return them, and a part of each, by names that can be read."""
    draft, shared = _begun(world, f"The {DRAFTED} hour."), _begun(world, f"The {SHARED} hour.")
    sent = share(world, shared, "Ruth")
    ours = shaping.copy_outline(world.actor("Ruth"), world.group_id, "gibbs-cycle", "Ours")
    about = About(part_of(shared, "happened").id, words=SHARED)
    note = notes.note(
        world.actor("Ruth"), shared.id, about, words(f"Why {SHARED}?"), new_key(), wording=words(f"more {SHARED}")
    )
    aside = asides.say(world.actor("Ruth"), shared.id, words(f"Only between us: {SHARED}."), new_key())
    fact = facts.mark(world.actor("Tia"), shared.id, FactKind.TIME, f"{SHARED} hour", DRAFTED)
    done = _begun(world, f"A {SHARED} ending.")
    version = share(world, done, "Ruth")
    sharing.verify(world.actor("Ruth"), done.id, version.number)
    opened = _submitted(world)
    marked.actions.begin(world.actor("Sam"), opened.id)
    released = _submitted(world)
    marked.give(world, "Sam", released, ["ethics"], said=f"Why is it {REASONED}?")
    marked.release(world, released)
    text = Id(queries.pieces_at(queries.write_up_for(world.actor("Tia"), shared.id), sent)[0].text_id or "")
    case = covering.cover_passage(world.actor("Ruth"), text, Marked(1, words="The"))
    return {
        "written": {"of Tia's, shared": text, "one that is not": absent},
        "writeup case": {"in Tia's, shared": case or absent},
        "write-up": {
            "Tia's draft": draft.id,
            "Tia's, shared": shared.id,
            "Tia's, verified": done.id,
            "Tia's, marked": released.write_up_id,
            "one that is not": absent,
        },
        "marking": {
            "of Tia's, opened by Sam": opened.id,
            "of Tia's, released": released.id,
            "one that is not": absent,
        },
        "note": {"Ruth's": note.id, "one that is not": absent},
        "aside": {"Ruth's": aside.id, "one that is not": absent},
        "own outline": {"ours": ours.id, "one that is not": absent},
        "section": {"the first": "1", "one that is not": "99"},
        "fact": {"Tia's": fact.id, "one that is not": absent},
        "part": {
            "of Tia's draft": part_of(draft, "happened").id,
            "of Tia's, shared": part_of(shared, "happened").id,
            "of Tia's, marked": _part_of(released),
            "one that is not": absent,
        },
    }


def _submitted(world: World) -> Marking:
    """A write-up of Tia's that Ruth verified, and that Sam is to mark."""
    note, number = marked.submitted(world, f"The {SUBMITTED} hour.")
    marking = marked.marking_on(world, note, number)
    marked.appoint(world, marking)
    return marking


def _part_of(marking: Marking) -> str:
    write_up = session().get_one(WriteUp, marking.write_up_id)
    return str(part_of(write_up, "happened").id)


def _begun(world: World, body: str) -> WriteUp:
    tia = world.actor("Tia")
    write_up = actions.begin(tia, world.group_id, "dilemma-note", new_key())
    part = part_of(write_up, "happened")
    actions.save_part(tia, Typed(part.id, body, part.saved))
    keeping.keep_version(tia, write_up.id)
    return write_up
