"""The kinds of e-mail, as jobs name them."""

from enum import StrEnum


class Kind(StrEnum):
    """What an e-mail is for."""

    INVITATION = "invitation"
    ACCOUNT_OPENED = "account-opened"
    PASSWORD_RESET = "password-reset"  # noqa: S105  a kind, not a password
    PASSWORD_CHANGED = "password-changed"  # noqa: S105  a kind, not a password
    LINK_MADE = "link-made"
    SOMETHING_NEW = "something-new"
    SOMETHING_WAITS = "something-waits"
    STAGE_CLOSES = "stage-closes"
    MEETING_PLANNED = "meeting-planned"
    MEETING_MOVED = "meeting-moved"
    MEETING_CALLED_OFF = "meeting-called-off"
