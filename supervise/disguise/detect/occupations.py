"""Jobs few people hold."""

from collections.abc import Iterator
from supervise.disguise.findings import Finding
from supervise.disguise.page import Page


def find(page: Page) -> Iterator[Finding]:
    return iter(())
