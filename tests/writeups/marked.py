"""What the tests of marking do again and again: submit a write-up, appoint its markers, mark it."""

from supervise.accounts.actions import open_account
from supervise.accounts.passwords import hashed
from supervise.core.db import session, transaction
from supervise.groups import actions as groups
from supervise.groups.models import Role
from supervise.writeups import sharing, submitting
from supervise.writeups.marking import actions, arranging
from supervise.writeups.marking.actions import Given
from supervise.writeups.marking.queries import marking_of
from supervise.writeups.models import Marking, Place
from supervise.writeups.queries import version_of, write_up_for
from supervise.writeups.rubrics import read
from tests.cast import PASSWORD, email, words
from tests.writeups.writing import begin, share, write

TOLD = "She came late again.\n\nI said nothing, and looked at the clock."


def seat_supervisors(world, *names):
    """Seat more supervisors in the Thursday group; work must be open."""
    secret = hashed(PASSWORD, "", "")
    with transaction():
        for name in names:
            account = open_account(email(name), name, hashed=secret)
            groups.add_member(world.group_id, account.id, Role.SUPERVISOR, convenor=False, on_paper=True)


def submitted(world, told=TOLD, who="Tia", note=None):
    """Write, share with Ruth, have it verified and submit it; work must be open. Return the write-up and its number."""
    note = write(world, note or begin(world, who), {"happened": told, "felt": "Cold."}, who)
    number = share(world, note, "Ruth", who=who).number
    sharing.verify(world.actor("Ruth"), note.id, number)
    submitting.submit(world.actor(who), note.id, number)
    return note, number


def marking_on(world, note, number, who="Tia"):
    """Return how a version is marked; work must be open."""
    return marking_of(version_of(write_up_for(world.actor(who), note.id), number).id)


def appoint(world, marking, first="Sam", second=None):
    """Appoint who marks it and who moderates it; work must be open."""
    arranging.appoint(world.actor("Noa"), marking.id, Place.FIRST, world.member(first).id)
    if second:
        arranging.appoint(world.actor("Noa"), marking.id, Place.SECOND, world.member(second).id)


def marks(marking, low=(), said="Say more of this.", points=()):
    """Return marks that are enough, but for some criteria."""
    rubric = read(session().get_one(Marking, marking.id).rubric)
    return [
        Given(
            one.id,
            one.scale.least if one.id in low else one.scale.most,
            words(said) if one.id in low else None,
            points if one.id in low else (),
        )
        for one in rubric.criteria
    ]


def give(world, who, marking, low=(), **more):
    """Open a copy and give marks for it; work must be open."""
    actions.begin(world.actor(who), marking.id)
    rest = {name: more.pop(name) for name in ("result", "why") if name in more}
    return actions.give(world.actor(who), marking.id, marks(marking, low, **more), **rest)


def release(world, marking):
    """Release the marks; work must be open."""
    return arranging.release(world.actor("Noa"), marking.id)
