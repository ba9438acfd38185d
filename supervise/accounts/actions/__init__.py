"""The verbs of accounts."""

from supervise.accounts.actions.entering import begin_session, sign_in, sign_out
from supervise.accounts.actions.erasing import erase_account
from supervise.accounts.actions.links import (
    ask_reset,
    is_living,
    make_first_owner_link,
    make_link,
    mint_opening,
    mint_reset,
    open_first_owner,
    use_reset_link,
)
from supervise.accounts.actions.opening import open_account, open_for
from supervise.accounts.actions.own import change_name, change_password, change_zone, confirm_password, show_present
from supervise.accounts.actions.sessions import (
    end_others,
    end_session,
    forget_old,
    lock,
    lock_idle,
    touch,
    unlock,
)
from supervise.accounts.actions.standing import deactivate, hand_over_link, reactivate

__all__ = [
    "ask_reset",
    "begin_session",
    "change_name",
    "change_password",
    "change_zone",
    "confirm_password",
    "deactivate",
    "end_others",
    "end_session",
    "erase_account",
    "forget_old",
    "hand_over_link",
    "is_living",
    "lock",
    "lock_idle",
    "make_first_owner_link",
    "make_link",
    "mint_opening",
    "mint_reset",
    "open_account",
    "open_first_owner",
    "open_for",
    "reactivate",
    "show_present",
    "sign_in",
    "sign_out",
    "touch",
    "unlock",
    "use_reset_link",
]
