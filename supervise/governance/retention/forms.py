"""Choosing how long, and placing a hold."""

from collections.abc import Sequence

from wtforms import DateField, RadioField, SelectField
from wtforms.validators import InputRequired

from supervise.core.ids import Id, is_id
from supervise.dilemmas.holds.models import HoldReason
from supervise.dilemmas.holds.words import HOLD_REASONS
from supervise.governance.retention.queries import Keeping, in_words
from supervise.governance.retention.terms import Term, term_of
from supervise.web.forms import Form

_CHOOSE = "Choose one of these."
_DAY = "Give a day, such as 1 March of next year, on which to look at it again."
EVERYTHING = "group"


class TermForm(Form):
    """How long a kind is kept."""

    term = SelectField("Keep them for", validators=[InputRequired(_CHOOSE)], validate_choice=True)

    def offer(self, keeping: Keeping) -> "TermForm":
        """Offer the choices of a kind, what holds or is to hold chosen already."""
        self.term.choices = {term.code: in_words(term) for term in keeping.rule.choices}
        if not self.is_submitted():
            self.term.data = (keeping.next_term or keeping.term).code
        return self

    def chosen(self) -> Term:
        """Return what was chosen, once the form is in order."""
        return term_of(self.term.data)


class HoldForm(Form):
    """Why something is held, and when that is looked at again."""

    reason = RadioField(
        "It is held because",
        [InputRequired(_CHOOSE)],
        choices={reason.value: words for reason, words in HOLD_REASONS.items()},
    )
    review_on = DateField("Look at it again on", [InputRequired(_DAY)])

    def why(self) -> HoldReason:
        """Return the reason, once the form is in order."""
        return HoldReason(self.reason.data)


class HoldTextsForm(HoldForm):
    """The same for what one person wrote, or for the whole group."""

    whose = SelectField("What is held", [InputRequired(_CHOOSE)], validate_choice=True)

    def offer(self, people: Sequence[tuple[Id, str]]) -> "HoldTextsForm":
        """Offer the whole group, and everybody who is or was in it."""
        named = {str(member_id): f"what {name} wrote" for member_id, name in people}
        self.whose.choices = {EVERYTHING: "everything in this group", **named}
        return self

    def member_id(self) -> Id | None:
        """Return whose texts are held; None for the whole group."""
        return Id(self.whose.data) if is_id(self.whose.data) else None
