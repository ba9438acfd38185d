"""A passage that slipped through is covered for everybody, wherever it stands, and decided on by the table."""

import pytest

from supervise.core.db import session
from supervise.core.errors import Invalid, Missing, NotAllowed, Stale
from supervise.dilemmas import actions as dilemmas
from supervise.dilemmas import comments
from supervise.dilemmas.actions import Written
from supervise.dilemmas.comments import Passage
from supervise.dilemmas.covering import actions, queries
from supervise.groups.queries import seat_for
from supervise.texts.covering import Marked
from supervise.texts.markdown import COVERED, DESTROYED
from supervise.texts.models import Draft, Ending, TextKind, UncoverReason
from supervise.texts.queries import words_of
from tests.cast import words
from tests.covering.conftest import bodies, cover, endings, text_of

NAME = "Margaret Oyelaran"
SHE = f"I said to {NAME} that I was late. {NAME} cried."


def pages_of(world, who, dilemma, thing):
    """Return every page on which somebody is shown a thing."""
    client = world.client(who)
    paths = ["/", f"/groups/{world.group_id}", f"/dilemmas/{dilemma}", f"/dilemmas/{dilemma}/history"]
    paths += [f"/texts/{thing}/cover", f"/texts/{thing}/covered", f"/groups/{world.group_id}/themes/role-boundaries"]
    return {path: client.get(path).text for path in paths}


def shown(world, who, dilemma, thing):
    return [path for path, page in pages_of(world, who, dilemma, thing).items() if "Oyelaran" in page]


def test_whoever_reads_a_thread_covers_and_nobody_reads_the_words_on_any_page(world):
    with world.work():
        dilemma = world.dilemma("Ben", SHE, title=f"Late for {NAME}", themes=["role-boundaries"])
        account = text_of(dilemma, TextKind.ACCOUNT)
        dilemmas.edit_dilemma(
            world.actor("Ben"),
            dilemma.id,
            Written(words(SHE + " Again."), title=words(f"Late for {NAME}")),
            revision=1,
            protect=False,
        )
        said = world.comment("Ada", dilemma, "Who?", quote=Passage(account.id, 1, 0, len(SHE)))
        ids = dilemma.id, account.id
        session().refresh(account)
        cover(world, "Tia", account, NAME)
        assert text_of(said).author_id
    for who in ("Ben", "Ada", "Ruth", "Noa", "Tia"):
        assert shown(world, who, *ids) == []
    page = world.client("Ada").get(f"/dilemmas/{ids[0]}").text
    assert page.count(COVERED) >= 5, "account, title, quote and their repetitions"


def test_the_author_alone_sees_the_words_and_only_where_they_rewrite_them(world):
    with world.work():
        dilemma = world.dilemma("Ben")
        said = world.comment("Tia", dilemma, SHE)
        cover(world, "Ada", text_of(said), NAME)
        path = f"/comments/{said.id}/edit"
    assert NAME in world.client("Tia").get(path).text
    assert NAME not in world.client("Ruth").get(path).text


def test_what_is_marked_by_its_place_is_covered_with_the_whole_word_and_the_whole_character(open_world):
    world = open_world
    body = "👩‍⚕️ Zoë came 👍🏽 on Monday"
    for start, end, left in ((6, 7, "on Monday"), (body.index("👍"), body.index("👍") + 1, "Zoë came")):
        text = text_of(world.comment("Tia", world.dilemma("Ben"), body))
        actions.cover_passage(world.actor("Ada"), text.id, Marked(1, (start, end)))
        found = words_of([text.thing_id])[text.thing_id, TextKind.COMMENT].plain
        assert left in found and COVERED in found
        assert "Z" not in found or start != 6
        assert "🏽" not in found or start == 6


@pytest.mark.parametrize("span", [(0, 0), (5, 4), (3, 999), (999, 1000), (4, 5)])
def test_a_place_without_a_word_is_refused(open_world, span):
    text = text_of(open_world.comment("Tia", open_world.dilemma("Ben"), "Late again"))
    with pytest.raises(Invalid):
        actions.cover_passage(open_world.actor("Ada"), text.id, Marked(1, span))


