"""Handing one's own dilemma on to another group: its words are put into the box there, to be looked through afresh.

Nothing is posted by it, and neither group learns of the other: what comes of it there is another dilemma, posted by
its author after the check that every dilemma has, in a group whose members are not the same.
"""

from collections.abc import Sequence

from supervise.core.actor import Actor
from supervise.core.db import transaction
from supervise.core.errors import Invalid, Missing
from supervise.core.ids import Id
from supervise.core.policy import require
from supervise.dilemmas import policy
from supervise.dilemmas.begun import NEW
from supervise.dilemmas.queries import Thread, own_thread_for
from supervise.groups.queries import Seat, groups_of, seat_for
from supervise.texts.drafts import draft_at, keep_draft
from supervise.texts.models import TextKind
from supervise.texts.queries import words_of

BEGUN = "You have begun a dilemma in that group already. Post it or throw it away there, then hand this one on."
HIDDEN = "Some of these words are covered or were destroyed. Say it otherwise here first, then hand it on."
_WORDS = {TextKind.ACCOUNT: "account", TextKind.TITLE: "title", TextKind.QUESTION: "question"}


def open_to(thread: Thread, actor: Actor) -> Sequence[Seat]:
    """Return the actor's seats in other groups whose agreement they have accepted, by the groups' names."""
    return [seat for seat in groups_of(actor) if seat.group.id != thread.seat.group.id and seat.accepted]


def hand_on(actor: Actor, dilemma_id: Id, group_id: Id) -> Seat:
    """Put the words of one's own dilemma into one's box in another group, as a draft; return the seat there.

    What others wrote stays where it is. Raises Missing where the dilemma is not one's own, or the group is not, or is
    the same; AgreementFirst where its agreement is not accepted; Invalid where a draft stands in the box, or words are
    covered or destroyed.
    """
    with transaction():
        thread = own_thread_for(actor, dilemma_id)
        require(policy.may_hand_on(thread.member, thread.dilemma))
        seat = seat_for(actor, group_id)
        if seat.group.id == thread.seat.group.id:
            raise Missing
        require(policy.may_post(seat.member))
        if draft_at(seat.member, NEW) is not None:
            raise Invalid(BEGUN)
        keep_draft(actor, group_id, NEW, _fields(thread), None)
    return seat


def _fields(thread: Thread) -> dict[str, str]:
    """Return the words of a dilemma as its box has them; raise Invalid where not all of them can be read."""
    dilemma = thread.dilemma
    theirs = {kind: words for (_, kind), words in words_of([dilemma.id]).items() if kind in _WORDS}
    if theirs[TextKind.ACCOUNT].body is None or any(words.covered for words in theirs.values()):
        raise Invalid(HIDDEN)
    given = {_WORDS[kind]: words.body or "" for kind, words in theirs.items()}
    return {**given, "setting": dilemma.setting or "", "approach": dilemma.approach or ""}
