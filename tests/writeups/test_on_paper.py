"""A write-up as PDF and as a page for printing: tagged, in its language, neutral outside, made of nothing but its words."""

import io

import pypdf
import pytest

from supervise.writeups.copies import making
from supervise.writeups.copies.making import NoPdf, pdf_file
from tests.writeups.test_word_files import verified as _verified

verified = _verified
NO_PAGE = "<!doctype html><html lang=en-GB><title>Write-up</title><p>One &amp; two</p><img src='{}' alt='a'>"


def made_here(page):
    """A PDF where this machine makes some; None where it says plainly that it does not."""
    try:
        return pdf_file(page, "Nothing.")
    except NoPdf as refusal:
        assert "Open the page for printing" in refusal.message
        return None


def test_a_pdf_is_tagged_has_its_language_and_a_neutral_title_or_the_page_for_printing_is_named(world, verified):
    reply = world.post("Tia", f"/writeups/{verified[0]}/copy", form="pdf", version=verified[1])
    if made_here(NO_PAGE.format("")) is None:
        assert reply.status_code == 503 and "Open the page for printing" in reply.text
        return
    assert reply.status_code == 200 and reply.content_type == "application/pdf"
    assert reply.headers["Content-Disposition"].startswith('attachment; filename="write-up-20')
    read = pypdf.PdfReader(io.BytesIO(reply.data))
    root = read.trailer["/Root"]
    assert root["/Lang"] == "en-GB" and root["/MarkInfo"]["/Marked"] and root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert read.metadata.title == "Write-up" and read.metadata.author is None
    assert "pdfuaid" in root["/Metadata"].get_data().decode()
    kinds = [one["/S"] for one in tags(root["/StructTreeRoot"])]
    assert kinds.count("/H1") == 1 and kinds.count("/H2") >= 4 and "/H3" in kinds
    assert kinds.count("/TH") == 4 + 1 and kinds.count("/TD") == 3 and "/L" in kinds and "/LI" in kinds
    words = " ".join(" ".join(page.extract_text() for page in read.pages).split())
    for said in (
        "Process recording",
        "You came.",
        "To wait a little.",
        "No details are counted",
        "Ruth verified it on",
    ):
        assert said in words
    assert "Whose" not in words and "goodbye" not in words and "Page 1 of" in words


def tags(node):
    found = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(found, list):
        return [tag for one in found for tag in tags(one)]
    if not isinstance(found, dict):
        return []
    here = [found] if "/S" in found and found["/S"] != "/StructTreeRoot" else []
    return here + (tags(found["/K"]) if "/K" in found else [])


def test_a_supervisor_has_the_shared_version_on_a_page_for_printing_and_others_have_nothing(world, verified):
    for who in ("Tia", "Ruth"):
        page = world.client(who).get(f"/writeups/{verified[0]}/paper").text
        assert page.count("<h1>") == 1 and '<th scope="col">What was said</th>' in page and "To wait a little." in page
        assert "Whose" not in page and "<title>Write-up begun" in page
    earlier = f"/writeups/{verified[0]}/paper?version=1"
    assert "to say goodbye" in world.client("Tia").get(earlier).text
    assert world.client("Ruth").get(earlier).status_code == 404
    for who in ("Sam", "Noa", "Olu"):
        assert world.client(who).get(f"/writeups/{verified[0]}/paper").status_code == 404


def test_what_makes_it_fetches_nothing_and_writes_nothing(tmp_path, monkeypatch):
    (tmp_path / "seen.png").write_bytes(b"secret picture")
    if (whole := made_here(NO_PAGE.format((tmp_path / "seen.png").as_uri()))) is not None:
        assert b"secret" not in whole and b"/Image" not in whole
        assert made_here(NO_PAGE.format("https://example.org/a.png")) is not None
    monkeypatch.setattr(making, "makes_pdf", lambda: False)
    with pytest.raises(NoPdf, match="Pango"):
        pdf_file("", "")
