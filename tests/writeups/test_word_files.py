"""A write-up as a file for Word: real headings, tables, lists and comments; neutral where others see it; nothing private."""

import io
import re
import zipfile

import docx
import pytest
from sqlalchemy import select

from supervise.core.db import session
from supervise.core.ids import new_key
from supervise.governance.models import Act
from supervise.texts.blocks import MOST, Sort, blocks_of
from supervise.writeups import notes, sharing
from supervise.writeups.actions import Typed, save_part
from supervise.writeups.copies import making
from supervise.writeups.copies.making import NotMade, made, word_file
from supervise.writeups.notes import About
from tests.cast import words
from tests.house.source import ROOT
from tests.writeups.writing import begin, part_of, share, write

IMPRESSIONS = (
    "# At first\n\nShe said *the \u201cunsaid\u201d* and **bold _things_**, [told](https://example.org/a) so.\n\n"
    "3. wait\n4. listen\n   - closely\n\n> a line of hers\n\n---\n\nto the end"
)


@pytest.fixture
def verified(world):
    with world.work():
        recording = begin(world, outline="process-recording")
        ruth, tia = world.actor("Ruth"), world.actor("Tia")
        save_part(tia, Typed(part_of(recording, "recording", "dialogue").id, "\u201cYou came.\u201d", 0))
        save_part(tia, Typed(part_of(recording, "recording", "feelings").id, "Glad.\n\n> and *wary*", 0))
        write(world, recording, {"impressions": IMPRESSIONS, "plan": "To wait a little, and to say goodbye."})
        share(world, recording, "Ruth")
        for section, about, said in (
            ("impressions", "unsaid", "Whose *word* is it?"),
            ("recording", "", "About the whole row."),
            ("plan", "say goodbye", "Is it time?"),
        ):
            column = "dialogue" if section == "recording" else ""
            place = About(part_of(recording, section, column).id, words=about)
            noted = notes.note(ruth, recording.id, place, words(said), new_key())
        notes.answer(tia, noted.id, words("It is."), new_key())
        notes.settle(tia, noted.id, on=True)
        write(world, recording, {"plan": "To wait a little."})
        number = share(world, recording, "Ruth").number
        sharing.verify(ruth, recording.id, number)
        return recording.id, number


def taken(world, verified, who="Tia", **asked):
    reply = world.post(who, f"/writeups/{verified[0]}/copy", form="docx", **asked)
    assert reply.status_code == 200
    assert reply.headers["Content-Disposition"].startswith('attachment; filename="write-up-20')
    return docx.Document(io.BytesIO(reply.data)), zipfile.ZipFile(io.BytesIO(reply.data))


def test_it_has_real_headings_lists_and_a_table_whose_head_is_repeated_and_is_neutral_outside(world, verified):
    paper, parts = taken(world, verified, version=verified[1])
    about = paper.core_properties
    assert (about.title, about.language, about.author, about.comments) == ("Write-up", "en-GB", "", "")
    assert 'w:lang w:val="en-GB"' in parts.read("word/styles.xml").decode()
    styles = [(one.style.name, one.text) for one in paper.paragraphs]
    for expected in (
        ("Heading 1", "Process recording"),
        ("Heading 2", "Impressions"),
        ("Heading 3", "At first"),
        ("List Number", "wait"),
        ("List Bullet 2", "closely"),
        ("Quote", "a line of hers"),
        ("Heading 2", "Signatures"),
    ):
        assert expected in styles
    (table,) = paper.tables
    assert [one.text for one in table.rows[0].cells][:3] == ["Row", "What was said", "My gut feelings"]
    assert [one.text for one in table.rows[1].cells][:3] == ["1", "\u201cYou came.\u201d", "Glad.\nand wary"]
    assert table.rows[0]._tr.trPr.xpath("w:tblHeader") and not table.rows[1]._tr.xpath("w:trPr/w:tblHeader")
    runs = {run.text: run for one in paper.paragraphs for run in one.runs}
    assert (
        runs["the \u201cunsaid\u201d"].italic and runs["bold "].bold and runs["things"].bold and runs["things"].italic
    )
    (told,) = [link for one in paper.paragraphs for link in one.hyperlinks]
    assert (told.text, told.url) == ("told", "https://example.org/a")
    assert 'w:startOverride w:val="3"' in parts.read("word/numbering.xml").decode()
    foot = paper.sections[0].footer.paragraphs[0].text
    assert "No details are counted as changed or kept for disguise." in foot
    signed = " ".join(text for _, text in styles[[text for _, text in styles].index("Signatures") :])
    assert "Ruth verified it on" in signed and "the disguise adequate" in signed and "SHA-256 of the words: " in signed
    assert not list(paper.comments) and b"Whose" not in b"".join(parts.read(name) for name in parts.namelist())


def test_a_supervisor_has_the_margin_as_comments_on_their_words_and_orphans_where_their_section_ends(world, verified):
    paper, parts = taken(world, verified, "Ruth", margin="y")
    said = [(one.author, one.text) for one in paper.comments]
    assert sorted(said) == [
        ("Ruth, supervisor", "About the whole row."),
        ("Ruth, supervisor", "Is it time?"),
        ("Ruth, supervisor", "Whose word is it?"),
        ("Tia, trainee", "It is.\nSettled by Tia."),
    ]
    on = {one.text.partition("\n")[0]: anchored(parts, one.comment_id) for one in paper.comments}
    assert on["Whose word is it?"] == "unsaid"
    assert on["About the whole row."] == "You came"
    assert on["Is it time?"] == on["It is."]
    assert on["It is."] == "A note on words that stand here no more: \u201csay goodbye\u201d"
    texts = [one.text for one in paper.paragraphs]
    assert texts.index("To wait a little.") + 1 == texts.index(on["It is."])
    assert any("for its author and the supervisors" in one for one in texts)
    with world.work():
        acts = session().scalars(select(Act).where(Act.tag == "writeup.copied")).all()
        assert [one.about["version"] for one in acts] == [verified[1]]
    assert world.post("Ruth", f"/writeups/{verified[0]}/copy", form="docx", version="1").status_code == 404
    for who in ("Sam", "Noa", "Olu"):
        assert world.post(who, f"/writeups/{verified[0]}/copy", form="docx").status_code == 404


