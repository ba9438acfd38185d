"""Writing words: first time, again, and away for good. Called inside the transaction of the thing they belong to."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, delete, exists, select, update

from supervise.core import clock
from supervise.core.compacting import compact_soon
from supervise.core.db import session
from supervise.core.errors import NotAllowed
from supervise.core.ids import Id, new_id
from supervise.groups.models import Member
from supervise.texts import covering
from supervise.texts.checking import Checked
from supervise.texts.drafts import forget_drafts_about
from supervise.texts.markdown import editable
from supervise.texts.models import Cover, Kept, Mention, Quote, Revision, Text, TextKind
from supervise.texts.queries import texts_locked
from supervise.texts.renewing import make_anew


def write(member: Member, thing_id: Id, kind: TextKind, words: Checked) -> Text:
    """Keep the first words of a text."""
    db = session()
    text = Text(id=new_id(), group_id=member.group_id, thing_id=thing_id, kind=kind, author_id=member.id, revision=1)
    db.add(text)
    db.flush()  # the rows below refer to it
    db.add(Revision(text_id=text.id, number=1, body=words.body, written_at=clock.now()))
    add_answers(text, words)
    return text


def revise(text: Text, words: Checked, *, destroy_earlier: bool) -> list[Id]:
    """Keep new words of a text; the earlier ones stay readable as its history, or are destroyed at once.

    They are destroyed too where something covered was taken away; returns the covers of which nothing stands any more.
    """
    db = session()
    now = clock.now()
    rewritten = covering.carry(text, words)
    if destroy_earlier or rewritten:
        _destroy_revisions([text.id])
    make_anew([text.id])
    text.revision += 1
    text.edited_at = now
    db.add(Revision(text_id=text.id, number=text.revision, body=words.body, written_at=now))
    add_answers(text, words)
    forget_drafts_about([text.id])
    return rewritten


def overwrite(text: Text, words: Checked) -> None:
    """Put new words in the place of present ones that only their author can have read, and that no version holds."""
    now = clock.now()
    covering.follow(text, words.body, text.revision)
    present = update(Revision).where(Revision.text_id == text.id, Revision.number == text.revision)
    session().execute(present.values(body=words.body, written_at=now))
    text.edited_at = now


def write_on(text: Text, words: Checked) -> None:
    """Keep new words of a text beside the earlier ones; only their author reads them yet, so no cover ends by it."""
    now = clock.now()
    covering.follow(text, words.body, text.revision + 1)
    text.revision += 1
    text.edited_at = now
    session().add(Revision(text_id=text.id, number=text.revision, body=words.body, written_at=now))


def keep_answers(text: Text, words: Checked) -> None:
    """Keep why marked words of a text's present revision may stay, in place of what was answered before."""
    session().execute(delete(Kept).where(Kept.text_id == text.id, Kept.revision == text.revision))
    add_answers(text, words)


def add_answers(text: Text, words: Checked) -> None:
    """Keep why marked words of a text's present revision may stay, beside what was answered before."""
    session().add_all(
        Kept(
            text_id=text.id,
            revision=text.revision,
            start=finding.start,
            end=finding.end,
            label=str(finding.label),
            reason=keep.reason,
        )
        for finding, keep in words.kept
    )


def write_or_revise(member: Member, thing_id: Id, kind: TextKind, words: Checked | None, *, protect: bool) -> list[Id]:
    """Bring an optional text to new words or, with None, destroy its words; returns covers as `revise` does.

    Its place stays, so that the list of what has been erased can name it. Raises NotAllowed where the words that
    stand are somebody else's.
    """
    text = next((one for one in texts_locked(thing_id) if one.kind is kind), None)
    if text is None:
        if words is not None:
            write(member, thing_id, kind, words)
        return []
    present = session().get(Revision, (text.id, text.revision))
    if text.author_id != member.id:
        raise NotAllowed("Somebody else wrote what stands here, and nobody edits or removes another's words.")
    if words is None:
        return empty_text(text) if present is not None and present.body is not None else []
    if present is None or editable(present.body) != words.body:
        return revise(text, words, destroy_earlier=protect)
    return []


def quote(text: Text, source_id: Id, revision: int, start: int, end: int) -> None:
    """Let a text show a passage of another."""
    session().add(Quote(text_id=text.id, source_id=source_id, revision=revision, start=start, end=end))


def empty(things: Collection[Id]) -> None:
    """Destroy all words of some things and keep their places: every revision, and every quote of them."""
    texts = list(session().scalars(select(Text.id).where(Text.thing_id.in_(things))))
    _destroy_revisions(texts)
    covering.end_with_words(texts)
    forget_drafts_about(texts)
    for table in (Quote, Mention):
        session().execute(delete(table).where(table.text_id.in_(texts)))


def empty_text(text: Text) -> list[Id]:
    """Destroy the words of one text and keep its place; return the covers that ended with them."""
    text.edited_at = clock.now()
    _destroy_revisions([text.id])
    forget_drafts_about([text.id])
    session().execute(delete(Mention).where(Mention.text_id == text.id))
    return covering.end_with_words([text.id])


def has_words() -> ColumnElement[bool]:
    """Return the condition that a text still has words in any of its revisions."""
    return exists().where(Revision.text_id == Text.id, Revision.body.is_not(None))


def empty_revision(text_id: Id, number: int) -> None:
    """Destroy the words of one revision, and what was noted of places in them."""
    _destroy(Revision.text_id == text_id, Revision.number == number)
    session().execute(delete(Kept).where(Kept.text_id == text_id, Kept.revision == number))


def destroy(things: Collection[Id]) -> None:
    """Destroy the texts of some things with everything that hangs on them, drafts about them too."""
    texts = list(session().scalars(select(Text.id).where(Text.thing_id.in_(things))))
    forget_drafts_about([*things, *texts])
    compact_soon()
    for table in (Kept, Cover, Mention, Revision):
        session().execute(delete(table).where(table.text_id.in_(texts)))
    session().execute(delete(Quote).where(Quote.text_id.in_(texts) | Quote.source_id.in_(texts)))
    session().execute(delete(Text).where(Text.id.in_(texts)))


def _destroy_revisions(texts: Collection[Id]) -> None:
    _destroy(Revision.text_id.in_(texts))
    session().execute(delete(Kept).where(Kept.text_id.in_(texts)))


def _destroy(*which: ColumnElement[bool]) -> None:
    make_anew(select(Revision.text_id).where(Revision.body.is_not(None), *which))
    gone = update(Revision).where(Revision.body.is_not(None), *which)
    session().execute(gone.values(body=None, destroyed_at=clock.now()))
    compact_soon()