def test_marked_in_an_earlier_version_it_is_covered_where_it_stands_now(open_world):
    world = open_world
    said = world.comment("Tia", world.dilemma("Ben"), f"With {NAME}.")
    comments.edit_comment(world.actor("Tia"), said.id, words(f"Yesterday with {NAME}."), revision=1, protect=False)
    assert actions.cover_passage(world.actor("Ada"), text_of(said).id, Marked(1, (5, 5 + len(NAME))))
    assert NAME not in words_of([said.id])[said.id, TextKind.COMMENT].plain


def test_where_the_earlier_version_is_destroyed_words_help_and_a_bare_place_is_stale(open_world):
    world = open_world
    said = world.comment("Tia", world.dilemma("Ben"), f"With {NAME}.")
    comments.edit_comment(world.actor("Tia"), said.id, words(f"So with {NAME}."), revision=1, protect=True)
    with pytest.raises(Stale):
        actions.cover_passage(world.actor("Ada"), text_of(said).id, Marked(1, (5, 9)))
    assert actions.cover_passage(world.actor("Ada"), text_of(said).id, Marked(1, (5, 9), NAME))


def test_words_that_are_not_found_cover_all_of_it_where_the_page_says_so(open_world):
    text = text_of(open_world.comment("Tia", open_world.dilemma("Ben"), SHE))
    with pytest.raises(Invalid):
        cover(open_world, "Ada", text, "nothing like it")
    assert cover(open_world, "Ada", text, "nothing like it", else_all=True)
    assert words_of([text.thing_id])[text.thing_id, TextKind.COMMENT].plain == f"[{COVERED}]"


def test_covering_again_what_is_covered_does_nothing_and_what_overlaps_covers_the_rest(open_world):
    text = text_of(open_world.comment("Tia", open_world.dilemma("Ben"), SHE))
    assert cover(open_world, "Ada", text, NAME)
    assert actions.cover_passage(open_world.actor("Ruth"), text.id, Marked(1, (12, 20))) is None
    assert cover(open_world, "Ruth", text, NAME, else_all=True) is None
    assert actions.cover_passage(open_world.actor("Ruth"), text.id, Marked(1, (2, 40)))
    assert NAME not in words_of([text.thing_id])[text.thing_id, TextKind.COMMENT].plain


def test_whoever_guesses_at_covered_words_learns_nothing(open_world):
    text = text_of(open_world.comment("Tia", open_world.dilemma("Ben"), SHE))
    assert cover(open_world, "Ada", text, NAME)
    told = []
    for guess in (NAME, "Margaret", "Somebody Else"):
        with pytest.raises(Invalid) as refused:
            cover(open_world, "Ben", text, guess)
        told.append(refused.value.message)
    assert len(set(told)) == 1


def test_a_second_cover_stays_when_the_first_is_lifted(open_world):
    world = open_world
    text = text_of(world.comment("Tia", world.dilemma("Ben"), SHE))
    first = cover(world, "Ada", text, "Margaret")
    assert actions.cover_passage(world.actor("Ruth"), text.id, Marked(1, (10, 27)))
    actions.uncover_passage(world.actor("Sam"), text.id, first, UncoverReason.MISTAKE)
    assert NAME not in words_of([text.thing_id])[text.thing_id, TextKind.COMMENT].plain


def test_a_removed_comment_and_a_withdrawn_dilemma_have_nothing_to_cover_and_a_closed_one_has(open_world):
    world = open_world
    dilemma = world.dilemma("Ben")
    said = world.comment("Tia", dilemma, SHE)
    account, text = text_of(dilemma, TextKind.ACCOUNT), text_of(said)
    dilemmas.close(world.actor("Ben"), dilemma.id, {TextKind.OUTCOME: words(f"{NAME} came back.")})
    assert cover(world, "Ada", text_of(dilemma, TextKind.OUTCOME), NAME)
    comments.remove_comment(world.actor("Tia"), said.id)
    with pytest.raises(Missing):
        cover(world, "Ada", text, NAME)
    dilemmas.withdraw(world.actor("Ben"), dilemma.id)
    with pytest.raises(Missing):
        cover(world, "Ada", account, "She")


