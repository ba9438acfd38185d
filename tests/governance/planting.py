"""Words that stand nowhere else, planted in every kind of text there is, and every way to take them away again."""

from collections.abc import Callable

from sqlalchemy import select

from supervise.accounts.actions import open_account
from supervise.core import clock
from supervise.core.actor import Actor
from supervise.core.db import session, transaction
from supervise.core.ids import new_id, new_key
from supervise.dilemmas import actions as dilemmas
from supervise.dilemmas import comments
from supervise.dilemmas.actions import Written
from supervise.dilemmas.comments import Passage, Said
from supervise.dilemmas.covering import actions as covering
from supervise.dilemmas.models import Dilemma, Withdrawal
from supervise.dilemmas.references import actions as references
from supervise.dilemmas.references.marks import mark_from
from supervise.dilemmas.references.models import Reference
from supervise.dilemmas.rounds import destroy_some_withdrawn
from supervise.governance.breaches import actions as breaches
from supervise.governance.breaches.actions import Facts
from supervise.governance.own_words.actions import erase_under
from supervise.groups import actions as groups
from supervise.groups import agreement
from supervise.groups.models import Mode, Role
from supervise.groups.queries import agreement_of, seat_for
from supervise.texts.covering import Marked
from supervise.texts.drafts import drop_draft, keep_draft
from supervise.texts.models import TextKind
from supervise.texts.sharing import actions as together
from supervise.texts.sharing.actions import Place
from supervise.writeups import actions as write_ups
from supervise.writeups.actions import Typed
from tests.cast import HOUSE, World, words
from tests.governance.garden import Garden, text_of
from tests.governance.planting_write_ups import plant_write_ups, take_away_of_write_ups
from tests.writeups import writing


def plant(world: World) -> Garden:
    """Write one of everything; work must be open."""
    garden = Garden(world)
    _erased_thread(garden)
    _parts_of_threads(garden)
    plant_write_ups(garden)
    _person(garden)
    _group(garden)
    return garden


def _erased_thread(garden: Garden) -> None:
    """A dilemma with all that can hang on it, erased as a whole."""
    world, word = garden.world, garden.word
    tia, ada = world.actor("Tia"), world.actor("Ada")
    one = world.dilemma(
        "Tia",
        f"It was {word('account, earlier')} then.",
        title=f"On {word('title')}",
        question=f"Is it {word('question')}?",
    )
    garden.things["thread"] = one.id
    again = Written(
        account=words(f"It was {word('account')} and {word('quoted')} then."),
        title=words(f"On {garden.planted['title']}"),
        question=words(f"Is it {garden.planted['question']}?"),
    )
    dilemmas.edit_dilemma(tia, one.id, again, revision=1, protect=False)
    account = text_of(one.id, TextKind.ACCOUNT)
    start = again.account.body.index(garden.planted["quoted"])
    quote = Passage(account, 2, start, start + len(garden.planted["quoted"]))
    comments.post_comment(ada, one.id, Said(words(f"I felt {word('comment')}."), quote=quote), new_key())
    keep_draft(ada, world.group_id, f"thread:{one.id}", {"body": f"And {word('draft of a comment')}"}, None)
    lines = {
        TextKind.OUTCOME: words(f"We spoke of {word('outcome')}."),
        TextKind.SPOKEN_ABOUT: words(f"Yes, {word('spoken about')}."),
        TextKind.WATCH_FOR: words(f"For {word('watch for')}."),
    }
    dilemmas.close(tia, one.id, lines)
    keep_draft(tia, world.group_id, f"close:{one.id}", {"outcome": f"So {word('draft of closing words')}"}, None)


def _parts_of_threads(garden: Garden) -> None:
    """Dilemmas that stand, of which something goes: removed, rewritten, covered, filed, thrown away, withdrawn."""
    world, word = garden.world, garden.word
    stays = world.dilemma("Noa", "It was late.", title="A case that stays")
    garden.things["stays"] = stays.id
    garden.things["removed"] = world.comment("Ada", stays, f"I was {word('removed comment')}.").id
    garden.things["rewritten"] = world.comment("Ada", stays, f"I was {word('comment edited to protect')}.").id
    garden.things["covered"] = world.comment("Ada", stays, f"I was {word('covered passage')} and tired.").id
    retold = world.dilemma(
        "Ada", f"It was {word('account edited to protect')}.", title=f"On {word('title taken away')}"
    )
    garden.things["retold"] = retold.id
    garden.things["withdrawn"] = world.dilemma("Ada", f"It was {word('withdrawn')}.").id
    keep_draft(world.actor("Ada"), world.group_id, "new", {"account": f"Half {word('draft thrown away')}"}, None)
    filed = world.dilemma("Sam", f"It was {word('filed under a reference')}.")
    mark = mark_from(f"{word('reference')} 7")
    references.file_dilemma(world.actor("Sam"), filed.id, mark)


