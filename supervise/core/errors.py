"""What a person can be told when something cannot be done; `code` is the name on the live channel."""

from collections.abc import Mapping, Sequence
from typing import ClassVar


class Refusal(Exception):
    """An answer other than yes, with a sentence that says what to do."""

    code: ClassVar[str] = "failed"
    status: ClassVar[int] = 500
    message: str = "Something went wrong. What you wrote is still here; please try again."

    def __init__(self, message: str | None = None) -> None:
        if message is not None:
            self.message = message
        super().__init__(self.message)


class SignedOut(Refusal):
    """The session has ended or is locked."""

    code = "signed_out"
    status = 401
    message = "You are signed out. Sign in again; what you wrote is still here."


class Missing(Refusal):
    """There is no such thing for this person, whether or not it exists for others."""

    code = "missing"
    status = 404
    message = "There is nothing here, or it is not open to you."


class NotAllowed(Refusal):
    """The person may see the thing but not do this with it; the message is the reason."""

    code = "not_allowed"
    status = 403
    message = "This is not open to you."


class Invalid(Refusal):
    """What was sent does not fit; `fields` holds a sentence or more for each field at fault."""

    code = "invalid"
    status = 422
    message = "Something here needs another look."

    def __init__(self, message: str | None = None, fields: Mapping[str, Sequence[str]] | None = None) -> None:
        self.fields = {name: list(found) for name, found in (fields or {}).items()}
        first = next((one for found in self.fields.values() for one in found), None)
        super().__init__(message or first)


class Stale(Refusal):
    """The thing was changed by somebody else since it was read."""

    code = "stale"
    status = 409
    message = "This was changed in the meantime. Your words are kept; look at the newer version first."


class Collision(Stale):
    """Two did the same at one moment and only one of them could."""

    message = "Somebody did the same at this very moment, so nothing was done here. Open the page again and look."


class TooFast(Refusal):
    """Too many attempts; `seconds` says how long to wait."""

    code = "too_fast"
    status = 429

    def __init__(self, seconds: int) -> None:
        self.seconds = max(1, seconds)
        wait = f"{self.seconds} seconds" if self.seconds < 120 else f"{self.seconds // 60} minutes"
        super().__init__(f"That was too many in a short time. Please wait {wait}; what you wrote is kept.")


class NeedsReview(Refusal):
    """The words hold direct identifying details that are not answered yet."""

    code = "review"
    status = 422
    message = "Some words could point to a person. Change them, or say why they may stay."

    def __init__(self, findings: Sequence[object]) -> None:
        self.findings = tuple(findings)
        super().__init__()


def place_of(error: BaseException) -> str:
    """Return of what kind an error is and where it arose, for a log: none of its words, which may be somebody's."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    where = f"{trace.tb_frame.f_code.co_qualname}:{trace.tb_lineno}" if trace else "?"
    return f"{type(error).__name__} at {where}"
