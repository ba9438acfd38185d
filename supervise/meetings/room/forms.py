"""The forms of the room; what they read is named here and nothing else is."""

from wtforms import HiddenField, IntegerField, SelectField, StringField
from wtforms.validators import UUID, InputRequired, Length, NumberRange, Optional

from supervise.core import limits
from supervise.core.ids import Id
from supervise.dilemmas.forms import KEPT_LONGEST
from supervise.dilemmas.sent import kept_from
from supervise.meetings.format import Kind
from supervise.meetings.room.commanding import Command, Given
from supervise.meetings.room.models import WordsRule
from supervise.web.forms import Form, Line, Tick, Words, an_id

MOST_SECONDS = 4 * 60 * 60
RULES = {
    WordsRule.DELETE.value: "All of it goes after 24 hours",
    WordsRule.TAKEAWAYS.value: "Takeaways stay in the dilemma's thread, the rest goes after 24 hours",
    WordsRule.KEEP.value: "All that was said about a dilemma stays in its thread",
}


class EnterForm(Form):
    """Coming into the room, with the promise."""

    private = Tick("I am where nobody else can hear or see this meeting.", validators=[
        InputRequired("Come in once you are where nobody else can hear or see this meeting.")
    ])  # fmt: skip


class SayForm(Form):
    """Something said in writing."""

    body = Words("What you say", most=limits.COMMENT, need="Write something first.")
    kind = SelectField("Kind", choices={"": "", **{one.value: one.value for one in Kind}}, validators=[Optional()])
    key = HiddenField(validators=[UUID("This page's key is not whole. Reload the page.")])
    kept = HiddenField(validators=[Optional(), Length(max=KEPT_LONGEST)])


class CommandForm(Form):
    """A command, with whatever fields it takes."""

    command = SelectField("Command", choices={one.value: one.value for one in Command})
    seq = IntegerField(validators=[Optional(), NumberRange(min=0)])
    seconds = IntegerField(validators=[Optional(), NumberRange(min=1, max=MOST_SECONDS)])
    left = IntegerField(validators=[Optional(), NumberRange(min=0, max=MOST_SECONDS)])
    source = StringField(name="from", validators=[Optional(), Length(max=limits.MEETING_NAME)])
    to = StringField(validators=[Optional(), an_id])
    role = StringField(validators=[Optional(), Length(max=limits.MEETING_NAME)])
    choice = StringField(validators=[Optional(), Length(max=limits.MEETING_NAME)])
    line = StringField(validators=[Optional(), an_id])
    warm = SelectField(choices={"true": "warm", "false": "cold"}, default="true", validators=[Optional()])
    text = Line("What you say", most=limits.MEETING_LINE)
    key = HiddenField(validators=[Optional(), UUID("This page's key is not whole. Reload the page.")])
    kept = HiddenField(validators=[Optional(), Length(max=KEPT_LONGEST)])

    @property
    def given(self) -> Given:
        """What came with the command."""
        return Given(
            seq=self.seq.data,
            seconds=self.seconds.data,
            source=self.source.data or None,
            left=self.left.data,
            to=Id(self.to.data) if self.to.data else None,
            role=self.role.data or None,
            choice=self.choice.data or None,
            line=Id(self.line.data) if self.line.data else None,
            warm=self.warm.data != "false",
            text=self.text.data or None,
            key=self.key.data.lower() if self.key.data else None,
            kept=tuple(kept_from(self.kept.data).get("text", ())),
        )


class TakeawayForm(Form):
    """What somebody takes away, for themselves; left empty, it goes."""

    body = Words("What I take away", most=limits.COMMENT)
    kept = HiddenField(validators=[Optional(), Length(max=KEPT_LONGEST)])


class DecisionsForm(Form):
    """What was decided; left empty, it goes."""

    body = Words("What we decided", most=limits.COMMENT)
    kept = HiddenField(validators=[Optional(), Length(max=KEPT_LONGEST)])


class KeepForm(Form):
    """Which case's words are kept."""

    item = StringField(validators=[InputRequired("Say of which case."), an_id])


class RuleForm(Form):
    """What becomes of the words of the group's meetings."""

    rule = SelectField("What is said in writing", choices=RULES)
