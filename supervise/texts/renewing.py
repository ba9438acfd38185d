"""Where words were destroyed, what several wrote them with is made anew: a merged document remembers too much."""

from collections.abc import Collection

from sqlalchemy import Select, update

from supervise.core.db import session
from supervise.core.ids import Id, new_id
from supervise.texts.models import SharedDocument


def make_anew(texts: Collection[Id] | Select[Id]) -> None:
    """Let the shared documents of some texts be made from their words again, under a new name."""
    of_them = update(SharedDocument).where(SharedDocument.text_id.in_(texts))
    session().execute(of_them.values(state=None, epoch=new_id()))
