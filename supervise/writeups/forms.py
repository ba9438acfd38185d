"""The forms of write-ups; what they read is named here and nothing else is."""

from collections.abc import Iterable, Mapping
from typing import Any

from wtforms import HiddenField, IntegerField, RadioField, SelectField, SelectMultipleField
from wtforms.validators import UUID, DataRequired, InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from supervise.core import limits
from supervise.core.ids import Id, is_id
from supervise.dilemmas.forms import KEPT_LONGEST
from supervise.texts.sharing import sent
from supervise.web.forms import Form, Line, Tick, Words, an_id, clean
from supervise.web.payload import Check, optional, read
from supervise.writeups.actions import Typed
from supervise.writeups.copies.making import makes_pdf
from supervise.writeups.frameworks import offered
from supervise.writeups.models import FactKind
from supervise.writeups.outline import Outline
from supervise.writeups.words import FACT_KINDS

FORMS = {"docx": "Word (DOCX)", "pdf": "PDF", "md": "Markdown", "json": "JSON with a fingerprint", "txt": "Receipt"}
"""The forms of a copy, and what they are called."""
FOR_MYSELF = {"": "Nobody: I sign for myself"}
"""What is chosen where nobody signs in another's place."""
_KEY = "This page's key is not whole. Reload the page."
WORDS, SAVED = "words:", "saved:"
"""How the fields of a writing page are named: before a part's id."""


class BeginForm(Form):
    """From which outline a write-up is begun."""

    outline = RadioField("Outline", validators=[InputRequired("Choose an outline.")])
    key = HiddenField(validators=[UUID(_KEY)])


class ReadersForm(Form):
    """With whom a write-up is shared; who supervises here is known by the group, not by the form."""

    readers = SelectMultipleField(
        "Share it with",
        choices=[],
        validate_choice=False,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )


class FactForm(Form):
    """A fact that is marked: what it is, the words in which it appears, other names for it."""

    words = Line("Words in your text", most=limits.FACT_WORDS, need="Write the words in which it first appears.")
    kind = RadioField(
        "What it is",
        choices={one.value: label for one, label in FACT_KINDS.items()},
        default=FactKind.SOMEBODY.value,
    )
    other = Line("Other names for it", most=limits.FACT_WORDS)


class ElsewhereForm(Form):
    """Whether a fact comes again in other words."""

    on = Tick("It comes again in other words")


class ReturnForm(Form):
    """A version returned for revision, with words to its author if wished."""

    body = Words("What you would have them look at", most=limits.COMMENT)
    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    kept = HiddenField(validators=[Optional(), Length(max=KEPT_LONGEST)])


class VerifyForm(Form):
    """A version verified: all three are to be ticked."""

    seen = Tick("I have read this version", validators=[DataRequired("Tick this if it is so.")])
    known = Tick("The client is known to me from supervision", validators=[DataRequired("Tick this if it is so.")])
    disguised = Tick("The disguise is adequate", validators=[DataRequired("Tick this if it is so.")])
    for_id = SelectField("On behalf of", choices=FOR_MYSELF, validate_choice=False)
    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])


class NoteForm(Form):
    """A note in the margin: of which part, about which words (or their place, from a script), and what it says.

    It may suggest a wording, which could stand in the place of those words, and point to an item of a framework.
    """

    part = HiddenField(validators=[an_id])
    quote = HiddenField(validators=[Optional(), Length(max=80)])
    words = Line("About which words", most=limits.COMMENT)
    body = Words("Your note", most=limits.COMMENT, need="Write a few words first.")
    wording = Words("Suggested wording", most=limits.COMMENT)
    tag = SelectField("Points to", choices=lambda: {"": [("", "Nothing in particular")], **offered()}, default="")
    key = HiddenField(validators=[UUID(_KEY)])
    kept = HiddenField(validators=[Optional(), Length(max=KEPT_LONGEST)])


