"""What is kept about one person beside their words: account, groups, sessions, and their own acts on the trail."""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import or_, select

from supervise.accounts.models import SignIn
from supervise.accounts.queries import own_account
from supervise.core import clock
from supervise.core.actor import Actor
from supervise.core.db import session
from supervise.core.ids import Id
from supervise.core.sheets import sheet
from supervise.dilemmas.models import Acknowledgement, Signed
from supervise.dilemmas.references.queries import references_of
from supervise.governance.models import Act
from supervise.governance.own_words.queries import group_name, seats_ever
from supervise.governance.recording import SIGNED
from supervise.groups.models import Acceptance
from supervise.writeups.marking.about import marks_about

_MOST_ACTS = 20_000


def about_me(actor: Actor) -> str:
    """Return as JSON what is kept about the actor beside their words; times are ISO 8601 in UTC."""
    account, seats = own_account(actor), seats_ever(actor)
    told: dict[str, Any] = {
        "account": {
            "name": account.name,
            "email": account.email,
            "time_zone": account.zone,
            "runs_this_installation": account.owner,
            "shown_as_present": account.shown_present,
            "opened_at": account.created_at.isoformat(),
        },
        "groups": [
            {
                "group": group_name(seat),
                "role": seat.role.value,
                "convenor": seat.convenor,
                "joined_at": seat.joined_at.isoformat(),
                "left_at": seat.left_at.isoformat() if seat.left_at else None,
                "name_kept": seat.name_kept,
            }
            for seat in seats.values()
        ],
        "agreements_accepted": _acceptances(list(seats)),
        "acknowledgements_given": _acknowledgements(list(seats)),
        "references": [one.mark for one in references_of(actor)],
        "marks_of_write_ups": marks_about(list(seats)),
        "sessions": _sessions(actor),
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def my_acts(actor: Actor) -> str:
    """Return the newest of the actor's own acts on the trail as CSV; of what is signed 'a colleague' only the day."""
    seats = seats_ever(actor)
    own = or_(Act.actor_id == actor.account_id, Act.actor_id.in_(seats))
    acts = session().scalars(select(Act).where(own).order_by(Act.at.desc(), Act.id).limit(_MOST_ACTS))
    rows = [(_when(act), act.tag, _group(act, seats)) for act in acts]
    return sheet(("when (UTC)", "what", "group"), rows)


def _acceptances(seats: Sequence[Id]) -> list[dict[str, Any]]:
    rows = session().scalars(select(Acceptance).where(Acceptance.member_id.in_(seats)).order_by(Acceptance.at))
    return [{"version": one.version, "at": one.at.isoformat(), "on_paper": one.on_paper} for one in rows]


def _acknowledgements(seats: Sequence[Id]) -> list[dict[str, Any]]:
    own = select(Acknowledgement).where(Acknowledgement.member_id.in_(seats)).order_by(Acknowledgement.at)
    return [{"reaction": one.reaction.value, "at": one.at.isoformat()} for one in session().scalars(own)]


def _sessions(actor: Actor) -> list[dict[str, Any]]:
    own = select(SignIn).where(SignIn.account_id == actor.account_id).order_by(SignIn.began_at)
    return [
        {
            "device": one.device,
            "began_at": one.began_at.isoformat(),
            "last_used_at": one.active_at.isoformat(),
            "ended_at": one.ended_at.isoformat() if one.ended_at else None,
        }
        for one in session().scalars(own)
    ]


def _when(act: Act) -> str:
    if act.about.get(SIGNED) == Signed.COLLEAGUE:
        return act.at.date().isoformat()
    return clock.in_zone(act.at, "UTC").strftime("%Y-%m-%d %H:%M:%S")


def _group(act: Act, seats: dict[Id, Any]) -> str:
    seat = next((one for one in seats.values() if one.group_id == act.group_id), None)
    return group_name(seat) if seat is not None else ""
