"""What was removed, edited for protection, withdrawn or destroyed leaves nothing of itself behind."""

from datetime import timedelta

from sqlalchemy import select, update

from supervise.core import clock
from supervise.core.db import session, transaction
from supervise.core.ids import new_key
from supervise.dilemmas import actions, comments, rounds
from supervise.dilemmas.comments import Said
from supervise.dilemmas.models import Dilemma, Withdrawal
from supervise.governance.erased import erased
from supervise.governance.restoring import settle
from supervise.texts.checking import Checked, Keep, look_at
from supervise.texts.drafts import keep_draft
from supervise.texts.models import Draft, Kept, KeptReason, Revision, Text, TextKind
from tests.cast import World, words

NAMED = "Ring Margaret Holloway on 07700 900123."


def _kept(body: str) -> Checked:
    found = look_at(body).findings
    return Checked(body, [(f, Keep(f.start, f.end, KeptReason.AGREED)) for f in found])


def test_where_marked_words_stood_goes_with_the_words(world: World) -> None:
    with world.work():
        dilemma = world.dilemma("Tia")
        comment = comments.post_comment(world.actor("Ben"), dilemma.id, Said(_kept(NAMED)), new_key())
        assert session().scalars(select(Kept)).all()
        comments.edit_comment(world.actor("Ben"), comment.id, words("Ring her."), revision=1, protect=True)
        assert session().scalars(select(Kept)).all() == []


def test_the_draft_of_an_edit_goes_with_the_edit_and_with_the_removal(world: World) -> None:
    with world.work():
        dilemma = world.dilemma("Tia")
        for protect in (True, None):
            comment = world.comment("Ben", session().get_one(Dilemma, dilemma.id))
            name = comment.id
            text_id = session().scalars(select(Text.id).where(Text.thing_id == name)).one()
            keep_draft(world.actor("Ben"), world.group_id, f"edit:{text_id}", {"body": NAMED}, None)
            if protect:
                comments.edit_comment(world.actor("Ben"), name, words("Ring her."), revision=1, protect=True)
            else:
                comments.remove_comment(world.actor("Ben"), name)
            assert session().scalars(select(Draft)).all() == []


def test_what_was_being_written_about_a_destroyed_dilemma_goes_with_it(world: World) -> None:
    with world.work():
        dilemma = world.dilemma("Tia")
        dilemma_id, comment_id = dilemma.id, world.comment("Ben", dilemma).id
        for place in (f"thread:{dilemma_id}", f"reply:{comment_id}", f"close:{dilemma_id}", "new"):
            keep_draft(world.actor("Ada"), world.group_id, place, {"body": NAMED}, None)
        actions.withdraw(world.actor("Tia"), dilemma_id)
        with transaction() as db:
            db.execute(update(Withdrawal).values(destroy_at=clock.now() - timedelta(days=1)))
        rounds.destroy_withdrawn()
        assert [draft.place for draft in session().scalars(select(Draft))] == ["new"]


def test_a_title_that_was_taken_away_does_not_come_back_with_a_backup(world: World) -> None:
    with world.work():
        dilemma = world.dilemma("Tia", title=NAMED)
        dilemma_id = dilemma.id
        before = {r.text_id: r.body for r in session().scalars(select(Revision))}
        written = actions.Written(account=words("She saw the next client arrive."))
        actions.edit_dilemma(world.actor("Tia"), dilemma_id, written, revision=1, protect=True)
        gone = erased()
        assert NAMED not in [r.body for r in session().scalars(select(Revision))]
    assert NAMED not in world.client("Ada").get(f"/dilemmas/{dilemma_id}").text
    with world.work():
        with transaction() as db:  # as the backup still has it
            title = db.scalar(select(Text).where(Text.thing_id == dilemma_id, Text.kind == TextKind.TITLE))
            text_id = next(name for name, body in before.items() if body == NAMED)
            if title is None:
                db.add(Text(id=text_id, group_id=world.group_id, thing_id=dilemma_id, kind=TextKind.TITLE,
                            author_id=world.member("Tia").id, revision=1))  # fmt: skip
                db.flush()
                db.add(Revision(text_id=text_id, number=1, body=NAMED, written_at=clock.now()))
            else:
                db.execute(update(Revision).where(Revision.text_id == text_id, Revision.number == 1).values(
                    body=NAMED, destroyed_at=None))  # fmt: skip
        settle(gone)
        assert NAMED not in [r.body for r in session().scalars(select(Revision))]


def test_a_title_that_was_taken_away_can_be_given_again(world: World) -> None:
    with world.work():
        dilemma_id = world.dilemma("Tia", "She saw the next client arrive.", title="A door", question="What now?").id
        plain = actions.Written(account=words("She saw the next client arrive."))
        actions.edit_dilemma(world.actor("Tia"), dilemma_id, plain, revision=1, protect=False)
    page = world.client("Ada").get(f"/dilemmas/{dilemma_id}").text
    assert "A door" not in page
    assert "What I want from the group" not in page
    assert "She saw the next client arrive." in world.client("Ada").get(f"/groups/{world.group_id}").text
    with world.work():
        titled = actions.Written(account=words("She saw the next client arrive."), title=words("A window"))
        actions.edit_dilemma(world.actor("Tia"), dilemma_id, titled, revision=1, protect=False)
    assert "A window" in world.client("Ada").get(f"/dilemmas/{dilemma_id}").text


def test_a_closing_word_that_answers_a_finding_destroys_the_earlier_one(world: World) -> None:
    with world.work():
        dilemma_id = world.dilemma("Tia").id
        actions.close(world.actor("Tia"), dilemma_id, {TextKind.OUTCOME: _kept(NAMED)})
    assert world.post("Tia", f"/dilemmas/{dilemma_id}/close", outcome="I rang her.").status_code == 303
    with world.work():
        assert NAMED not in [r.body for r in session().scalars(select(Revision))]
