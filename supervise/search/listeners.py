"""What happens to what is found is heard here within its transaction: the index shares its fate."""

from supervise.core.db import session
from supervise.core.events import within
from supervise.dilemmas import events
from supervise.meetings.models import Meeting
from supervise.meetings.room import events as room
from supervise.search import actions
from supervise.search.records import spoke_of
from supervise.writeups import events as write_ups

NO_OTHER_WORDS = (
    events.CommentAcknowledged,
    events.DilemmaKeptOpen,
    events.GatePut,
    events.GateTakenAway,
    events.PassageLookedAt,
    events.ReadersNamed,
    events.ThemesChanged,
)
GONE = (events.DilemmaWithdrawn, events.DilemmaDestroyed)


@within(events.ThreadEvent)
def follow(event: events.ThreadEvent) -> None:
    """Make the entry of what happened to anew from its words as they now stand, or drop what is gone.

    Whatever is not named above may have changed words, also what comes to be told of later: to make an entry anew
    costs little, to show words that were taken away would cost more.
    """
    if isinstance(event, GONE):
        actions.drop_thread(event.dilemma_id)
    elif not isinstance(event, NO_OTHER_WORDS):
        comment_id = getattr(event, "comment_id", None)
        if comment_id is not None:
            actions.index_comment(comment_id)
        else:
            actions.index_dilemma(event.dilemma_id)


@within(
    write_ups.WriteUpShared,
    write_ups.WriteUpPassageCovered,
    write_ups.WriteUpPassageUncovered,
    write_ups.WriteUpPassageRedacted,
    write_ups.WriteUpPassageRewritten,
    write_ups.WriteUpReplaced,
)
def follow_write_up(event: write_ups.WriteUpEvent) -> None:
    """Make the entry of a write-up anew from the words that are shared of it."""
    actions.index_write_up(event.write_up_id)


@within(write_ups.WriteUpDestroyed)
def drop_write_up(event: write_ups.WriteUpDestroyed) -> None:
    """Drop what is gone."""
    actions.drop_write_up(event.write_up_id)


@within(room.MeetingEnded, room.DecisionsWritten, room.DecisionsErased)
def follow_record(event: room.MeetingEnded | room.DecisionsWritten | room.DecisionsErased) -> None:
    """Make the entry of a meeting's record anew."""
    meeting = session().get(Meeting, event.meeting_id)
    if meeting is not None:
        actions.index_record(meeting)


@within(
    events.ThemesChanged,
    events.GatePut,
    events.GateTakenAway,
    events.DilemmaWithdrawn,
    events.DilemmaDestroyed,
)
def follow_themes(event: events.ThreadEvent) -> None:
    """Make the entries of the records anew that name the themes of a dilemma, or may name them no more."""
    gone = event.dilemma_id if isinstance(event, events.DilemmaDestroyed) else None
    for meeting in spoke_of(event.dilemma_id):
        actions.index_record(meeting, without=gone)
