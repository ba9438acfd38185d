"""An e-mail server on the loopback address, in the clear or over TLS, that answers as a test wishes."""

import asyncio
import datetime as dt
import ipaddress
import ssl
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.services import free_port

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from aiosmtpd.controller import Controller

HERE = "127.0.0.2"
"""A loopback address that the installation does not take for its own machine: it insists on TLS there."""


class Mailbox:
    """What an e-mail server has taken, what it answers, and how long it thinks."""

    def __init__(self) -> None:
        self.taken: list = []
        self.encrypted: list[bool] = []
        self.answer = "250 OK"
        self.seconds = 0.0

    async def handle_RCPT(self, server, session, envelope, address, options):
        await asyncio.sleep(self.seconds)
        if self.answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.answer

    async def handle_DATA(self, server, session, envelope):
        self.taken.append(envelope)
        self.encrypted.append(session.ssl is not None or server.transport.get_extra_info("sslcontext") is not None)
        return "250 OK"


@contextmanager
def serving(
    box: Mailbox, *, implicit: ssl.SSLContext | None = None, starts: ssl.SSLContext | None = None
) -> Iterator[str]:
    """Serve a mailbox and yield its address: encrypted from the start, by STARTTLS, or not at all."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of asking for a name and password in the clear; it asks for none
        controller = Controller(
            box,
            hostname=HERE,
            port=free_port(),
            ssl_context=implicit,
            tls_context=starts,
            require_starttls=bool(starts),
        )
    controller.start()
    try:
        scheme = "smtps" if implicit else "smtp"
        yield f"{scheme}://{HERE}:{controller.port}?from=supervise@practice.example.org"
    finally:
        controller.stop()


def certificate(folder: Path) -> tuple[ssl.SSLContext, Path]:
    """Return what a server at HERE shows who it is with, and the file by which others come to trust it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "a mailbox")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(HERE))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    shown, secret = folder / "shown.pem", folder / "secret.pem"
    shown.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    secret.write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(shown, secret)
    return context, shown
