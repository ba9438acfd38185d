"""When a session or an account ends, its live connections end with it, in every process."""

from supervise.accounts.events import AccountDeactivated, SessionEnded, SessionLocked, SignedOut
from supervise.core.events import after
from supervise.web import bus


@after(SignedOut, SessionEnded)
def cut_session(event: SignedOut | SessionEnded) -> None:
    """Cut the sockets of a session."""
    bus.tell("cut_session", sign_in_id=event.sign_in_id)


@after(SessionLocked)
def lock_session(event: SessionLocked) -> None:
    """Let the sockets of a locked session receive nothing."""
    bus.tell("lock_session", sign_in_id=event.sign_in_id)


@after(AccountDeactivated)
def cut_account(event: AccountDeactivated) -> None:
    """Cut every socket of a person."""
    bus.tell("cut_account", account_id=event.account_id, but=None)
