"""What an entry holds: made from the words of a dilemma, comment, write-up or record as others may see them."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import select

from supervise.core.db import session
from supervise.core.ids import Id
from supervise.dilemmas.models import Closure, Comment, Dilemma
from supervise.meetings.models import Meeting
from supervise.search.records import records_of
from supervise.search.scopes import scope_of_record, scopes_of, scopes_of_write_up
from supervise.texts.models import TextKind
from supervise.texts.queries import WordsOf, words_of
from supervise.texts.spelling import FORM, Word, words_in
from supervise.writeups.models import WriteUp
from supervise.writeups.shared import shared_version_of, words_in_version

Entry = dict[str, Any]

HEADING = (TextKind.TITLE, TextKind.QUESTION)
CLOSING = (TextKind.OUTCOME, TextKind.SPOKEN_ABOUT, TextKind.WATCH_FOR)
OF_DILEMMA = (*HEADING, TextKind.ACCOUNT, *CLOSING)
MOST_WORDS = 20_000
_APART = "|"


def entries_of(dilemmas: Collection[Dilemma], comments: Sequence[tuple[Comment, Dilemma]]) -> list[Entry]:
    """Return what can be found of some dilemmas and comments; nothing of comments that were removed."""
    standing = [(comment, dilemma) for comment, dilemma in comments if comment.removed_at is None]
    words = words_of([*(d.id for d in dilemmas), *(c.id for c, _ in standing)])
    closed = _closed([d.id for d in dilemmas])
    made = [_of_dilemma(d, words, closed=d.id in closed) for d in dilemmas]
    return made + [_of_comment(comment, dilemma, words) for comment, dilemma in standing]


def entry_of_write_up(write_up: WriteUp) -> Entry | None:
    """Return what can be found of a write-up: the words of the version that is shared; None as long as none is."""
    version = shared_version_of(write_up)
    if version is None:
        return None
    scope, own_scope = scopes_of_write_up(write_up)
    return {
        "dilemma_id": None,
        "write_up_id": write_up.id,
        "meeting_id": None,
        "group_id": write_up.group_id,
        "form": FORM,
        "scope": scope,
        "own_scope": own_scope,
        "thing_id": write_up.id,
        "kind": None,
        "posted_at": version.at,
        "heading": "",
        **_both(_spelled(one for words in words_in_version(version) for one in words.visible)),
    }


def entry_of_record(meeting: Meeting, without: Id | None = None) -> Entry | None:
    """Return what can be found of a meeting's record; `without` a dilemma that is being destroyed.

    None as long as there is no record.
    """
    found = records_of([meeting], without).get(meeting.id)
    if found is None or meeting.ended_at is None:
        return None
    return {
        "dilemma_id": None,
        "write_up_id": None,
        "meeting_id": meeting.id,
        "group_id": meeting.group_id,
        "form": FORM,
        "scope": scope_of_record(meeting),
        "own_scope": None,
        "thing_id": meeting.id,
        "kind": None,
        "posted_at": meeting.ended_at,
        "heading": "",
        **_both(_spelled(found.visible)),
    }


def kinds_shown(*, closed: bool) -> Sequence[TextKind]:
    """Return which texts of a dilemma stand on its page: the closing words only while it is closed."""
    return OF_DILEMMA if closed else OF_DILEMMA[: -len(CLOSING)]


def _of_dilemma(dilemma: Dilemma, words: WordsOf, *, closed: bool) -> Entry:
    heading = _spelled(_passages(dilemma.id, HEADING, words))
    return {
        **_place(dilemma),
        "thing_id": dilemma.id,
        "kind": None,
        "posted_at": dilemma.posted_at,
        "heading": "".join(heading),
        **_both(_spelled(_passages(dilemma.id, kinds_shown(closed=closed), words))),
    }


def _of_comment(comment: Comment, dilemma: Dilemma, words: WordsOf) -> Entry:
    return {
        **_place(dilemma),
        "thing_id": comment.id,
        "kind": comment.kind,
        "posted_at": comment.posted_at,
        "heading": "",
        **_both(_spelled(_passages(comment.id, (TextKind.COMMENT,), words))),
    }


def _place(dilemma: Dilemma) -> Entry:
    scope, own_scope = scopes_of(dilemma)
    place = {"dilemma_id": dilemma.id, "write_up_id": None, "meeting_id": None, "group_id": dilemma.group_id}
    return {**place, "form": FORM, "scope": scope, "own_scope": own_scope}


def _passages(thing: Id, kinds: Iterable[TextKind], words: WordsOf) -> Iterator[str]:
    for kind in kinds:
        if found := words.get((thing, kind)):
            yield from found.visible


def _spelled(passages: Iterable[str]) -> tuple[str, str]:
    """Return the words in their order, and the stems that are not among them, as an entry holds them."""
    plain: list[str] = []
    stems: dict[str, None] = {}
    for word in islice(_words(passages), MOST_WORDS):
        plain.append(_APART if word is None else word.plain)
        if word is not None:
            stems[word.stem] = None
    others = stems.keys() - set(plain)
    return _listed(["", *plain]), _listed([stem for stem in stems if stem in others])


def _words(passages: Iterable[str]) -> Iterator[Word | None]:
    """Go through the words; None where what follows does not belong to what comes before."""
    for number, passage in enumerate(passages):
        if number:
            yield None
        yield from words_in(passage)


def _listed(words: Sequence[str]) -> str:
    return "".join(f"{word} " for word in words)


def _both(spelled: tuple[str, str]) -> Entry:
    return {"words": spelled[0], "stems": spelled[1]}


def _closed(dilemmas: Collection[Id]) -> set[Id]:
    found = select(Closure.dilemma_id).where(Closure.dilemma_id.in_(dilemmas))
    return set(session().scalars(found)) if dilemmas else set()
