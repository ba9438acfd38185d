"""What was erased is kept as an id, the list beside the backups follows, and the bytes go a moment later."""

from collections.abc import Mapping

from supervise.accounts.events import AccountDeactivated, AccountErased, AccountReactivated, PasswordChanged
from supervise.core.compacting import KIND
from supervise.core.events import Event, within
from supervise.core.jobs import does
from supervise.dilemmas.events import DilemmaDestroyed, DilemmaWithdrawn
from supervise.governance import erased
from supervise.governance.erasing.actions import work_through_files
from supervise.governance.models import Erased
from supervise.groups.events import (
    ConvenorChanged,
    GroupErased,
    MemberJoined,
    MemberLeft,
    MemberRemoved,
    RoleChanged,
)
from supervise.web import bus
from supervise.writeups.events import WriteUpDestroyed


@within(DilemmaDestroyed)
def note_dilemma(event: DilemmaDestroyed) -> None:
    """Keep the id of a dilemma that was destroyed."""
    erased.note(Erased.DILEMMA, event.dilemma_id)


@within(WriteUpDestroyed)
def note_write_up(event: WriteUpDestroyed) -> None:
    """Keep the id of a write-up that was destroyed."""
    erased.note(Erased.WRITE_UP, event.write_up_id)


@within(AccountErased)
def note_account(event: AccountErased) -> None:
    """Keep the id of an account that was erased, and whether its words went too."""
    erased.note(Erased.ACCOUNT, event.account_id)
    if event.words:
        erased.note(Erased.WORDS, event.account_id)


@within(GroupErased)
def note_group(event: GroupErased) -> None:
    """Keep the id of a group that was erased."""
    erased.note(Erased.GROUP, event.group_id)


@within(
    AccountDeactivated,
    AccountReactivated,
    PasswordChanged,
    MemberJoined,
    MemberLeft,
    MemberRemoved,
    RoleChanged,
    ConvenorChanged,
    DilemmaWithdrawn,
)
def follow(event: Event) -> None:  # noqa: ARG001  whichever it was
    """Let the list follow what a restore must not take back."""
    erased.promise_list()


@does(KIND, apart=True)
def let_bytes_go(about: Mapping[str, str]) -> None:  # noqa: ARG001  there is one database
    """Let destroyed words leave memory and files; the list that keeps them from coming back is written first."""
    erased.write_list()
    bus.tell("forget_words")
    work_through_files()
