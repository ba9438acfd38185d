"""The wheel: it carries everything, and runs from any folder of a machine that has no checkout."""

import configparser
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import urllib.request
import zipfile
from pathlib import Path

import pytest
from setuptools import find_packages

from tests.house.source import PACKAGE, ROOT, files, named
from tests.serving import RunningServer

PARTS = ("templates", "static", "migrations")


def test_setup_cfg_names_every_package():
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg")
    listed = set(config["options"]["packages"].split())
    there = set(find_packages(str(ROOT), include=["supervise", "supervise.*"]))
    there |= {f"supervise.{part}" for part in PARTS}
    assert listed == there, f"setup.cfg: add {sorted(there - listed)} to packages, take out {sorted(listed - there)}"


def test_every_folder_with_code_is_a_package():
    folders = {p.parent for p in PACKAGE.rglob("*.py")}
    assert all((folder / "__init__.py").is_file() for folder in folders)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """The wheel, built from a copy so that nothing of an earlier build can slip in."""
    copy = tmp_path_factory.mktemp("build")
    vendor = [p for p in (ROOT / "static" / "vendor").rglob("*") if p.is_file()]
    for path in [*files(), *vendor]:
        if named(path).startswith(("supervise/", *PARTS, "setup.cfg", "pyproject.toml", "README.md")):
            (copy / named(path)).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy / named(path))
    run([sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", copy / "dist", copy])
    return next((copy / "dist").glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory) -> Path:
    """The programs of a fresh virtual environment that holds the wheel; its dependencies are lent by the present one."""
    venv = tmp_path_factory.mktemp("installed") / "venv"
    run([sys.executable, "-m", "venv", "--without-pip", venv])
    python = venv / "bin" / "python"
    run([sys.executable, "-m", "pip", "-q", "--python", python, "install", "--no-deps", "--no-index", wheel])
    place = next(venv.glob("lib/python3*/site-packages"))
    (place / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return venv / "bin"


def run(command, **words) -> str:
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False, cwd="/", **words)
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done.stdout


def test_the_wheel_carries_pages_scripts_fonts_and_migrations(wheel):
    with zipfile.ZipFile(wheel) as archive:
        inside = set(archive.namelist())
    wanted = {named(p) for p in files() if named(p).startswith(PARTS) and not p.name.startswith(".")}
    assert {f"supervise/{name}" for name in wanted} <= inside
    assert "supervise/static/vendor/versions.json" in inside
    assert any(name.endswith(".woff2") for name in inside)
    own = {named(p) for p in files() if named(p).startswith("supervise/")}
    assert own <= inside
    assert {name.split("/")[0] for name in inside} == {"supervise", f"supervise-{_version()}.dist-info"}


def _version() -> str:
    return re.search(r"^version = (.+)$", (ROOT / "setup.cfg").read_text(), re.MULTILINE)[1]


def test_the_installed_copy_finds_its_own_parts(installed):
    asked = "import supervise.paths as p; print(p.templates(), p.static(), p.migrations(), sep='\\n')"
    folders = [Path(line) for line in run([installed / "python", "-c", asked]).splitlines()]
    assert [f.name for f in folders] == list(PARTS)
    assert all(f.is_relative_to(installed.parent) and f.is_dir() for f in folders)


def test_the_installed_command_says_what_it_can_do(installed):
    assert "migrate" in run([installed / "supervise", "--help"])


def test_the_installed_command_serves_from_any_folder(installed, tmp_path):
    server = RunningServer(tmp_path, program=[str(installed / "supervise")]).start()
    try:
        with urllib.request.urlopen(f"{server.url}/signin") as answer:
            page = answer.read().decode()
        sheets = re.findall(r'href="(/static/[^"]+\.css[^"]*)"', page)
        assert sheets
        for sheet in sheets:
            with urllib.request.urlopen(server.url + sheet) as answer:
                assert answer.status == 200
    finally:
        assert server.stop() == 0


def test_no_place_of_its_making_is_in_the_wheel(wheel):
    with zipfile.ZipFile(wheel) as archive:
        texts = [archive.read(n) for n in archive.namelist() if not n.endswith(".woff2")]
    assert not any(os.fsencode(ROOT) + b"/" in text for text in texts)
