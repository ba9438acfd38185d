"""A practice in every state that a right depends on, put back as it was after each act."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select, update

from supervise.accounts.actions import open_account
from supervise.accounts.models import Account, SignIn
from supervise.accounts.passwords import hashed
from supervise.core import clock
from supervise.core.db import session, transaction
from supervise.core.ids import new_key
from supervise.dilemmas import actions as dilemmas
from supervise.dilemmas import comments
from supervise.dilemmas.actions import Written
from supervise.dilemmas.comments import Said
from supervise.dilemmas.covering.actions import cover_passage
from supervise.dilemmas.gate import actions as gate
from supervise.dilemmas.holds import actions as holds
from supervise.dilemmas.holds.models import Hold, HoldReason
from supervise.dilemmas.models import Comment, Reaction, ReaderNamed, ReadersReason
from supervise.dilemmas.readers import noting
from supervise.dilemmas.readers.actions import ask_readers
from supervise.dilemmas.references import actions as references
from supervise.dilemmas.references.marks import mark_from
from supervise.dilemmas.references.models import Reference
from supervise.governance.breaches import actions as breaches
from supervise.governance.breaches.actions import Facts
from supervise.governance.breaches.models import Breach
from supervise.groups import actions as groups
from supervise.groups.models import Invitation, Role
from supervise.meetings.models import GroupFormat, ItemKind
from supervise.meetings.planning import actions as planning
from supervise.meetings.planning.agenda import Item, Plan
from supervise.meetings.planning.queries import agenda_of
from supervise.meetings.room import actions as meetings
from supervise.meetings.room import coming, saying
from supervise.meetings.room.covering.actions import cover_line
from supervise.meetings.shaping import actions as shaping
from supervise.texts.covering import Marked
from supervise.texts.models import Text, TextKind
from tests.cast import CAST, PASSWORD, World, csrf, email, make_world, words
from tests.house.putting_back import KeptState
from tests.house.written import write_ups
from tests.meetings.holding import plan

SIGNER, SILENT, UNACCEPTED = "Quentin", "Silas", "Una"
"""Signs as 'a colleague' and does nothing else; does nothing at all; has not accepted the agreement."""

COLUMNS = (*CAST, UNACCEPTED, "stranger")
SUPERVISORS = ("Ruth", "Sam")
ABSENT = "0" * 20

TO_GROUP, TO_SUPERVISORS, ELSEWHERE, WITHDRAWN = "marigold", "zephyrine", "obsidianite", "periwinkle"
"""Words that stand only in what is open to the group, to its supervisors and one author, to the other group, to nobody."""

TO_DECIDERS = "heliotrope"
"""A word that is covered: its author sees it where they rewrite it, whoever decides where they look at it."""

TO_PASSED = "saffronade"
"""A word of a dilemma that asks each reader first: Ada said no, Tia stepped out, nobody else has answered."""

TO_KEEPERS = "tourmaline"
"""A word that stands only in the breach log, which the convenor and the supervisors keep."""

Things = dict[str, str]


def a_month_on() -> date:
    """Return a day on which a hold may be looked at again."""
    return (clock.now() + timedelta(days=30)).date()


@dataclass
class Practice:
    """The seeded world, and the things in it by a name that can be read."""

    world: World
    things: dict[str, Things] = field(default_factory=dict)
    account_ids: Things = field(default_factory=dict)
    member_ids: Things = field(default_factory=dict)
    tokens: Things = field(default_factory=dict)
    meeting_id: str = ""
    item_id: str = ""
    own_item_id: str = ""
    kept: KeptState | None = None

    def client(self, name: str) -> FlaskClient:
        if name == "stranger":
            return self.world.clients.setdefault(name, self.world.app.test_client())
        return self.world.client(name)

    def token(self, name: str) -> str:
        """Return the form token of somebody's session; a stranger has one of the sign-in page."""
        return self.tokens[name]

    def case_in(self, text_id: str) -> str:
        """Return what is covered in a text, by its id; one that is not where nothing is."""
        names = {text: name for name, text in self.things["text"].items()}
        return self.things["case"].get(names[text_id], ABSENT)

    def keep(self) -> None:
        """Remember the database as it now is."""
        self.kept = KeptState(self.world.database)

    def put_back(self) -> None:
        """Put the database back as it was remembered, if anything was written since."""
        assert self.kept
        self.kept.put_back()

    def close(self) -> None:
        if self.kept:
            self.kept.close()
        self.world.database.close()


