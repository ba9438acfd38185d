"""The responses that name somebody, as their own Today lists them; by whom is said in the thread alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from supervise.core.ids import Id
from supervise.dilemmas.mentions.queries import naming
from supervise.dilemmas.presenting_dilemmas import row_views
from supervise.dilemmas.seen import eyes_of
from supervise.groups.queries import Seat


@dataclass(frozen=True, slots=True)
class NamedView:
    """A thread in which somebody names the reader, and the way to where."""

    dilemma_id: Id
    heading: str
    href: str
    group_name: str
    at: datetime


def views(seats: Sequence[Seat]) -> list[NamedView]:
    """Return what names the reader in each group and is not read yet."""
    return [view for seat in seats for view in _in_group(seat)]


def _in_group(seat: Seat) -> list[NamedView]:
    found = naming(seat)
    rows = row_views(seat, [(one.dilemma, one.closure) for one in found], eyes_of(seat.member)) if found else []
    return [
        NamedView(
            dilemma_id=one.dilemma.id,
            heading=row.heading,
            href=url_for("dilemmas.show", id=one.dilemma.id, _anchor=f"comment-{one.comment.id}"),
            group_name=seat.group.name,
            at=one.comment.posted_at,
        )
        for one, row in zip(found, rows, strict=True)
    ]
