"""A write-up taken away: Markdown, and JSON whose fingerprint is checked without this program; no word of the margin."""

import hashlib
import json

import pytest

from supervise.cli import main
from supervise.core.ids import new_key
from supervise.writeups import notes, sharing
from supervise.writeups.actions import Typed, save_part
from supervise.writeups.notes import About
from supervise.writeups.queries import decision_on, version_of, write_up_for
from supervise.writeups.signing import NotACopy, is_unchanged
from tests.cast import words
from tests.writeups.writing import begin, part_of, share, write


@pytest.fixture
def verified(world):
    with world.work():
        recording = begin(world, outline="process-recording")
        tia = world.actor("Tia")
        for column, body in {
            "dialogue": "\u201cYou came.\u201d \U0001f642",
            "feelings": "Glad.\n\n> and *wary*",
        }.items():
            save_part(tia, Typed(part_of(recording, "recording", column).id, body, 0))
        write(world, recording, {"plan": "To wait a little."})
        number = share(world, recording, "Ruth").number
        about = About(part_of(recording, "plan").id, words="wait")
        notes.note(world.actor("Ruth"), recording.id, about, words("A secret aside."), new_key())
        sharing.verify(world.actor("Ruth"), recording.id, number)
        write(world, recording, {"plan": "Written later."})
        seen = write_up_for(tia, recording.id)
        return recording.id, number, decision_on(version_of(seen, number)).fingerprint


def taken(world, verified, form, version=None):
    reply = world.post("Tia", f"/writeups/{verified[0]}/copy", form=form, **({"version": version} if version else {}))
    assert reply.status_code == 200
    assert reply.headers["Content-Disposition"].startswith('attachment; filename="write-up-20')
    return reply.text


def test_the_fingerprint_of_a_verified_version_is_checked_without_this_program(world, verified):
    copy = taken(world, verified, "json", verified[1])
    told = json.loads(copy)
    signed = json.dumps(told["signed"], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert hashlib.sha256(signed.encode()).hexdigest() == told["sha256"] == told["decision"]["sha256"] == verified[2]
    assert [(one["section"], one["row"], one["column"]) for one in told["signed"]["parts"]] == [
        ("recording", 1, "dialogue"),
        ("recording", 1, "feelings"),
        ("plan", None, None),
    ]
    assert told["decision"]["by"] == "Ruth" and told["version"] == verified[1]
    assert is_unchanged(copy)
    assert not is_unchanged(copy.replace("wait a little", "wait a lot"))
    now = json.loads(taken(world, verified, "json"))
    assert now["decision"] is None and now["sha256"] != verified[2] and "Written later." in str(now["signed"])
    assert "aside" not in copy + str(now)


def test_markdown_has_real_headings_its_rows_and_what_it_is(world, verified):
    copy = taken(world, verified, "md", verified[1])
    assert copy.startswith(
        "# Process recording\n\n## The conversation\n\n### 1\n\n**What was said**\n\n\u201cYou came.\u201d"
    )
    assert "## Plan\n\nTo wait a little." in copy
    assert "Ruth verified it on" in copy and f"SHA-256 of the words: {verified[2]}" in copy
    assert "aside" not in copy and "Context and purpose" not in copy


def test_the_command_line_says_whether_a_copy_is_unchanged(world, verified, tmp_path, capsys):
    copy = taken(world, verified, "json", verified[1])
    for name, body, status, said in (
        ("whole.json", copy, 0, "Unchanged"),
        ("other.json", copy.replace("wait a little", "wait a lot"), 1, "does not fit"),
        ("none.json", "not one", 1, "no JSON copy"),
    ):
        (tmp_path / name).write_text(body)
        with pytest.raises(SystemExit) as ended:
            main(["verify", str(tmp_path / name)])
        told = capsys.readouterr()
        assert (ended.value.code, said in told.out + told.err) == (status, True), name


@pytest.mark.parametrize(
    "told", ["", "[]", "{}", '{"signed": 1, "sha256": "x"}', '{"signed": {}, "sha256": 2}', "[" * 9999]
)
def test_what_is_no_copy_is_told_so(told):
    with pytest.raises(NotACopy):
        is_unchanged(told)


def test_nobody_else_takes_it_away_and_a_version_that_is_none_is_missing(world, verified):
    for who in ("Ruth", "Sam", "Noa", "Olu"):
        assert world.post(who, f"/writeups/{verified[0]}/copy", form="json").status_code == 404
    assert world.post("Tia", f"/writeups/{verified[0]}/copy", form="json", version="99").status_code == 404
    assert world.post("Tia", f"/writeups/{verified[0]}/copy", form="exe").status_code == 422