def test_what_is_removed_waits_for_nobody_any_more(open_world):
    world = open_world
    said = world.comment("Tia", world.dilemma("Ben"), SHE)
    cover(world, "Ada", text_of(said), NAME)
    comments.remove_comment(world.actor("Tia"), said.id)
    assert queries.waiting_in(seat_for(world.actor("Ruth"), world.group_id)) == []
    assert endings() == {Ending.DESTROYED}


def test_strangers_cover_nothing_and_in_a_dilemma_to_the_supervisors_only_they_and_its_author_do(open_world):
    world = open_world
    dilemma = world.dilemma("Tia", SHE, to_supervisors=True)
    text = text_of(dilemma, TextKind.ACCOUNT)
    for who in ("Olu", "Owen", "Finn", "Ben", "Noa"):
        with pytest.raises(Missing):
            cover(world, who, text, NAME)
    assert cover(world, "Ruth", text, NAME)
    assert queries.waiting_in(seat_for(world.actor("Noa"), world.group_id)) == []
    assert len(queries.waiting_in(seat_for(world.actor("Sam"), world.group_id))) == 1


@pytest.mark.parametrize(
    ("who", "may"), [("Ruth", True), ("Noa", True), ("Ben", False), ("Tia", False), ("Ada", False)]
)
def test_convenor_and_supervisors_show_it_again(open_world, who, may):
    world = open_world
    text = text_of(world.comment("Tia", world.dilemma("Ben"), SHE))
    case = cover(world, "Ada", text, NAME)
    if not may:
        with pytest.raises(NotAllowed):
            actions.uncover_passage(world.actor(who), text.id, case, UncoverReason.MISTAKE)
        return
    actions.uncover_passage(world.actor(who), text.id, case, UncoverReason.MISTAKE)
    actions.uncover_passage(world.actor(who), text.id, case, UncoverReason.MISTAKE)
    assert words_of([text.thing_id])[text.thing_id, TextKind.COMMENT].plain == SHE


def test_an_edit_that_takes_the_words_away_destroys_the_earlier_ones_and_lifts_the_cover(open_world):
    world = open_world
    said = world.comment("Tia", world.dilemma("Ben"), SHE)
    text = text_of(said)
    cover(world, "Ada", text, NAME)
    comments.edit_comment(world.actor("Tia"), said.id, words("I said to my client."), revision=1, protect=False)
    assert bodies(text) == [None, "I said to my client."]
    assert endings() == {Ending.REWRITTEN}
    assert words_of([said.id])[said.id, TextKind.COMMENT].plain == "I said to my client."


def test_an_edit_that_leaves_the_words_keeps_them_covered(open_world):
    world = open_world
    said = world.comment("Tia", world.dilemma("Ben"), SHE)
    text = text_of(said)
    cover(world, "Ada", text, NAME)
    comments.edit_comment(
        world.actor("Tia"), said.id, words(f"Well: {SHE.replace(' O', '  O')}"), revision=1, protect=False
    )
    assert endings() == {None}
    assert "Oyelaran" not in words_of([said.id])[said.id, TextKind.COMMENT].plain
    assert len(bodies(text)) == 2 and all(bodies(text))


