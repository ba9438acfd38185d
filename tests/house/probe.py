"""Every verb of dilemmas tried by everybody on everything, and undone: what came of each."""

# ruff: noqa: PLW0108  each verb is looked up when it is called, so that a wrong one can stand in its place

from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import islice
from typing import Any

from supervise.core.db import transaction
from supervise.core.errors import Refusal
from supervise.core.ids import new_key
from supervise.dilemmas import actions, comments, handing_on, queries
from supervise.dilemmas.actions import Written
from supervise.dilemmas.comments import Said
from supervise.dilemmas.covering import actions as covering
from supervise.dilemmas.gate import actions as gate
from supervise.dilemmas.models import Kind, Reaction, ReadersReason
from supervise.dilemmas.presenting import comment_views, material_of, yours_in
from supervise.dilemmas.presenting_dilemmas import dilemma_view, for_person
from supervise.dilemmas.queries import Filter
from supervise.dilemmas.readers.actions import ask_readers
from supervise.dilemmas.readers.queries import text_with_readers
from supervise.dilemmas.seen import eyes_of
from supervise.groups.queries import groups_of, seat_for
from supervise.texts.covering import Marked
from supervise.texts.models import UncoverReason
from tests.cast import words
from tests.house.practice import ABSENT, SIGNER, UNACCEPTED, Practice

READ = ("groups", "list", "list of one", "see dilemma", "see comment", "learn who read text", "post")
ASKING = ("Ben", "Noa", "Ruth", "Ada", "Tia", UNACCEPTED, "Finn", "Olu")
Outcomes = dict[tuple[str, str, str], Any]
Try = tuple[str, str, Callable[[Any], Any]]
"""A verb, the thing it is tried on, and how somebody tries it."""


class _UndoneError(Exception):
    pass


def _said(kind: Kind) -> Callable[[Any, str], Any]:
    said = Said(words("Hello there."), kind=kind)
    return lambda actor, one: str(comments.post_comment(actor, one, said, new_key()).signed)


ON_DILEMMA: dict[str, Callable[[Any, str], Any]] = {
    "gate answer": lambda actor, one: gate.answer_no(actor, one),
    "gate set": lambda actor, one: actions.edit_dilemma(
        actor, one, Written(words("New."), asks_first=True), revision=1, protect=False
    ),
    "see": lambda actor, one: _seen(queries.thread_for(actor, one)),
    "own": lambda actor, one: queries.own_thread_for(actor, one),
    "to close": lambda actor, one: queries.thread_to_close(actor, one),
    "to theme": lambda actor, one: queries.thread_to_theme(actor, one),
    "comment": _said(Kind.RESPONSE),
    "guide": _said(Kind.GUIDANCE),
    "inform": _said(Kind.INFORMATION),
    "edit": lambda actor, one: actions.edit_dilemma(actor, one, Written(words("New.")), revision=1, protect=False),
    "theme": lambda actor, one: actions.set_themes(actor, one, ["anger"]),
    "close": lambda actor, one: actions.close(actor, one, {}),
    "reopen": lambda actor, one: actions.reopen(actor, one),
    "withdraw": lambda actor, one: actions.withdraw(actor, one),
    "keep open": lambda actor, one: actions.keep_open(actor, one),
    "hand on": lambda actor, one: handing_on.hand_on(actor, one, ABSENT),
    "come back": lambda actor, one: actions.come_back_on(actor, one, None),
}
ON_COMMENT: dict[str, Callable[[Any, str], Any]] = {
    "see": lambda actor, one: _signer(queries.comment_for(actor, one)),
    "own": lambda actor, one: queries.own_comment_for(actor, one),
    "edit": lambda actor, one: comments.edit_comment(actor, one, words("New."), revision=1, protect=False),
    "remove": lambda actor, one: comments.remove_comment(actor, one),
    "react": lambda actor, one: comments.react(actor, one, Reaction.THIS_LANDED, on=True),
}
ON_TEXT: dict[str, Callable[[Any, str, Any], Any]] = {
    "cover": lambda actor, one, _: covering.cover_passage(actor, one, Marked(1, span=(0, 1))) and "covered",
    "uncover": lambda actor, one, case: covering.uncover_passage(actor, one, case, next(iter(UncoverReason))),
    "destroy": lambda actor, one, case: covering.redact_passage(actor, one, case),
    "ask who read": lambda actor, one, _: bool(ask_readers(actor, one, ReadersReason.TO_SPEAK)),
    "learn who read": lambda actor, one, _: text_with_readers(actor, one),
}


