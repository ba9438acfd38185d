"""The form of a meeting's notes, for whoever writes them without scripts."""

from wtforms import HiddenField
from wtforms.validators import Length, Optional

from supervise.core import limits
from supervise.dilemmas.forms import KEPT_LONGEST
from supervise.web.forms import Form, Words


class NotesForm(Form):
    """The whole of the notes as somebody leaves them, beside what they read; left empty, all that they read goes."""

    body = Words("Notes that all of you read", most=limits.MEETING_NOTES)
    base = Words("As I read them", most=limits.MEETING_NOTES)
    kept = HiddenField(validators=[Optional(), Length(max=KEPT_LONGEST)])


class OwnNotesForm(Form):
    """What somebody notes down for themselves; left empty, it goes."""

    body = Words("Notes for yourself", most=limits.MEETING_NOTES)
