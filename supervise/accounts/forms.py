"""What may be typed about accounts. Passwords are taken as they are typed, spaces and all."""

from typing import Any

from wtforms import EmailField, HiddenField, PasswordField, SelectField
from wtforms.validators import InputRequired, Length

from supervise.core import clock, limits
from supervise.web.forms import Form, Line, Tick, clean

_LONGEST_TRY = 1_000


def _line(value: str | None) -> str | None:
    return clean(value).strip() if isinstance(value, str) else value


class Secret(PasswordField):  # type: ignore[misc]
    """A password; never filled in again by us."""

    def __init__(self, label: str, need: str, **rest: Any) -> None:
        too_long = Length(max=_LONGEST_TRY, message=f"Use at most {limits.PASSWORD_LONGEST} characters.")
        super().__init__(label, [InputRequired(need), too_long], **rest)


class Address(EmailField):  # type: ignore[misc]
    """An e-mail address."""

    def __init__(self, label: str = "E-mail", **rest: Any) -> None:
        need = InputRequired("Give an e-mail address.")
        too_long = Length(max=limits.EMAIL, message=f"Use at most {limits.EMAIL} characters.")
        super().__init__(label, [need, too_long], filters=[_line], **rest)


class SignInForm(Form):
    """Signing in."""

    email = Address()
    password = Secret("Password", need="Give your password.")
    next = HiddenField()


class AskResetForm(Form):
    """Asking for a link to set a new password."""

    email = Address()


class NewPasswordForm(Form):
    """Setting a new password by a one-time link."""

    password = Secret("New password", need="Choose a password.")


class NameForm(Form):
    """The name that colleagues see."""

    name = Line("Name", most=limits.NAME, need="Give a name, as colleagues know it.")


class ZoneForm(Form):
    """The zone in which a person reads times."""

    zone = SelectField("Time zone", choices=clock.zones, validate_choice=False)


class PresenceForm(Form):
    """Whether others see that one is there."""

    shown = Tick("Others in a thread may see that I have its page open")


class PasswordForm(Form):
    """Changing one's password."""

    old = Secret("Password now", need="Give your password as it is now.")
    password = Secret("New password", need="Choose a new password.")


class UnlockForm(Form):
    """Giving the password again after a pause; `next` is where to go on."""

    unlock_password = Secret("Password", need="Give your password.")
    next = HiddenField()


class OpenForm(Form):
    """Opening an account as the owner."""

    email = Address()
    name = Line("Name", most=limits.NAME, need="Give a name, as colleagues know it.")
    owner = Tick("Also runs this installation")
