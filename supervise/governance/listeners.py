"""Everything that happens is heard here, inside its transaction: the trail shares its fate."""

from supervise.core.events import Event, within
from supervise.governance.recording import record


@within(Event)
def put_on_trail(event: Event) -> None:
    """Put an event on the trail."""
    record(event)
