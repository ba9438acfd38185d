"""An entry of the breach log as a form; times are read and shown on the person's own wall clock."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from wtforms import DateTimeLocalField, HiddenField, IntegerField, RadioField, SelectMultipleField
from wtforms.validators import InputRequired, NumberRange, Optional
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from supervise.core import clock, limits
from supervise.governance.breaches.actions import Facts
from supervise.governance.breaches.models import Breach, DataKind, Risk
from supervise.governance.breaches.words import KINDS, RISKS
from supervise.web.forms import Form, Words, an_id

MOMENTS = ("noticed_at", "posted_at", "covered_at", "reported_at", "told_at")
_FORMATS = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"]
_MOST = 1_000_000
_A_NUMBER = NumberRange(0, _MOST, "Give a whole number, or leave it empty.")


class Moment(DateTimeLocalField):  # type: ignore[misc]
    """A day and time on the person's wall clock."""

    def __init__(self, label: str, need: str | None = None, **rest: Any) -> None:
        super().__init__(label, [InputRequired(need) if need else Optional()], format=_FORMATS, **rest)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read what was typed; say plainly where it is no day and time."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError("Give a day and a time, like 2027-03-14 09:30.") from None


class Ticks(SelectMultipleField):  # type: ignore[misc]
    """Several boxes to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class BreachForm(Form):
    """What is known of a breach so far; only when it was noticed must be said."""

    noticed_at = Moment("When it was noticed", need="Say when it was noticed: from then the 72 hours run.")
    posted_at = Moment("When the words were posted")
    covered_at = Moment("When they were covered or removed")
    readers = IntegerField("How many others had it open meanwhile", validators=[Optional(), _A_NUMBER])
    people = IntegerField("How many people it concerns", validators=[Optional(), _A_NUMBER])
    kinds = Ticks("What kind of details", choices={k.value: label for k, label in KINDS.items()})
    what = Words("What happened, in short", most=limits.BREACH_WORDS)
    risk = RadioField(
        "What it is likely to mean for the people concerned",
        choices={"": "Not judged yet", **{r.value: label for r, label in RISKS.items()}},
        default="",
        validators=[Optional()],
    )
    measures = Words("What was done, and why it was judged so", most=limits.BREACH_WORDS)
    reported_at = Moment("When it was reported to the regulator")
    told_at = Moment("When the people concerned were told")
    cover = HiddenField(validators=[Optional(), an_id])
    version = IntegerField(widget=HiddenInput(), validators=[Optional(), NumberRange(0, _MOST)])

    def facts(self, zone: str) -> Facts:
        """Return what was typed, times as moments; raise Invalid where it is not in order."""
        self.or_invalid()
        times: dict[str, Any] = {name: _moment(self[name].data, zone) for name in MOMENTS}
        return Facts(
            **times,
            readers=self.readers.data,
            people=self.people.data,
            kinds=[DataKind(kind) for kind in self.kinds.data or []],
            risk=Risk(self.risk.data) if self.risk.data else None,
            what=self.what.data or "",
            measures=self.measures.data or "",
        )


def filled_from(breach: Breach, zone: str) -> BreachForm:
    """Return the form with what an entry says."""
    given: dict[str, Any] = {name: getattr(breach, name) for name in ("readers", "people", "kinds", "what", "measures")}
    given |= {"risk": breach.risk.value if breach.risk else "", "version": breach.version}
    return BreachForm(formdata=None, data=given | walls({name: getattr(breach, name) for name in MOMENTS}, zone))


def walls(moments: Mapping[str, datetime | None], zone: str) -> dict[str, datetime | None]:
    """Return moments as they read on the wall clock of a zone."""
    return {name: clock.in_zone(one, zone).replace(tzinfo=None) if one else None for name, one in moments.items()}


def _moment(shown: datetime | None, zone: str) -> datetime | None:
    return clock.at_wall_time(shown, zone) if shown is not None else None
