"""What those who have a thread open are told of its stage: that something changed, which each then asks for."""

from supervise.core.events import after
from supervise.dilemmas.queries import group_room, room_of
from supervise.dilemmas.seen import Eyes
from supervise.meetings.days.events import DaysStirred
from supervise.web import live


@after(DaysStirred)
def tell_of_stage(event: DaysStirred) -> None:
    """Let everybody who has the thread or the group's list open ask for what they may see now."""
    for room, seq in ((room_of(event.dilemma_id), event.seq), (group_room(event.group_id), event.row_seq)):
        live.send_asking(room, seq, [eyes for eyes in Eyes if live.is_heard(room, eyes)])
