"""Writes the write-up and the thread of a load test in an installation that has the people.

Usage: python -m bench.margins.planning WORDS NOTES, with the installation's own environment. The second reader
writes a write-up of so many words and shares it with the first, who writes so many notes in its margin; the group's
dilemma gets as many comments. It prints the write-up's id, one of its parts
and the words that a note can be about as JSON.
"""

import json
import random
import re
import sys

from sqlalchemy import select

from supervise.accounts.models import Account
from supervise.accounts.queries import account_with, actor_of
from supervise.cli.opening import at_work
from supervise.core.actor import Actor
from supervise.core.db import session
from supervise.core.ids import new_key
from supervise.dilemmas.comments import Said, post_comment
from supervise.dilemmas.models import Dilemma
from supervise.groups.queries import seat_for
from supervise.texts.checking import Checked
from supervise.writeups import actions, notes, sharing
from supervise.writeups.actions import Typed
from supervise.writeups.models import WriteUp
from supervise.writeups.notes import About
from supervise.writeups.queries import Piece, pieces_of, write_up_for

OUTLINE = "psychodynamic-study"
SENTENCE_WORDS, PARAGRAPH_SENTENCES = 20, 5
_VOCABULARY = re.findall(
    r"\w+",
    "the work went on and I noticed how often she looked at the door while I spoke of something else that had been "
    "easier to say than what both of us knew about the ending and about what each had hoped from it",
)


def main() -> None:
    """Write them."""
    words, count = (int(word) for word in sys.argv[1:3])
    with at_work():
        reader, author = (actor_of(_known(n)) for n in range(2))
        dilemma, group = session().execute(select(Dilemma.id, Dilemma.group_id)).one()
        write_up = actions.begin(author, group, OUTLINE, new_key())
        pieces = _written(author, write_up, words)
        reads = write_up_for(reader, write_up.id)
        places = [(one.part.id, sentence) for one in pieces for sentence in one.words.split(". ")[:-1]]
        for number in range(count):
            part, sentence = places[number * len(places) // count]
            about = About(part_id=part, words=sentence)
            notes.note(
                reader, reads.write_up.id, about, Checked(f"What was it like, just then? {number}", ()), new_key()
            )
            post_comment(reader, dilemma, Said(Checked(f"What was it like, just then? {number}", [])), new_key())
        print(json.dumps({"write_up": write_up.id, "part": places[0][0], "words": places[0][1]}))


def _known(number: int) -> Account:
    found = account_with(f"reader-{number}@example.org")
    if found is None:
        raise SystemExit("The installation has no such reader.")
    return found


def _written(author: Actor, write_up: WriteUp, words: int) -> list[Piece]:
    """Write so many words into the sections of a write-up, share it, and return its parts."""
    sections = pieces_of(write_up_for(author, write_up.id))
    for number, one in enumerate(sections):
        actions.save_part(author, Typed(one.part.id, _account(number, words // len(sections)), one.part.saved))
    pieces = list(pieces_of(write_up_for(author, write_up.id)))
    checked = {one.part.id: Checked(one.words, ()) for one in pieces}
    read_at = [Typed(one.part.id, one.words, one.part.saved) for one in pieces]
    sharing.share(author, write_up.id, checked, read_at, {seat_for(actor_of(_known(0)), write_up.group_id).member.id})
    return pieces


def _account(seed: int, words: int) -> str:
    """Return so many words in sentences and paragraphs, the same for a seed each time, no two sentences alike."""
    chosen = random.Random(seed)
    sentences = [
        " ".join([f"Part {seed} and thought {n}", *chosen.choices(_VOCABULARY, k=SENTENCE_WORDS - 5)])
        for n in range(max(1, words // SENTENCE_WORDS))
    ]
    paragraphs = [
        ". ".join(sentences[at : at + PARAGRAPH_SENTENCES]) + "."
        for at in range(0, len(sentences), PARAGRAPH_SENTENCES)
    ]
    return "\n\n".join(paragraphs)


if __name__ == "__main__":
    main()
