"""The forms about what one hears of."""

from wtforms import DateField, SelectField
from wtforms.validators import Optional

from supervise.notifications.following.models import Level, Pace
from supervise.web.forms import Form, Tick

LEVELS = {
    Level.EVERYTHING: "Everything new",
    Level.REPLIES: "Answers to me",
    Level.DECISIONS: "Guidance and closings only",
    Level.QUIET: "Nothing",
}
PACES = {Pace.AT_ONCE: "Soon after", Pace.DAILY: "Once a day, in the morning", Pace.WEEKLY: "Once a week, on Monday"}
AS_GROUP = ""
_HOURS = {"": "No hour", **{str(hour): f"{hour:02}:00" for hour in range(24)}}


class FollowGroupForm(Form):
    """What of a group to hear of, and how soon."""

    level = SelectField("Hear of", choices={k.value: words for k, words in LEVELS.items()})
    pace = SelectField("By e-mail", choices={k.value: words for k, words in PACES.items()})


class FollowThreadForm(Form):
    """What of one thread to hear of."""

    level = SelectField(
        "E-mails about this dilemma",
        choices={AS_GROUP: "As for the group", **{k.value: words for k, words in LEVELS.items()}},
        validators=[Optional()],
    )


class HoursForm(Form):
    """When to hear nothing."""

    wanted = Tick("Send me e-mails when there is something new")
    waits = Tick("Send me e-mails when something waits for me in particular")
    quiet_from = SelectField("Nothing from", choices=_HOURS, default="", validators=[Optional()])
    quiet_to = SelectField("until", choices=_HOURS, default="", validators=[Optional()])
    away_until = DateField("Nothing before this day, while I am away", validators=[Optional()])
