"""`supervise review --jsonl`: the check as a filter, with no network."""

import io
import json
import os
import subprocess
import sys

import pytest

from supervise.cli import main
from tests.disguise.found import needs_model
from tests.house.source import ROOT

OFFLINE = """
import sys
from supervise.cli import main
def forbid(event, args):
    if event.startswith("socket."):
        raise SystemExit(f"{event} while reviewing")
sys.addaudithook(forbid)
main(sys.argv[1:])
"""
SEEN = "told jazmyn the sessions end in june"


@pytest.fixture
def reviewed(tmp_path):
    def ask(texts, *words):
        lines = "".join(json.dumps({"id": at, "text": text}) + "\n" for at, text in enumerate(texts))
        clean = {name: value for name, value in os.environ.items() if not name.startswith("SUPERVISE_")}
        done = subprocess.run(
            [sys.executable, "-c", OFFLINE, "review", "--jsonl", *words],
            input=lines, capture_output=True, text=True, check=False, cwd=tmp_path,
            env={**clean, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        assert (done.returncode, done.stderr) == (0, "")
        assert list(tmp_path.iterdir()) == []
        return [json.loads(line) for line in done.stdout.splitlines()]

    return ask


def test_a_thousand_texts_are_reviewed_with_no_network_and_nothing_is_left_behind(reviewed):
    answers = reviewed([f"I saw Siobhan at {20 + at % 60} Mill Lane. {at}" for at in range(1000)], "--rules-only")
    assert [answer["id"] for answer in answers] == list(range(1000))
    assert all(answer["findings"][0]["label"] == "PERSON" for answer in answers)


@needs_model
@pytest.mark.parametrize(
    ("words", "setting", "labels"),
    [([], "full", ["PERSON"]), (["--rules-only"], "full", []), ([], "rules", [])],
)
def test_the_name_model_is_asked_unless_rules_alone_are_wanted(words, setting, labels, monkeypatch, capsys):
    monkeypatch.setenv("SUPERVISE_DISGUISE", setting)
    monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps({"id": 1, "text": SEEN}) + "\n"))
    with pytest.raises(SystemExit) as left:
        main(["review", "--jsonl", *words])
    assert left.value.code == 0
    assert [finding["label"] for finding in json.loads(capsys.readouterr().out)["findings"]] == labels
