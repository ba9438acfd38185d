"""Copying a format, and changing a copy."""

from wtforms import IntegerField, SelectField
from wtforms.validators import InputRequired, NumberRange
from wtforms.widgets import HiddenInput

from supervise.core.documents import LONGEST_SOURCE
from supervise.meetings.library import built_in
from supervise.meetings.reading import LONGEST_NAME
from supervise.web.forms import Form, Line, Words

_MOST = 1_000_000


def _known() -> list[tuple[str, str]]:
    return [(one.id, one.name) for one in built_in().values() if not one.frame]


class CopyForm(Form):
    """Which format is copied, and what the copy is called."""

    based_on = SelectField("Format to begin with", choices=_known)
    name = Line("What you call yours", most=LONGEST_NAME, need="Give it a name.")


class ShapeForm(Form):
    """A format as it is written down, line by line."""

    source = Words("The format", most=LONGEST_SOURCE, need="A format needs something in it.")
    version = IntegerField(widget=HiddenInput(), validators=[InputRequired(), NumberRange(1, _MOST)])
