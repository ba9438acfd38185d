"""A meeting's plan as a form; days and times are read on the person's own wall clock."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from wtforms import DateField, HiddenField, IntegerField, RadioField, SelectField, TimeField
from wtforms.validators import InputRequired, NumberRange, Optional
from wtforms.widgets import HiddenInput

from supervise.core import clock, limits
from supervise.core.errors import Invalid
from supervise.core.ids import Id
from supervise.meetings.format import Format
from supervise.meetings.library import FIRST
from supervise.meetings.models import Every, ItemKind, Talk
from supervise.meetings.planning.agenda import Item, Plan, frame
from supervise.meetings.planning.words import EVERY, TALKS, TO_BE_NAMED
from supervise.web.forms import Form, Line, Tick, an_id

_AROUND = (("check_in", ItemKind.CHECK_IN), ("practical", ItemKind.PRACTICAL), ("check_out", ItemKind.CHECK_OUT))
CASES = range(limits.CASES_PER_MEETING)
SHOWN_FIRST = 2
_MOST = 1_000_000


class Minutes(IntegerField):  # type: ignore[misc]
    """A number of minutes, whole."""

    def __init__(self, label: str, need: str | None = None, least: int = 0, **rest: Any) -> None:
        between = NumberRange(
            least, limits.MEETING_LONGEST, f"Give whole minutes, {least} to {limits.MEETING_LONGEST}."
        )
        super().__init__(label, [InputRequired(need) if need else Optional(), between], **rest)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read what was typed; say plainly where it is no number."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError("Give whole minutes, like 45.") from None


class Day(DateField):  # type: ignore[misc]
    """A day of the calendar."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read what was typed; say plainly where it is no day."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError("Give a day, like 2027-03-14.") from None


class At(TimeField):  # type: ignore[misc]
    """A time of the day."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read what was typed; say plainly where it is no time."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError("Give a time, like 18:30.") from None


def chosen(label: str) -> SelectField:
    """Return a field for one of what the group has: offered for each page, and asked again when it is planned."""
    return SelectField(label, validate_choice=False, choices=[])


class PlanForm(Form):
    """When a group meets, who holds it, and what is on the agenda; fields for each case are added below."""

    day = Day("Day", [InputRequired("Say on which day.")])
    at = At("Time", [InputRequired("Say at what time.")], format=["%H:%M", "%H:%M:%S"])
    minutes = Minutes("Length in minutes", need="Say how long it takes.", least=limits.MEETING_SHORTEST)
    talk = RadioField(
        "How you talk", choices={one.value: words for one, words in TALKS.items()}, default=Talk.ALOUD.value
    )
    facilitator = chosen("Who facilitates")
    deputy = chosen("Who stands in for them")
    call_link = Line("Link of the call", most=limits.CALL_LINK)
    every = SelectField(
        "Comes round", choices={"": "only this once", **{o.value: words for o, words in EVERY.items()}}, default=""
    )
    times = IntegerField("How many meetings", [Optional(), NumberRange(0, _MOST)])
    check_in = Minutes("Check-in")
    practical = Minutes("Practical matters")
    check_out = Minutes("Check-out")
    later = Tick("Move and lead the later meetings of this series likewise")
    key = HiddenField()
    shown = IntegerField(widget=HiddenInput(), validators=[Optional()], default=SHOWN_FIRST)
    revision = IntegerField(widget=HiddenInput(), validators=[Optional(), NumberRange(0, _MOST)])

    def rows(self) -> list[tuple[Any, Any, Any, Any]]:
        """Return the fields of the cases that the page shows: format, presenter, minutes, and which one it is."""
        many = max(1, min(self.shown.data or SHOWN_FIRST, limits.CASES_PER_MEETING))
        return [
            (self[f"format_{n}"], self[f"presenter_{n}"], self[f"minutes_{n}"], self[f"item_{n}"]) for n in range(many)
        ]

    def plan(self, zone: str, formats: Mapping[str, Format]) -> Plan:
        """Return what was typed as a plan; raise Invalid where it is not in order.

        A case without minutes takes those of its format.
        """
        self.or_invalid()
        series = Every(self.every.data) if self.every.data else None
        return Plan(
            starts_at=_moment(self.day.data, self.at.data, zone),
            minutes=self.minutes.data,
            facilitator_id=_id(self.facilitator.data) or Id(""),
            deputy_id=_id(self.deputy.data),
            talk=Talk(self.talk.data),
            call_link=self.call_link.data or "",
            agenda=self._agenda(formats),
            zone=zone,
            every=series,
            times=self.times.data or 0 if series else 1,
        )

    def _agenda(self, formats: Mapping[str, Format]) -> list[Item]:
        around = {kind: frame(kind, self[name].data) for name, kind in _AROUND if self[name].data}
        before = [around[kind] for kind in (ItemKind.CHECK_IN,) if kind in around]
        after = [around[kind] for kind in (ItemKind.PRACTICAL, ItemKind.CHECK_OUT) if kind in around]
        return [*before, *self._cases(formats), *after]

    def _cases(self, formats: Mapping[str, Format]) -> list[Item]:
        return [
            Item(
                ItemKind.CASE,
                minutes.data or _usual(formats, slug.data),
                slug.data,
                _id(presenter.data),
                _id(item.data),
            )
            for slug, presenter, minutes, item in self.rows()
            if slug.data
        ]


for _n in CASES:
    setattr(PlanForm, f"format_{_n}", chosen("Format"))
    setattr(PlanForm, f"presenter_{_n}", chosen("Who presents"))
    setattr(PlanForm, f"minutes_{_n}", Minutes("Minutes"))
    setattr(PlanForm, f"item_{_n}", HiddenField(validators=[Optional(), an_id]))


class CancelForm(Form):
    """Calling a meeting off."""

    later = Tick("Call off the later meetings of this series too")


class BringForm(Form):
    """To which case of which meeting a dilemma is brought."""

    place = RadioField("To which meeting", [InputRequired("Choose a meeting.")], validate_choice=False)
    shown = Tick("Show everybody in the group that I present it")

    @property
    def chosen(self) -> tuple[Id, Id]:
        """The meeting and its case that were chosen."""
        meeting, _, item = (self.place.data or "").partition(":")
        return Id(meeting), Id(item)


class TakeBackForm(Form):
    """Which case is taken back."""

    item = HiddenField(validators=[InputRequired(), an_id])


def offer(form: PlanForm, members: list[tuple[Id, str]], groups: dict[str, list[tuple[str, str]]]) -> None:
    """Fill in what can be chosen: people, and formats under their headings."""
    people = [(str(one), name) for one, name in members]
    form.facilitator.choices = people
    form.deputy.choices = [("", "nobody"), *people]
    for slug, presenter, _, _ in form.rows():
        slug.choices = {"": [("", "no case here")], **{label: rows for label, rows in groups.items() if rows}}
        presenter.choices = [("", TO_BE_NAMED), *people]


def first_format() -> str:
    """Return the format that a new plan begins with."""
    return FIRST[0]


def _moment(day: Any, at: time, zone: str) -> datetime:
    shown = datetime.combine(day, at)
    moment = clock.at_wall_time(shown, zone)
    if clock.in_zone(moment, zone).replace(tzinfo=None) != shown:
        raise Invalid(fields={"at": ["The clocks go forward in that hour, so there is no such time. Choose another."]})
    return moment


def _usual(formats: Mapping[str, Format], slug: str) -> int:
    return formats[slug].seconds // 60 if slug in formats else 0


def _id(typed: str | None) -> Id | None:
    return Id(typed) if typed else None
