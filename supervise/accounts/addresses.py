"""E-mail addresses: one spelling each, and nothing in them that could end a header."""

import re

from supervise.core import limits
from supervise.core.errors import Invalid

_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_SHAPE = re.compile(rf"[a-z0-9.!#$%&'*+/=?^_`{{|}}~-]{{1,64}}@{_LABEL}(?:\.{_LABEL})*")


def tidy(address: str) -> str:
    """Return an address in the one spelling by which it is kept and compared."""
    return address.strip().lower()


def checked(address: str) -> str:
    """Return an address in its one spelling; raise Invalid where it has not the shape of one."""
    spelt = tidy(address)
    if len(spelt) > limits.EMAIL or not _SHAPE.fullmatch(spelt):
        raise Invalid(fields={"email": ["Give an e-mail address, like name@example.org."]})
    return spelt
