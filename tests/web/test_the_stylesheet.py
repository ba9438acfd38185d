"""The stylesheet that pages load."""

import re
from pathlib import Path

from flask import Flask

from supervise import paths
from supervise.web import styles


def an_app() -> Flask:
    app = Flask("supervise", static_folder=str(paths.static()), static_url_path="/static")
    styles.start(app)
    return app


def test_the_stylesheet_holds_every_part_in_one_file() -> None:
    words = an_app().test_client().get(styles.stylesheet()).text
    assert "@import" not in words
    parts = {part for part in (paths.static() / "css").rglob("*.css") if part.name != "app.css"}
    assert [part.name for part in parts if part.read_text("utf-8").splitlines()[-1] not in words] == []
    assert sorted(imported()) == sorted(part.relative_to(paths.static() / "css").as_posix() for part in parts)


def imported() -> list[str]:
    return re.findall(r'@import url\("([^"]+)"\);', (paths.static() / styles.WHOLE).read_text("utf-8"))


def test_other_files_are_served_as_they_are() -> None:
    with an_app().test_client().get("/static/css/tokens.css") as answer:
        assert answer.data == Path(paths.static() / "css/tokens.css").read_bytes()


def test_what_the_stylesheet_names_is_there_with_its_hash() -> None:
    words = an_app().test_client().get(styles.stylesheet()).text
    named = re.findall(r'url\("([^"]+)"\)', words)
    assert named
    assert [
        name for name in named if not re.fullmatch(r"/static/vendor/fonts/[\w-]+\.woff2(\?v=[0-9a-f]{12})?", name)
    ] == []


def test_no_part_names_a_colour_outside_the_tokens() -> None:
    loose = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch|lab)a?\(", re.IGNORECASE)
    parts = [part for part in (paths.static() / "css").rglob("*.css") if part.name != "tokens.css"]
    assert [part.name for part in parts if loose.search(part.read_text("utf-8"))] == []
