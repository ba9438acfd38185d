"""What comes round by itself: idle sessions lock, old ones are forgotten."""

from datetime import timedelta

from supervise.accounts import actions
from supervise.core.jobs import comes_round


@comes_round("accounts-lock-idle", timedelta(seconds=20))
def lock_idle() -> None:
    """Lock the sessions that have been idle for too long and end those past their time."""
    actions.lock_idle()


@comes_round("accounts-forget-old", timedelta(hours=12))
def forget_old() -> None:
    """Forget sessions and links that ended long ago."""
    actions.forget_old()
