"""What somebody was given for what they submitted, once it was released to them: for taking it away with them."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import select

from supervise.core.db import session
from supervise.core.ids import Id
from supervise.texts.models import TextKind
from supervise.texts.queries import WordsOf, words_of
from supervise.writeups.marking.queries import marks_of
from supervise.writeups.models import CriterionMark, Mark, Marking, Version, WriteUp
from supervise.writeups.rubrics import Rubric, read


def marks_about(members: Collection[Id]) -> list[dict[str, Any]]:
    """Return the released marks of what some members submitted, with the reasons, as a file holds them."""
    rows = session().execute(
        select(Marking, Version.number)
        .join(Version, Version.id == Marking.version_id)
        .join(WriteUp, WriteUp.id == Marking.write_up_id)
        .where(WriteUp.author_id.in_(members), Marking.released_at.is_not(None))
        .order_by(Marking.released_at, Marking.id)
    )
    return [_told(marking, number) for marking, number in rows]


def _told(marking: Marking, version: int) -> dict[str, Any]:
    rubric, marks = read(marking.rubric), [one for one in marks_of([marking.id]) if one.given_at is not None]
    asked = select(CriterionMark).where(CriterionMark.mark_id.in_([one.id for one in marks]))
    rows = session().scalars(asked).all()
    said = words_of([marking.id, *(one.id for one in marks), *(one.id for one in rows)])
    return {
        "write_up": marking.number,
        "version": version,
        "rubric": rubric.name,
        "result": marking.agreed.value if marking.agreed else None,
        "agreed_since": _reason(said, marking.id),
        "released_at": marking.released_at.isoformat() if marking.released_at else None,
        "marks": [_given(rubric, one, [row for row in rows if row.mark_id == one.id], said) for one in marks],
    }


def _given(rubric: Rubric, mark: Mark, rows: Collection[CriterionMark], said: WordsOf) -> dict[str, Any]:
    theirs = {row.criterion: row for row in rows}
    return {
        "by": mark.member.shown_name,
        "as": mark.place.value,
        "given_at": mark.given_at.isoformat() if mark.given_at else None,
        "result": mark.result.value if mark.result else None,
        "why": _reason(said, mark.id),
        "criteria": [
            {
                "criterion": one.label,
                "mark": one.scale.said(theirs[one.id].value),
                "why": _reason(said, theirs[one.id].id),
            }
            for one in rubric.criteria
            if one.id in theirs
        ],
    }


def _reason(said: WordsOf, thing: Id) -> str | None:
    words = said.get((thing, TextKind.REASON))
    return words.plain if words is not None else None
