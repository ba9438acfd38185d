"""Forms: named fields only, every one with a limit, words cleaned of what no person types."""

import re
from typing import Any

from flask_wtf import FlaskForm
from wtforms import BooleanField, StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, Length, Optional

from supervise.core.errors import Invalid, Refusal
from supervise.core.ids import is_id

_NEVER_TYPED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ue000\ue001]")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")


def clean(words: str) -> str:
    """Take out what no person types (control characters, lone surrogates, hidden direction marks)."""
    plain = words.replace("\r\n", "\n").replace("\r", "\n")
    return _BIDI.sub("", _NEVER_TYPED.sub("", plain))


def _filtered(value: str | None) -> str | None:
    return clean(value).strip() if isinstance(value, str) else value


class Form(FlaskForm):  # type: ignore[misc]
    """The parent of our forms."""

    def or_invalid(self) -> None:
        """Go on if the form is in order; raise Invalid with a sentence per field otherwise."""
        if not self.validate():
            raise Invalid(fields=self.errors)

    def say(self, refusal: Refusal) -> None:
        """Put what was refused beside the fields that it is about, and above the form what is about none of them."""
        by_field = getattr(refusal, "fields", None) or {"": [refusal.message]}
        for name, sentences in by_field.items():
            if name in self:
                self[name].errors = [*self[name].errors, *sentences]
            else:
                self.form_errors.extend(sentences)


def _rules(most: int, need: str | None) -> list[Any]:
    first = DataRequired(need) if need else Optional()
    return [first, Length(max=most, message=f"At most {most:,} characters; nothing was cut, please shorten it.")]


class Line(StringField):  # type: ignore[misc]
    """One line of words, at most `most` characters; `need` is the sentence when it is left empty."""

    def __init__(self, label: str, *, most: int, need: str | None = None, **rest: Any) -> None:
        extra = rest.pop("validators", [])
        super().__init__(label, [*_rules(most, need), *extra], filters=[_filtered], **rest)
        self.most = most


class Words(TextAreaField):  # type: ignore[misc]
    """Many lines of words, at most `most` characters."""

    def __init__(self, label: str, *, most: int, need: str | None = None, **rest: Any) -> None:
        super().__init__(label, [*_rules(most, need)], filters=[_filtered], **rest)
        self.most = most


class Tick(BooleanField):  # type: ignore[misc]
    """A box to tick."""


def an_id(form: FlaskForm, field: StringField) -> None:  # noqa: ARG001
    """Refuse what does not have the shape of an identifier."""
    if field.data and not is_id(field.data):
        raise ValidationError("This does not name anything here.")
