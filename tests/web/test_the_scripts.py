"""A page asks for the scripts whose controllers stand in it; what may come into it later comes with them."""

import re

import pytest

from supervise import paths
from supervise.web.scripts import scripts_for

SCRIPTS, TEMPLATES = paths.static() / "js", paths.templates()
EVERY_PAGE = "app.js"
_REGISTERED = re.compile(r'application\.register\("([a-z-]+)", (\w+)\)')
_WITH = re.compile(r'^import "supervise/(pages/\w+\.js)";', re.MULTILINE)
_STANDS = re.compile(r"data-controller=\"([^\"]+)\"|controller=\"([a-z -]+)\"")
_ASIDE = re.compile(r"{%.*?%}|{{.*?}}")

LATER = {
    "pages/thread.js": ("dilemmas/_comment.html", "dilemmas/_composer.html", "dilemmas/thread.html"),
    "pages/meeting.js": ("meetings/room/*.html",),
    "pages/writeups.js": ("writeups/_box.html", "writeups/_note.html", "writeups/_margin.html"),
}
"""What the live channel may bring into a page that began with a script of `js/pages/`."""


def registered(script: str) -> set[str]:
    return {name for name, _ in _REGISTERED.findall((SCRIPTS / script).read_text())}


def with_what_it_brings(script: str) -> set[str]:
    more = _WITH.findall((SCRIPTS / script).read_text())
    return registered(script).union(*(with_what_it_brings(one) for one in more))


def standing_in(markup: str) -> set[str]:
    found = [name for pair in _STANDS.findall(_ASIDE.sub(" ", markup)) for name in pair]
    return {name for names in found for name in names.split()}


def test_every_controller_is_made_known_by_one_script_under_its_own_name():
    scripts = [EVERY_PAGE, *(f"pages/{one.name}" for one in SCRIPTS.glob("pages/*.js"))]
    known = [found for one in scripts for found in _REGISTERED.findall((SCRIPTS / one).read_text())]
    files = sorted(one.name.removesuffix("_controller.js") for one in SCRIPTS.glob("controllers/*_controller.js"))
    assert sorted(name.replace("-", "_") for name, _ in known) == files
    for name, controller in known:
        assert controller == "".join(part.capitalize() for part in name.split("-")) + "Controller"


def test_every_controller_that_a_template_names_is_known():
    known = {name.replace("_", "-") for name in (c.stem[: -len("_controller")] for c in SCRIPTS.glob("controllers/*"))}
    named = set().union(*(standing_in(one.read_text()) for one in TEMPLATES.rglob("*.html")))
    assert len(named) > 20
    assert named <= known


def test_a_page_gets_the_scripts_of_what_stands_in_it_and_no_others():
    asked = [
        address.partition("?")[0]
        for address in scripts_for('<p data-controller="menu"></p><i data-controller="agenda">')
    ]
    assert asked == ["/static/js/pages/planning.js"]
    assert scripts_for('<p>data-controller=&#34;thread&#34;</p><i data-controller="menu nothing-such">') == []


@pytest.mark.parametrize("script", LATER)
def test_what_may_come_into_a_page_later_is_known_there(script):
    known = with_what_it_brings(script) | registered(EVERY_PAGE)
    for pattern in LATER[script]:
        found = list(TEMPLATES.glob(pattern))
        assert found
        for one in found:
            assert standing_in(one.read_text()) <= known, one.name
