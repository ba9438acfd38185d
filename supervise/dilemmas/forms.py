"""The forms of dilemmas and comments; what they read is named here and nothing else is."""

from typing import Any

from wtforms import (
    DateField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    ValidationError,
)
from wtforms.validators import UUID, InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from supervise.core import limits
from supervise.core.errors import Invalid
from supervise.dilemmas.models import Audience, Kind, Signed
from supervise.dilemmas.references.marks import mark_from
from supervise.dilemmas.words import APPROACHES, KINDS, OWN_SUPERVISION, REACTIONS, SETTINGS
from supervise.web.forms import Form, Line, Tick, Words, an_id

KEPT_LONGEST = 20_000
_KEY = "This page's key is not whole. Reload the page; your words are kept as a draft."


class ThemeChoice(SelectMultipleField):  # type: ignore[misc]
    """Themes as boxes to tick; which exist is known by the group, not by the form."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002
        """Leave it to the action, which knows the group's themes."""
        if self.data and (len(self.data) > limits.THEMES_PER_DILEMMA or any(len(s) > 60 for s in self.data)):
            raise ValidationError(f"At most {limits.THEMES_PER_DILEMMA} themes, the main one first.")


def is_mark(form: Any, field: StringField) -> None:  # noqa: ARG001
    """Refuse a reference that could point to a person."""
    try:
        mark_from(field.data)
    except Invalid as refusal:
        raise ValidationError(refusal.message) from None


class ReferenceForm(Form):
    """A reference of one's own, chosen or changed."""

    reference = Line("My reference", most=limits.REFERENCE, validators=[is_mark])


def own_supervision() -> RadioField:
    """Return the field that asks an author about their own supervisor; it may stay unanswered."""
    return RadioField(
        "Have you spoken of this with your own supervisor?",
        choices={one.value: label for one, label in OWN_SUPERVISION.items()},
        validators=[Optional()],
    )


class DilemmaForm(Form):
    """A dilemma: one required field, the account."""

    account = Words("What happened, and what troubles you?", most=limits.ACCOUNT, need="Write a few words first.")
    themes = ThemeChoice("Themes", choices=[], validate_choice=False)
    title = Line("Title", most=limits.TITLE)
    question = Words("What I want from the group", most=limits.QUESTION)
    setting = SelectField("Setting", choices={"": "Not said", **SETTINGS}, default="", validators=[Optional()])
    approach = SelectField("Approach", choices={"": "Not said", **APPROACHES}, default="", validators=[Optional()])
    audience = RadioField(
        "Who reads it",
        choices={Audience.GROUP.value: "The whole group", Audience.SUPERVISORS.value: "The supervisors only"},
        default=Audience.GROUP.value,
        validators=[Optional()],
    )
    signed = RadioField(
        "Signed",
        choices={Signed.NAME.value: "With my name", Signed.COLLEAGUE.value: "A colleague"},
        default=Signed.NAME.value,
        validators=[Optional()],
    )
    needed_by = DateField("I need an answer by", validators=[Optional()])
    asks_first = Tick("Ask each reader first whether they might know this person")
    own_supervision = own_supervision()
    reference: Line | None = Line("My reference", most=limits.REFERENCE, validators=[is_mark])
    key = HiddenField(validators=[UUID(_KEY)])
    kept = HiddenField(validators=[Optional(), Length(max=KEPT_LONGEST)])


class EditDilemmaForm(DilemmaForm):
    """The words of one's own dilemma again."""

    reference = None  # changed on a page of its own, which leaves no trace in the thread
    key = HiddenField(validators=[Optional()])
    revision = IntegerField(widget=HiddenInput())
    protect = Tick("I am changing this to protect someone: destroy the earlier words")


class HandOnForm(Form):
    """The group that one's own dilemma is handed on to."""

    to = HiddenField(validators=[InputRequired("Choose a group."), an_id])


class CommentForm(Form):
    """A comment; a plain response needs no choice."""

    body = Words("Your response", most=limits.COMMENT, need="Write a few words first.")
    kind = SelectField(
        "Kind",
        choices={k.value: label or "response" for k, label in KINDS.items()},
        default=Kind.RESPONSE.value,
        validators=[Optional()],
    )
    parent = HiddenField(validators=[Optional(), an_id])
    quote = HiddenField(validators=[Optional(), Length(max=80)])
    reference = Line("My reference", most=limits.REFERENCE, validators=[is_mark])
    key = HiddenField(validators=[UUID(_KEY)])
    kept = HiddenField(validators=[Optional(), Length(max=KEPT_LONGEST)])


# `as` is the name on the wire, and a reserved word here
setattr(
    CommentForm,
    "as",
    SelectField(
        "Signed",
        choices={Signed.NAME.value: "with my name", Signed.COLLEAGUE.value: "a colleague"},
        default=Signed.NAME.value,
        validators=[Optional()],
    ),
)


class EditCommentForm(Form):
    """The words of one's own comment again."""

    body = Words("Your response", most=limits.COMMENT, need="Write a few words first.")
    revision = IntegerField(widget=HiddenInput())
    protect = Tick("I am changing this to protect someone: destroy the earlier words")
    kept = HiddenField(validators=[Optional(), Length(max=KEPT_LONGEST)])


class PlaceForm(Form):
    """A place in a thread: a comment's number, 0 for the dilemma itself."""

    number = IntegerField(validators=[Optional(), NumberRange(0, limits.THREAD_LONGEST)])


class AtHandForm(Form):
    """Whether a thread is kept at hand."""

    on = Tick("Keep it at hand")


class ReactForm(Form):
    """An acknowledgement, given or taken back."""

    reaction = SelectField("Acknowledge", choices={r.value: label for r, label in REACTIONS.items()})
    on = SelectField("On", choices={"true": "give", "false": "take back"}, default="true")


class ThemesForm(Form):
    """The themes of a dilemma."""

    themes = ThemeChoice("Themes", choices=[], validate_choice=False)


class CloseForm(Form):
    """Closing a dilemma, with what happened next if wished."""

    outcome = Words("What happened next", most=limits.COMMENT)
    spoken_about = Line("Was it spoken about in the therapy?", most=limits.CLOSING_LINE)
    watch_for = Line("What would I watch for now?", most=limits.CLOSING_LINE)
    kept = HiddenField(validators=[Optional(), Length(max=KEPT_LONGEST)])


class ComeBackForm(Form):
    """What an author notes for themselves: a day on which to come back to it, and about their own supervisor."""

    day = DateField("Come back to this on", validators=[Optional()])
    own_supervision = own_supervision()


class FilterForm(Form):
    """What the list is narrowed to."""

    theme = StringField(validators=[Optional(), Length(max=60)])
    kind = StringField(validators=[Optional(), Length(max=20)])
    person = StringField(validators=[Optional(), Length(max=20)])
    state = StringField(validators=[Optional(), Length(max=20)])
