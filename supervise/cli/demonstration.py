"""`demo`: the demonstration practice, from the files beside this one, through the same verbs as people use."""

import json
from argparse import Namespace
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from supervise.accounts.actions import open_account
from supervise.accounts.passwords import hashed
from supervise.accounts.queries import actor_of, demonstration_people
from supervise.cli.groups import HOUSE
from supervise.cli.opening import at_work
from supervise.core import clock
from supervise.core.actor import Actor
from supervise.core.db import session, transaction
from supervise.core.ids import Id, new_key
from supervise.dilemmas import actions, comments
from supervise.dilemmas.actions import Written
from supervise.dilemmas.comments import Passage, Said
from supervise.dilemmas.models import Audience, Kind, Reaction, Signed
from supervise.groups import actions as groups
from supervise.groups.models import Mode, Role
from supervise.groups.queries import seat_for
from supervise.home.actions import remove_demonstration
from supervise.meetings.models import ItemKind, Talk
from supervise.meetings.planning.actions import plan_meeting
from supervise.meetings.planning.agenda import Item, Plan, frame
from supervise.meetings.planning.bringing import bring_case
from supervise.meetings.planning.queries import agenda_of
from supervise.texts.checking import Checked
from supervise.texts.models import TextKind
from supervise.texts.queries import words_of
from supervise.writeups import actions as writing
from supervise.writeups import notes, sharing
from supervise.writeups.actions import Typed
from supervise.writeups.models import Part
from supervise.writeups.notes import About
from supervise.writeups.queries import own_write_up_for, pieces_of

PASSWORD = "a quiet room to think in"  # noqa: S105  printed at every start, refused beyond the loopback address
FOLDER = Path(__file__).parent / "demo"

Spot = tuple[str, int, str]
"""A section of a write-up, a row of it and a column; the first row and no column where it is written as a whole."""


def add(verbs: Any) -> None:
    """Add the command."""
    demo = verbs.add_parser("demo", help="load the demonstration practice, or take it away")
    demo.add_argument("--json", action="store_true")
    demo.add_argument("--remove", action="store_true", help="take it away, accounts and all")
    demo.set_defaults(does=run)


def run(given: Namespace) -> None:
    """Load the demonstration practice unless it is there, and print its sign-ins."""
    with at_work():
        if given.remove:
            remove_demonstration()
            print("The demonstration practice is gone.")
            return
        if not demonstration_people():
            Loading().everything()
        people = demonstration_people()
    if given.json:
        print(json.dumps({"password": PASSWORD, "people": [{"name": n, "email": e} for n, e in people]}))
        return
    for name, email in people:
        print(f"{name:<8} {email:<24} {PASSWORD}")


DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Loading:
    """One loading of the demonstration practice."""

    def __init__(self) -> None:
        self.now = clock.now()
        self.people: dict[str, Actor] = {}
        self.dilemmas: dict[str, Id] = {}
        self.zone = "Europe/London"

    def everything(self) -> None:
        """Load people, groups and dilemmas, all or nothing."""
        words = hashed(PASSWORD, "", "")
        with transaction():
            for one in _read("people.yaml"):
                account = open_account(one["email"], one["name"], hashed=words, owner=one["owner"], demonstration=True)
                self.people[one["key"]] = actor_of(account)
            for one in _read("groups.yaml"):
                self._group(one)

    def _group(self, one: dict[str, Any]) -> None:
        self.zone = one["zone"]
        convenor = next(m for m in one["members"] if m["convenor"])
        group = groups.create_group(
            HOUSE,
            name=one["name"],
            about=one["about"],
            mode=Mode(one["mode"]),
            zone=one["zone"],
            convenor_account_id=self.people[convenor["person"]].account_id,
            convenor_role=Role(convenor["role"]),
            answer_within_days=one["answer_within_days"],
            duty_of_care=one["duty_of_care"],
        )
        for seat in one["members"]:
            groups.add_member(
                group.id,
                self.people[seat["person"]].account_id,
                Role(seat["role"]),
                convenor=seat["convenor"],
                on_paper=True,
            )
        first = self.people[convenor["person"]]
        for theme in one.get("custom_themes", []):
            groups.add_theme(first, group.id, **theme)
        for file in sorted((FOLDER / "dilemmas").glob(f"{one['key']}-*.yaml")):
            self._dilemma(group.id, yaml.safe_load(file.read_text("utf-8")))
        self._meeting(group.id, one["meeting"])
        for file in sorted((FOLDER / "writeups").glob(f"{one['key']}-*.yaml")):
            self._write_up(group.id, yaml.safe_load(file.read_text("utf-8")))

    def _dilemma(self, group_id: Id, one: dict[str, Any]) -> None:
        posted = self._at(one)
        needed = one.get("needed_by_in_days")
        written = Written(
            account=_words(one["account"]),
            title=_words(one["title"]) if one.get("title") else None,
            question=_words(one["question"]) if one.get("question") else None,
            setting=one.get("setting"),
            approach=one.get("approach"),
            themes=one["themes"],
            audience=Audience(one["audience"]),
            signed=Signed(one["signed"]),
            needed_by=(self.now + timedelta(days=needed)).date() if needed is not None else None,
            posted_at=posted,
        )
        author = self.people[one["author"]]
        dilemma = actions.post_dilemma(author, group_id, written, new_key())
        things = {"": dilemma.id}
        self.dilemmas[one["key"]] = dilemma.id
        for comment in one.get("comments", []):
            things[comment["key"]] = self._comment(dilemma.id, comment, things)
        if closing := one.get("closing"):
            lines = {kind: _words(closing[kind.value]) for kind in TextKind if closing.get(kind.value)}
            actions.close(author, dilemma.id, lines, at=self._at(closing))

    def _meeting(self, group_id: Id, one: dict[str, Any]) -> None:
        """Plan the group's next meeting, and bring to it what its members wrote."""
        seats = {name: seat_for(self.people[name], group_id).member.id for name in one["people"]}
        soonest = clock.in_zone(self.now, self.zone).date() + timedelta(days=2)
        day = soonest + timedelta(days=(DAYS.index(one["day"]) - soonest.weekday()) % len(DAYS))
        hour, minute = (int(part) for part in one["at"].split(":"))
        cases = [
            Item(ItemKind.CASE, case["minutes"], case["format"], seats.get(case["presenter"])) for case in one["cases"]
        ]
        around = frame(ItemKind.CHECK_IN, one["check_in"]), frame(ItemKind.CHECK_OUT, one["check_out"])
        plan = Plan(
            starts_at=clock.at_wall_time(datetime.combine(day, time(hour, minute)), self.zone),
            minutes=one["minutes"],
            facilitator_id=seats[one["facilitator"]],
            deputy_id=seats[one["deputy"]],
            talk=Talk(one["talk"]),
            zone=self.zone,
            agenda=[around[0], *cases, around[1]],
        )
        meeting = plan_meeting(self.people[one["facilitator"]], group_id, plan, new_key())
        agenda = [item for item in agenda_of(meeting.id) if item.kind is ItemKind.CASE]
        for item, case in zip(agenda, one["cases"], strict=True):
            if case["dilemma"]:
                bring_case(self.people[case["presenter"]], self.dilemmas[case["dilemma"]], meeting.id, item.id)

    def _write_up(self, group_id: Id, one: dict[str, Any]) -> None:
        """Write a case up, share it with supervisors, let them write in its margin, and perhaps verify it."""
        author = self.people[one["author"]]
        write_up = writing.begin(author, group_id, one["outline"], new_key())
        for section, words in one["words"].items():
            for _ in words[1:] if isinstance(words, list) else ():
                writing.add_row(author, write_up.id, section)
        parts = _parts_of(author, write_up.id)
        for place, words in _by_place(one["words"]):
            writing.save_part(author, Typed(parts[place].id, words.strip(), parts[place].saved))
        pieces = pieces_of(own_write_up_for(author, write_up.id))
        version = sharing.share(
            author,
            write_up.id,
            {piece.part.id: _words(piece.words) for piece in pieces if piece.words},
            [Typed(piece.part.id, piece.words, piece.part.saved) for piece in pieces],
            {seat_for(self.people[name], group_id).member.id for name in one["readers"]},
        )
        for said in one["notes"]:
            part = parts[said["section"], said.get("row", 1) - 1, said.get("column", "")]
            wording = _words(said["wording"]) if said.get("wording") else None
            about, words = About(part.id, said["about"]), _words(said["says"])
            written = notes.note(self.people[said["by"]], write_up.id, about, words, new_key(), wording=wording)
            for answer in said.get("answers", []):
                notes.answer(self.people[answer["by"]], written.id, _words(answer["says"]), new_key())
            if said.get("settled_by"):
                notes.settle(self.people[said["settled_by"]], written.id, on=True)
        if one.get("verified_by"):
            sharing.verify(self.people[one["verified_by"]], write_up.id, version.number)

    def _comment(self, dilemma_id: Id, one: dict[str, Any], things: dict[str, Id]) -> Id:
        said = Said(
            body=_words(one["body"]),
            kind=Kind(one["kind"]),
            parent_id=things.get(one["reply_to"]) if one.get("reply_to") else None,
            signed=Signed(one.get("as", "name")),
            quote=_passage(one["quote"], [things[one["reply_to"]]] if one.get("reply_to") else [], dilemma_id)
            if one.get("quote")
            else None,
            posted_at=self._at(one),
        )
        comment = comments.post_comment(self.people[one["author"]], dilemma_id, said, new_key())
        for given in one.get("reactions", []):
            comments.react(self.people[given["person"]], comment.id, Reaction(given["reaction"]), on=True)
        return comment.id

    def _at(self, one: dict[str, Any]) -> datetime:
        """Return when something was written: hours ago, or days ago at a time of the group's day; never after now."""
        if "hours_ago" in one:
            return self.now - timedelta(hours=one["hours_ago"])
        hour, minute = (int(part) for part in one["at"].split(":"))
        day = clock.in_zone(self.now, self.zone).date() - timedelta(days=one["days_ago"])
        moment = datetime.combine(day, time(hour, minute), ZoneInfo(self.zone))
        return min(moment.astimezone(self.now.tzinfo), self.now)


def _passage(words: str, sources: list[Id], dilemma_id: Id) -> Passage | None:
    session().flush()
    for found in words_of([*sources, dilemma_id]).values():
        if found.body and (start := found.body.find(words)) >= 0:
            return Passage(found.text_id, found.revision, start, start + len(words))
    return None


def _by_place(words: dict[str, Any]) -> Iterator[tuple[Spot, str]]:
    """Yield the words of a write-up by where they stand: in a section, or in a column of one of its rows."""
    for section, written in words.items():
        if isinstance(written, str):
            yield (section, 0, ""), written
        else:
            for row, cells in enumerate(written):
                yield from (((section, row, column), said) for column, said in cells.items())


def _parts_of(author: Actor, write_up_id: Id) -> dict[Spot, Part]:
    return {
        (piece.part.section, piece.part.place, piece.part.column): piece.part
        for piece in pieces_of(own_write_up_for(author, write_up_id))
    }


def _words(words: str) -> Checked:
    """Our own invented words, looked at by the people who wrote them."""
    return Checked(words.strip(), [])


def _read(name: str) -> Any:
    return yaml.safe_load((FOLDER / name).read_text("utf-8"))
