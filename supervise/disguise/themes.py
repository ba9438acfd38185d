"""Which themes a text's words speak for."""

from supervise.disguise.findings import ThemeHint
from supervise.disguise.taxonomy import taxonomy


def suggest(text: str) -> tuple[ThemeHint, ...]:
    """Themes best first, each with the words that spoke for it."""
    low = f" {text.casefold()} "
    hints = []
    for theme in taxonomy().themes.values():
        words = tuple(word for word in theme.keywords if word.casefold() in low)
        if words:
            hints.append(ThemeHint(theme.slug, words))
    return tuple(sorted(hints, key=lambda hint: -len(hint.words))[:5])