def _person(garden: Garden) -> None:
    """Somebody whose account is erased with all that they wrote."""
    world, word = garden.world, garden.word
    name = word("name of a person")
    account = open_account(f"{name}@example.org", name.capitalize(), "a kettle hums at midnight")
    garden.things["person"] = account.id
    with transaction():
        groups.add_member(world.group_id, account.id, Role.THERAPIST, convenor=False, on_paper=True)
    actor = Actor(account.id, account.name, owner=False, zone="UTC")
    written = Written(account=words(f"It was {word('dilemma of a person')}."))
    own = dilemmas.post_dilemma(actor, world.group_id, written, new_key())
    references.file_dilemma(actor, own.id, mark_from(f"{word('reference of a person')} 3"))
    begun = write_ups.begin(actor, world.group_id, "dilemma-note", new_key())
    write_ups.save_part(actor, Typed(writing.part_of(begun, "felt").id, f"It was {word('write-up of a person')}.", 0))
    said = Said(words(f"I was {word('comment of a person')}."))
    comments.post_comment(actor, garden.things["stays"], said, new_key())
    keep_draft(actor, world.group_id, "new", {"account": f"Half {word('draft of a person')}"}, None)
    notes = Place(new_id(), TextKind.NOTES, 900)
    for one in (world.actor("Ruth"), actor):
        said = f"I noted {word('notes of a person')}." if one is actor else "We met late. "
        with transaction():
            together.put_in(seat_for(one, world.group_id).member, notes, "", words(said))


def _group(garden: Garden) -> None:
    """A group that is erased with all that is in it."""
    world, word = garden.world, garden.word
    noa, ruth = world.actor("Noa"), world.actor("Ruth")
    with transaction():
        group = groups.create_group(
            HOUSE, name=f"The {word('name of a group')} group", about=f"We meet in {word('about a group')}.",
            mode=Mode.LED, zone="Europe/London", convenor_account_id=noa.account_id,
        )  # fmt: skip
        groups.add_member(group.id, noa.account_id, Role.THERAPIST, convenor=True, on_paper=True)
        groups.add_member(group.id, ruth.account_id, Role.SUPERVISOR, convenor=False, on_paper=True)
    garden.things["group"] = group.id
    now = agreement_of(seat_for(noa, group.id).group)
    answers = {part.id: f"We keep {word('agreement, ' + part.id)}." for part in agreement.fields()}
    groups.new_agreement(
        noa, group.id, answers=answers, answer_within_days=2, duty_of_care=f"Ring {word('duty of care')}.",
        instead_of=now.version,
    )  # fmt: skip
    groups.accept_agreement(ruth, group.id, now.version + 1)
    theme = {"label": f"The {word('own theme')}", "definition": f"When {word('what a theme means')} comes."}
    groups.add_theme(noa, group.id, area="role-boundaries", **theme)
    facts = Facts(
        noticed_at=clock.now(), what=f"A {word('breach log')} was said.", measures=f"Then {word('measures taken')}."
    )
    breaches.open_entry(ruth, group.id, facts)
    written = Written(account=words(f"It was {word('dilemma in a group')}."))
    own = dilemmas.post_dilemma(noa, group.id, written, new_key())
    comments.post_comment(ruth, own.id, Said(words(f"I was {word('comment in a group')}.")), new_key())
    begun = write_ups.begin(noa, group.id, "dilemma-note", new_key())
    write_ups.save_part(noa, Typed(writing.part_of(begun, "felt").id, f"It was {word('write-up in a group')}.", 0))


def take_away_parts(garden: Garden) -> None:
    """Remove, rewrite, redact, withdraw, throw away, and erase what stands under a reference; work must be open."""
    world, things = garden.world, garden.things
    ada, sam = world.actor("Ada"), world.actor("Sam")
    comments.remove_comment(ada, things["removed"])
    comments.edit_comment(ada, things["rewritten"], words("I was tired."), revision=1, protect=True)
    text = text_of(things["covered"], TextKind.COMMENT)
    case = covering.cover_passage(ada, text, Marked(1, words=garden.planted["covered passage"]))
    assert case is not None
    covering.redact_passage(world.actor("Ruth"), text, case)
    dilemmas.edit_dilemma(ada, things["retold"], Written(words("It was late.")), revision=1, protect=True)
    drop_draft(ada, world.group_id, "new")
    dilemmas.withdraw(ada, things["withdrawn"])
    with transaction() as db:
        db.get_one(Withdrawal, things["withdrawn"]).destroy_at = clock.now()
    assert destroy_some_withdrawn() == 1
    take_away_of_write_ups(garden)
    erase_under(sam, session().scalars(select(Reference.id).where(Reference.account_id == sam.account_id)).one())
    assert session().get(Dilemma, things["stays"]) is not None


Command = Callable[..., str]


def take_away_whole(garden: Garden, supervise: Command) -> None:
    """Erase the thread, the person and the group by command; each waits until the bytes are gone."""
    supervise("erase", "dilemma", garden.things["thread"])
    supervise("erase", "account", f"{garden.planted['name of a person']}@example.org", "--words")
    supervise("erase", "group", garden.things["group"])


__all__ = ["Garden", "plant", "take_away_parts", "take_away_whole"]
