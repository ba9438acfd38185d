"""What is asked before anything is erased as a whole; what these forms read is named here and nothing else is."""

from supervise.accounts.forms import Secret
from supervise.core import limits
from supervise.web.forms import Form, Line, Tick

WORDS = "Destroy all that was written, too"


class EraseOwnForm(Form):
    """One's own account: the password again, and whether one's words go too."""

    words = Tick(WORDS)
    password = Secret("Your password", need="Give your password, so that it is no slip.")


class EraseAccountForm(Form):
    """Somebody's account: its address, typed."""

    words = Tick(WORDS)
    typed = Line("Its e-mail address", most=limits.EMAIL, need="Type the address, so that it is no slip.")


class EraseGroupForm(Form):
    """A group: its name, typed."""

    typed = Line("Its name", most=limits.NAME, need="Type the name, so that it is no slip.")
