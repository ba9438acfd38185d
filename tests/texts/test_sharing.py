"""Words that several write at one time: merged without loss, read strictly, and made anew where words were destroyed."""

import random
from base64 import b64encode
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pycrdt import Doc, Map, Text

from supervise.core.db import transaction
from supervise.core.errors import Invalid, Stale
from supervise.core.ids import new_id
from supervise.texts import actions as texts
from supervise.texts import covering
from supervise.texts.checking import not_yet
from supervise.texts.models import Text as Written
from supervise.texts.models import TextKind
from supervise.texts.queries import words_of
from supervise.texts.sharing import actions, sent
from supervise.texts.sharing.actions import Place
from supervise.texts.sharing.document import Document
from supervise.texts.sharing.merging import Change, applied, changes, merged
from supervise.texts.sharing.queries import NEW, stand_of
from supervise.texts.sharing.wire import nothing_of, read_update
from supervise.web.payload import Wrong
from tests.cast import make_world

SAID = st.text(st.sampled_from("ab 😀é\n."), max_size=24)


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    made = make_world(tmp_path_factory.mktemp("sharing"), SUPERVISE_LIMITS="off")
    yield made
    made.database.close()


class Page:
    """An open page of somebody: its own document, as a browser has it."""

    def __init__(self, world, name, place):
        self.world, self.name, self.place, self.epoch = world, name, place, NEW
        self.doc = Doc[Text](client_id=random.getrandbits(32))
        self.text = self.doc.get("words", type=Text)
        self.has = self.doc.get_state()

    def look(self):
        with self.world.work():
            stood = stand_of(self.place.thing_id, self.place.kind)
        self.epoch, self.has = stood.epoch, stood.document.vector
        self.doc.apply_update(stood.document.state)
        return self

    def write(self, words, at=None):
        """Write at a place (in bytes), and let the server have it."""
        self.text.insert(len(str(self.text).encode()) if at is None else at, words)
        return self.send()

    def send(self):
        update = read_update(self.doc.get_update(self.has))
        with self.world.work(), transaction():
            member = self.world.member(self.name)
            return actions.take_in(member, self.place, self.epoch, update, not_yet(str(self.text)))


@pytest.fixture
def place():
    return Place(new_id(), TextKind.NOTES, 200)


def body(world, place):
    with world.work():
        return stand_of(place.thing_id, place.kind).words


@given(base=SAID, mine=SAID, theirs=SAID)
@example(base="She", mine="", theirs="Sheila").via("a word that others made longer was cut by its beginning")
def test_a_whole_text_sent_late_loses_nothing_that_others_added_and_brings_nothing_back(base, mine, theirs):
    assert applied(base, changes(base, mine)) == mine
    assert applied(theirs, merged(base, base, theirs)) == theirs
    assert applied(base, merged(base, mine, base)) == mine
    assert applied(mine, merged(base, mine, mine)) == mine
    both = applied(theirs, merged(base, mine, theirs))
    for one in changes(base, theirs):
        assert one.words in both


@given(steps=st.lists(SAID, min_size=1, max_size=5), data=st.data())
def test_words_and_the_document_made_of_them_never_differ(steps, data):
    document = Document(words=steps[0])
    for said in steps[1:]:
        document.change(changes(document.words, said))
        assert document.words == said
    assert Document(document.state).words == steps[-1]
    cut = data.draw(st.integers(0, len(document.words)))
    document.change([Change(cut, len(document.words), "")])
    assert document.words == steps[-1][:cut]


@given(raw=st.binary(max_size=60))
def test_what_is_no_update_is_refused_with_one_clear_answer(raw):
    document = Document(words="They met on the stairs.")
    for given_ in (raw, document.state[: len(raw)], document.state + raw[:1], raw + document.state):
        try:
            document.take(read_update(given_))
        except Invalid as why:
            assert "nothing was changed" in why.message
        assert "stairs" in document.words or len(raw) > 0


def test_nothing_but_plain_words_in_the_one_place_is_taken():
    elsewhere = Doc()
    elsewhere.get("else", type=Text).insert(0, "Hidden.")
    beside = Doc()
    beside.get("words", type=Map)["key"] = "Hidden."
    bold = Doc()
    bold.get("words", type=Text).insert(0, "Loud.", {"bold": True})
    for doc in (elsewhere, beside, bold):
        with pytest.raises(Invalid):
            read_update(doc.get_update())
    typed = Doc()
    typed.get("words", type=Text).insert(0, "A bell\x07 rang.")
    with pytest.raises(Wrong):
        sent.update(b64encode(typed.get_update()).decode())
    for raw in ("?", "A" * 100_000, 7, None):
        with pytest.raises(Wrong):
            sent.update(raw)
        with pytest.raises(Wrong):
            sent.vector(raw)


