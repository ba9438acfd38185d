"""What a convenor may read of the trail."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import joinedload

from supervise.core.db import session
from supervise.core.ids import Id
from supervise.dilemmas.models import Signed
from supervise.dilemmas.policy import may_see_signer
from supervise.governance.models import Act
from supervise.governance.recording import SIGNED
from supervise.governance.wording import HOUSE, sentence
from supervise.groups.models import Member, Role
from supervise.groups.queries import Seat

SHOWN = 50
A_COLLEAGUE = "a colleague"


@dataclass(frozen=True, slots=True)
class Line:
    """One act as the trail shows it; of what is signed 'a colleague' only the day."""

    id: Id
    at: datetime
    day_only: bool
    words: str


def trail_of(seat: Seat, before: tuple[datetime, str] | None = None) -> list[Line]:
    """Return up to SHOWN + 1 acts in the seat's group, the newest first, from before a place on.

    Left out are acts that concern a dilemma which this reader does not know of; who signed as 'a colleague'
    shows as that, except to those who may see it. Two queries.
    """
    rows = select(Act).where(Act.group_id == seat.group.id)
    if seat.member.role is not Role.SUPERVISOR:
        rows = rows.where(or_(Act.supervisors_only.is_(False), Act.actor_id == seat.member.id))
    if before is not None:
        moment, act_id = before
        rows = rows.where(or_(Act.at < moment, and_(Act.at == moment, Act.id < act_id)))
    acts = session().scalars(rows.order_by(Act.at.desc(), Act.id.desc()).limit(SHOWN + 1)).all()
    names = _names(acts)
    return [_line(act, seat.member, names) for act in acts]


def _line(act: Act, reader: Member, names: dict[str, str]) -> Line:
    signed = act.about.get(SIGNED) == Signed.COLLEAGUE
    hidden = signed and not may_see_signer(reader) and act.actor_id != reader.id
    who = A_COLLEAGUE if hidden else _named(act.actor_id, names)
    whom = _named(act.about.get("member_id"), names)
    said = sentence(act.tag, who, whom, act.about, by_itself=act.actor_id is None)
    return Line(act.id, act.at, signed, said[:1].upper() + said[1:])


def _named(one: object, names: dict[str, str]) -> str:
    return names.get(str(one), HOUSE)


def _names(acts: Iterable[Act]) -> dict[str, str]:
    ids = {one for act in acts for one in (act.actor_id, act.about.get("member_id")) if one}
    found: Sequence[Member] = (
        session().scalars(select(Member).options(joinedload(Member.account)).where(Member.id.in_(ids))).all()
    )
    return {member.id: member.shown_name for member in found}
