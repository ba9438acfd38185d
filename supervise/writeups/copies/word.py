"""A program: reads what was laid out as JSON on its input, writes a DOCX on its output. Knows nothing of Supervise."""

import json
import re
import sys
from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from docx import Document
from docx.blkcntnr import BlockItemContainer
from docx.document import Document as Paper
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.run import Run

Told = dict[str, Any]

DEEPEST_LIST, DEEPEST_HEADING = 3, 6
LINK, QUIET = RGBColor(0x1A, 0x4F, 0x8A), RGBColor(0x59, 0x59, 0x59)
_NEVER = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Writer:
    """A document being written: which numbered lists were begun, and between which runs each note stands."""

    def __init__(self, told: Told) -> None:
        self.paper = Document()
        self.told = told
        self.series: dict[int, int] = {}
        self.ends: dict[int, list[Run]] = {}
        self.referred: set[int] = set()

    def write(self) -> bytes:
        """Return the whole document."""
        _set_up(self.paper, self.told)
        self._blocks(self.paper, self.told["blocks"])
        for number, note in enumerate(self.told["notes"]):
            if len(self.ends.get(number, [])) > 1:
                self._note(note, self.ends[number])
        if self.told.get("footnotes"):
            self._footnotes()
        made = BytesIO()
        self.paper.save(made)
        return made.getvalue()

    def _blocks(self, place: Paper | BlockItemContainer, blocks: Iterable[Told]) -> None:
        for block in blocks:
            if block["sort"] == "table":
                self._table(block)
            else:
                self._runs(self._paragraph(place, block), block["runs"])

    def _paragraph(self, place: Paper | BlockItemContainer, block: Told) -> Paragraph:
        sort, level = block["sort"], block.get("level", 0)
        if sort == "heading":
            return place.add_paragraph(style=f"Heading {min(level, DEEPEST_HEADING)}")
        if sort == "rule":
            line = place.add_paragraph("* * *")
            line.alignment = WD_ALIGN_PARAGRAPH.CENTER
            return line
        if not level:
            return place.add_paragraph(style="Quote" if block.get("quoted") else None)
        deep = "" if level == 1 else f" {min(level, DEEPEST_LIST)}"
        if sort != "item":
            return place.add_paragraph(style=f"List Continue{deep}")
        item = place.add_paragraph(style=f"List {'Number' if block['series'] else 'Bullet'}{deep}")
        if block["series"]:
            self._number(item, block)
        return item

    def _number(self, item: Paragraph, block: Told) -> None:
        """Let each numbered list begin anew, with the number that it began with."""
        if block["series"] not in self.series:
            definitions = self.paper.part.numbering_part.numbering_definitions._numbering  # noqa: SLF001
            style = item.style.element.pPr.numPr.numId.val if item.style is not None else 1
            begun = definitions.add_num(definitions.num_having_numId(style).abstractNumId.val)
            begun.add_lvlOverride(0).add_startOverride(block["first"])
            self.series[block["series"]] = begun.numId
        numbered = item._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001
        numbered.get_or_add_ilvl().val = 0
        numbered.get_or_add_numId().val = self.series[block["series"]]

    def _runs(self, paragraph: Paragraph, runs: Iterable[Told]) -> None:
        for told in runs:
            if told.get("footnote"):
                self._passages(told, self._footnoted(paragraph, told["footnote"]))
                continue
            run = _linked(paragraph, told["link"]) if told.get("link") else paragraph.add_run()
            run.text = _fit(told["text"])
            run.bold, run.italic = told.get("strong") or None, told.get("emphasised") or told.get("hidden") or None
            run.font.strike = told.get("struck") or None
            if told.get("hidden"):
                run.font.color.rgb = QUIET
            self._passages(told, run)

    def _footnoted(self, paragraph: Paragraph, number: int) -> Run:
        """Refer to a footnote; where that was done before, its number alone stands there."""
        run = paragraph.add_run("" if number not in self.referred else str(number))
        run.font.superscript = True
        if number not in self.referred:
            self.referred.add(number)
            mark = OxmlElement("w:footnoteReference")
            mark.set(qn("w:id"), str(number))
            run._r.append(mark)  # noqa: SLF001
        return run

    def _passages(self, told: Told, run: Run) -> None:
        for number in told.get("begins", ()):
            self.ends[number] = [run]
        for number in told.get("ends", ()):
            self.ends.setdefault(number, []).append(run)

    def _footnotes(self) -> None:
        """Write the footnotes into a part of their own, as a word processor keeps them (ISO/IEC 29500-1, 17.11)."""
        below = OxmlElement("w:footnotes")
        name = PackURI("/word/footnotes.xml")
        part = XmlPart(name, CONTENT_TYPE.WML_FOOTNOTES, below, self.paper.part.package)
        self.paper.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        for number, sort in ((-1, "separator"), (0, "continuationSeparator")):
            line = _below(below, "w:footnote", id=str(number), type=sort)
            Paragraph(_below(line, "w:p"), part).add_run()._r.append(OxmlElement(f"w:{sort}"))  # noqa: SLF001
        for number, blocks in enumerate(self.told["footnotes"], 1):
            note = _below(below, "w:footnote", id=str(number))
            for place, block in enumerate(blocks or [{"runs": []}]):
                paragraph = Paragraph(_below(note, "w:p"), part)
                if place == 0:
                    mark = paragraph.add_run()
                    mark.font.superscript = True
                    mark._r.append(OxmlElement("w:footnoteRef"))  # noqa: SLF001
                    paragraph.add_run(" ")
                self._runs(paragraph, block["runs"])
                for run in paragraph.runs:
                    run.font.size = Pt(9)

    def _table(self, block: Told) -> None:
        head, rows = block["head"], block["rows"]
        table = self.paper.add_table(rows=1 + len(rows), cols=len(head), style="Table Grid")
        _repeat_head(table)
        widths = [Cm(1.4), *[Cm((16.0 - 1.4) / (len(head) - 1))] * (len(head) - 1)]
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        places = [row.cells for row in table.rows]
        for cells in places:
            for cell, width in zip(cells, widths, strict=True):
                cell.width = width
        for cell, words in zip(places[0], head, strict=True):
            cell.paragraphs[0].add_run(_fit(words)).bold = True
        for cells, row in zip(places[1:], rows, strict=True):
            for cell, blocks in zip(cells, row, strict=True):
                self._blocks(cell, blocks)
                if blocks:  # a cell begins with an empty paragraph, which only an empty one needs
                    cell._tc.remove(cell.paragraphs[0]._p)  # noqa: SLF001
        self.paper.add_paragraph()

    def _note(self, note: Told, ends: Sequence[Run]) -> None:
        comment = self.paper.add_comment([ends[0], ends[-1]], "", note["author"], note["initials"])
        comment._comment_elm.date = datetime.fromisoformat(note["at"])  # noqa: SLF001
        first = comment.paragraphs[0]
        self._blocks(comment, note["blocks"])
        if len(comment.paragraphs) > 1:
            mark = first.runs[0]._r if first.runs else None  # noqa: SLF001
            if mark is not None:
                comment.paragraphs[1]._p.insert(1 if comment.paragraphs[1]._p.pPr is not None else 0, mark)  # noqa: SLF001
            comment._comment_elm.remove(first._p)  # noqa: SLF001