def test_two_pages_and_a_form_write_at_once_and_each_has_everything(world, place):
    ruth, ada = Page(world, "Ruth", place), Page(world, "Ada", place)
    first = ruth.write("They met. ")
    assert ada.write("Later: ").words in {"They met. Later: ", "Later: They met. "}
    base = body(world, place)
    ruth.look(), ada.look()
    ruth.write("On the stairs.")
    with world.work(), transaction():
        actions.put_in(world.member("Tia"), place, base, not_yet(f"{base}She waited."))
    for page in (ruth, ada):
        assert all(part in str(page.look().text) for part in ("They met.", "Later:", "On the stairs.", "She waited."))
    assert str(ruth.text) == str(ada.text) == body(world, place)
    assert first.epoch == ruth.epoch != NEW
    with world.work():
        assert words_of([place.thing_id])[place.thing_id, TextKind.NOTES].body == body(world, place)


def test_what_does_not_go_on_from_here_is_too_long_or_comes_under_anothers_number_is_refused(world, place):
    ruth, ada = Page(world, "Ruth", place), Page(world, "Ada", place)
    ruth.write("They met.")
    gap = ada.look()
    gap.text.insert(0, "One. ")
    gap.has = gap.doc.get_state()
    with pytest.raises(Invalid):
        gap.write("Two. ")
    with pytest.raises(Invalid, match="At most 200"):
        Page(world, "Ada", place).look().write("x" * 201)
    twin = Page(world, "Ada", place)
    twin.doc = Doc(client_id=ruth.doc.client_id)
    twin.text = twin.doc.get("words", type=Text)
    with pytest.raises(Invalid):
        twin.look().write("Not mine.")
    assert body(world, place) == "They met."


def stored(world):
    """Every byte that the database's files hold, after it has been worked through."""
    with world.database.engine.connect() as line:
        line.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    path = Path(world.database.url.database)
    return b"".join(one.read_bytes() for one in path.parent.glob(f"{path.name}*"))


def test_a_word_that_was_destroyed_is_in_no_byte_of_what_is_kept_and_no_page_brings_it_back(world, place):
    ruth, ada = Page(world, "Ruth", place), Page(world, "Ada", place)
    ruth.write("She teaches at Quillfeather. It was late.")
    ada.look()
    assert b"Quillfeather" in stored(world)
    with world.work(), transaction() as db:
        words = words_of([place.thing_id])[place.thing_id, TextKind.NOTES]
        text = db.get_one(Written, words.text_id)
        start = words.body.index("Quillfeather")
        marked = covering.Marked(words.revision, (start, start + len("Quillfeather")))
        case = covering.cover(world.member("Ada").id, text, [], marked)
        covering.redact(world.member("Ruth").id, case)
    assert b"Quillfeather" not in stored(world)
    with pytest.raises(Stale):
        ada.write(" Then she left.")
    base = "She teaches at Quillfeather. It was late."
    with world.work(), transaction():
        actions.put_in(world.member("Ada"), place, base, not_yet(f"{base} Then she left."))
    assert b"Quillfeather" not in stored(world)
    assert body(world, place).endswith("It was late. Then she left.")
    fresh = Page(world, "Tia", place).look()
    fresh.write(" All went home.")
    assert b"Quillfeather" not in stored(world) and "All went home." in body(world, place)


def test_a_word_that_was_taken_out_by_hand_is_in_no_byte_of_the_document(world, place):
    ruth = Page(world, "Ruth", place)
    ruth.write("Marrowbone came late.")
    del ruth.text[0:10]
    ruth.look(), ruth.send()
    with world.work():
        assert b"Marrowbone" not in stand_of(place.thing_id, place.kind).document.state
    assert b"Marrowbone" not in stored(world)


def test_what_somebody_wrote_goes_with_them_and_what_others_wrote_stays(world, place):
    ruth, tia = Page(world, "Ruth", place), Page(world, "Tia", place)
    ruth.write("They met. ")
    tia.look().write("Thistledown. ")
    ruth.look().write("It was late.")
    with world.work(), transaction():
        actions.take_away_of([world.member("Tia").id])
    assert body(world, place) == "They met. It was late."
    assert b"Thistledown" not in stored(world)
    with world.work(), transaction():
        texts.empty([place.thing_id])
    Page(world, "Ruth", place).look().write("Begun again.")
    with world.work(), transaction():
        actions.take_away_of([world.member("Ruth").id])
    assert body(world, place) == "", "nobody knows any more whose words they were"


def test_an_update_that_takes_a_writer_away_names_every_number_of_theirs():
    document = Document(words="Kept.")
    page = Doc(client_id=7)
    page.apply_update(document.state)
    page.get("words", type=Text).insert(0, "Gone. ")
    document.take(read_update(page.get_update(document.vector)))
    document.take(read_update(nothing_of({7: 6})))
    assert document.words == "Kept." and b"Gone" not in document.state