def probe(practice: Practice) -> Outcomes:
    """Try everything; nothing of it stays."""
    return dict(_probed(practice, _tries(practice)))


def differences(practice: Practice, rightly: Outcomes, *, by: str = "", only: str = "", most: int = 1) -> Outcomes:
    """Return what comes out otherwise than it should, the first few.

    What is read comes first, being quick, then the verbs that share a word with the name of what was changed, `by`;
    others than `only` one are not tried.
    """
    tries = [one for one in _tries(practice) if only in {"", one[0]}]
    like = {*by.split("_")} - {"dilemma", "comment", "to"}
    tries.sort(key=lambda one: (one[0] not in READ, not like & {*one[0].split()}))
    wrong = ((key, outcome) for key, outcome in _probed(practice, tries) if rightly[key] != outcome)
    return dict(islice(wrong, most))


def _probed(practice: Practice, tries: list[Try]) -> Iterator[tuple[tuple[str, str, str], Any]]:
    with practice.world.app.test_request_context(), practice.world.database.work():
        actors = {who: practice.world.actor(who) for who in ASKING}
        for verb, thing, act in tries:
            for who, actor in actors.items():
                yield (who, verb, thing), _outcome(lambda act=act, actor=actor: act(actor))  # type: ignore[misc]


def _tries(practice: Practice) -> list[Try]:
    def on(ident: str, act: Callable[..., Any], *more: Any) -> Callable[[Any], Any]:
        return lambda actor: act(actor, ident, *more)

    tries: list[Try] = [("groups", "", lambda actor: [seat.group.id for seat in groups_of(actor)])]
    for verbs, kind in ((ON_DILEMMA, "dilemma"), (ON_COMMENT, "comment")):
        for thing, ident in practice.things[kind].items():
            tries += [(f"{verb} {kind}", thing, on(ident, act)) for verb, act in verbs.items()]
    for thing, ident in practice.things["text"].items():
        case = practice.case_in(ident)
        tries += [(f"{verb} text", thing, on(ident, act, case)) for verb, act in ON_TEXT.items()]
    signer = practice.member_ids[SIGNER]
    for thing, ident in practice.things["group"].items():
        tries += [
            ("list", thing, on(ident, _listed, Filter())),
            ("list of one", thing, on(ident, _listed, Filter(person=signer))),
            ("post", thing, on(ident, _posted)),
        ]
    return tries


def _outcome(act: Callable[[], Any]) -> Any:
    outcome: Any = None
    with suppress(_UndoneError), transaction():
        try:
            outcome = act()
        except Refusal as refusal:
            outcome = refusal.code
        raise _UndoneError
    return outcome if isinstance(outcome, str | list | tuple) else "done"


def _seen(thread: Any) -> Any:
    eyes = eyes_of(thread.member)
    found = queries.newest_comments(thread)
    material = material_of(thread, found)
    said = [(view.author, view.role, view.from_author) for view in comment_views(material, eyes)]
    yours = yours_in(material)
    may = [sorted(yours.may(c.id)) for c in found]
    view = for_person(dilemma_view(thread, eyes), thread)
    return [view.author, sorted(view.may), view.byline_note, said, may, [yours.names(c.id) for c in found]]


def _signer(seen: Any) -> Any:
    return comment_views(material_of(seen.thread, [seen.comment]), eyes_of(seen.thread.member))[0].author


def _listed(actor: Any, group_id: Any, narrowed: Filter) -> list[str]:
    return sorted(d.id for d, _ in queries.dilemmas_in(seat_for(actor, group_id), narrowed))


def _posted(actor: Any, group_id: Any) -> Any:
    return actions.post_dilemma(actor, group_id, Written(words("New.")), new_key())
