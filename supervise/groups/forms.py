"""What may be typed about groups."""

from typing import Any

from wtforms import EmailField, HiddenField, IntegerField, RadioField, SelectField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from supervise.accounts.forms import Address, Secret
from supervise.core import clock, limits
from supervise.disguise.taxonomy import taxonomy
from supervise.groups.actions.inviting import LONGEST_DAYS
from supervise.groups.agreement import LONGEST_ANSWER_DAYS, fields
from supervise.groups.models import Mode, Role
from supervise.groups.words import MODES, ROLES
from supervise.web.forms import Form, Line, Tick, Words, clean

_CHOOSE = "Choose one of these."
FORMER = "without it, as a former member's"


class Among(RadioField):  # type: ignore[misc]
    """One of a few, as a line of choices."""

    def __init__(self, label: str, choices: dict[str, str], **rest: Any) -> None:
        super().__init__(label, [InputRequired(_CHOOSE)], choices=choices, **rest)


class Days(IntegerField):  # type: ignore[misc]
    """A number of days."""

    def __init__(self, label: str, most: int, **rest: Any) -> None:
        between = f"Give a number of days from 1 to {most}."
        super().__init__(label, [InputRequired(between), NumberRange(1, most, between)], **rest)


class MaybeAddress(EmailField):  # type: ignore[misc]
    """An e-mail address, or none."""

    def __init__(self, label: str, **rest: Any) -> None:
        too_long = Length(max=limits.EMAIL, message=f"Use at most {limits.EMAIL} characters.")
        super().__init__(label, [Optional(), too_long], filters=[_tidy], **rest)


def _tidy(typed: str | None) -> str | None:
    return clean(typed).strip() if typed else typed


def _roles() -> dict[str, str]:
    return {role.value: words for role, words in ROLES.items()}


def _modes() -> dict[str, str]:
    return {mode.value: words[0].upper() + words[1:] for mode, words in MODES.items()}


def _areas() -> list[tuple[str, str]]:
    return [(area.slug, area.label) for area in taxonomy().areas]


class JoinForm(Form):
    """Joining as somebody new; the address is asked for only where the invitation has none."""

    email = Address()
    name = Line("Your name", most=limits.NAME, need="Give a name, as colleagues know it.")
    password = Secret("A password", need="Choose a password.")
    version = HiddenField()


class JoinKnownForm(Form):
    """Joining with an account that one has."""

    email = Address()
    password = Secret("Your password", need="Give your password.")
    version = HiddenField()


class AcceptForm(Form):
    """Accepting the version of the agreement that was read; `next` is where to go on."""

    version = HiddenField()
    next = HiddenField()


class AgreementForm(Form):
    """Writing a new version of the agreement; a field per part of the document is added below."""

    instead_of = HiddenField()
    answer_within_days = Days("Within how many days somebody answers a dilemma", LONGEST_ANSWER_DAYS)
    duty_of_care = Words("Whom to turn to", most=limits.DUTY_OF_CARE, need="Say whom to ring.")


for _part in fields():
    setattr(AgreementForm, _part.id, Words(_part.title, most=limits.AGREEMENT_FIELD, description=_part.hint))


class DescribeForm(Form):
    """What is said of a group."""

    name = Line("Name", most=limits.NAME, need="Give the group a name.")
    about = Words("What kind of group it is", most=limits.ABOUT)
    mode = Among("How the group works", _modes())
    zone = SelectField("Time zone", choices=clock.zones, validate_choice=False)


class NewGroupForm(DescribeForm):
    """A new group and its first convenor."""

    convenor = SelectField("Convenor", choices=(), validators=[InputRequired("Choose who convenes the group.")])
    role = Among("What the convenor is in the group", _roles(), default=Role.SUPERVISOR.value)


class NameConvenorForm(Form):
    """Another convenor for a group that has none."""

    convenor = SelectField("Convenor", choices=(), validators=[InputRequired("Choose who convenes the group.")])


class InviteForm(Form):
    """Inviting somebody."""

    email = MaybeAddress("E-mail address")
    role = Among("As", _roles(), default=Role.THERAPIST.value)
    convenor = Tick("Also convenes the group")
    days = Days("Open for how many days", LONGEST_DAYS, default=LONGEST_DAYS)


class RoleForm(Form):
    """Another role."""

    role = Among("Role", _roles())


class GoingForm(Form):
    """What becomes of the name of somebody who goes."""

    keep_name = Among("What they wrote stays here", {"name": "under their name", "former": FORMER})


class ThemeForm(Form):
    """A theme of the group's own."""

    label = Line("Name", most=limits.THEME_LABEL, need="Give the theme a name.")
    area = SelectField("Area", choices=_areas)
    definition = Line("What it means here", most=limits.THEME_DEFINITION)


class RetireForm(Form):
    """A theme that is no longer offered."""

    replaced_by = SelectField("Use this instead", choices=(), validate_choice=False)


def is_mode(value: object) -> Mode:
    """Return the mode that a form names."""
    return Mode(str(value))
