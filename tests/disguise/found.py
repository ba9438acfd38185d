"""Short ways to say what a review found."""

from supervise.disguise import review


def found(text, label=None, **how):
    """The words found, in order; with a label only those."""
    return [text[f.start : f.end] for f in review(text, **how).findings if label in (None, f.label)]


def changed(text):
    """The text with the first replacement of every finding in place."""
    for finding in reversed(review(text).findings):
        text = text[: finding.start] + finding.replacements[0] + text[finding.end :]
    return text
