"""What has been erased and who has gone, as ids only: kept outside the backups, so that no restore takes it back."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from supervise.accounts.events import PasswordChanged
from supervise.accounts.models import Account
from supervise.core import clock
from supervise.core.db import session
from supervise.core.ids import Id
from supervise.core.jobs import Job, does, promise
from supervise.dilemmas.models import Comment, Withdrawal
from supervise.governance.models import Act, Erased, Erasure
from supervise.groups.models import Member
from supervise.ops.backup import keep_list
from supervise.texts.models import Cover, Ending, Revision

COMMENTS, REVISIONS, PASSAGES, WITHDRAWN = "comments", "revisions", "passages", "withdrawn"
DESTROYED, WRITE_UPS, ACCOUNTS, WORDS, GROUPS = "destroyed", "write_ups", "accounts", "words", "groups"
SEATS, DEACTIVATED, PASSWORDS = "seats", "deactivated", "passwords"

_LIST = "erased list"
_WHOLE = {
    DESTROYED: Erased.DILEMMA,
    WRITE_UPS: Erased.WRITE_UP,
    ACCOUNTS: Erased.ACCOUNT,
    WORDS: Erased.WORDS,
    GROUPS: Erased.GROUP,
}


@dataclass
class _Place:
    folder: Path | None = None


_place = _Place()


def start(folder: Path) -> None:
    """Name the folder of the server's own backups, beside which the newest list is kept."""
    _place.folder = folder


def note(kind: Erased, about: Id) -> None:
    """Keep, inside the transaction that erases it, the id of something that is erased as a whole."""
    session().merge(Erasure(kind=kind, about=about, at=clock.now()))


def promise_list() -> None:
    """Promise inside a transaction that the list beside the backups is written anew."""
    waiting = (Job.kind == _LIST, Job.done_at.is_(None), Job.given_up_at.is_(None), Job.claimed_until.is_(None))
    if session().scalar(select(Job.id).where(*waiting).limit(1).with_for_update()) is None:
        promise(_LIST)


@does(_LIST)
def keep_promise(about: Mapping[str, str]) -> None:  # noqa: ARG001  there is one list
    """Write the list that was promised."""
    write_list()


def write_list() -> None:
    """Write the list of now beside the server's own backups."""
    if _place.folder is not None:
        keep_list(_place.folder, erased())


def erased() -> dict[str, list[str]]:
    """Return the ids of what has been erased and of who has gone, by kind.

    Removed comments; revisions whose words were destroyed, as `text:number`; passages that were destroyed, as
    `text:number:start:end`; withdrawn dilemmas with the moments (milliseconds) of the withdrawal and of the
    destruction to come, as `dilemma:at:destroy_at`; destroyed dilemmas and write-ups; erased accounts, those of them
    whose words went too, erased groups. Then who sits where, as `member:role:mark:left_at:name` (mark and name 1 or 0,
    left_at empty for who sits there still); deactivated accounts; changed passwords, as `account:act`.
    """
    return {**_words(), **_whole(), **_people()}


def _words() -> dict[str, list[str]]:
    db = session()
    removed = db.scalars(select(Comment.id).where(Comment.removed_at.is_not(None)).order_by(Comment.id))
    emptied = db.execute(
        select(Revision.text_id, Revision.number)
        .where(Revision.destroyed_at.is_not(None))
        .order_by(Revision.text_id, Revision.number)
    )
    passages = db.execute(
        select(Cover.text_id, Cover.revision, Cover.start, Cover.end)
        .where(Cover.ending.in_((Ending.REDACTED, Ending.REWRITTEN)))
        .order_by(Cover.text_id, Cover.revision, Cover.start)
    )
    withdrawn = db.scalars(select(Withdrawal).order_by(Withdrawal.dilemma_id))
    return {
        COMMENTS: list(removed),
        REVISIONS: [f"{text_id}:{number}" for text_id, number in emptied],
        PASSAGES: [":".join(map(str, passage)) for passage in passages],
        WITHDRAWN: [f"{w.dilemma_id}:{clock.millis(w.at)}:{clock.millis(w.destroy_at)}" for w in withdrawn],
    }


def _whole() -> dict[str, list[str]]:
    db = session()
    return {
        name: list(db.scalars(select(Erasure.about).where(Erasure.kind == kind).order_by(Erasure.about)))
        for name, kind in _WHOLE.items()
    }


def _people() -> dict[str, list[str]]:
    db = session()
    seats = db.scalars(select(Member).order_by(Member.id))
    closed = select(Account.id).where(Account.deactivated_at.is_not(None)).order_by(Account.id)
    changed = db.execute(select(Act.id, Act.about).where(Act.tag == PasswordChanged.tag).order_by(Act.id))
    return {
        SEATS: [_seat(member) for member in seats],
        DEACTIVATED: list(db.scalars(closed)),
        PASSWORDS: [f"{about['account_id']}:{act_id}" for act_id, about in changed],
    }


def _seat(member: Member) -> str:
    left = clock.millis(member.left_at) if member.left_at else ""
    return f"{member.id}:{member.role}:{member.convenor:d}:{left}:{member.name_kept:d}"