def make_practice(folder: Any) -> Practice:
    """Make the practice: every state of a dilemma and of a comment, an invitation, an own theme."""
    world = make_world(folder, SUPERVISE_LIMITS="off")
    practice = Practice(world)
    with world.work():
        _more_people(world)
        _write(practice)
        _hold_meetings(practice)
        practice.things |= write_ups(world, ABSENT)
        _name_everybody(practice)
    for name in COLUMNS:
        client = practice.client(name)
        practice.tokens[name] = csrf(client.get("/signin" if name == "stranger" else "/settings").text)
    with world.work(), transaction() as db:
        # put back as they were, people would be noted as present with every question after the first minute
        db.execute(update(SignIn).values(active_at=clock.now() + timedelta(minutes=30)))
    practice.keep()
    return practice


def _more_people(world: World) -> None:
    secret = hashed(PASSWORD, "", "")
    with transaction():
        for name in (SIGNER, SILENT, UNACCEPTED):
            account = open_account(email(name), name, hashed=secret)
            groups.add_member(
                world.group_id, account.id, Role.THERAPIST, convenor=False, on_paper=name != UNACCEPTED
            )  # fmt: skip


def _write(practice: Practice) -> None:
    world = practice.world
    title = {"title": f"A {TO_GROUP} question"}
    posted = {
        "Ben's": world.dilemma("Ben", f"The {TO_GROUP} case, told plainly.", themes=["role-boundaries"], **title),
        "a colleague's": world.dilemma(SIGNER, f"Another {TO_GROUP} case.", colleague=True),
        "Ada's to supervisors": world.dilemma("Ada", f"The {TO_SUPERVISORS} case.", to_supervisors=True),
        "Tia's, closed": world.dilemma("Tia", f"The closed {TO_GROUP} case."),
        "Ben's, which asks first": world.dilemma(
            "Ben", f"The {TO_PASSED} case.", title=f"A {TO_PASSED} question", themes=["anger"], asks_first=True
        ),
        "Ben's, withdrawn": world.dilemma("Ben", f"The {WITHDRAWN} case."),
        "Olu's elsewhere": dilemmas.post_dilemma(
            world.actor("Olu"), world.other_id, Written(account=words(f"The {ELSEWHERE} case.")), new_key()
        ),
    }
    gate.answer_no(world.actor("Ada"), posted["Ben's, which asks first"].id)
    said = {
        "Ada's, which asks first": world.comment("Ada", posted["Ben's, which asks first"], f"A {TO_PASSED} thought."),
        "Ada's": world.comment("Ada", posted["Ben's"], f"A {TO_GROUP} thought."),
        "Ada's to a colleague": world.comment("Ada", posted["a colleague's"], f"A kind {TO_GROUP} thought."),
        "a colleague's": world.comment(SIGNER, posted["Ben's"], f"A quiet {TO_GROUP} thought.", colleague=True),
        "Tia's, removed": world.comment("Tia", posted["Ben's"], f"A {WITHDRAWN} thought."),
        "Ruth's to supervisors": world.comment("Ruth", posted["Ada's to supervisors"], f"A {TO_SUPERVISORS} thought."),
        "Sam's in a closed one": world.comment("Sam", posted["Tia's, closed"], f"A last {TO_GROUP} thought."),
        "Ben's, covered": world.comment(
            "Ben", posted["Tia's, closed"], f"The {TO_DECIDERS} passage and what is round it."
        ),
        "Ben's, withdrawn": world.comment("Ben", posted["Ben's, withdrawn"], f"A {WITHDRAWN} thought."),
        "Olu's elsewhere": comments.post_comment(
            world.actor("Olu"), posted["Olu's elsewhere"].id, Said(body=words(f"An {ELSEWHERE} thought.")), new_key()
        ),
    }
    gate.step_out(world.actor("Tia"), posted["Ben's, which asks first"].id)
    comments.react(world.actor(SIGNER), said["Ada's to a colleague"].id, Reaction.WITH_YOU, on=True)
    comments.remove_comment(world.actor("Tia"), said["Tia's, removed"].id)
    dilemmas.close(world.actor("Tia"), posted["Tia's, closed"].id, {})
    dilemmas.withdraw(world.actor("Ben"), posted["Ben's, withdrawn"].id)
    references.file_dilemma(world.actor("Ben"), posted["Ben's"].id, mark_from("quartz 7"))
    breaches.open_entry(
        world.actor("Ruth"), world.group_id, Facts(noticed_at=clock.now(), what=f"A {TO_KEEPERS} detail.")
    )
    holds.hold_dilemma(world.actor("Ruth"), posted["Ben's"].id, HoldReason.COMPLAINT, a_month_on())
    groups.invite(world.actor("Noa"), world.group_id, email=None, role=Role.THERAPIST, convenor=False, days=7)
    groups.add_theme(
        world.actor("Noa"), world.group_id, label="The long corridor", area="role-boundaries", definition=""
    )
    practice.things = {
        "dilemma": {name: one.id for name, one in posted.items()} | {"one that is not": ABSENT},
        "comment": {name: one.id for name, one in said.items()} | {"one that is not": ABSENT},
    }
    _cover(practice, said)
    _plan(practice)


