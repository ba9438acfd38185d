"""Where an entry may be found: the key that stands before each of its words in the index.

A reader's search names the keys of their own seats, so the words of others are not even passed over. The key is no
permission: what is found is asked again of the tables themselves, in the same query (queries.py).
"""

from supervise.dilemmas.models import Audience, Dilemma
from supervise.groups.models import Role
from supervise.groups.queries import Seat
from supervise.meetings.models import Meeting
from supervise.writeups.models import WriteUp

_LETTERS_OF_ID = 9


def scopes_of(dilemma: Dilemma) -> tuple[str, str | None]:
    """Return the scope of a dilemma and its thread, and that of its author where others do not know of it."""
    if dilemma.audience is Audience.GROUP:
        return _key("g", dilemma.group_id), None
    return _key("s", dilemma.group_id), _key("m", dilemma.author_id)


def scopes_of_write_up(write_up: WriteUp) -> tuple[str, str | None]:
    """Return the scope of a write-up that is shared with supervisors, and that of its author."""
    return _key("s", write_up.group_id), _key("m", write_up.author_id)


def scope_of_record(meeting: Meeting) -> str:
    """Return the scope of a meeting's record, which the whole group reads."""
    return _key("g", meeting.group_id)


def scopes_for(seat: Seat) -> list[str]:
    """Return the scopes in which somebody who sits there looks."""
    if seat.member.role is Role.SUPERVISOR:
        return [_key("g", seat.group.id), _key("s", seat.group.id)]
    return [_key("g", seat.group.id), _key("m", seat.member.id)]


def _key(letter: str, owner: str) -> str:
    return letter + owner[:_LETTERS_OF_ID]
