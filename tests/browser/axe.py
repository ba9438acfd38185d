"""axe over a page, in light and dark, wide and narrow, with everything unfolded."""

import os
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT

from tests.browser.practice import Person

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
SOAK = os.environ.get("SUPERVISE_TEST_SOAK") == "1"
_UNFOLD = "() => document.querySelectorAll('details:not(.menu)').forEach((one) => (one.open = true))"


def trouble(person: Person) -> list[str]:
    """Return what axe finds on the page that is open: wide in light and narrow in dark; a soak looks at all four."""
    page = person.page
    page.evaluate(AXE_SCRIPT)
    page.evaluate(_UNFOLD)
    found = list[str]()
    for size, whole in ((WIDE, "light"), (NARROW, "dark")):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            if scheme != whole and not SOAK:
                continue
            result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
            found += [f"{person.path} {size['width']} {scheme}: {line}" for line in _lines(result)]
    return found


def _lines(result: dict[str, Any]) -> list[str]:
    return [
        f"{violation['id']}: {node['html'][:160]} ({node['failureSummary'].splitlines()[-1].strip()})"
        for violation in result["violations"]
        for node in violation["nodes"]
    ]
