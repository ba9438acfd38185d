"""The way out: where e-mails are handed over, and whom they come from."""

from dataclasses import dataclass
from email.message import EmailMessage
from urllib.parse import parse_qs, unquote, urlsplit

from supervise.accounts import place
from supervise.core import mail


@dataclass
class _Way:
    url: str = ""


_way = _Way()


def start(mail_url: str) -> None:
    """Take the address of the e-mail server (or folder) from the settings."""
    _way.url = mail_url


def goes_to_files() -> bool:
    """Tell whether e-mails are only written to files, since no e-mail server is named."""
    return urlsplit(_way.url).scheme == "file"


def sender() -> str:
    """Return the address that e-mails come from.

    It is `from` in the address of the e-mail server (`smtp://host?from=a@b`), else the name that signs in
    there if that is an address, else `supervise@` with the name of the place where people reach us.
    """
    way = urlsplit(_way.url)
    named = parse_qs(way.query).get("from", [""])[0] or unquote(way.username or "")
    if "@" in named:
        return named
    return f"supervise@{urlsplit(place.address()).hostname or 'localhost'}"


def hand_over(message: EmailMessage) -> None:
    """Hand an e-mail over; call it outside any transaction.

    Raises OSError or smtplib.SMTPException when that did not work.
    """
    mail.carry(message, _way.url)