class AsideForm(Form):
    """Something said between the author of a write-up and its supervisors."""

    body = Words("What you want to say", most=limits.COMMENT, need="Write a few words first.")
    key = HiddenField(validators=[UUID(_KEY)])
    kept = HiddenField(validators=[Optional(), Length(max=KEPT_LONGEST)])


class AnswerForm(Form):
    """An answer to a note."""

    body = Words("Your answer", most=limits.COMMENT, need="Write a few words first.")
    key = HiddenField(validators=[UUID(_KEY)])
    kept = HiddenField(validators=[Optional(), Length(max=KEPT_LONGEST)])


class SettleForm(Form):
    """Whether a note is settled."""

    on = Tick("Settled")


class CopyForm(Form):
    """A copy to take away: in which form, of which version, or as it stands."""

    form = SelectField("Form", choices=FORMS)
    version = IntegerField(validators=[Optional(), NumberRange(1, 10**9)])
    margin = Tick("With the notes of the margin as comments (Word)")


class SubmitForm(Form):
    """The version that is submitted, or recalled."""

    version = IntegerField(validators=[InputRequired("Choose a version."), NumberRange(1, 10**9)])


class RestoreForm(Form):
    """The version to go back to."""

    version = IntegerField(validators=[InputRequired("Choose a version.")])


TOGETHER: dict[str, Check] = {
    "epoch": sent.epoch,
    "vector": optional(sent.vector),
    "update": optional(sent.update_of(6 * limits.SECTION)),
    "base": optional(sent.whole(limits.SECTION), ""),
    "body": optional(sent.whole(limits.SECTION)),
}
"""What a page sends of words that are written together: the document it has, what it adds, or a whole part."""


def begin_form(outlines: Mapping[str, Outline]) -> BeginForm:
    """Return the form with the outlines that a group can choose from."""
    form = BeginForm()
    form.outline.choices = {slug: one.name for slug, one in outlines.items()}
    return form


def copy_form(*, margin: bool = False, receipt: bool = False) -> CopyForm:
    """Return an empty form for a copy with the forms that this installation makes, a receipt where there is one."""
    form = CopyForm(formdata=None, margin=margin)
    there = {"pdf": makes_pdf(), "txt": receipt}
    form.form.choices = {name: said for name, said in FORMS.items() if there.get(name, True)}
    return form


def number_in(asked: str | None) -> int | None:
    """Return the number of a version that an address names."""
    return int(asked[:9]) if asked and asked.isascii() and asked.isdigit() else None


def typed_in(given: Mapping[str, str]) -> list[Typed]:
    """Return the words that a writing page sends, part by part; what does not fit is left out."""
    return [_typed(given, name) for name in _parts(given)]


def typed_from(part_id: Id, data: object) -> Typed | None:
    """Return the words of one part as a script sends them; None where they do not fit."""
    if not isinstance(data, Mapping):
        return None
    body, saved = data.get("body"), data.get("saved")
    if not isinstance(body, str) or not isinstance(saved, int) or isinstance(saved, bool):
        return None
    return Typed(part_id, clean(body), saved)


def together_from(data: object) -> dict[str, Any] | None:
    """Return what a page sends that writes in a part together with others; None where it saves the part by itself.

    Raises Invalid where it does not fit.
    """
    if not isinstance(data, Mapping) or "epoch" not in data:
        return None
    return read(data, TOGETHER)


def as_read(part_id: Id, given: Mapping[str, str]) -> Typed:
    """Return one part as a page had it; a page that only reads it sends no words."""
    return _typed({f"{WORDS}{part_id}": "", **given}, f"{WORDS}{part_id}")


def _parts(given: Mapping[str, str]) -> Iterable[str]:
    return (name for name in given if name.startswith(WORDS) and is_id(name.removeprefix(WORDS)))


def _typed(given: Mapping[str, str], name: str) -> Typed:
    part_id = name.removeprefix(WORDS)
    saved = given.get(f"{SAVED}{part_id}", "")
    return Typed(Id(part_id), clean(given[name]), int(saved[:9]) if saved.isascii() and saved.isdigit() else -1)
