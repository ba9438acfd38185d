"""What every page with a composer needs: the form filled from a draft, the sentence of who reads it, findings."""

from collections.abc import Sequence
from typing import Any

from flask import request
from wtforms import BooleanField

from supervise.core.ids import new_key
from supervise.dilemmas import floor, policy
from supervise.dilemmas.actions import Written
from supervise.dilemmas.forms import ComeBackForm, CommentForm, DilemmaForm
from supervise.dilemmas.models import Audience, Kind, OwnSupervision, Signed
from supervise.dilemmas.presenting_dilemmas import who_sees_signer
from supervise.dilemmas.queries import Thread
from supervise.dilemmas.references.marks import mark_from
from supervise.dilemmas.references.queries import mark_on, marks_offered
from supervise.dilemmas.sent import FieldsNeedReview, Sent, kept_from
from supervise.dilemmas.themes import known_themes
from supervise.groups.agreement import answered_within
from supervise.groups.models import Member
from supervise.groups.queries import Seat, agreement_of, members_of, supervisors_of
from supervise.texts.checking import Checked
from supervise.texts.drafts import Kept, draft_at
from supervise.texts.models import KeptReason
from supervise.web.forms import Form
from supervise.web.pages import page

KEEP_REASONS = {
    KeptReason.NOT_A_NAME: "It is not a name, or already changed",
    KeptReason.PUBLIC: "A public person, place or book",
    KeptReason.AGREED: "The person agreed",
    KeptReason.OTHER: "Another reason",
}
DRAFTED = (
    *("account", "title", "question", "setting", "approach", "audience", "signed", "asks_first", "own_supervision"),
    *("body", "kind", "as", "parent", "reference"),
    *("outcome", "spoken_about", "watch_for"),
)
"""What of a draft goes back into its form: words, and what was chosen beside them."""

ASKED_FIRST_SEE = "Seen by those who said that they know nobody in it, and its author. No e-mail contains any of this."
FIELDS = ("account", "title", "question")


def composer(seat: Seat, form: DilemmaForm, place: str = "new") -> dict[str, Any]:
    """Return what the dilemma composer is filled with; `place` is where its draft is kept."""
    draft = begun_at(seat.member, place, form)
    form.key.data = form.key.data or new_key()
    known = known_themes(seat.group.id).values()
    supervisors = [s for s in supervisors_of(seat) if s.id != seat.member.id]
    if not supervisors:
        form.audience.choices = {Audience.GROUP.value: "The whole group"}
    agreement = agreement_of(seat.group)
    return {
        "form": form,
        "group": seat.group,
        "themes_known": {t.slug: t.label for t in known if not t.retired},
        "of_care": {t.slug for t in known if t.care},
        "draft": draft,
        "seen_by": seen_by(seat),
        "colleague_note": who_sees_signer(seat),
        "supervisor_names": [s.shown_name for s in supervisors],
        "answers": answered_within(agreement.answer_within_days) if agreement.answer_within_days else "",
        "duty": agreement.duty_of_care,
        "keep_reasons": KEEP_REASONS,
        "marks": marks_offered(seat.member.account_id),
        "invented_only": True,
    }


def comment_composer(thread: Thread, form: CommentForm) -> dict[str, Any]:
    """Return what the comment composer of a thread is filled with."""
    draft = begun_at(thread.member, f"thread:{thread.dilemma.id}", form)
    if not form.is_submitted() and (reply := request.args.get("reply")):
        form.parent.data = reply
    form.key.data = form.key.data or new_key()
    mark = _fill_reference(thread, form)
    kinds = {k: v for k, v in form.kind.choices.items() if k == "response" or _kind_open(thread, k)}
    form.kind.choices = kinds
    given = floor.given_to(thread.dilemma, thread.member)
    colleague = policy.is_colleague(thread.member, thread.dilemma)
    sentence = seen_by(thread.seat, supervisors_only=thread.dilemma.audience is Audience.SUPERVISORS)
    return {
        "form": form,
        "given": given,
        "draft": draft,
        "seen_by": ASKED_FIRST_SEE if thread.dilemma.asks_first else sentence,
        "me": {
            "name": thread.member.account.name,
            "role": thread.member.role.value,
            "member": thread.member.id,
            "colleague_here": colleague,
        },
        "colleague_note": who_sees_signer(thread.seat),
        "keep_reasons": KEEP_REASONS,
        "marks": marks_offered(thread.member.account_id),
        "mark": mark,
    }


