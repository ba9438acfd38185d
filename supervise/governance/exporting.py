"""The trail for whoever keeps the machine: JSON lines of ids, tags and times."""

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from supervise.core import clock
from supervise.core.db import session
from supervise.dilemmas.models import Signed
from supervise.governance.models import Act
from supervise.governance.recording import SIGNED

_AT_A_TIME = 500
A_COLLEAGUE = "a colleague"


def export_acts() -> Iterator[str]:
    """Return every act on the trail as a JSON line, the oldest first; whoever signed as 'a colleague' stays so."""
    rows = session().scalars(
        select(Act).order_by(Act.at, Act.id).execution_options(yield_per=_AT_A_TIME),
    )
    for act in rows:
        yield json.dumps(_line(act), ensure_ascii=True)


def _line(act: Act) -> dict[str, Any]:
    hidden = act.about.get(SIGNED) == Signed.COLLEAGUE
    when: dict[str, Any] = {"day": act.at.date().isoformat()} if hidden else {"at": clock.millis(act.at)}
    who = A_COLLEAGUE if hidden else act.actor_id
    return {"id": act.id, **when, "tag": act.tag, "actor": who, "group": act.group_id, "about": act.about}
