"""Writing the lock files anew: the newest that setup.cfg and package.json allow, with hashes, without hosts."""

import json
import sys
from pathlib import Path

import nodes
from steps import ROOT, VENV, Failure, run, say

REQUIREMENTS = ROOT / "requirements"
UV: list[str | Path] = [
    VENV / "bin" / "uv",
    "pip",
    "compile",
    "--quiet",
    "--universal",
    "--generate-hashes",
    "--upgrade",
]
UV_LOCK: list[str | Path] = [*UV, "--python-version", "3.11", "--custom-compile-command", "make lock"]


def main() -> int:
    """Lock the Python packages, then the front-end modules."""
    try:
        say("Locking the Python packages.")
        _python("base", "setup.cfg")
        _python("guard", "setup.cfg", "--extra", "guard", "-c", "requirements/base.txt")
        _python("pdf", "setup.cfg", "--extra", "pdf", "-c", "requirements/base.txt")
        before = [word for name in ("base", "guard", "pdf") for word in ("-c", f"requirements/{name}.txt")]
        _python("test", "setup.cfg", "--extra", "test", *before)
        _python("build", "requirements/build.in")
        _python("node", "requirements/node.in")
        _python("presidio", "requirements/presidio.in")
        _python("uv", "requirements/uv.in", "-c", "requirements/test.txt")
        say("Locking the front-end modules.")
        _modules(ROOT / "package-lock.json")
    except Failure as failure:
        print(failure, file=sys.stderr)
        return 1
    return 0


def _python(name: str, *source: str) -> None:
    run([*UV_LOCK, *source, "-o", f"requirements/{name}.txt"])


def _modules(lock: Path) -> None:
    _, npm, env = nodes.find()
    run([*npm, "install", "--package-lock-only", "--ignore-scripts", "--no-audit", "--no-fund"], env=env)
    known = json.loads(lock.read_text())
    for module in known["packages"].values():
        module.pop("funding", None)
    lock.write_text(json.dumps(known, indent=2) + "\n")


if __name__ == "__main__":
    sys.exit(main())
