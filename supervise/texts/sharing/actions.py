"""Writing into shared words, by what an open page adds or by a whole text, and taking away what somebody wrote.

Called inside the transaction of the thing that the words belong to, which is held by whoever writes.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import delete, select

from supervise.core import clock
from supervise.core.compacting import compact_soon
from supervise.core.db import session
from supervise.core.errors import Invalid
from supervise.core.ids import Id
from supervise.groups.models import Member
from supervise.texts import actions as texts
from supervise.texts.checking import Checked, not_yet
from supervise.texts.models import SharedDocument, SharedWriter, Text, TextKind
from supervise.texts.queries import texts_locked
from supervise.texts.renewing import make_anew
from supervise.texts.sharing.document import MAKER, Document
from supervise.texts.sharing.merging import Change, changes, merged
from supervise.texts.sharing.queries import Stand, same_making, stand_of
from supervise.texts.sharing.wire import NOT_READ, Update, nothing_of, read_update, read_vector

ROOM_TO_GROW = 64 * 1024
"""Bytes that a document may have beyond eight times its words, before it is made anew from them."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a write made of shared words, for those who have them open: `update` is what was new in it, if anything."""

    epoch: str
    update: bytes
    vector: bytes
    words: str
    changed: bool


@dataclass(frozen=True, slots=True)
class Place:
    """Where shared words stand, and the most characters that they may have.

    `beside` says that the present words are held as they are, so that new ones are kept beside them.
    """

    thing_id: Id
    kind: TextKind
    most: int
    beside: bool = False


def take_in(member: Member, place: Place, epoch: str, update: Update, words: Checked) -> Written:
    """Take in what an open page adds and takes away; `words` are those it makes, with what was kept of them.

    Raises Stale where the document was made anew since, Invalid where the update is none or makes too much.
    """
    texts_locked(place.thing_id)
    stood = stand_of(place.thing_id, place.kind)
    same_making(stood, epoch)
    vector, state = stood.document.vector, stood.document.state
    stood.document.take(update)
    return _keep(member, place, stood, vector, state, words)


def put_in(member: Member, place: Place, base: str, words: Checked) -> Written:
    """Put in what somebody changed in a whole text that they had read as `base`; what others wrote meanwhile stays."""
    return _change(member, place, words, lambda stands: merged(base, words.body, stands))


def bring_to(member: Member, place: Place, words: Checked) -> Written:
    """Bring shared words to a whole text by somebody who has read all that stands."""
    return _change(member, place, words, lambda stands: changes(stands, words.body))


def take_away_of(members: Collection[Id]) -> None:
    """Take away what some members wrote in shared words.

    Where a document was made anew since they wrote in it, nobody knows any more whose the words are: all of them go.
    """
    mine = session().scalars(select(SharedWriter).where(SharedWriter.member_id.in_(members))).all()
    for text_id in sorted({one.text_id for one in mine}):
        text = session().get_one(Text, text_id)
        row = session().get(SharedDocument, text_id, populate_existing=True)
        own = [one for one in mine if one.text_id == text_id]
        if row is None or row.state is None or any(one.epoch != row.epoch for one in own):
            texts.empty_text(text)
        else:
            document = Document(row.state)
            known = document.known
            document.take(
                read_update(nothing_of({one.writer: known[one.writer] for one in own if one.writer in known}))
            )
            row.state, row.changed_at = document.state, clock.now()
            texts.overwrite(text, not_yet(document.words))
            compact_soon()
    session().execute(delete(SharedWriter).where(SharedWriter.member_id.in_(members)))


def _change(member: Member, place: Place, words: Checked, how: Callable[[str], Sequence[Change]]) -> Written:
    texts_locked(place.thing_id)
    stood = stand_of(place.thing_id, place.kind, own_number(member))
    vector, state = stood.document.vector, stood.document.state
    stood.document.change(how(stood.words))
    return _keep(member, place, stood, vector, state, words)


def own_number(member: Member) -> int:
    """Return the number under which somebody writes whose page sends whole texts: one, however often they do."""
    return int.from_bytes(sha256(member.id.encode()).digest()[:4]) | 2


def _keep(member: Member, place: Place, stood: Stand, vector: bytes, state: bytes, words: Checked) -> Written:
    document = stood.document
    body = document.words
    if len(body) > place.most:
        raise Invalid(f"At most {place.most:,} characters stand here; nothing was cut, please shorten it.")
    epoch, changed = stood.epoch, document.state != state
    if changed:
        epoch = _write(member, place, stood, body, words)
        _note_writers(member, epoch, place, vector, document)
    return Written(epoch, document.lacking(vector), document.vector, body, changed)


def _write(member: Member, place: Place, stood: Stand, body: str, words: Checked) -> str:
    """Keep words and document; return the name of the one that was written in."""
    made = Checked(body, words.kept)
    text = next((one for one in texts_locked(place.thing_id) if one.kind is place.kind), None)
    if text is None:
        text = texts.write(member, place.thing_id, place.kind, made)
    elif place.beside:
        texts.write_on(text, made)
    elif stood.body is None:  # what was destroyed stays on the list of it, and new words are a new revision
        texts.revise(text, made, destroy_earlier=False)
    else:
        texts.overwrite(text, made)
        texts.add_answers(text, made)
    row = session().get(SharedDocument, text.id, populate_existing=True)
    if row is None:
        row = SharedDocument(text_id=text.id)
        session().add(row)
    row.epoch, row.state, row.changed_at = Id(stood.epoch), stood.document.state, clock.now()
    session().flush()
    epoch = row.epoch
    if len(row.state) > ROOM_TO_GROW + 8 * len(body.encode()):
        make_anew([text.id])
    return epoch


def _note_writers(member: Member, epoch: str, place: Place, vector: bytes, document: Document) -> None:
    """Note under which new numbers somebody wrote; under those of another, or the maker's, nobody writes."""
    before = read_vector(vector)
    grown = [writer for writer, number in document.known.items() if number > before.get(writer, 0)]
    text_id = session().scalar(select(Text.id).where(Text.thing_id == place.thing_id, Text.kind == place.kind))
    known = {
        row.writer: row.member_id
        for row in session().scalars(
            select(SharedWriter).where(
                SharedWriter.text_id == text_id, SharedWriter.epoch == epoch, SharedWriter.writer.in_(grown)
            )
        )
    }
    for writer in grown:
        if writer == MAKER or known.get(writer, member.id) != member.id:
            raise Invalid(NOT_READ)
        if writer not in known:
            session().add(SharedWriter(text_id=text_id, epoch=epoch, writer=writer, member_id=member.id))
