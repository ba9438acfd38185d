"""Where people reach this installation: what links in e-mails begin with, never taken from a request's own words."""

from dataclasses import dataclass

_UNKNOWN = "http://127.0.0.1:5000"


@dataclass
class _Place:
    chosen: str | None = None
    served: str | None = None


_place = _Place()


def based_at(base_url: str | None) -> None:
    """Take the address that the owner has set; None where they have set none."""
    _place.chosen = base_url


def served_at(url: str) -> None:
    """Take the address that the server listens on, for where the owner has set none."""
    _place.served = url.rstrip("/")


def address(path: str = "/") -> str:
    """Return the full address of a path of ours."""
    return (_place.chosen or _place.served or _UNKNOWN) + path


def password_link(secret: str) -> str:
    """Return the full address at which a one-time link's secret lets a person choose a password."""
    return address(f"/reset/{secret}")
