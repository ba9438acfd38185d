"""Fills a database with a practice of any size, the same for the same seed: groups alike, only more of them."""

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import insert, select

from bench.targets import PASSWORD
from supervise.accounts.models import Account
from supervise.accounts.passwords import hashed
from supervise.core import clock
from supervise.core.db import Database, session, transaction
from supervise.dilemmas.models import Audience, Comment, Dilemma, DilemmaTheme, Kind
from supervise.dilemmas.reading.models import ReadUpTo
from supervise.disguise.taxonomy import taxonomy
from supervise.groups.models import Agreement, Group, Member, Mode, Role
from supervise.search.models import SearchEntry
from supervise.search.scopes import scopes_of
from supervise.texts.models import Revision, Text, TextKind
from supervise.texts.spelling import FORM, words_in

THREADS_IN_A_GROUP, COMMENTS_IN_A_THREAD, MEMBERS_IN_A_GROUP = 100, 10, 8
READERS_IN_A_GROUP = 2
"""Members whose pages are asked for: they have read most of the threads."""

COMMON, RARE = 300, 4_000
FOREIGN = "zorvintak"
"""A word that stands in every thread of every second group, and whose readers are never asked as."""

_ADDRESS = re.compile(r"person-(\d+)-(\d+)@")
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_SYLLABLES = ("ba", "den", "fi", "gor", "hel", "ka", "lum", "mer", "nu", "pol", "ri", "sat", "tev", "wen", "zo")
Row = dict[str, Any]
Rows = dict[type[Any], list[Row]]


