"""Carrying a finished e-mail away: over SMTP with TLS, or as files where no server is named."""

import os
import smtplib
import ssl
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from supervise.core import clock
from supervise.core.ids import new_id

TIMEOUT_S = 20
_SMTP_PORT, _SMTPS_PORT = 587, 465
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


def carry(message: EmailMessage, url: str) -> None:
    """Hand an e-mail to the place that `url` names (`smtp://`, `smtps://`, `file://`).

    Raises OSError or smtplib.SMTPException when it could not be handed over.
    """
    place = urlsplit(url)
    if place.scheme == "file":
        _to_file(message, Path(unquote(place.path)))
    else:
        _to_server(message, place)


def _to_file(message: EmailMessage, folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = f"{clock.now():%Y%m%dT%H%M%S%f}-{new_id()}.eml"
    handle = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(message.as_bytes())


def _to_server(message: EmailMessage, place: SplitResult) -> None:
    host = place.hostname or "localhost"
    trust = ssl.create_default_context()
    if place.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, place.port or _SMTPS_PORT, timeout=TIMEOUT_S, context=trust)
    else:
        server = smtplib.SMTP(host, place.port or _SMTP_PORT, timeout=TIMEOUT_S)
    with server:
        if place.scheme == "smtp" and host not in _LOOPBACK:
            server.starttls(context=trust)
        if place.username:
            server.login(unquote(place.username), unquote(place.password or ""))
        server.send_message(message)
