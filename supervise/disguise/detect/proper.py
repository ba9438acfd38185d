"""Names with a capital: each is judged once, and is a person's, a place's or an organisation's."""

from collections.abc import Iterator

from supervise.disguise.detect import names, organisations, places
from supervise.disguise.detect.capitals import runs
from supervise.disguise.detect.kinds import kind_of
from supervise.disguise.findings import Finding, Label
from supervise.disguise.page import Page

_FINDINGS = {
    Label.PERSON: names.of_run,
    Label.LOCATION: places.of_run,
    Label.ORGANISATION: organisations.of_run,
}


def find(page: Page) -> Iterator[Finding]:
    """Names with a capital, of whatever they are the name."""
    for run in runs(page):
        label = kind_of(page, run)
        if label is not None:
            yield _FINDINGS[label](page, run)
