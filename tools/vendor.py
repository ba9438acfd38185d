"""Copying what the pages load from the installed front-end modules to static/vendor."""

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import nodes
from nodes import version_of
from steps import ROOT, Failure, run, say

FROM = ROOT / "node_modules"
TO = ROOT / "static" / "vendor"
MODULES = {
    "@hotwired/stimulus": ("dist/stimulus.js",),
    "socket.io-client": ("dist/socket.io.esm.min.js",),
    "idiomorph": ("dist/idiomorph.esm.js",),
}
JOINED = {"yjs": ("dist/yjs.mjs", "yjs.js")}
"""Modules that come in many files, and are joined to one."""

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
    listed += [one for module in JOINED if (one := _joined(module, fresh))]
    (fresh / "versions.json").write_text(json.dumps(listed, indent=2) + "\n")
    shutil.rmtree(TO, ignore_errors=True)
    fresh.rename(TO)


def _joined(module: str, to: Path) -> dict[str, Sequence[str]] | None:
    """Join a module's files; go on without it where this machine has no esbuild: the pages work without it, too."""
    source, target = JOINED[module]
    node, _, env = nodes.find()
    how = ["--bundle", "--minify", "--format=esm", "--legal-comments=inline", "--log-level=warning"]
    esbuild: list[str | Path] = [*node, FROM / "esbuild" / "bin" / "esbuild"]
    try:
        run([*esbuild, FROM / module / source, *how, f"--outfile={to / target}"], env=env)
    except Failure:
        say(f"  {module} cannot be joined here: several write together by forms. To try again: rm .setup/vendor")
        return None
    version, licence = version_of(module)
    return {"name": module, "version": version, "licence": licence, "files": [target]}


def _wanted() -> dict[str, list[tuple[str, str]]]:
    scripts = {module: [(f, f.rpartition("/")[2]) for f in files] for module, files in MODULES.items()}
    fonts = {
        module: [(f"files/{font}-{face}.woff2", f"fonts/{font}-{face}.woff2") for face in FACES]
        for module, font in FONTS.items()
    }
    return scripts | fonts
