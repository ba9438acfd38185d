"""What has been erased so far, as ids only: kept beside every backup, so that no restore brings it back."""

from sqlalchemy import select

from supervise.core import clock
from supervise.core.db import session
from supervise.dilemmas.events import DilemmaDestroyed
from supervise.dilemmas.models import Comment, Withdrawal
from supervise.governance.models import Act
from supervise.texts.models import Revision

COMMENTS, REVISIONS, WITHDRAWN, DESTROYED = "comments", "revisions", "withdrawn", "destroyed"


def erased() -> dict[str, list[str]]:
    """Return the ids of what has been erased, by kind.

    Removed comments; revisions whose words were destroyed, as `text:number`; withdrawn dilemmas with the moments
    (milliseconds) of the withdrawal and of the destruction to come, as `dilemma:at:destroy_at`; destroyed dilemmas.
    """
    db = session()
    removed = db.scalars(select(Comment.id).where(Comment.removed_at.is_not(None)).order_by(Comment.id))
    emptied = db.execute(
        select(Revision.text_id, Revision.number)
        .where(Revision.destroyed_at.is_not(None))
        .order_by(Revision.text_id, Revision.number)
    )
    withdrawn = db.scalars(select(Withdrawal).order_by(Withdrawal.dilemma_id))
    destroyed = db.scalars(select(Act.about).where(Act.tag == DilemmaDestroyed.tag))
    return {
        COMMENTS: list(removed),
        REVISIONS: [f"{text_id}:{number}" for text_id, number in emptied],
        WITHDRAWN: [f"{w.dilemma_id}:{clock.millis(w.at)}:{clock.millis(w.destroy_at)}" for w in withdrawn],
        DESTROYED: sorted({str(about["dilemma_id"]) for about in destroyed}),
    }
