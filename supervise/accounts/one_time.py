"""Carrying a link's secret from the address it came in to a clean one.

A link has to work without scripts, so its secret stands in the path (a fragment never reaches a server). The
first visit only moves it into the browser's own cookie and goes on to an address without it: nothing is used
up by a scanner that follows links in e-mails, and no history, referrer or bookmark of the form holds it. Our
server writes no addresses to a log.
"""

from flask import session as cookie

from supervise.accounts import terms
from supervise.core import clock

_LONGEST = 100


def carry(kind: str, secret: str) -> None:
    """Keep a secret of a kind in the cookie for as long as somebody needs to fill in a form."""
    cookie[f"link:{kind}"] = [secret[:_LONGEST], clock.millis(clock.now() + terms.PASSWORD_LINK)]


def carried(kind: str) -> str:
    """Return the secret of a kind that the cookie keeps; an empty one where there is none."""
    kept = cookie.get(f"link:{kind}")
    if not isinstance(kept, list) or kept[1] < clock.millis(clock.now()):
        return ""
    return str(kept[0])


def let_go(kind: str) -> None:
    """Take a secret of a kind out of the cookie."""
    cookie.pop(f"link:{kind}", None)
