"""When a session or an account ends, its live connections end with it, in every process."""

from supervise.accounts.events import AccountDeactivated, Ending, SessionEnded, SessionLocked, SignedOut
from supervise.core.events import after
from supervise.web import bus


@after(SignedOut, SessionEnded)
def cut_session(event: SignedOut | SessionEnded) -> None:
    """Cut the sockets of a session; where only its time was up its pages ask for the password, and lose nothing."""
    lapsed = isinstance(event, SessionEnded) and event.cause is Ending.EXPIRED
    bus.tell("cut_session", sign_in_id=event.sign_in_id, **({"reason": "lapsed"} if lapsed else {}))


@after(SessionLocked)
def lock_session(event: SessionLocked) -> None:
    """Let the sockets of a locked session receive nothing."""
    bus.tell("lock_session", sign_in_id=event.sign_in_id)


@after(AccountDeactivated)
def cut_account(event: AccountDeactivated) -> None:
    """Cut every socket of a person."""
    bus.tell("cut_account", account_id=event.account_id, but=None)
