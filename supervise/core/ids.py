"""Identifiers and secrets: opaque, random, never counted up (SECURITY R9)."""

import hashlib
import re
import secrets
import uuid
from typing import NewType

Id = NewType("Id", str)

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_LENGTH = 20
_PLAIN = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_SHAPE = re.compile(rf"[{_ALPHABET}]{{{_LENGTH}}}")


def new_id() -> Id:
    """Return a fresh identifier: 20 characters of base 32, 100 random bits."""
    bits = secrets.randbits(5 * _LENGTH)
    return Id("".join(_ALPHABET[bits >> 5 * place & 31] for place in range(_LENGTH)))


def new_number() -> str:
    """Return four random characters that are easily read aloud; whoever uses them sees to it that they are free."""
    return "".join(secrets.choice(_PLAIN) for _ in range(4))


def is_id(value: object) -> bool:
    """Tell whether a value that came from outside has the shape of an identifier."""
    return isinstance(value, str) and _SHAPE.fullmatch(value) is not None


def new_secret() -> str:
    """Return a fresh secret for a link or a cookie: 256 random bits, safe in an address."""
    return secrets.token_urlsafe(32)


def new_key() -> str:
    """Return a fresh UUID: the key under which a page without a script sends something once."""
    return str(uuid.uuid4())


def fingerprint(secret: str) -> str:
    """Return the SHA-256 by which a secret is kept; the secret itself is never stored."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
