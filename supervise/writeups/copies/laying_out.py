"""A copy laid out for a word processor: plain data that a program of its own makes a file of."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from supervise.core.ids import Id
from supervise.texts.blocks import Block, blocks_of
from supervise.writeups.copies.gathering import NEUTRAL, Copy, closing, foot
from supervise.writeups.margin import NoteView, Said
from supervise.writeups.outline import Section
from supervise.writeups.queries import Piece
from supervise.writeups.suggested import Suggested

Told = dict[str, Any]
Below = tuple[list[Told], list[list[Told]]]
"""The notes of the margin, and the footnotes, each in the order in which the copy comes to them."""

LANGUAGE = "en-GB"
REMOVED = "These words were removed by the person who wrote them."
FOR_WHOM = "With the notes of the margin: for its author and the supervisors it is shared with, nobody else."


def laid_out(copy: Copy) -> Told:
    """Return a copy as headings, blocks and tables, with the notes of its margin where they were asked for."""
    notes: list[Told] = []
    footnotes: list[list[Told]] = []
    blocks = [_heading(1, copy.outline.name)]
    if copy.with_margin:
        blocks.append(_line(FOR_WHOM, emphasised=True))
    for section in copy.outline.sections:
        theirs = [one for one in copy.pieces if one.part.section == section.id]
        beside = [one for one in copy.notes if one.section == section.id]
        if theirs or beside:
            blocks += [_heading(2, section.title), *_section(section, theirs, beside, (notes, footnotes))]
    blocks += [_heading(2, "Signatures"), *(_line(one) for one in closing(copy))]
    return {
        "title": NEUTRAL,
        "language": LANGUAGE,
        "made_at": copy.made_at.isoformat(),
        "footer": foot(copy),
        "blocks": blocks,
        "notes": notes,
        "footnotes": footnotes,
    }


def _section(section: Section, pieces: Sequence[Piece], beside: Sequence[NoteView], below: Below) -> list[Told]:
    notes, footnotes = below
    told = {one.part.id: _with_footnotes(_words(one, _there(beside, one), notes), footnotes) for one in pieces}
    lost = [one for one in beside if one.span is None or one.part_id not in told]
    blocks = (
        [_table(section, pieces, told)] if section.columns and pieces else [b for one in told.values() for b in one]
    )
    for note in lost:
        about = note.passage.striptags()
        blocks.append(_line(f"A note on words that stand here no more: \u201c{about}\u201d", emphasised=True))
        blocks[-1]["runs"][0]["begins"] = blocks[-1]["runs"][0]["ends"] = _noted(note, notes)
    return blocks


def _there(beside: Sequence[NoteView], piece: Piece) -> list[NoteView]:
    return [one for one in beside if one.part_id == piece.part.id and one.span is not None]


def _words(piece: Piece, notes_here: Sequence[NoteView], notes: list[Told]) -> list[Told]:
    """Return the words of a part as blocks; runs say which notes begin and end with them."""
    spans = [one.span for one in notes_here if one.span is not None]
    numbers = [_noted(one, notes) for one in notes_here]
    blocks = [_block(one) for one in blocks_of(piece.body, piece.covers, spans)]
    for run in (run for block in blocks for run in block["runs"]):
        for end in ("begins", "ends"):
            run[end] = [number for passage in run[end] for number in numbers[passage]]
    return blocks


def _with_footnotes(blocks: list[Told], footnotes: list[list[Told]]) -> list[Told]:
    """Number the footnotes of a part on from those before; one that nothing refers to stays with its words."""
    numbers: dict[int, int] = {}
    for run in (run for block in blocks for run in block["runs"] if run["footnote"]):
        if run["footnote"] not in numbers:
            footnotes.append([])
            numbers[run["footnote"]] = len(footnotes)
        run["footnote"] = numbers[run["footnote"]]
    for block in blocks:
        if block["footnote"] in numbers:
            footnotes[numbers[block["footnote"]] - 1].append(block)
    return [one for one in blocks if one["footnote"] not in numbers]


def _noted(note: NoteView, notes: list[Told]) -> list[int]:
    """Put a note and its answers with the others; return their numbers."""
    said = [_said(note.said), *(_said(one) for one in note.answers)]
    if note.tag:
        said[0]["blocks"].append(_line(note.tag, emphasised=True))
    if note.suggested:
        said[0]["blocks"] += _suggested(note.suggested)
    if note.taken:
        said[-1]["blocks"].append(_line("The suggested wording was taken.", emphasised=True))
    if note.settled_by:
        said[-1]["blocks"].append(_line(f"Settled by {note.settled_by}.", emphasised=True))
    notes += said
    return list(range(len(notes) - len(said), len(notes)))


def _said(said: Said) -> Told:
    blocks = [_block(one) for one in blocks_of(said.words.body, said.words.covers)] if said.words else [_line(REMOVED)]
    return {
        "author": f"{said.author}, {said.role}",
        "initials": "".join(part[0] for part in said.author.split())[:4],
        "at": said.at.isoformat(),
        "blocks": blocks,
    }


def _suggested(suggested: Suggested) -> list[Told]:
    """Return a suggested wording, with what it is before its first words."""
    blocks = [_block(one) for one in blocks_of(suggested.words.body, suggested.words.covers)]
    if not blocks or blocks[0]["sort"] != "paragraph":
        blocks.insert(0, _line(""))
    blocks[0]["runs"].insert(0, {"text": "Suggested: ", "strong": True})
    return blocks


def _table(section: Section, pieces: Sequence[Piece], told: Mapping[Id, list[Told]]) -> Told:
    """Return the rows of a section as a table, numbered; cells that are empty stay so."""
    there = {(one.part.row, one.part.column): told[one.part.id] for one in pieces}
    rows = list(dict.fromkeys(one.part.row for one in pieces))
    return {
        "sort": "table",
        "head": ["Row", *(one.title for one in section.columns)],
        "rows": [
            [[_line(str(number))], *(there.get((row, one.id), []) for one in section.columns)]
            for number, row in enumerate(rows, start=1)
        ],
    }


def _block(block: Block) -> Told:
    return asdict(block) | {"level": block.level + 2 if block.sort == "heading" else block.level}


def _heading(level: int, words: str) -> Told:
    return {"sort": "heading", "level": level, "runs": [{"text": words}]}


def _line(words: str, *, emphasised: bool = False) -> Told:
    return {"sort": "paragraph", "runs": [{"text": words, "emphasised": emphasised}]}