def test_footnotes_are_those_of_a_word_processor_numbered_through_all_parts(world):
    with world.work():
        note = begin(world)
        first = "She was *late*.[^a] I waited.[^b] Late again.[^a]\n\n[^a]: For the **third** time.\n[^b]: See [this](https://example.org/b)."
        write(
            world,
            note,
            {"happened": first, "felt": "Cold.[^1]\n\n[^1]: In the hands.\n\n    And then warm.\n\n[^z]: Nowhere."},
        )
    paper, parts = taken(world, (note.id, None))
    below = parts.read("word/footnotes.xml").decode()
    assert re.findall(r'<w:footnote w:id="(-?\d+)"', below) == ["-1", "0", "1", "2", "3"]
    assert [
        re.sub("<[^>]*>", "", one).strip()
        for one in re.findall(r"<w:footnote w:id=\"[1-9].*?</w:footnote>", below, re.DOTALL)
    ] == [
        "For the third time.",
        "See this.",
        "In the hands.And then warm.",
    ]
    body = parts.read("word/document.xml").decode()
    assert re.findall(r'w:footnoteReference w:id="(\d)"', body) == ["1", "2", "3"]
    assert "third time" not in body and "Nowhere." in body, "what nothing refers to stays with its part"
    assert 'Target="https://example.org/b"' in parts.read("word/_rels/footnotes.xml.rels").decode()
    assert "footnotes+xml" in parts.read("[Content_Types].xml").decode()
    assert [one.text for one in paper.paragraphs if one.text.startswith("She was")] == [
        "She was late. I waited. Late again.1"
    ]
    page = world.client("Tia").get(f"/writeups/{note.id}/paper").text
    assert page.count('class="footnotes"') == 2 and "For the <strong>third</strong> time." in page


def anchored(parts, number):
    """The words between the ends of a comment, read from the file's own XML."""
    within = parts.read("word/document.xml").decode().split(f'<w:commentRangeStart w:id="{number}"/>')[1]
    within = within.split(f'<w:commentRangeEnd w:id="{number}"/>')[0]
    return "".join(piece.split("</w:t>")[0].split(">", 1)[1] for piece in within.split("<w:t")[1:])


def test_runs_hold_each_passage_and_nothing_of_what_is_covered():
    body = "# Head\n\n- *one* two\n- **\u201cthree\u201d** four & [five](http://x.org/five) secret six"
    asked = ["one", "one* two\n- **\u201cthree", "\u201cthree\u201d", "[five](http://x.org/five)", "secret six"]
    spans = [(body.index(one), body.index(one) + len(one)) for one in asked]
    hidden = (body.index("secret"), body.index("secret") + 6)
    blocks = blocks_of(body, [hidden], [*spans, (0, len(body))])
    runs = [run for block in blocks for run in block.runs]
    said = []
    for number in range(len(spans) + 1):
        (first,) = [place for place, run in enumerate(runs) if number in run.begins]
        (last,) = [place for place, run in enumerate(runs) if number in run.ends]
        said.append("".join(run.text for run in runs[first : last + 1]))
    covered = "[covered while it is looked at]"
    assert said[:5] == ["one", "one two\u201cthree", "three", "five", f"{covered} six"]
    assert said[5].startswith("Head") and said[5].endswith("six") and "secret" not in said[5]
    assert [one.sort for one in blocks] == [Sort.HEADING, Sort.ITEM, Sort.ITEM]
    assert any(run.strong and "three" in run.text for run in runs)
    assert blocks_of(None)[0].runs[0].hidden
    many = blocks_of("word " * 9, (), [(0, 4)] * (MOST + 5))
    assert len(many[0].runs[0].begins) == MOST


def test_a_program_that_fails_or_takes_too_long_is_told_plainly_and_says_no_word(
    world, verified, monkeypatch, tmp_path
):
    odd = [{"sort": "paragraph", "runs": [{"text": "\ufffe\x00 \ue100 \U0001f642"}]}]
    about = {"title": "Write-up", "language": "en-GB", "made_at": "2026-11-29T08:00:00+00:00", "footer": ""}
    kept = docx.Document(io.BytesIO(word_file(about | {"blocks": odd, "notes": []})))
    assert kept.paragraphs[0].text == "\ufffd\ufffd \ue100 \U0001f642"
    (tmp_path / "slow.py").write_text("import time\ntime.sleep(600)")
    (tmp_path / "word.py").write_text("import sys\nsys.exit('secret ' + sys.stdin.read())")
    monkeypatch.setattr(making, "_HERE", tmp_path)
    with pytest.raises(NotMade):
        made("slow.py", {}, longest_s=0.2)
    refused = world.post("Tia", f"/writeups/{verified[0]}/copy", form="docx")
    assert refused.status_code == 503 and "take them in another form" in refused.text


def test_the_server_loads_nothing_of_what_makes_such_files():
    loads = re.compile(r"^\s*(?:from|import) (docx|lxml|weasyprint)|copies(?:\.| import )(?:word|pdf)\b", re.MULTILINE)
    found = {path.name for path in (ROOT / "supervise").rglob("*.py") if loads.search(path.read_text("utf-8"))}
    assert found == {"word.py", "pdf.py"}