def _set_up(paper: Paper, told: Told) -> None:
    about = paper.core_properties
    about.title, about.language = told["title"], told["language"]
    about.author = about.last_modified_by = about.comments = about.keywords = about.subject = ""
    about.created = about.modified = datetime.fromisoformat(told["made_at"])
    normal = paper.styles["Normal"]
    if isinstance(normal, ParagraphStyle):
        normal.font.size = Pt(11)
    spoken = paper.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}/{qn('w:lang')}")
    if spoken is not None:
        spoken.set(qn("w:val"), told["language"])
    page = paper.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.5)
    foot = page.footer.paragraphs[0]
    foot.add_run(_fit(told["footer"])).add_break()
    foot.add_run("Page ")
    _field(foot, "PAGE")
    foot.add_run(" of ")
    _field(foot, "NUMPAGES")
    for run in foot.runs:
        run.font.size = Pt(8)


def _below(above: Any, name: str, **said: str) -> Any:
    element = OxmlElement(name)
    for word, value in said.items():
        element.set(qn(f"w:{word}"), value)
    above.append(element)
    return element


def _field(paragraph: Paragraph, name: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run = paragraph.add_run("1")
    run.font.size = Pt(8)
    field.append(run._r)  # noqa: SLF001
    paragraph._p.append(field)  # noqa: SLF001


def _linked(paragraph: Paragraph, address: str) -> Run:
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(_fit(address), RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = paragraph.add_run()
    run.font.underline, run.font.color.rgb = True, LINK
    link.append(run._r)  # noqa: SLF001
    paragraph._p.append(link)  # noqa: SLF001
    return run


def _repeat_head(table: Table) -> None:
    """Let the first row stand on every page that the table reaches, and be its heading for a screen reader."""
    head = table.rows[0]._tr.get_or_add_trPr()  # noqa: SLF001
    head.append(OxmlElement("w:cantSplit"))
    head.append(OxmlElement("w:tblHeader"))


def _fit(words: str) -> str:
    """Return words without what such a file cannot hold."""
    return _NEVER.sub("\ufffd", words)


if __name__ == "__main__":
    sys.stdout.buffer.write(Writer(json.load(sys.stdin)).write())
