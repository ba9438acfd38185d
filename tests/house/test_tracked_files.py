"""What the kept files may not hold: where they were made, and where their parts were fetched from."""

import json
import os
import re

import pytest

from tests.house.source import ROOT, files, named

# Put together here, so that this file does not find itself.
_HOSTS = ["pypi" + ".org", "python" + "hosted", "npm" + "js.org", "npm" + "js.com", "yarn" + "pkg", "npm" + "mirror"]
_PLACES = ["/" + "work/", "/" + "root/", "/" + r"home/\w", "/" + r"Users/\w", "/" + "opt/wheels", r"C:\\" + "Users"]
FOREIGN = re.compile("|".join([re.escape(h) for h in _HOSTS] + _PLACES))


def test_no_file_names_a_registry_or_a_machine():
    found = []
    for path in files():
        text = path.read_bytes().decode("utf-8", "replace")
        found += [f"{named(path)}: {match[0]}" for match in FOREIGN.finditer(text)]
    assert not found


@pytest.mark.parametrize("name", sorted(p.name for p in (ROOT / "requirements").glob("*.txt")))
def test_the_python_locks_hold_hashes_and_no_addresses(name):
    text = (ROOT / "requirements" / name).read_text()
    pinned = re.findall(r"^[\w.-]+==", text, re.MULTILINE)
    assert pinned
    assert "://" not in text
    assert len(re.findall(r"^[\w.-]+==[^\n]*\\\n    --hash=sha256:", text, re.MULTILINE)) == len(pinned)


def test_the_front_end_lock_holds_hashes_and_no_addresses():
    text = (ROOT / "package-lock.json").read_text()
    assert "://" not in text
    assert '"resolved"' not in text
    assert all("integrity" in module for name, module in json.loads(text)["packages"].items() if name)


def test_the_check_of_a_clean_clone_can_be_started():
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
    assert os.access(ROOT / "tools" / "run", os.X_OK)
