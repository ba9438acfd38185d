"""Copying what the pages load from the installed front-end modules to static/vendor."""

import json
import shutil

from nodes import version_of
from steps import ROOT, Failure

FROM = ROOT / "node_modules"
TO = ROOT / "static" / "vendor"
MODULES = {
    "@hotwired/stimulus": ("dist/stimulus.js",),
    "socket.io-client": ("dist/socket.io.esm.min.js",),
    "idiomorph": ("dist/idiomorph.esm.js",),
}
FONTS = {"@fontsource-variable/literata": "literata", "@fontsource-variable/source-sans-3": "source-sans-3"}
FACES = [f"{script}-wght-{style}" for script in ("latin", "latin-ext") for style in ("normal", "italic")]


def copy() -> None:
    """Make static/vendor anew, with a list of what is in it, in which version and under which licence."""
    fresh = TO.with_name("vendor.new")
    shutil.rmtree(fresh, ignore_errors=True)
    (fresh / "fonts").mkdir(parents=True)
    listed = []
    for module, files in _wanted().items():
        version, licence = version_of(module)
        for source, target in files:
            if not (FROM / module / source).is_file():
                raise Failure(f"{module} {version} holds no {source}.")
            shutil.copyfile(FROM / module / source, fresh / target)
        listed.append(
            {"name": module, "version": version, "licence": licence, "files": [target for _, target in files]}
        )
    (fresh / "versions.json").write_text(json.dumps(listed, indent=2) + "\n")
    shutil.rmtree(TO, ignore_errors=True)
    fresh.rename(TO)


def _wanted() -> dict[str, list[tuple[str, str]]]:
    scripts = {module: [(f, f.rpartition("/")[2]) for f in files] for module, files in MODULES.items()}
    fonts = {
        module: [(f"files/{font}-{face}.woff2", f"fonts/{font}-{face}.woff2") for face in FACES]
        for module, font in FONTS.items()
    }
    return scripts | fonts
