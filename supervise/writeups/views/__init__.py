"""The pages of write-ups, by what one does on them."""

from supervise.writeups import sockets, who_may_what
from supervise.writeups.blueprint import pages
from supervise.writeups.covering import views as covering
from supervise.writeups.marking import covering_views as covering_copies
from supervise.writeups.marking import replacing_views as replacing
from supervise.writeups.marking import views as marking
from supervise.writeups.shaping import views as shaping
from supervise.writeups.slots import start
from supervise.writeups.views import (
    asides,
    copies,
    destroying,
    facts,
    notes,
    references,
    sharing,
    submitting,
    versions,
    writing,
)

__all__ = [
    "asides",
    "copies",
    "covering",
    "covering_copies",
    "destroying",
    "facts",
    "marking",
    "notes",
    "pages",
    "references",
    "replacing",
    "shaping",
    "sharing",
    "sockets",
    "start",
    "submitting",
    "versions",
    "who_may_what",
    "writing",
]
