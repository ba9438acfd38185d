"""The forms of marking; what they read is named here and nothing else is."""

import re
from typing import Any

from wtforms import HiddenField, RadioField, SelectField
from wtforms.validators import InputRequired, Length, Optional

from supervise.core import limits
from supervise.core.errors import Invalid
from supervise.dilemmas.forms import KEPT_LONGEST
from supervise.texts.checking import Checked
from supervise.web.forms import Form, Line, Words, an_id
from supervise.writeups.marking.actions import Given
from supervise.writeups.marking.words import WHYS
from supervise.writeups.models import Place, Result
from supervise.writeups.rubrics import Criterion, Rubric
from supervise.writeups.words import RESULTS

POINTS = 80
POINTED = re.compile(r"\d{1,5}")
HOW_TO_POINT = "Write the numbers of paragraphs with commas between them, like 3, 7."
BY_RULE = "as the rule says"


class MarkForm(Form):
    """What a marker gives over all; the fields of a rubric's criteria are added to it."""

    result = RadioField(
        "Over all",
        choices={"": "As the rule says", **{one.value: word.capitalize() for one, word in RESULTS.items()}},
        default="",
    )
    why = Words("Why, over all", most=limits.COMMENT)
    kept = HiddenField(validators=[Optional(), Length(max=KEPT_LONGEST)])

    @property
    def chosen(self) -> Result | None:
        """What the marker decides; None for what the rule comes to."""
        return Result(self.result.data) if self.result.data else None


class SettleForm(Form):
    """What both markers agreed on, and why."""

    result = RadioField(
        "You both agree on",
        choices={one.value: word.capitalize() for one, word in RESULTS.items()},
        validators=[InputRequired("Choose pass or refer.")],
    )
    why = Words("Why", most=limits.COMMENT, need="Say why, in a few words that its author reads, too.")
    kept = HiddenField(validators=[Optional(), Length(max=KEPT_LONGEST)])


class AppointForm(Form):
    """Who marks, or who moderates; nobody, where nobody moderates."""

    place = SelectField("As", choices={one.value: one.value for one in Place})
    member = SelectField("Who", choices=[], validate_choice=False)


class ReplaceForm(Form):
    """Other words for a part of a submitted copy, and why."""

    part = HiddenField(validators=[an_id])
    words = Words("What stands there from now on", most=limits.SECTION, need="Write what is to stand there.")
    why = RadioField(
        "Why",
        choices={one.value: said for one, said in WHYS.items()},
        validators=[InputRequired("Choose why. Whoever marks it is told that, and not what stood there.")],
    )
    kept = HiddenField(validators=[Optional(), Length(max=KEPT_LONGEST)])


def mark_form(rubric: Rubric, **given: Any) -> MarkForm:
    """Return the form of a rubric: for each criterion a mark, why, and where in the copy."""
    fields: dict[str, Any] = {}
    for one in rubric.criteria:
        choices = {str(value): word.capitalize() for value, word in one.scale.choices}
        fields[f"value_{one.id}"] = RadioField(one.label, choices=choices, validate_choice=False)
        fields[f"reason_{one.id}"] = Words(f"Why: {one.label}", most=limits.COMMENT)
        fields[f"points_{one.id}"] = Line(f"Paragraphs: {one.label}", most=POINTS)
    made: type[MarkForm] = type("RubricForm", (MarkForm,), fields)
    return made(**given)


def reasons_in(rubric: Rubric) -> tuple[str, ...]:
    """Return the names of the fields that hold words."""
    return ("why", *(f"reason_{one.id}" for one in rubric.criteria))


def given_in(form: MarkForm, rubric: Rubric, words: dict[str, Checked]) -> list[Given]:
    """Return what a form says of each criterion, its words checked; raise Invalid where places are no numbers."""
    return [_given(form, one, words) for one in rubric.criteria]


def _given(form: MarkForm, criterion: Criterion, words: dict[str, Checked]) -> Given:
    value, points = form[f"value_{criterion.id}"].data, form[f"points_{criterion.id}"].data or ""
    numbers = POINTED.findall(points)
    if re.sub(r"[\d\s,;.]", "", points):
        raise Invalid(fields={f"points_{criterion.id}": [HOW_TO_POINT]})
    return Given(
        criterion=criterion.id,
        value=int(value) if value and value.isascii() and value.isdigit() and len(value) < 4 else None,
        reason=words.get(f"reason_{criterion.id}"),
        points=[int(one) for one in numbers],
    )
