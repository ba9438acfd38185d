"""The agreement: read, accept, see what changed, make a new version."""

from typing import Any

from flask import flash, redirect, request

from supervise.core.actor import Actor
from supervise.core.errors import Invalid, Stale
from supervise.groups import actions, policy, queries
from supervise.groups.agreement import compared, document, fields
from supervise.groups.forms import AcceptForm, AgreementForm
from supervise.groups.queries import Seat
from supervise.groups.views import showing
from supervise.groups.views.blueprint import pages
from supervise.web.pages import back, safe_next, through


@pages.get("/groups/<id>/agreement")
@through(queries.place_for)
def agreement(actor: Actor, seat: Seat) -> str:  # noqa: ARG001
    """Show the agreement in full and, where it is not accepted yet, the button."""
    form = AcceptForm(version=str(seat.group.agreement_version), next=safe_next(request.args.get("next")) or "")
    return _shown(seat, form)


@pages.post("/groups/<id>/agreement")
@through(queries.place_for)
def accept(actor: Actor, seat: Seat) -> Any:
    """Accept the version that was read."""
    form = AcceptForm()
    try:
        actions.accept_agreement(actor, seat.group.id, number(form.version.data))
    except Stale as stale:
        form.version.data = str(seat.group.agreement_version)
        return _shown(seat, form, problem=stale.message), stale.status
    return redirect(safe_next(form.next.data) or showing.front(seat.group), code=303)


@pages.get("/groups/<id>/agreement/versions/<int:version>")
@through(queries.place_for)
def earlier_agreement(actor: Actor, seat: Seat, version: int) -> str:  # noqa: ARG001
    """Show an earlier version in full."""
    found = queries.agreement_of(seat.group, version)
    return showing.page(
        "groups/earlier_agreement.html",
        "Agreement",
        seat,
        "agreement",
        agreement=found,
        sections=document(found),
        changes=compared(queries.agreement_of(seat.group, version - 1), found) if version > 1 else [],
    )


@pages.get("/groups/<id>/agreement/edit")
@through(queries.place_to_edit_agreement)
def edit_agreement(actor: Actor, seat: Seat) -> str:  # noqa: ARG001
    """Ask for the words of a new version."""
    now = queries.agreement_of(seat.group)
    form = AgreementForm(
        **now.answers,
        answer_within_days=now.answer_within_days,
        duty_of_care=now.duty_of_care,
        instead_of=str(now.version),
    )
    return _edit(seat, form)


@pages.post("/groups/<id>/agreement/edit")
@through(queries.place_to_edit_agreement)
def make_agreement(actor: Actor, seat: Seat) -> Any:
    """Make a new version."""
    form = AgreementForm()
    try:
        form.or_invalid()
        made = actions.new_agreement(
            actor,
            seat.group.id,
            {part.id: form[part.id].data or "" for part in fields()},
            form.answer_within_days.data,
            form.duty_of_care.data,
            instead_of=number(form.instead_of.data),
        )
    except (Invalid, Stale) as refusal:
        if not form.errors:
            form.say(refusal)
        return _edit(seat, form), refusal.status
    changed = made.version != number(form.instead_of.data)
    flash(
        "The new version is there. Everybody is asked to read it next." if changed else "Nothing was changed.", "done"
    )
    return back("groups.agreement", id=seat.group.id)


def number(value: object) -> int:
    """Return the version that a form names; 0, which there never is, for anything else."""
    typed = str(value or "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else 0


def _shown(seat: Seat, form: AcceptForm, problem: str = "") -> str:
    now = queries.agreement_of(seat.group)
    seen = seat.member.accepted_version
    return showing.page(
        "groups/agreement.html",
        "Agreement",
        seat,
        "agreement",
        form=form,
        problem=problem,
        agreement=now,
        sections=document(now),
        accepted=seat.accepted,
        seen=seen,
        changes=compared(queries.agreement_of(seat.group, seen), now) if 0 < seen < now.version else [],
        versions=queries.versions_of(seat),
        may_edit=policy.may_edit_agreement(seat.member),
    )


def _edit(seat: Seat, form: AgreementForm) -> str:
    parts = [form[part.id] for part in fields()]
    return showing.page("groups/edit_agreement.html", "Agreement", seat, "agreement", form=form, parts=parts)
