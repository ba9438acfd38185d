"""The browser that asks: how the session list names it, and whether somebody signed in on it before.

The cookie of a known device holds a random key and the keyed fingerprints of the addresses that signed in
there, signed; it opens nothing, it only makes attempts from this browser count for themselves alone.
"""

import hmac
import re

from flask import Response, after_this_request, current_app, request
from itsdangerous import BadSignature, URLSafeTimedSerializer

from supervise.accounts import addresses
from supervise.core.ids import new_id

_YEAR = 365 * 24 * 3600
_MOST_ADDRESSES = 12
_BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
_SYSTEMS = (
    (r"iPhone", "iPhone"),
    (r"iPad", "iPad"),
    (r"Android", "Android"),
    (r"Windows", "Windows"),
    (r"CrOS", "Chromebook"),
    (r"Mac OS X|Macintosh", "Mac"),
    (r"Linux", "Linux"),
)


def described() -> str:
    """Return how the session list names the browser that asks, like 'Firefox on Windows'."""
    agent = request.headers.get("User-Agent", "")
    browser = next((name for mark, name in _BROWSERS if f"{mark}/" in agent), "A browser")
    system = next((name for mark, name in _SYSTEMS if re.search(mark, agent)), "")
    return f"{browser} on {system}" if system else browser


def known(address: str) -> str | None:
    """Return the key of this browser if an address has signed in on it before."""
    key, marks = _read()
    return key if _mark(address) in marks else None


def remember(address: str) -> None:
    """Note in the answer at hand that an address signed in on this browser."""
    key, marks = _read()
    fresh = [_mark(address), *(m for m in marks if m != _mark(address))][:_MOST_ADDRESSES]

    @after_this_request
    def set_cookie(response: Response) -> Response:
        response.set_cookie(
            _name(),
            _signer().dumps([key or new_id(), *fresh]),
            max_age=_YEAR,
            path="/",
            secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
            httponly=True,
            samesite="Lax",
        )
        return response


def _read() -> tuple[str | None, list[str]]:
    try:
        held = _signer().loads(request.cookies.get(_name(), ""), max_age=_YEAR)
    except BadSignature:
        return None, []
    return held[0], held[1:]


def _mark(address: str) -> str:
    secret = str(current_app.secret_key).encode()
    return hmac.digest(secret, b"device\0" + addresses.tidy(address).encode("utf-8", "surrogatepass"), "sha256").hex()[
        :24
    ]


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.secret_key), salt="supervise-known-device")


def _name() -> str:
    return "__Host-supervise-device" if current_app.config["SESSION_COOKIE_SECURE"] else "supervise-device"
