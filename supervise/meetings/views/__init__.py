"""The pages of meetings and formats, and what they need at the start."""

from supervise.meetings import who_may_what
from supervise.meetings.views import formats
from supervise.meetings.views.blueprint import pages

__all__ = ["formats", "pages", "who_may_what"]
