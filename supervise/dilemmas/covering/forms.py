"""The forms of covered passages; what they read is named here and nothing else is."""

from typing import Any

from wtforms import HiddenField, RadioField, SelectMultipleField, ValidationError
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from supervise.core import limits
from supervise.dilemmas.models import ReadersReason
from supervise.dilemmas.words import READERS_REASONS, UNCOVER_REASONS
from supervise.texts.models import UncoverReason
from supervise.web.forms import Form, Words, an_id

PLACE_LONGEST = 40


class Places(SelectMultipleField):  # type: ignore[misc]
    """Paragraphs as boxes to tick, `TEXT:NUMBER`; which there are is known by the texts, not by the form."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002
        """Refuse what no page of ours sends."""
        if self.data and (len(self.data) > limits.COVERED_AT_ONCE or any(len(s) > PLACE_LONGEST for s in self.data)):
            raise ValidationError(f"At most {limits.COVERED_AT_ONCE} paragraphs at once; or tick the first and go on.")


class CoverForm(Form):
    """What is to be covered: words as they stand there, or whole paragraphs."""

    words = Words("The words to cover", most=limits.ACCOUNT)
    places = Places("Whole paragraphs", choices=[], validate_choice=False)

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for something to cover."""
        if not super().validate(extra_validators):
            return False
        if not self.words.data and not self.places.data:
            self.words.errors = ["Write or paste the words, or tick a paragraph below."]
            return False
        return True


class UncoverForm(Form):
    """Why covered words may be shown again."""

    cover = HiddenField(validators=[InputRequired("Choose what is to be shown again."), an_id])
    reason = RadioField(
        "Why may it be shown?",
        choices={reason.value: words[:1].upper() + words[1:] for reason, words in UNCOVER_REASONS.items()},
        validators=[InputRequired("Choose a reason. It is put on the trail, with your name.")],
    )

    @property
    def chosen(self) -> UncoverReason:
        """The reason."""
        return UncoverReason(self.reason.data)


class RedactForm(Form):
    """Which covered words are to be destroyed."""

    cover = HiddenField(validators=[InputRequired("Choose what is to be destroyed."), an_id])


class ReadersForm(Form):
    """Why somebody asks who had a thread open."""

    reason = RadioField(
        "Why do you ask?",
        choices={reason.value: words[:1].upper() + words[1:] for reason, words in READERS_REASONS.items()},
        validators=[InputRequired("Choose a reason. It is put on the trail, and those who are named are told it.")],
    )

    @property
    def chosen(self) -> ReadersReason:
        """The reason."""
        return ReadersReason(self.reason.data)
