"""Sends what was promised: makes the link's secret, writes the e-mail, hands it over; a failure is tried again later.

Whether the e-mail should still go is asked now, not when it was promised: somebody may be gone by then.
"""

import smtplib
from collections.abc import Callable, Mapping
from email.message import EmailMessage

from sqlalchemy import select

from supervise.accounts import actions, place, queries
from supervise.accounts.models import Account
from supervise.core.db import session
from supervise.core.ids import Id
from supervise.core.jobs import does
from supervise.groups import actions as groups
from supervise.groups import queries as group_queries
from supervise.groups.models import Member
from supervise.meetings.days.awaiting import is_awaited
from supervise.meetings.models import Meeting
from supervise.meetings.planning.words import place_name, said_in_full
from supervise.notifications import actions as marking
from supervise.notifications import letters, outgoing
from supervise.notifications.following.actions import stop_secret_of
from supervise.notifications.following.queries import is_stopped
from supervise.notifications.kinds import Kind
from supervise.notifications.queries import is_returned

JOIN = "/invitation/"
"""Where an invitation's link leads (supervise/groups/views)."""
STOP = "/e-mail/stop/"
"""Where the link leads that ends these e-mails (following/views.py)."""
_FOR_GOOD = 500
"""From here on the answer of an e-mail server says that trying again is of no use (RFC 5321, 4.2.1)."""


@does("e-mail")
def send(about: Mapping[str, str]) -> None:
    """Send one e-mail; raises when it could not be handed over, so that it is tried again."""
    message = _WRITERS[Kind(about["what"])](about)
    session().rollback()  # handing over takes a while; no connection waits for it
    if message is not None:
        _hand_over(message, about.get("account"))


def _hand_over(message: EmailMessage, account_id: str | None) -> None:
    """Hand an e-mail over; an address that takes none for good is remembered, and it is not tried again."""
    try:
        outgoing.hand_over(message)
    except smtplib.SMTPRecipientsRefused as refusal:
        if account_id is None or not _is_for_good(refusal):
            raise
        marking.mark_returned(Id(account_id))
    else:
        if account_id is not None:
            marking.mark_taken(Id(account_id))


def _is_for_good(refusal: smtplib.SMTPRecipientsRefused) -> bool:
    return all(code >= _FOR_GOOD for code, _ in refusal.recipients.values())


def _reset(about: Mapping[str, str]) -> EmailMessage | None:
    account = _reader(about)
    secret = actions.mint_reset(account.id) if account else None
    return letters.password_reset(account.email, place.password_link(secret)) if account and secret else None


def _opened(about: Mapping[str, str]) -> EmailMessage | None:
    account = _reader(about)
    secret = actions.mint_opening(account.id) if account else None
    return letters.account_opened(account.email, place.password_link(secret)) if account and secret else None


def _password_changed(about: Mapping[str, str]) -> EmailMessage | None:
    account = _reader(about)
    return letters.password_changed(account.email) if account else None


def _link_made(about: Mapping[str, str]) -> EmailMessage | None:
    account = _reader(about)
    return letters.link_made(account.email) if account else None


def _something_new(about: Mapping[str, str]) -> EmailMessage | None:
    account, group_id = _reader(about), about["group"]
    if (
        account is None
        or not _takes(account.id, Kind.SOMETHING_NEW)
        or (group_id and not _sits_in(group_id, account.id))
    ):
        return None
    link = place.address(f"/groups/{group_id}" if group_id else "/")
    return letters.something_new(account.email, link, _stop_link(account.id, Kind.SOMETHING_NEW))


def _something_waits(about: Mapping[str, str]) -> EmailMessage | None:
    account = _reader(about)
    if account is None or not _takes(account.id, Kind.SOMETHING_WAITS) or not _sits_in(about["group"], account.id):
        return None
    return letters.something_waits(account.email, place.address("/"), _stop_link(account.id, Kind.SOMETHING_WAITS))


def _stage_closes(about: Mapping[str, str]) -> EmailMessage | None:
    """Write that a stage closes today; not where the person has written meanwhile, or it is over."""
    account = _reader(about)
    if account is None or not _takes(account.id, Kind.STAGE_CLOSES) or not _sits_in(about["group"], account.id):
        return None
    if not is_awaited(Id(about["course"]), int(about["stage"]), account.id):
        return None
    return letters.stage_closes(account.email, place.address("/"), _stop_link(account.id, Kind.STAGE_CLOSES))


def _takes(account_id: Id, kind: Kind) -> bool:
    """Tell whether a person takes e-mails of a kind that can be ended, and their address takes any."""
    return not is_stopped(account_id, kind) and not is_returned(account_id)


def _stop_link(account_id: Id, kind: Kind) -> str:
    return place.address(STOP + stop_secret_of(account_id, kind))


def _meeting(about: Mapping[str, str]) -> EmailMessage | None:
    """Write when a meeting is, by the reader's own clock; not where it changed so that this is no longer true."""
    account, found = _reader(about), session().get(Meeting, about["meeting"])
    what = Kind(about["what"])
    if account is None or found is None or not _takes(account.id, what) or not _sits_in(found.group_id, account.id):
        return None
    if (found.cancelled_at is not None) != (what is Kind.MEETING_CALLED_OFF) or found.ended_at is not None:
        return None
    when = f"{said_in_full(found, account.zone)} ({place_name(account.zone)})"
    room = place.address(f"/meetings/{found.id}")
    return letters.meeting(what, account.email, when, room, _stop_link(account.id, what))


def _sits_in(group_id: str, account_id: Id) -> bool:
    here = (Member.group_id == group_id, Member.account_id == account_id, Member.left_at.is_(None))
    return session().scalar(select(Member.id).where(*here)) is not None


def _invitation(about: Mapping[str, str]) -> EmailMessage | None:
    invitation_id = Id(about["invitation"])
    address = group_queries.address_of_invitation(invitation_id)
    secret = groups.mint_invitation(invitation_id) if address else None
    return letters.invitation(address, place.address(JOIN + secret)) if address and secret else None


def _reader(about: Mapping[str, str]) -> Account | None:
    """Return the account that an e-mail is for; nobody where it is gone, closed or invented."""
    account = queries.account_named(about["account"])
    if account is None or account.deactivated_at is not None or account.demonstration:
        return None
    return account


_WRITERS: Mapping[Kind, Callable[[Mapping[str, str]], EmailMessage | None]] = {
    Kind.PASSWORD_RESET: _reset,
    Kind.ACCOUNT_OPENED: _opened,
    Kind.PASSWORD_CHANGED: _password_changed,
    Kind.LINK_MADE: _link_made,
    Kind.SOMETHING_NEW: _something_new,
    Kind.SOMETHING_WAITS: _something_waits,
    Kind.STAGE_CLOSES: _stage_closes,
    Kind.INVITATION: _invitation,
    Kind.MEETING_PLANNED: _meeting,
    Kind.MEETING_MOVED: _meeting,
    Kind.MEETING_CALLED_OFF: _meeting,
}
