"""What happens to accounts and sessions. `account_id` is whose account it is, `by` the account that did it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from supervise.core.events import Event
from supervise.core.ids import Id


class Ending(StrEnum):
    """Why a session ended."""

    SIGNED_OUT = "signed_out"
    ENDED = "ended"
    PASSWORD = "password"  # noqa: S105  a cause, not a password
    DEACTIVATED = "deactivated"
    ERASED = "erased"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class AccountOpened(Event):
    """An account was made; `has_password` says whether it can sign in at once."""

    tag: ClassVar[str] = "account.opened"
    account_id: Id
    by: Id | None
    has_password: bool


@dataclass(frozen=True, slots=True)
class AccountDeactivated(Event):
    """An account can no longer sign in."""

    tag: ClassVar[str] = "account.deactivated"
    account_id: Id
    by: Id


@dataclass(frozen=True, slots=True)
class AccountReactivated(Event):
    """An account can sign in again."""

    tag: ClassVar[str] = "account.reactivated"
    account_id: Id
    by: Id


@dataclass(frozen=True, slots=True)
class AccountErased(Event):
    """An account was erased; `words` says whether all that the person wrote went too.

    Whoever keeps something under the person's name or address lets it go in this transaction, while both can be read.
    """

    tag: ClassVar[str] = "account.erased"
    account_id: Id
    by: Id | None
    words: bool


@dataclass(frozen=True, slots=True)
class NameChanged(Event):
    """A person goes by another name now."""

    tag: ClassVar[str] = "account.name_changed"
    account_id: Id
    by: Id


@dataclass(frozen=True, slots=True)
class SignedIn(Event):
    """A session began."""

    tag: ClassVar[str] = "session.began"
    account_id: Id
    by: Id
    sign_in_id: Id


@dataclass(frozen=True, slots=True)
class SignInRefused(Event):
    """Somebody could not sign in; `account_id` is None where there is no such account."""

    tag: ClassVar[str] = "session.refused"
    account_id: Id | None


@dataclass(frozen=True, slots=True)
class SignedOut(Event):
    """A person ended the session at hand."""

    tag: ClassVar[str] = "session.signed_out"
    account_id: Id
    by: Id
    sign_in_id: Id


@dataclass(frozen=True, slots=True)
class SessionEnded(Event):
    """A session was ended from elsewhere or by its time."""

    tag: ClassVar[str] = "session.ended"
    account_id: Id
    by: Id | None
    sign_in_id: Id
    cause: Ending


@dataclass(frozen=True, slots=True)
class SessionLocked(Event):
    """A session asks for the password before it goes on."""

    tag: ClassVar[str] = "session.locked"
    account_id: Id
    sign_in_id: Id


@dataclass(frozen=True, slots=True)
class SessionUnlocked(Event):
    """A locked session goes on."""

    tag: ClassVar[str] = "session.unlocked"
    account_id: Id
    by: Id
    sign_in_id: Id


@dataclass(frozen=True, slots=True)
class PasswordChanged(Event):
    """A person has another password now; by a one-time link or not, and whether it is their first."""

    tag: ClassVar[str] = "account.password_changed"
    account_id: Id
    by: Id
    by_link: bool
    first: bool = False


@dataclass(frozen=True, slots=True)
class ResetAsked(Event):
    """Somebody asked for a link to set a new password; `account_id` is None where there is no such account."""

    tag: ClassVar[str] = "account.reset_asked"
    account_id: Id | None


@dataclass(frozen=True, slots=True)
class LinkMade(Event):
    """A one-time link to set a new password was made to be handed over; `by` is None at the command line."""

    tag: ClassVar[str] = "account.link_made"
    account_id: Id
    by: Id | None
