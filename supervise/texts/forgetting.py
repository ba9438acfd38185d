"""What goes when its reason has gone: destroyed words from every process's memory, drafts with their author's seat."""

from sqlalchemy import delete

from supervise.core.db import session
from supervise.core.events import within
from supervise.groups.events import MemberEvent, MemberLeft, MemberRemoved
from supervise.texts import checking, markdown
from supervise.texts.models import Draft
from supervise.web import bus


@bus.hears("forget_words")
def forget_words() -> None:
    """Drop what was rendered and reviewed; what still stands is made anew when it is asked for."""
    markdown.forget()
    checking.forget()


@within(MemberLeft, MemberRemoved)
def drop_drafts(event: MemberEvent) -> None:
    """Throw away what somebody had begun to write in a group that is no longer theirs."""
    session().execute(delete(Draft).where(Draft.author_id == event.member_id))
