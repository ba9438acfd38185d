"""Marking a submitted copy: opening it, giving the marks, settling where two differ. What is begun is a draft."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from supervise.core import clock
from supervise.core.actor import Actor
from supervise.core.compacting import compact_soon
from supervise.core.db import publish, session, transaction
from supervise.core.errors import Invalid, Stale
from supervise.core.ids import Id, new_id
from supervise.core.policy import require
from supervise.core.rooms import touch
from supervise.texts import actions as texts
from supervise.texts.checking import Checked
from supervise.texts.drafts import forget_drafts_about, keep_draft
from supervise.texts.models import TextKind
from supervise.writeups import events
from supervise.writeups.actions import lock
from supervise.writeups.marking import numbering, policy
from supervise.writeups.marking.queries import CopySeen, copy_for, marks_of, pieces_of_copy
from supervise.writeups.models import CriterionMark, Mark, Marking, Place, Pointer, Result
from supervise.writeups.queries import room_of
from supervise.writeups.words import STANDING

UNOPENED = "Open the copy first. Until you do, its author can still recall it for its disguise."
MISSING = "This is not marked yet."
WHY_NOT = "Say why it is not enough, so that its author knows what to do."
WHY_OTHERWISE = "By the rule of the rubric it comes to something else. Say why you decide otherwise."
NO_SUCH_MARK = "There is no such mark on this scale. Choose one of those that stand there."
NO_SUCH_PLACE = "The paragraphs of this copy are numbered 1 to {most}. Name some of them, like 3, 7."
AGREE = "There is nothing to settle here: the two of you do not differ, or one of you has not given their marks yet."


@dataclass(frozen=True, slots=True)
class Given:
    """What a marker has for one criterion: a mark, why, and the numbers of paragraphs that they point to."""

    criterion: str
    value: int | None
    reason: Checked | None
    points: Sequence[int]


def begin(actor: Actor, marking_id: Id) -> None:
    """Open a copy to mark it; from then on its author does not recall it. Raises Missing for everybody else."""
    with transaction():
        copy = _to_mark(actor, marking_id)
        if copy.mark.begun_at is not None:
            return
        copy.mark.begun_at = clock.now()
        copy.marking.begun_at = copy.marking.begun_at or copy.mark.begun_at
        seq = touch(room_of(copy.marking.write_up_id), STANDING)
        publish(events.MarkingBegun(*_of(copy), seq))


def keep(actor: Actor, marking_id: Id, fields: Mapping[str, str]) -> None:
    """Keep what a marker has so far as a draft, which nobody else sees; raise NotAllowed once their marks are given."""
    copy = copy_for(actor, marking_id)
    require(policy.may_give(copy.member, copy.mark))
    keep_draft(actor, copy.seat.group.id, f"mark:{copy.mark.id}", fields, None)


def give(
    actor: Actor, marking_id: Id, given: Sequence[Given], result: Result | None = None, why: Checked | None = None
) -> Result:
    """Give one's marks, once; `result` is what the marker decides where the rule of the rubric comes to something else.

    Raises Invalid where a mark is missing, or a reason that is needed, NotAllowed where they are given already.
    """
    with transaction():
        copy = _to_mark(actor, marking_id)
        if copy.mark.begun_at is None:
            raise Stale(UNOPENED)
        values = {one.criterion: one.value for one in given}
        by_rule = copy.rubric.result(values)
        _whole(copy, given, values)
        _put_down(copy, given, why)
        if result is not None and result is not by_rule and why is None:
            raise Invalid(fields={"why": [WHY_OTHERWISE]})
        copy.mark.result, copy.mark.given_at = result or by_rule, clock.now()
        session().flush()
        forget_drafts_about([copy.mark.id])
        agree(copy.marking)
        publish(events.MarksGiven(*_of(copy)))
    return copy.mark.result or Result.REFER


def settle(actor: Actor, marking_id: Id, result: Result, why: Checked) -> None:
    """Write down what both markers agreed on where they had differed, and why; raise Stale where they do not differ."""
    with transaction():
        copy = _locked(actor, marking_id)
        require(policy.may_settle(copy.member, copy.mark, copy.marking))
        marks = marks_of([copy.marking.id])
        if copy.marking.agreed is not None or not all(one.given_at for one in marks):
            raise Stale(AGREE)
        texts.write(copy.member, copy.marking.id, TextKind.REASON, why)
        copy.marking.agreed, copy.marking.agreed_by_id = result, copy.member.id
        publish(events.MarksSettled(*_of(copy)))


def agree(marking: Marking) -> None:
    """Note what a marking comes to where all marks are given and do not differ; inside a transaction."""
    marks = marks_of([marking.id])
    results = {one.result for one in marks}
    whole = any(one.place is Place.FIRST for one in marks) and all(one.given_at for one in marks)
    marking.agreed = results.pop() if whole and len(results) == 1 else None


def end(mark: Mark) -> None:
    """End somebody's part in a marking, inside a transaction: what they had begun to write is thrown away."""
    forget_drafts_about([mark.id])
    compact_soon()
    mark.ended_at = clock.now()
    session().flush()


def _locked(actor: Actor, marking_id: Id) -> CopySeen:
    """Return a copy for the rest of a transaction, one act after another; raise Missing."""
    before = copy_for(actor, marking_id)
    lock(before.marking.write_up_id)
    for one in (before.marking, before.mark):
        session().expire(one)
    return copy_for(actor, marking_id)


def _to_mark(actor: Actor, marking_id: Id) -> CopySeen:
    copy = _locked(actor, marking_id)
    require(policy.may_give(copy.member, copy.mark))
    return copy


def _put_down(copy: CopySeen, given: Sequence[Given], why: Checked | None) -> None:
    """Put down marks, reasons and places; raise Invalid for a mark or a place that there is not."""
    places = numbering.places_in(pieces_of_copy(copy))
    known = {one.id: one for one in copy.rubric.criteria}
    for one in given:
        scale = known[one.criterion].scale
        if one.value is None or not scale.least <= one.value <= scale.most:
            raise Invalid(fields={f"value_{one.criterion}": [NO_SUCH_MARK]})
        if not all(0 < number <= len(places) for number in one.points):
            raise Invalid(fields={f"points_{one.criterion}": [NO_SUCH_PLACE.format(most=len(places))]})
        row = CriterionMark(
            id=new_id(),
            write_up_id=copy.marking.write_up_id,
            mark_id=copy.mark.id,
            criterion=one.criterion,
            value=one.value,
        )
        session().add(row)
        session().flush()
        if one.reason is not None:
            texts.write(copy.member, row.id, TextKind.REASON, one.reason)
        named = [places[number - 1] for number in dict.fromkeys(one.points)]
        session().add_all(Pointer(criterion_mark_id=row.id, part_id=part, paragraph=at) for part, at in named)
    if why is not None:
        texts.write(copy.member, copy.mark.id, TextKind.REASON, why)
    session().flush()


def _whole(copy: CopySeen, given: Sequence[Given], values: Mapping[str, int | None]) -> None:
    """Raise Invalid, naming all that is missing: a mark for each criterion, a reason where one is not enough."""
    said = {one.criterion for one in given if one.reason is not None}
    missing = {f"value_{one.id}": [MISSING] for one in copy.rubric.criteria if values.get(one.id) is None}
    missing |= {f"reason_{one.id}": [WHY_NOT] for one in copy.rubric.short(values) if one.id not in said}
    if missing:
        raise Invalid(fields=missing)


def _of(copy: CopySeen) -> tuple[Id, Id, Id, Id]:
    return copy.member.id, copy.marking.group_id, copy.marking.write_up_id, copy.marking.id