def test_an_author_cannot_keep_a_covered_name_by_keeping_the_finding(world):
    with world.work():
        dilemma = world.dilemma("Ben")
        said = world.comment("Tia", dilemma, f"{SHE} And more.")
        cover(world, "Ada", text_of(said), f"said to {NAME} that")
        dilemma_id, comment_id = dilemma.id, said.id
    body = f"I told {NAME} something."
    found = [{"field": "body", "start": 7, "end": 7 + len(NAME), "reason": "agreed"}]
    import json

    reply = world.post("Tia", f"/comments/{comment_id}/edit", body=body, revision="1", kept=json.dumps(found))
    assert reply.status_code == 303, reply.text[:3000]
    page = world.client("Ada").get(f"/dilemmas/{dilemma_id}").text
    assert "Oyelaran" not in page and "something" in page


def test_destroyed_words_are_in_no_version_no_quote_and_no_draft_and_the_rest_stays(open_world):
    world = open_world
    dilemma = world.dilemma("Ben")
    said = world.comment("Tia", dilemma, SHE)
    text = text_of(said)
    comments.edit_comment(world.actor("Tia"), said.id, words(f"{SHE} Twice."), revision=1, protect=False)
    quoting = world.comment("Ada", dilemma, "This.", quote=Passage(text.id, 1, 10, len(SHE)))
    session().add(
        Draft(
            author_id=text.author_id, place=f"edit:{text.id}", fields={"body": SHE}, version=1, saved_at=said.posted_at
        )
    )
    session().commit()
    case = cover(world, "Ada", text_of(said), NAME)
    actions.redact_passage(world.actor("Ruth"), text.id, case)
    actions.redact_passage(world.actor("Ruth"), text.id, case)
    assert len(bodies(text)) == 3
    assert not any("Oyelaran" in (body or "") for body in bodies(text))
    assert not session().query(Draft).filter(Draft.place == f"edit:{text.id}").count()
    assert (
        words_of([said.id])[said.id, TextKind.COMMENT].plain
        == f"I said to [{DESTROYED}] that I was late. [{DESTROYED}] cried. Twice."
    )
    assert endings() == {Ending.REDACTED}
    assert text_of(quoting)


def test_a_page_still_open_cannot_bring_destroyed_words_back(open_world):
    world = open_world
    said = world.comment("Tia", world.dilemma("Ben"), SHE)
    case = cover(world, "Ada", text_of(said), NAME)
    actions.redact_passage(world.actor("Noa"), text_of(said).id, case)
    with pytest.raises(Stale):
        comments.edit_comment(world.actor("Tia"), said.id, words(SHE), revision=1, protect=False)


def test_another_cover_stays_over_what_is_left_and_goes_with_what_lies_inside(open_world):
    world = open_world
    text = text_of(world.comment("Tia", world.dilemma("Ben"), f"{NAME} lives in Ludlow."))
    place, name = cover(world, "Ada", text, "Ludlow"), cover(world, "Ada", text, NAME)
    inside = actions.cover_passage(world.actor("Ben"), text.id, Marked(1, (0, 30)))
    actions.redact_passage(world.actor("Ruth"), text.id, name)
    assert {case.id for case in queries.cases_in([text.thing_id])} == {place, inside}
    found = words_of([text.thing_id])[text.thing_id, TextKind.COMMENT].plain
    assert NAME not in found and "Ludlow" not in found


def test_an_author_destroys_their_own_and_others_do_not(open_world):
    world = open_world
    text = text_of(world.comment("Tia", world.dilemma("Ben"), SHE))
    case = cover(world, "Ada", text, NAME)
    for who in ("Ben", "Ada"):
        with pytest.raises(NotAllowed):
            actions.redact_passage(world.actor(who), text.id, case)
    actions.redact_passage(world.actor("Tia"), text.id, case)
    assert endings() == {Ending.REDACTED}


def test_a_cover_of_another_thing_cannot_be_decided_through_this_one(open_world):
    world = open_world
    dilemma = world.dilemma("Ben")
    one, other = text_of(world.comment("Tia", dilemma, SHE)), text_of(world.comment("Ada", dilemma, SHE))
    case = cover(world, "Ben", one, NAME)
    with pytest.raises(Missing):
        actions.redact_passage(world.actor("Ada"), other.id, case)
