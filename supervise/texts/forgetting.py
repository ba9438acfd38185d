"""Words that were destroyed also leave this process's memory, and every other's."""

from supervise.texts import checking, markdown
from supervise.web import bus


@bus.hears("forget_words")
def forget_words() -> None:
    """Drop what was rendered and reviewed; what still stands is made anew when it is asked for."""
    markdown.forget()
    checking.forget()
