"""Every kind of e-mail there is, one function each. None holds anybody's words, nor the name of a group or theme."""

from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from supervise import paths
from supervise.accounts import place
from supervise.core import clock
from supervise.core.ids import new_id
from supervise.notifications import outgoing
from supervise.notifications.kinds import Kind

# one long line per link: programs that read e-mail do not join what is broken
_WHOLE_LINES = SMTP.clone(max_line_length=990)


NO_ANSWERS = """Please do not answer this e-mail: nobody reads what comes to its address.
What you have to say belongs in Supervise, where your group reads it."""


def invitation(to: str, link: str) -> EmailMessage:
    """Invite somebody into a group; which one they see once they open the link."""
    return _written("invitation", to, link=link)


def account_opened(to: str, link: str) -> EmailMessage:
    """Tell somebody that they have an account, with the link to choose a password."""
    return _written("account-opened", to, link=link)


def password_reset(to: str, link: str) -> EmailMessage:
    """Send the link to set a new password that somebody asked for."""
    return _written("password-reset", to, link=link)


def password_changed(to: str) -> EmailMessage:
    """Tell a person that their password was changed."""
    return _written("password-changed", to, link=place.address("/reset"))


def link_made(to: str) -> EmailMessage:
    """Tell a person that somebody who runs the installation made a link to their account."""
    return _written("link-made", to, link=place.address("/"))


def something_new(to: str, link: str, stop_link: str) -> EmailMessage:
    """Tell a member that there is something new; never what, by whom or about what. One press ends it (RFC 8058)."""
    return _to_be_stopped("something-new", to, link, stop_link)


def something_waits(to: str, link: str, stop_link: str) -> EmailMessage:
    """Tell a member that something waits for them in particular; never what, by whom or about what."""
    return _to_be_stopped("something-waits", to, link, stop_link)


def stage_closes(to: str, link: str, stop_link: str) -> EmailMessage:
    """Tell a member that a stage closes today in which they have not written; never of what, or what is asked."""
    return _to_be_stopped("stage-closes", to, link, stop_link)


def meeting(what: Kind, to: str, when: str, link: str, stop_link: str) -> EmailMessage:
    """Tell a member when a meeting is, that it was moved or called off: date, time and link, and nothing else of it."""
    return _to_be_stopped(what, to, link, stop_link, when=when)


def _to_be_stopped(name: str, to: str, link: str, stop_link: str, **more: str) -> EmailMessage:
    message = _written(name, to, link=link, stop_link=stop_link, **more)
    message["List-Unsubscribe"] = f"<{stop_link}>"
    message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return message


def test_message(to: str) -> EmailMessage:
    """Show the owner that e-mails arrive."""
    return _written("test", to, link=place.address("/"))


def _written(name: str, to: str, **given: str) -> EmailMessage:
    subject, _, words = _texts().get_template(f"{name}.txt").render(given).partition("\n")
    message = EmailMessage(policy=_WHOLE_LINES)
    sender = outgoing.sender()
    message["From"] = f"Supervise <{sender}>"
    # a program shows the name where an answer begins, before anything is written in it
    message["Reply-To"] = f"Nobody reads answers <{sender}>"
    message["To"] = to
    message["Subject"] = subject
    message["Date"] = format_datetime(clock.now())
    message["Message-ID"] = f"<{new_id()}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(f"{words.strip()}\n\n{NO_ANSWERS}\n", charset="us-ascii", cte="7bit")
    return message


@cache
def _texts() -> Environment:
    return Environment(  # noqa: S701  plain text: nothing in it is HTML
        loader=FileSystemLoader(paths.templates() / "mail"), undefined=StrictUndefined, keep_trailing_newline=True
    )
