"""Which events are followed by an e-mail: the promise is made in the transaction of the event and holds ids only."""

from supervise.accounts.events import AccountOpened, LinkMade, PasswordChanged, ResetAsked
from supervise.core.events import within
from supervise.core.jobs import promise
from supervise.groups.events import InvitationMade
from supervise.notifications.kinds import Kind

NOBODY = "nobody"


@within(ResetAsked)
def reset_asked(event: ResetAsked) -> None:
    """Promise the link; for an unknown address too, so that the work is the same."""
    promise("e-mail", what=Kind.PASSWORD_RESET, account=event.account_id or NOBODY)


@within(AccountOpened)
def account_opened(event: AccountOpened) -> None:
    """Promise a first link to whoever has no password yet."""
    if not event.has_password:
        promise("e-mail", what=Kind.ACCOUNT_OPENED, account=event.account_id)


@within(PasswordChanged)
def password_changed(event: PasswordChanged) -> None:
    """Promise the notice, unless it was the first password of a new account."""
    if not event.first:
        promise("e-mail", what=Kind.PASSWORD_CHANGED, account=event.account_id)


@within(LinkMade)
def link_made(event: LinkMade) -> None:
    """Promise to tell the person."""
    promise("e-mail", what=Kind.LINK_MADE, account=event.account_id)


@within(InvitationMade)
def invitation_made(event: InvitationMade) -> None:
    """Promise the invitation where it goes by e-mail."""
    if event.by_email:
        promise("e-mail", what=Kind.INVITATION, invitation=event.invitation_id)
