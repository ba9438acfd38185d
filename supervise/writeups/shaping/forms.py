"""Copying an outline, and changing a copy."""

from wtforms import IntegerField, SelectField
from wtforms.validators import InputRequired, NumberRange
from wtforms.widgets import HiddenInput

from supervise.core import limits
from supervise.web.forms import Form, Line, Words
from supervise.writeups.outline import built_in
from supervise.writeups.shaping.reading import LONGEST_NAME

_MOST = 1_000_000


def _known() -> list[tuple[str, str]]:
    return [(one.id, one.name) for one in built_in().values()]


class CopyOutlineForm(Form):
    """Which outline is copied, and what the copy is called."""

    based_on = SelectField("Outline to begin with", choices=_known)
    name = Line("What you call yours", most=LONGEST_NAME, need="Give it a name.")


class ShapeOutlineForm(Form):
    """An outline as it is written down, line by line."""

    source = Words("The outline", most=limits.OUTLINE_SOURCE, need="An outline needs something in it.")
    version = IntegerField(widget=HiddenInput(), validators=[InputRequired(), NumberRange(1, _MOST)])
