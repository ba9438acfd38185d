"""The pages of write-ups, by what one does on them."""

from supervise.writeups import who_may_what
from supervise.writeups.blueprint import pages
from supervise.writeups.slots import start
from supervise.writeups.views import destroying, versions, writing

__all__ = ["destroying", "pages", "start", "versions", "who_may_what", "writing"]
