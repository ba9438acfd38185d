"""The process that looks at long texts, run as a program beside the server."""

from supervise import disguise
from supervise.core.companion import answer_all
from supervise.disguise import Review

Asked = tuple[str, tuple[str, ...], bool]
"""The words, names that are no finding in them, and whether the name model is asked."""


def look(asked: Asked) -> Review:
    """Return what the check finds in a long text."""
    body, names, model = asked
    return disguise.review(body, known_names=names, rules_only=not model)


if __name__ == "__main__":
    answer_all(look, disguise.forget)