def _cover(practice: Practice, said: Mapping[str, Comment]) -> None:
    """Cover a passage of what some said, and let the convenor ask once who had a thread open."""
    world = practice.world
    found = {one.thing_id: one.id for one in session().scalars(select(Text).where(Text.kind == TextKind.COMMENT))}
    texts = {name: found[one.id] for name, one in said.items()}
    noting.note(said["Ben's, covered"].dilemma_id, world.member("Ada").id)
    noting.write()
    cases = {
        name: str(cover_passage(world.actor(who), texts[name], Marked(1, words=covered)))
        for name, who, covered in (
            ("Ben's, covered", "Tia", TO_DECIDERS),
            ("Ada's to a colleague", SIGNER, "kind"),
            ("a colleague's", "Ada", "quiet"),
            ("Ruth's to supervisors", "Sam", TO_SUPERVISORS),
        )
    }
    ask_readers(world.actor("Noa"), texts["Ben's, covered"], ReadersReason.TO_SPEAK)
    named = {"Ada's": str(session().scalar(select(ReaderNamed.asked_id)))}
    none = {"one that is not": ABSENT}
    practice.things |= {"text": texts | none, "case": cases | none, "naming": named | none}


def _plan(practice: Practice) -> None:
    world = practice.world
    coming = clock.now() + timedelta(days=9)
    ruth, ada = world.member("Ruth").id, world.member("Ada").id
    agenda = [Item(ItemKind.CASE, 20, "quick-consult"), Item(ItemKind.CASE, 20, "quick-consult", ada)]
    plan = Plan(starts_at=coming, minutes=60, facilitator_id=ruth, agenda=agenda)
    meeting = planning.plan_meeting(world.actor("Noa"), world.group_id, plan, new_key())
    practice.meeting_id = meeting.id
    practice.item_id, practice.own_item_id = (one.id for one in agenda_of(meeting.id))
    shaping.copy_format(world.actor("Ruth"), world.group_id, "quick-consult", "Ours")


def _hold_meetings(practice: Practice) -> None:
    """A meeting that is awaited, one that is over, one of the other group; nobody is in any of them."""
    world = practice.world
    planned = plan(world, ("balint", 45, "Ben"), ("quick-consult", 15))
    over = plan(world, ("quick-consult", 15, "Ben", practice.things["dilemma"]["Ben's"]))
    coming.come_in(world.actor("Ruth"), over, "a process")
    coming.come_in(world.actor("Ben"), over, "a process")
    meetings.begin(world.actor("Ruth"), over, 0)
    line = saying.say(world.actor("Ben"), over, words("I wonder what I missed."), None, new_key())
    meetings.end(world.actor("Ruth"), over, 10**6)
    cover_line(world.actor("Tia"), line.id)
    practice.things["line"] = {"Ben's, which is covered": line.id, "one that is not": ABSENT}
    practice.things["meeting"] = {"an awaited one": planned, "one that is over": over, "one that is not": ABSENT}


def _name_everybody(practice: Practice) -> None:
    world, db = practice.world, session()
    practice.account_ids = {a.name: a.id for a in db.scalars(select(Account))}
    names = (*(n for n in CAST if n not in {"Olu", "Owen"}), SIGNER, SILENT, UNACCEPTED)
    practice.member_ids = {name: world.member(name).id for name in names}
    practice.things |= {
        "group": {"the group": world.group_id, "another group": world.other_id, "one that is not": ABSENT},
        "member": {"Ada": practice.member_ids["Ada"], "Finn, who left": practice.member_ids["Finn"]},
        "account": {"Ada": practice.account_ids["Ada"], "one that is not": ABSENT},
        "invitation": {"an open one": str(db.scalar(select(Invitation.id)))},
        "theme": {"role-boundaries": "role-boundaries", "one that is not": "no-such-theme"},
        "own theme": {"the group's own": "the-long-corridor"},
        "breach": {"an open one": str(db.scalar(select(Breach.id))), "one that is not": ABSENT},
        "reference": {"Ben's": str(db.scalar(select(Reference.id))), "one that is not": ABSENT},
        "hold": {"over Ben's": str(db.scalar(select(Hold.id))), "one that is not": ABSENT},
        "kind": {"dilemmas": "dilemmas", "one that is not": "nothing"},
        "version": {"1": "1", "9": "9"},
        "meeting": {"one that comes": practice.meeting_id, **practice.things["meeting"]},
        "own format": {"ours": str(db.scalar(select(GroupFormat.id))), "one that is not": ABSENT},
        "format": {"balint": "balint", "one that is not": "no-such-format"},
        "secret": {"a false one": "x" * 43},
    }
