"""What happens to how long things are kept."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from supervise.governance.retention.models import Kind
from supervise.governance.retention.terms import Unit
from supervise.groups.events import GroupEvent


@dataclass(frozen=True, slots=True)
class KeepingChanged(GroupEvent):
    """A group keeps a kind for another time: `count` of a unit, without one as long as the dilemma itself."""

    tag: ClassVar[str] = "group.keeping.changed"
    kind: Kind
    unit: Unit | None
    count: int
    begins_at: datetime
