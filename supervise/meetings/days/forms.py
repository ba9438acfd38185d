"""The forms of formats over days; what they read is named here and nothing else is."""

from wtforms import HiddenField, IntegerField, SelectField
from wtforms.validators import InputRequired, Length, NumberRange
from wtforms.widgets import HiddenInput

from supervise.core.ids import Id
from supervise.meetings.reading import MOST_PHASES
from supervise.web.forms import Form, Tick, an_id

_WHICH = "The page does not say which stage it showed. Look at the thread again."


class BeginForm(Form):
    """The format that is begun."""

    format = HiddenField(validators=[InputRequired("Choose a format."), Length(max=40)])


class ContinueForm(Form):
    """The case that goes on."""

    item = HiddenField(validators=[InputRequired("Which case is meant? Look at the record again."), an_id])


class StageForm(Form):
    """The stage that a page showed as it was pressed."""

    stage = IntegerField(widget=HiddenInput(), validators=[InputRequired(_WHICH), NumberRange(0, MOST_PHASES)])


class DoneForm(StageForm):
    """Whether one is done with the stage."""

    done = Tick("I am done with this stage")


class HandOnForm(Form):
    """Who is to moderate."""

    to = SelectField("Who moderates instead", choices=[], validate_choice=False, validators=[InputRequired(), an_id])

    @property
    def whom(self) -> Id:
        """The member that was chosen."""
        return Id(self.to.data)