@dataclass(frozen=True, slots=True)
class Size:
    """How large a practice is."""

    comments: int

    @property
    def threads(self) -> int:
        """How many threads there are."""
        return self.comments // COMMENTS_IN_A_THREAD

    @property
    def groups(self) -> int:
        """How many groups there are."""
        return max(1, self.threads // THREADS_IN_A_GROUP)


class Growing:
    """Makes the rows of one group after the other."""

    def __init__(self, seed: int, secret: str = "") -> None:
        self._secret = secret
        self._chance = random.Random(seed)
        self._now = clock.now()
        made = random.Random(seed)
        self._words = ["".join(made.choices(_SYLLABLES, k=made.randint(2, 5))) for _ in range(COMMON + RARE)]
        self._slugs = list(taxonomy().themes)

    @property
    def words(self) -> list[str]:
        """The vocabulary, what is common first."""
        return self._words

    def id(self) -> str:
        """Return the next identifier."""
        return "".join(self._chance.choices(_ALPHABET, k=20))

    def text(self, length: int) -> list[str]:
        """Return the words of a text in which common ones are common."""
        chance = self._chance
        reach = chance.choices((COMMON, len(self._words)), weights=(4, 1), k=length)
        return [self._words[int(chance.random() * most)] for most in reach]

    def group(self, number: int) -> Rows:
        """Return the rows of a group by their table."""
        begun, group = self._now - timedelta(days=400), self.id()
        accounts = [self._account(number, n, begun) for n in range(MEMBERS_IN_A_GROUP)]
        members = [self._member(group, account["id"], n, begun) for n, account in enumerate(accounts)]
        rows: Rows = {
            Account: accounts,
            Group: [{"id": group, "name": f"Group {number}", "about": "", "mode": Mode.LED, "zone": "Europe/London",
                     "created_at": begun, "agreement_version": 1}],
            Member: members,
            Agreement: [{"group_id": group, "version": 1, "answers": {}, "answer_within_days": 3,
                         "duty_of_care": "Ring the duty line.", "made_at": begun}],
            Dilemma: [], DilemmaTheme: [], Comment: [], Text: [], Revision: [], ReadUpTo: [], SearchEntry: [],
        }  # fmt: skip
        for n in range(THREADS_IN_A_GROUP):
            self._thread(rows, group, members, self._now - timedelta(days=390 - 3.8 * n), foreign=number % 2 == 1)
        return rows

    def _account(self, group: int, number: int, at: datetime) -> Row:
        address = f"person-{group}-{number}@example.org"
        return {"id": self.id(), "email": address, "name": f"Person {group} {number}", "zone": "Europe/London",
                "password_hash": self._secret, "created_at": at}  # fmt: skip

    def _member(self, group: str, account: str, number: int, at: datetime) -> Row:
        role = Role.SUPERVISOR if number == 0 else Role.THERAPIST
        return {"id": self.id(), "group_id": group, "account_id": account, "role": role, "convenor": number == 0,
                "accepted_version": 1, "joined_at": at}  # fmt: skip

    def _thread(self, rows: Rows, group: str, members: list[Row], at: datetime, *, foreign: bool) -> None:
        author, dilemma = self._chance.choice(members), self.id()
        last = at + timedelta(hours=5 * COMMENTS_IN_A_THREAD)
        rows[Dilemma].append({"id": dilemma, "group_id": group, "author_id": author["id"],
                              "author_role": author["role"], "key": self.id(), "posted_at": at,
                              "moved_at": last, "answered_at": last})  # fmt: skip
        title, account = self.text(6) + [FOREIGN] * foreign, self.text(90)
        self._write(rows, group, (dilemma, TextKind.TITLE), author, at, title)
        self._write(rows, group, (dilemma, TextKind.ACCOUNT), author, at, account)
        place = _place(dilemma, group)
        rows[SearchEntry].append({**place, **_entry(title, account), "thing_id": dilemma, "kind": None, "posted_at": at,
                                  "heading": _listed(["", *title])})  # fmt: skip
        for position, slug in enumerate(self._chance.sample(self._slugs, 2)):
            rows[DilemmaTheme].append({"dilemma_id": dilemma, "slug": slug, "position": position,
                                       "added_by_id": author["id"], "added_at": at})  # fmt: skip
        for n in range(COMMENTS_IN_A_THREAD):
            writer, comment = self._chance.choice(members), self.id()
            said = at + timedelta(hours=5 * (n + 1))
            rows[Comment].append({"id": comment, "dilemma_id": dilemma, "number": n + 1, "author_id": writer["id"],
                                  "author_role": writer["role"], "kind": Kind.RESPONSE, "key": self.id(),
                                  "posted_at": said})  # fmt: skip
            words = self.text(25)
            self._write(rows, group, (comment, TextKind.COMMENT), writer, said, words)
            rows[SearchEntry].append({**place, **_entry(words), "thing_id": comment, "kind": Kind.RESPONSE,
                                      "posted_at": said, "heading": ""})  # fmt: skip
        for reader in members[:READERS_IN_A_GROUP]:
            if self._chance.random() < 0.9:
                rows[ReadUpTo].append({"member_id": reader["id"], "dilemma_id": dilemma,
                                       "number": COMMENTS_IN_A_THREAD, "at": last})  # fmt: skip

    def _write(
        self, rows: Rows, group: str, what: tuple[str, TextKind], author: Row, at: datetime, words: Sequence[str]
    ) -> None:
        text, (thing, kind) = self.id(), what
        rows[Text].append({"id": text, "group_id": group, "thing_id": thing, "kind": kind, "author_id": author["id"]})
        body = " ".join(words).capitalize() + "."
        rows[Revision].append({"text_id": text, "number": 1, "body": body, "written_at": at})


def grow(database: Database, size: Size, seed: int, told: Callable[[int], None] = lambda _: None) -> None:
    """Fill an empty database."""
    growing = Growing(seed, hashed(PASSWORD, "", ""))
    for number in range(size.groups):
        rows = growing.group(number)
        with database.work(), transaction() as db:
            for table, some in rows.items():
                if some:
                    db.execute(insert(table.__table__), some)
        told(number + 1)


def who_is_asked(database: Database) -> list[tuple[str, str]]:
    """Return the addresses that can sign in and be asked as, each with its group; nobody of where FOREIGN is held."""
    with database.work():
        rows = session().execute(select(Account.email, Member.group_id).join(Member, Member.account_id == Account.id))
        places = {
            (int(at[1]), int(at[2])): (at.string, group) for address, group in rows if (at := _ADDRESS.match(address))
        }
    return [
        where for (group, number), where in sorted(places.items()) if group % 2 == 0 and number < READERS_IN_A_GROUP
    ]


def _place(dilemma: str, group: str) -> Row:
    """Return where an entry belongs; the keys as scopes.py makes them."""
    scope, own_scope = scopes_of(Dilemma(id=dilemma, group_id=group, audience=Audience.GROUP))
    return {"dilemma_id": dilemma, "group_id": group, "scope": scope, "own_scope": own_scope, "form": FORM}


def _entry(*passages: Sequence[str]) -> Row:
    """Return the words of an entry as entries.py makes them, each word of the vocabulary spelled but once."""
    plain = [word for number, words in enumerate(passages) for word in (["|"] if number else []) + list(words)]
    spelled = set(plain)
    stems = dict.fromkeys(_stem(word) for words in passages for word in words)
    return {"words": _listed(["", *plain]), "stems": _listed([stem for stem in stems if stem not in spelled])}


@cache
def _stem(word: str) -> str:
    return next(words_in(word)).stem


def _listed(words: Sequence[str]) -> str:
    return "".join(f"{word} " for word in words)
