"""What a search may carry; every field may be left out, and what names nothing here is left aside."""

from datetime import date, timedelta

from wtforms import DateField, IntegerField, StringField
from wtforms.validators import Length, Optional

from supervise.core import clock, limits
from supervise.core.actor import Actor
from supervise.core.ids import Id, is_id
from supervise.dilemmas.models import Kind
from supervise.search.asking import read
from supervise.search.queries import COMMENT, DILEMMA, FARTHEST_PAGE, RECORD, WRITE_UP, Wanted
from supervise.web.forms import Form, Line

STATES = {"open": "open", "closed": "closed"}
_FIRST, _LAST = date(1971, 1, 1), date(2999, 12, 31)
_KINDS = {DILEMMA, COMMENT, WRITE_UP, RECORD, *Kind}


class SearchForm(Form):
    """Words, and what they are narrowed to."""

    words = Line("Words", most=limits.SEARCH)
    theme = Line("Theme", most=60)
    kind = StringField("What", validators=[Optional(), Length(max=20)])
    group = StringField("Group", validators=[Optional(), Length(max=20)])
    person = StringField("Written by", validators=[Optional(), Length(max=20)])
    state = StringField("State", validators=[Optional(), Length(max=20)])
    since = DateField("Written from", validators=[Optional()])
    until = DateField("to", validators=[Optional()])
    page = IntegerField(validators=[Optional()])

    def wanted(self, actor: Actor) -> Wanted:
        """Return what is looked for; days are those of the reader's zone."""
        since, until = self.since.data, self.until.data
        kind, state = self.kind.data, self.state.data
        return Wanted(
            question=read(self.words.data or ""),
            theme=self.theme.data or None,
            kind=kind if kind in _KINDS else None,
            group=_named(self.group.data),
            person=_named(self.person.data),
            since=clock.start_of_day(_written_on(since), actor.zone) if since else None,
            before=clock.start_of_day(_written_on(until) + timedelta(days=1), actor.zone) if until else None,
            state=state if state in STATES else None,
            page=min(max(1, self.page.data or 1), FARTHEST_PAGE),
        )


def _written_on(day: date) -> date:
    """Return a day on which something can have been written: as good as any before it, or after."""
    return min(max(day, _FIRST), _LAST)


def _named(value: str | None) -> Id | None:
    return Id(value) if value and is_id(value) else None
