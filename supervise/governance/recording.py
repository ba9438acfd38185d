"""Writing the trail: one row per event, in the event's own transaction; ids, enums and times, no words."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date, datetime
from enum import Enum

from supervise.accounts.events import SessionLocked, SessionUnlocked
from supervise.core import clock
from supervise.core.db import session, transaction
from supervise.core.events import Event
from supervise.core.ids import Id
from supervise.dilemmas.events import CommentAcknowledged, ThreadEvent
from supervise.dilemmas.models import Audience, Dilemma, Signed
from supervise.governance.models import Act
from supervise.meetings.days.events import DaysStirred
from supervise.meetings.room.events import RoomMoved
from supervise.writeups.events import DraftDestroyed, PartWritten

NOT_KEPT = (SessionLocked, SessionUnlocked, CommentAcknowledged, RoomMoved, DaysStirred, PartWritten, DraftDestroyed)
"""Who is away, acknowledged whom, spoke in a meeting, wrote in a draft or gave it up, is nobody's to look up."""

REFUSED = "access.refused"
SIGNED = "signed"
_ELSEWHERE = {"actor_id", "by", "group_id", "seq", "row_seq", "first_seq"}


def record(event: Event) -> None:
    """Put an event on the trail, inside its transaction."""
    if isinstance(event, NOT_KEPT):
        return
    about = {f.name: _plain(getattr(event, f.name)) for f in fields(event) if f.name not in _ELSEWHERE}
    act = Act(
        at=clock.now(),
        tag=event.tag,
        actor_id=getattr(event, "actor_id", None) or getattr(event, "by", None),
        group_id=getattr(event, "group_id", None),
        about=about,
    )
    if isinstance(event, ThreadEvent):
        act.supervisors_only = _is_for_supervisors(event)
    if about.get(SIGNED) == Signed.COLLEAGUE:
        act.at = act.at.replace(hour=0, minute=0, second=0, microsecond=0)
    session().add(act)


def note_refusal(account_id: Id, asked: str, status: int, ids: Mapping[str, str]) -> None:
    """Put on the trail that somebody who is signed in was refused: which page of ours they asked, and for which ids."""
    with transaction() as db:
        about: dict[str, str | int | None] = {"asked": asked, "status": status, **ids}
        db.add(Act(at=clock.now(), tag=REFUSED, actor_id=account_id, supervisors_only=False, about=about))


def _is_for_supervisors(event: ThreadEvent) -> bool:
    dilemma = session().get(Dilemma, event.dilemma_id)
    return dilemma is not None and dilemma.audience is Audience.SUPERVISORS


def _plain(value: object) -> str | int | None:
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, datetime):
        return clock.millis(value)
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, str | int) or value is None else str(value)
