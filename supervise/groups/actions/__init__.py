"""The verbs of groups."""

from supervise.groups.actions.agreeing import accept_agreement, new_agreement
from supervise.groups.actions.founding import change_mode, create_group, describe_group, name_convenor
from supervise.groups.actions.going import close_group, erase_group, forget_address, go_for_good, leave, remove_member
from supervise.groups.actions.inviting import invite, mint_invitation, revoke_invitation
from supervise.groups.actions.joining import accept_invitation, join_with
from supervise.groups.actions.seating import add_member, change_role, give_convenor, take_convenor
from supervise.groups.actions.theming import add_theme, retire_theme

__all__ = [
    "accept_agreement",
    "accept_invitation",
    "add_member",
    "add_theme",
    "change_mode",
    "change_role",
    "close_group",
    "create_group",
    "describe_group",
    "erase_group",
    "forget_address",
    "give_convenor",
    "go_for_good",
    "invite",
    "join_with",
    "leave",
    "mint_invitation",
    "name_convenor",
    "new_agreement",
    "remove_member",
    "retire_theme",
    "revoke_invitation",
    "take_convenor",
]
