"""Words planted in write-ups, beside them and in how they are marked, and every way to take them away again."""

from sqlalchemy import select

from supervise.core.db import session
from supervise.core.ids import new_key
from supervise.texts.covering import Marked
from supervise.texts.drafts import keep_draft
from supervise.texts.models import Revision, TextKind
from supervise.writeups import asides, facts, notes, sharing
from supervise.writeups.covering import actions as covering_write_ups
from supervise.writeups.destroying import destroy_own
from supervise.writeups.marking.models import Why
from supervise.writeups.marking.queries import marks_of
from supervise.writeups.marking.replacing import replace_words
from supervise.writeups.models import FactKind, WriteUp
from supervise.writeups.notes import About
from tests.cast import words
from tests.governance.garden import Garden, text_of
from tests.writeups import marked, writing


def plant_write_ups(garden: Garden) -> None:
    """Write write-ups with all that can hang on them; work must be open."""
    _two(garden)
    _marked(garden)


def take_away_of_write_ups(garden: Garden) -> None:
    """Redact, rewrite, remove, replace, forget, and destroy what goes as a whole; work must be open."""
    _take_away_of_two(garden)
    _take_away_of_marked(garden)


def _two(garden: Garden) -> None:
    """A write-up that goes with all that hangs on it, and one that stays, of which something goes."""
    world, word = garden.world, garden.word
    tia, ruth = world.actor("Tia"), world.actor("Ruth")
    whole = _written(garden, {"happened": f"It was {word('version of a write-up')}.", "felt": "Cold."})
    garden.things["write-up"] = whole.id
    sent = writing.share(world, whole, "Ruth")
    about = About(writing.part_of(whole, "happened").id)
    noted = notes.note(ruth, whole.id, about, words(f"Why {word('margin note')}?"), new_key())
    notes.answer(tia, noted.id, words(f"Since {word('answer to a margin note')}."), new_key())
    about = About(about.part_id, words="It was")
    notes.note(ruth, whole.id, about, words("Or so?"), new_key(), wording=words(f"It is {word('suggested wording')}"))
    asides.say(tia, whole.id, words(f"Between us, {word('aside')}."), new_key())
    names = (garden.planted["version of a write-up"], word("other name for a fact"))
    facts.mark(tia, whole.id, FactKind.OTHER, *names)
    sharing.send_back(ruth, whole.id, sent.number, words(f"Look at {word('verdict')}."))
    writing.write(world, whole, {"happened": f"It was {word('write-up as it stands')}."})
    some = ", ".join(word(f"{place} of a write-up") for place in ("passage redacted", "passage rewritten"))
    stays = _written(garden, {"happened": f"I heard {some} and was tired.", "felt": "So it was."})
    garden.things["write-up that stays"] = stays.id
    for place in ("passage redacted", "passage rewritten"):
        facts.mark(tia, stays.id, FactKind.OTHER, garden.planted[f"{place} of a write-up"])
    garden.things["fact"] = facts.mark(tia, stays.id, FactKind.LOSS, "tired", word("fact that is forgotten")).id
    writing.share(world, stays, "Ruth")
    removed = notes.note(
        ruth, stays.id, About(writing.part_of(stays, "felt").id), words(word("removed margin note")), new_key()
    )
    garden.things["removed margin note"] = removed.id
    said = asides.say(tia, stays.id, words(word("aside taken back")), new_key())
    garden.things["aside taken back"] = said.id


def _marked(garden: Garden) -> None:
    """A write-up that is being marked: by one who gave their marks, and one who has begun to."""
    world, word = garden.world, garden.word
    marked.seat_supervisors(world, "Omar")
    told = f"It was {word('write-up that is marked')} and {word('words replaced in what is marked')}."
    note, number = marked.submitted(world, told)
    marking = marked.marking_on(world, note, number)
    marked.appoint(world, marking, "Sam", "Omar")
    marked.give(world, "Sam", marking, ["ethics"], said=f"Why {word('reason of a mark')}?")
    second = marks_of([marking.id])[1]
    draft = {"reason_ethics": f"Half {word('draft of marks')}"}
    keep_draft(world.actor("Omar"), world.group_id, f"mark:{second.id}", draft, None)
    garden.things["write-up that is marked"] = note.id


def _take_away_of_marked(garden: Garden) -> None:
    """Put other words into the copy, which destroys the earlier ones, and destroy the whole, which its author does."""
    world, note = garden.world, garden.things["write-up that is marked"]
    tia = world.actor("Tia")
    part = writing.part_of(session().get_one(WriteUp, note), "happened").id
    again = words(f"It was {garden.planted['write-up that is marked']}.")
    replace_words(tia, note, part, again, Why.DETAIL)
    held = session().scalars(select(Revision.body).where(Revision.body.is_not(None))).all()
    assert not [one for one in held if one and garden.planted["words replaced in what is marked"] in one]
    destroy_own(tia, note)


def _written(garden: Garden, told: dict[str, str], who: str = "Tia") -> WriteUp:
    return writing.write(garden.world, writing.begin(garden.world, who), told, who)


def _take_away_of_two(garden: Garden) -> None:
    """Redact, rewrite, remove in the one that stays; destroy the other, which its author does."""
    world, things = garden.world, garden.things
    tia, ruth, stays = world.actor("Tia"), world.actor("Ruth"), things["write-up that stays"]
    text = text_of(writing.part_of(session().get_one(WriteUp, stays), "happened").id, TextKind.SECTION)
    cases = [
        covering_write_ups.cover_passage(ruth, text, Marked(1, words=garden.planted[f"{place} of a write-up"]))
        for place in ("passage redacted", "passage rewritten")
    ]
    assert cases[0] is not None
    covering_write_ups.redact_passage(ruth, stays, cases[0])
    again = "I heard much, and was tired."
    writing.share(world, writing.write(world, session().get_one(WriteUp, stays), {"happened": again}), "Ruth")
    notes.remove(ruth, things["removed margin note"])
    asides.take_back(tia, things["aside taken back"])
    facts.forget(tia, things["fact"])
    destroy_own(tia, things["write-up"])