def _fill_reference(thread: Thread, form: CommentForm) -> str:
    """Return the mark on one's own dilemma, under which what one adds to it is put unless one says otherwise."""
    mark = mark_on(thread.member.account_id, thread.dilemma.id)
    if not form.is_submitted() and not form.reference.data:
        form.reference.data = mark
    return mark


def begun_at(member: Member, place: str, form: Form) -> Kept | None:
    """Return what was begun at a place, put into its form unless that was sent; what is no draft stays in the form."""
    draft = draft_at(member, place)
    was_sent = any(field.raw_data is not None for field in form)
    if draft is not None and not was_sent:
        written = {name: draft.fields[name] for name in DRAFTED if name in form and name in draft.fields}
        form.process(data={**form.data, **written})
    return draft


def seen_by(seat: Seat, *, supervisors_only: bool = False) -> str:
    """Return the sentence that says who will read what is posted here."""
    if supervisors_only:
        names = ", ".join(s.shown_name for s in supervisors_of(seat))
        return f"Seen by the supervisors ({names}) and the author. No e-mail contains any of this."
    count = len(members_of(seat))
    others = "you alone for now" if count == 1 else f"the {_number(count)} members of {seat.group.name}"
    return f"Seen by {others}. No e-mail contains any of this."


def posted_from(form: DilemmaForm) -> Written:
    """Return what a dilemma's form says, its words checked; raises FieldsNeedReview."""
    words = _checked(form, FIELDS)
    return Written(
        account=words["account"],
        title=words.get("title"),
        question=words.get("question"),
        setting=form.setting.data or None,
        approach=form.approach.data or None,
        themes=[slug for slug in form.themes.data or [] if slug],
        audience=Audience(form.audience.data or Audience.GROUP),
        signed=Signed(form.signed.data or Signed.NAME),
        needed_by=form.needed_by.data,
        asks_first=bool(form.asks_first.data),
        own_supervision=own_supervision_from(form),
        reference=mark_from(form.reference.data) if form.reference else None,
    )


def own_supervision_from(form: DilemmaForm | ComeBackForm) -> OwnSupervision | None:
    """Return what an author said of their own supervisor, None where they said nothing."""
    return OwnSupervision(form.own_supervision.data) if form.own_supervision.data else None


def lines_from(form: Form, names: tuple[str, ...], known: Sequence[str] = ()) -> dict[str, Checked]:
    """Return the filled ones of some fields, checked; raises FieldsNeedReview."""
    return _checked(form, names, tuple(known))


def _checked(form: Form, names: tuple[str, ...], known: tuple[str, ...] = ()) -> dict[str, Checked]:
    sent = Sent({n: form[n].data for n in names if form[n].data}, kept_from(form.kept.data))
    sent.answer(request.form, known)
    for name, body in sent.words.items():
        form[name].data = body
    return sent.checked(known)


def body_from(form: Form, known: list[str]) -> Checked:
    """Return the words of a comment's form, checked; raises FieldsNeedReview."""
    return _checked(form, ("body",), tuple(known))["body"]


def with_findings(form: Form, findings: FieldsNeedReview, action: str, seat: Seat) -> str:
    """Fill the step at which findings are answered: nothing is stored, everything typed is still in it."""
    known = {"csrf_token", *findings.by_field}
    return page(
        "dilemmas/review.html",
        "Before this is posted",
        form=form,
        action=action,
        group=seat.group,
        fields=[(form[name], list(found)) for name, found in findings.by_field.items()],
        keep_reasons=KEEP_REASONS,
        carried=[f for f in form if not isinstance(f, BooleanField) and f.name not in known],
        ticked=[f for f in form if isinstance(f, BooleanField) and f.data],
    )


def _kind_open(thread: Thread, kind: str) -> bool:
    return bool(policy.may_use_kind(thread.member, thread.dilemma, Kind(kind)))


def _number(count: int) -> str:
    words = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    return words[count - 2] if 2 <= count <= 12 else str(count)
