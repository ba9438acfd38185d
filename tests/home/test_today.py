"""Today says what waits for the person who asks, and nothing else."""

from datetime import date, timedelta

import pytest

from supervise.core import clock
from supervise.core.db import session, transaction
from supervise.dilemmas import actions
from supervise.dilemmas.models import Comment, Dilemma
from supervise.texts.drafts import keep_draft

NOTHING = "Nothing waits for you."
LATE = "Past its day without an answer"
BEGUN = "You began to write"


def today(world, who):
    return world.client(who).get("/").text


def posted(world, author="Tia", **more):
    with world.work():
        return world.dilemma(author, **more).id


def days_old(world, dilemma_id, days):
    with world.work(), transaction() as db:
        dilemma = db.get_one(Dilemma, dilemma_id)
        dilemma.posted_at = dilemma.moved_at = clock.now() - timedelta(days=days)


def read(world, who, dilemma_id):
    world.post(who, f"/dilemmas/{dilemma_id}/read", number="99")


@pytest.mark.parametrize("who", ["Noa", "Ruth", "Tia", "Olu"])
def test_where_nothing_waits_it_says_so(world, who):
    assert NOTHING in today(world, who)


def test_whoever_sits_nowhere_is_told_how_one_comes_in(world):
    assert "You are in no group yet" in today(world, "Owen")


def test_what_was_asked_for_by_a_day_is_late_after_it_for_all_but_its_author(world):
    dilemma = posted(world, needed_by=date(2026, 1, 5))
    for who in ("Ruth", "Ben"):
        read(world, who, dilemma)
        assert LATE in today(world, who)
    assert NOTHING in today(world, "Tia")
    with world.work():
        world.comment("Ada", session().get_one(Dilemma, dilemma))
    assert LATE not in today(world, "Ben")


def test_without_a_day_it_is_late_after_the_days_that_the_group_agreed_on(world):
    dilemma = posted(world)
    read(world, "Ben", dilemma)
    assert NOTHING in today(world, "Ben")
    days_old(world, dilemma, 4)
    assert LATE in today(world, "Ben")


def test_what_is_late_stands_there_once_though_it_is_new_as_well(world):
    dilemma = posted(world, needed_by=date(2026, 1, 5))
    assert today(world, "Ben").count(f'id="row-{dilemma}"') == 1


def test_what_nobody_may_know_of_is_late_for_nobody_else(world):
    posted(world, needed_by=date(2026, 1, 5), to_supervisors=True)
    assert LATE in today(world, "Ruth")
    assert NOTHING in today(world, "Ben")
    assert NOTHING in today(world, "Olu")


def begin(world, who, place, **fields):
    with world.work():
        keep_draft(world.actor(who), world.group_id, place, fields, None)


def test_what_one_began_leads_back_to_where_it_goes_on_and_nobody_else_sees_it(world):
    dilemma = posted(world, title="The closed door")
    read(world, "Ben", dilemma)
    begin(world, "Ben", f"thread:{dilemma}", body="half a word of mine")
    shown = today(world, "Ben")
    assert f'href="/dilemmas/{dilemma}#compose">A response to The closed door' in shown
    assert "half a word" not in shown
    assert BEGUN not in today(world, "Tia")


def test_new_words_that_were_begun_lead_to_the_page_where_they_are_written(world):
    dilemma = posted(world, "Ben")
    with world.work():
        comment = world.comment("Ben", session().get_one(Dilemma, dilemma)).id
    page = world.client("Ben").get(f"/comments/{comment}/edit").text
    text = page.partition('data-draft-place-value="edit:')[2][:20]
    begin(world, "Ben", f"edit:{text}", body="quite other words")
    begin(world, "Ben", f"edit:{dilemma}", account="quite other words")
    begin(world, "Ben", f"close:{dilemma}", outcome="it went quietly")
    shown = today(world, "Ben")
    for path in (f"/comments/{comment}/edit", f"/dilemmas/{dilemma}/edit", f"/dilemmas/{dilemma}/close"):
        assert f'href="{path}"' in shown
        there = world.client("Ben").get(path).text
        assert ("it went quietly" if path.endswith("close") else "quite other words") in there
        assert 'data-draft-version-value="1"' in there


def test_what_was_begun_about_what_is_gone_does_not_wait(world):
    dilemma = posted(world, "Ben")
    with world.work():
        comment = world.comment("Ada", session().get_one(Dilemma, dilemma)).id
    begin(world, "Ada", f"edit:{comment}", body="other words")
    begin(world, "Tia", f"thread:{dilemma}", body="half a word")
    with world.work(), transaction() as db:
        db.get_one(Comment, comment).removed_at = clock.now()
    with world.work():
        actions.withdraw(world.actor("Ben"), dilemma)
    assert NOTHING in today(world, "Ada")
    assert NOTHING in today(world, "Tia")


def test_the_dilemma_that_stands_in_the_composer_of_the_page_is_not_named_twice(world):
    begin(world, "Ben", "new", account="half a word")
    shown = today(world, "Ben")
    assert "half a word" in shown
    assert NOTHING in shown
