"""The pages' stylesheet: `css/app.css` with what it imports put in its place, every address with its hash.

Browsers then load one file, once, and keep it and the letters' shapes for ever. As with templates, a changed part is
seen after a new start: looking at every part for every page took a sixteenth of the time of a page.
"""

import re
from functools import cache
from hashlib import sha256

from flask import Flask, Response, request

from supervise import paths
from supervise.web.pages import asset

WHOLE = "css/app.css"
FIRST_LETTERS = ("literata-latin-wght-normal", "source-sans-3-latin-wght-normal")
_IMPORT = re.compile(r'@import url\("([^"]+)"\);\n')
_ADDRESS = re.compile(r'url\("/static/([^"]+)"\)')


@cache
def stylesheet() -> str:
    """Return the address of the stylesheet, changed whenever one of its parts is."""
    return f"/static/{WHOLE}?v={sha256(_joined().encode()).hexdigest()[:12]}"


def letters() -> list[str]:
    """Return the addresses of the fonts that every page needs at once."""
    files = [f"vendor/fonts/{name}.woff2" for name in FIRST_LETTERS]
    return [asset(name) for name in files if (paths.static() / name).is_file()]


def start(app: Flask) -> None:
    """Serve the stylesheet joined, and tell templates its address."""
    plain = app.view_functions["static"]

    def static(filename: str) -> Response:
        if filename != WHOLE:
            served: Response = plain(filename=filename)  # type: ignore[assignment]
            return served
        response = Response(_joined(), mimetype="text/css")
        response.add_etag()
        response.make_conditional(request)
        return response

    app.view_functions["static"] = static
    app.jinja_env.globals.update(stylesheet=stylesheet, letters=letters)


@cache
def _joined() -> str:
    folder = paths.static() / "css"
    text = _IMPORT.sub(lambda part: (folder / part[1]).read_text("utf-8"), (paths.static() / WHOLE).read_text("utf-8"))
    return _ADDRESS.sub(lambda found: f'url("{_hashed(found[1])}")', text)


def _hashed(name: str) -> str:
    return asset(name) if (paths.static() / name).is_file() else f"/static/{name}"
