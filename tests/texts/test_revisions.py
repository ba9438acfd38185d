"""Words live in revisions: earlier ones stay or go, covers and quotes follow, what is destroyed is nowhere."""

import pytest
from sqlalchemy import select

from supervise.core import clock
from supervise.core.db import session, transaction
from supervise.core.errors import Missing, NotAllowed, Stale
from supervise.core.ids import new_id
from supervise.disguise import review
from supervise.texts import actions
from supervise.texts.checking import Checked, Keep
from supervise.texts.models import Cover, Kept, KeptReason, Quote, Revision, TextKind
from supervise.texts.queries import passage_exists, quotes_in, revisions_of, text_as_read, words_of
from tests.cast import make_world, words


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    made = make_world(tmp_path_factory.mktemp("practice"))
    yield made
    made.database.close()


@pytest.fixture
def ada(world):
    with world.work():
        yield world.member("Ada")


def written(member, body="The first words."):
    with transaction():
        return actions.write(member, new_id(), TextKind.COMMENT, words(body))


def covered(text, start, end, member):
    with transaction() as db:
        db.add(Cover(text_id=text.id, revision=text.revision, start=start, end=end, by_id=member.id, at=clock.now()))


def now_reads(text):
    return words_of([text.thing_id])[text.thing_id, TextKind.COMMENT]


def test_an_edit_keeps_the_earlier_words_as_history(ada):
    text = written(ada)
    with transaction():
        actions.revise(text, words("The second words."), destroy_earlier=False)
    assert [r.body for r in revisions_of(text.id)] == ["The first words.", "The second words."]
    assert (now_reads(text).body, now_reads(text).revision) == ("The second words.", 2)
    assert now_reads(text).edited_at is not None


def test_an_edit_that_protects_someone_destroys_the_earlier_words_at_once(ada):
    text = written(ada)
    with transaction():
        actions.revise(text, words("The second words."), destroy_earlier=False)
        actions.revise(text, words("The third words."), destroy_earlier=True)
    rows = revisions_of(text.id)
    assert [r.body for r in rows] == [None, None, "The third words."]
    assert [r.destroyed_at is not None for r in rows] == [True, True, False]


def test_words_that_are_read_at_another_revision_are_stale(ada):
    text = written(ada)
    assert text_as_read(text.thing_id, TextKind.COMMENT, 1).id == text.id
    with pytest.raises(Stale):
        text_as_read(text.thing_id, TextKind.COMMENT, 2)
    with pytest.raises(Missing):
        text_as_read(new_id(), TextKind.COMMENT, 1)


def test_an_optional_text_comes_changes_and_goes(world, ada):
    thing = new_id()

    def bring(body):
        with transaction():
            actions.write_or_revise(ada, thing, TextKind.TITLE, words(body) if body else None, protect=False)
        found = words_of([thing]).get((thing, TextKind.TITLE))
        return (found.body, found.revision) if found else None

    assert bring(None) is None
    assert bring("A title") == ("A title", 1)
    assert bring("A title") == ("A title", 1), "the same words are no new revision"
    assert bring("Another") == ("Another", 2)
    assert bring(None) in {None, (None, 2)}
    assert bring("Back") == ("Back", 3)
    with pytest.raises(NotAllowed), transaction():
        actions.write_or_revise(world.member("Ben"), thing, TextKind.TITLE, words("Mine"), protect=False)


def test_what_is_removed_leaves_its_place_and_no_word(ada):
    text = written(ada)
    with transaction():
        actions.revise(text, words("The second words."), destroy_earlier=False)
        actions.empty([text.thing_id])
    assert [r.body for r in revisions_of(text.id)] == [None, None]
    assert now_reads(text).body is None


def test_what_is_destroyed_is_nowhere_and_neither_are_its_quotes(ada):
    source, quoting = written(ada, "A passage to remember."), written(ada)
    with transaction():
        actions.quote(quoting, source.id, 1, 2, 9)
    assert "passage" in quotes_in([quoting.id])[quoting.id][1]
    with transaction():
        actions.destroy([source.thing_id])
    assert quotes_in([quoting.id]) == {}
    assert session().scalars(select(Quote).where(Quote.source_id == source.id)).all() == []
    assert session().scalars(select(Revision).where(Revision.text_id == source.id)).all() == []


def test_a_cover_hides_a_passage_wherever_it_is_shown_and_lifting_it_brings_it_back(ada):
    source, quoting = written(ada, "It was Montgomery who rang."), written(ada)
    with transaction():
        actions.quote(quoting, source.id, 1, 3, 21)
    covered(source, 7, 17, ada)
    assert "Montgomery" not in now_reads(source).html + now_reads(source).plain
    assert "Montgomery" not in quotes_in([quoting.id])[quoting.id][1]
    assert "who" in quotes_in([quoting.id])[quoting.id][1]
    with transaction() as db:
        db.scalars(select(Cover).where(Cover.text_id == source.id)).one().lifted_at = clock.now()
    assert "Montgomery" in now_reads(source).html


def test_covers_that_touch_or_overlap_hide_all_of_it(ada):
    text = written(ada, "abcdefghijklmnop")
    for start, end in ((2, 6), (4, 8), (8, 10)):
        covered(text, start, end, ada)
    shown = now_reads(text).plain
    assert shown.startswith("ab[") and shown.endswith("]klmnop")
    assert not set("cdefghij") & set(shown.replace("[covered while it is looked at]", ""))


def test_a_passage_is_there_only_within_the_words_of_its_revision(ada):
    text = written(ada, "12345")
    assert passage_exists(text.id, 1, 0, 5)
    for revision, start, end in ((1, 0, 6), (1, 3, 3), (1, 4, 2), (2, 0, 1), (1, -1, 2)):
        assert not passage_exists(text.id, revision, start, end)


def test_why_a_marked_word_was_kept_is_noted_without_the_word(ada):
    body = "Her husband Montgomery rang."
    finding = next(f for f in review(body).findings if "Montgomery" in body[f.start : f.end])
    keep = Keep(finding.start, finding.end, KeptReason.AGREED)
    with transaction():
        text = actions.write(ada, new_id(), TextKind.COMMENT, Checked(body, [(finding, keep)]))
    row = session().scalars(select(Kept).where(Kept.text_id == text.id)).one()
    assert (row.start, row.end, row.reason) == (finding.start, finding.end, KeptReason.AGREED)
    assert "Montgomery" not in str(vars(row))
