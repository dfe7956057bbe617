"""An office's own paper: a logo in the head of both files, a letterhead from Word under the Word file."""

from __future__ import annotations

import io
import os
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Inches, Pt
from PIL import Image, ImageDraw

from generator import pipeline, workspace
from generator.document.receipt import encode
from generator.errors import ContentError, Problem
from generator.inspection.said import passages_of
from generator.layout.laid_out import Draw, DrawLine, Para
from generator.office.paper import MOST_PIXELS
from generator.pipeline import Made, Request
from generator.project import load
from generator.receipts import receipt_of
from generator.receipts.edits import edits_of
from tests.tools.external import docx_accessibility, ooxml_validate, soffice_convert, vera_check, vera_failures
from tests.writers.drawn import drawn
from tests.writers.read_docx import Word, words_of

pytestmark = pytest.mark.slow

AS_OF = date(2026, 11, 24)
OFFICES = "talking_points/offices.yaml"
HEAD = "Congress of the United States, Jane Q. Example"


# --- an office with things of its own ----------------------------------------------------------------------------


def picture(size: tuple[int, int] = (300, 300), mode: str = "RGBA", form: str = "PNG", **how: Any) -> bytes:
    """A red disc on nothing, or on blue where there is no nothing."""
    image = Image.new("RGBA", size, (0, 0, 0, 0) if mode == "RGBA" else (0, 0, 255, 255))
    ImageDraw.Draw(image).ellipse((0, 0, size[0] - 1, size[1] - 1), fill=(200, 0, 0, 255))
    buffer = io.BytesIO()
    image.convert(mode).save(buffer, form, **how)
    return buffer.getvalue()


def letterhead(change: Callable[[Any], None] = lambda document: None) -> bytes:
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Inches(8.5), Inches(11)
    section.left_margin, section.right_margin = Inches(1.25), Inches(1)
    section.top_margin, section.bottom_margin = Inches(1.5), Inches(1.25)
    section.header.paragraphs[0].text = HEAD
    section.footer.paragraphs[0].text = "Printed on recycled paper"
    change(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def typed_in_the_page(document: Any) -> None:
    """As many offices have it: nothing in head and foot, all in the text."""
    for part in (document.sections[0].header, document.sections[0].footer):
        part.paragraphs[0].text = ""
    document.add_paragraph(HEAD)


def continued(document: Any) -> None:
    """A letterhead, and a continuation sheet after it."""
    sheet = document.add_section()
    sheet.header.is_linked_to_previous = False
    sheet.header.paragraphs[0].text = "continuation sheet"


def nameless(document: Any) -> None:
    document.sections[0].header.paragraphs[0].text = "Congress of the United States"


def with_a_picture(document: Any) -> None:
    """The name stands in a picture, which says so."""
    paragraph = document.sections[0].header.paragraphs[0]
    paragraph.text = ""
    paragraph.add_run().add_picture(io.BytesIO(picture((80, 80), "RGB")), height=Inches(0.5))
    [described] = paragraph._p.iter(qn("wp:docPr"))
    described.set("descr", "Jane Q. Example, Member of Congress")


def tall_head(document: Any) -> None:
    """Higher than its margin: the body is pushed down."""
    section = document.sections[0]
    section.top_margin = Inches(1)
    table = section.header.add_table(1, 2, Inches(6))
    seal = io.BytesIO(picture((80, 80), "RGB"))
    table.cell(0, 0).paragraphs[0].add_run().add_picture(seal, height=Inches(1.1))
    for words in ("Committee on Science", "Committee on Rules"):
        paragraph = table.cell(0, 1).add_paragraph(words)
        paragraph.paragraph_format.space_after = Pt(6)
    for line in ("1234 Example House Office Building", "Washington, DC 20515", "(202) 555-0100"):
        section.header.add_paragraph(line).runs[0].font.size = Pt(14)
    section.footer.add_paragraph("Second line of a foot").runs[0].font.size = Pt(30)


def a4(document: Any) -> None:
    document.sections[0].page_width, document.sections[0].page_height = Pt(595.3), Pt(841.9)


@dataclass
class Office:
    """A workspace whose first office gets a logo, a letterhead or both."""

    root: Path

    def give(self, key: str, name: str, content: bytes | None = None) -> Office:
        if content is not None:
            (self.root / name).parent.mkdir(parents=True, exist_ok=True)
            (self.root / name).write_bytes(content)
        path = self.root / OFFICES
        before, line, after = path.read_text("utf-8").partition('  accent: "#1F3A68"\n')
        assert line
        path.write_text(f"{before}{line}  {key}: '{name}'\n{after}", "utf-8")
        return self

    def make(self, audience: str, office: str = "rep-example", topic: str = "sta-renewal") -> Made:
        return pipeline.make(load(self.root), Request(topic, audience, office, AS_OF, final=True))

    def problems(self) -> list[Problem]:
        with pytest.raises(ContentError) as caught:
            load(self.root)
        return caught.value.problems


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(workspace.init(tmp_path / "office").root)


def write(made: Made, folder: Path, name: str = "made") -> tuple[Path, Path]:
    paths = folder / f"{name}.docx", folder / f"{name}.pdf"
    for path in paths:
        path.write_bytes(pipeline.render(made, path.suffix[1:]))
    return paths


def pages(pdf: Path) -> int:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


# --- the logo ----------------------------------------------------------------------------------------------------


def test_a_logo_stands_in_both_heads_at_the_same_place(office: Office, tmp_path: Path) -> None:
    made = office.give("logo", "assets/seal.png", picture((600, 400))).make("constituent")
    word, pdf = write(made, tmp_path)
    (ours,) = drawn(pdf)[0].pictures()
    (theirs,) = drawn(soffice_convert([word], tmp_path / "lo")[0])[0].pictures()
    assert ours.bottom - ours.top == pytest.approx(30, abs=0.1)
    assert ours.right - ours.left == pytest.approx(45, abs=0.1)
    assert ours.left == pytest.approx(made.laid.frame.left, abs=0.1)
    assert ours.top >= 28
    for side in ("left", "top", "right", "bottom"):
        assert getattr(theirs, side) == pytest.approx(getattr(ours, side), abs=1.0)


def test_a_logo_moves_nothing_in_the_body_and_only_the_first_head(office: Office) -> None:
    plain = office.make("hearing")
    dressed = office.give("logo", "seal.jpg", picture(mode="RGB", form="JPEG")).make("hearing")
    below = plain.laid.frame.height - plain.laid.frame.body_top
    for before, after in zip(plain.laid.pages, dressed.laid.pages, strict=True):
        assert [_unnumbered(d) for d in before.draws if _top(d) < below] == [
            _unnumbered(d) for d in after.draws if _top(d) < below
        ]
    assert [_unnumbered(d) for d in plain.laid.pages[1].draws] == [_unnumbered(d) for d in dressed.laid.pages[1].draws]


def _unnumbered(draw: Draw) -> Draw:
    """A line without the number of its element, which is another one each time it is made."""
    return replace(draw, path=tuple((tag, 0) for tag, _ in draw.path)) if isinstance(draw, DrawLine) else draw


def _top(draw: Any) -> float:
    return float(getattr(draw, "baseline", getattr(draw, "y", 0.0)))


def test_files_with_a_logo_are_valid_and_accessible(office: Office, tmp_path: Path) -> None:
    office.give("logo", "seal.png", picture())
    written = [write(office.make(audience), tmp_path, audience) for audience in ("constituent", "hearing", "member")]
    assert vera_failures(vera_check([pdf for _, pdf in written])) == []
    for word, faults in ooxml_validate([w for w, _ in written]).items():
        assert (faults, docx_accessibility(word)) == ([], [])


def test_the_logo_says_in_word_what_it_is(office: Office) -> None:
    office.give("logo", "seal.png", picture())
    word = Word(pipeline.render(office.make("member"), "docx"))
    head = word.xml("word/header1.xml")
    assert word.values("//wp:inline/wp:docPr/@descr", head) == ["Seal or logo of Representative Jane Q. Example"]
    assert word.all("//w:drawing", word.xml("word/header2.xml")) == []


def test_an_office_without_one_has_none(office: Office) -> None:
    office.give("logo", "seal.png", picture())
    assert b"/Subtype/Image" in pipeline.render(office.make("press"), "pdf")
    assert b"/Subtype/Image" not in pipeline.render(office.make("press", "sen-example"), "pdf")


@pytest.mark.parametrize(
    ("mode", "form", "corner"),
    [("RGBA", "PNG", 255), ("LA", "PNG", 255), ("P", "PNG", None), ("CMYK", "JPEG", None), ("L", "JPEG", None)],
)
def test_every_sort_of_picture_comes_out_opaque_rgb_of_moderate_size(
    office: Office, tmp_path: Path, mode: str, form: str, corner: int | None
) -> None:
    image = Image.open(io.BytesIO(picture((900, 900), "RGBA" if corner else "RGB"))).convert(mode)
    buffer = io.BytesIO()
    image.save(buffer, form)
    made = office.give("logo", "seal", buffer.getvalue()).make("press")
    band = made.laid.first_head.bands[0]
    assert band.image
    drawn_anew = Image.open(io.BytesIO(band.image.png))
    assert (drawn_anew.mode, drawn_anew.format, drawn_anew.size) == ("RGB", "PNG", (250, 250))
    if corner:
        assert drawn_anew.getpixel((0, 0)) == (corner,) * 3
    _, pdf = write(made, tmp_path)
    assert vera_failures(vera_check([pdf])) == []
    page = pypdfium2.PdfDocument(pdf)[0].render(scale=4).to_pil()
    (place,) = drawn(pdf)[0].pictures()
    middle = page.getpixel((int((place.left + place.right) * 2), int((place.top + place.bottom) * 2)))
    assert middle == pytest.approx(drawn_anew.getpixel((125, 125)), abs=3)


def test_what_a_camera_put_into_the_file_does_not_travel(office: Office) -> None:
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    exif[0x0112] = 6  # on its side
    made = office.give("logo", "seal.jpg", picture((60, 30), "RGB", "JPEG", exif=exif, comment=b"taken at home"))
    document = made.make("press")
    image = document.laid.first_head.bands[0].image
    assert image
    assert image.pixels == (30, 60)
    assert b"taken at home" not in image.png
    assert b"taken at home" not in pipeline.render(document, "pdf")


def test_same_logo_same_bytes(office: Office, tmp_path: Path) -> None:
    office.give("logo", "seal.png", picture())
    one, other = office.make("hearing"), office.make("hearing")
    for form in ("docx", "pdf"):
        assert pipeline.render(one, form) == pipeline.render(other, form)


# --- the letterhead ----------------------------------------------------------------------------------------------


def test_word_stands_on_the_letterhead_and_both_break_alike(office: Office, tmp_path: Path) -> None:
    made = office.give("letterhead", "assets/letter.docx", letterhead()).make("hearing")
    word, pdf = write(made, tmp_path)
    assert (made.laid.frame.left, made.laid.frame.right) == (90, 72)
    opened = docx.Document(str(word))
    assert opened.sections[0].header.paragraphs[0].text == HEAD
    ours, theirs = drawn(pdf), drawn(soffice_convert([word], tmp_path / "lo")[0])
    assert len(ours) == len(theirs) == 2
    top, bottom = made.laid.frame.body_top, made.laid.frame.body_bottom
    for mine, other in zip(ours, theirs, strict=True):
        rows = [sorted({round(t.baseline) for t in p.texts if top < t.baseline < bottom}) for p in (mine, other)]
        assert rows[0] == pytest.approx(rows[1], abs=1)
    assert HEAD not in "".join(t.words for t in ours[0].texts)


def test_markings_begin_the_body_and_are_said_once_at_the_top(office: Office) -> None:
    office.give("letterhead", "letter.docx", letterhead())
    made = office.make("hearing")
    marking = "FOR MEMBERS AND STAFF OF CONGRESS · EXAMPLE"
    first = made.laid.flow[0]
    assert isinstance(first, Para)
    assert (first.style.name, "".join(r.text for r in first.runs)) == ("Kicker", marking)
    assert words_of(Word(pipeline.render(made, "docx")).paragraphs()[0]) == marking
    assert marking not in "".join(r.text for b in made.laid.first_head.bands for r in (*b.left, *b.right))
    said = pipeline.render(made, "txt").decode().split("\n\n")
    assert [marking in part for part in said[:3]] == [False, True, False]
    head = made.laid.head.bands[0]
    assert marking in "".join(r.text for r in head.right)  # later pages of the PDF say it in the head, as ever


def test_without_markings_nothing_is_added(office: Office) -> None:
    office.give("letterhead", "letter.docx", letterhead())
    offices = office.root / OFFICES
    offices.write_text(offices.read_text("utf-8").replace("  example: true\n", ""), "utf-8")
    made = office.make("press")
    assert made.laid.document.markings == ()
    assert "FOR" not in pipeline.render(made, "txt").decode().split("\n\n")[1].split()[:1]


def test_internal_documents_and_other_offices_do_not_stand_on_it(office: Office) -> None:
    before = [office.make("member"), office.make("press", "sen-example")]
    office.give("letterhead", "letter.docx", letterhead())
    for made, now in zip(before, [office.make("member"), office.make("press", "sen-example")], strict=True):
        assert now.letterhead == b""
        for form in pipeline.FORMATS:
            assert pipeline.render(made, form) == pipeline.render(now, form)


@pytest.mark.parametrize("change", [tall_head, a4], ids=["tall head", "A4"])
def test_pages_hold_on_difficult_letterheads(office: Office, tmp_path: Path, change: Callable[[Any], None]) -> None:
    office.give("letterhead", "letter.docx", letterhead(change))
    made = [office.make(audience) for audience in ("constituent", "colleague", "hearing")]
    written = [write(m, tmp_path, str(n)) for n, m in enumerate(made)]
    converted = soffice_convert([w for w, _ in written], tmp_path / "lo")
    assert [pages(p) for p in converted] == [pages(p) for _, p in written] == [1, 1, 2]
    assert vera_failures(vera_check([p for _, p in written])) == []
    width, height = pypdfium2.PdfDocument(written[0][1])[0].get_size()
    theirs = pypdfium2.PdfDocument(converted[0])[0].get_size()
    assert (width, height) == pytest.approx(theirs, abs=1)
    if change is tall_head:  # or the estimate of its height proves nothing
        assert made[0].laid.frame.body_top > 150


def test_a_document_on_a_letterhead_with_a_logo_is_valid(office: Office, tmp_path: Path) -> None:
    office.give("logo", "seal.png", picture()).give("letterhead", "letter.docx", letterhead())
    written = [write(office.make(a), tmp_path, a) for a in ("constituent", "hearing")]
    assert vera_failures(vera_check([p for _, p in written])) == []
    for word, _ in written:
        assert docx_accessibility(word) == []
    assert all(len(drawn(p)[0].pictures()) == 1 for _, p in written)


def test_heads_of_an_earlier_section_are_inherited(office: Office, tmp_path: Path) -> None:
    made = office.give("letterhead", "l.docx", letterhead(lambda d: d.add_section())).make("press")
    word, _ = write(made, tmp_path)
    assert docx.Document(str(word)).sections[0].header.paragraphs[0].text == HEAD


# --- what is refused ---------------------------------------------------------------------------------------------


def columns(document: Any) -> None:
    of = OxmlElement("w:cols")
    of.set(qn("w:num"), "2")
    section = document.sections[0]._sectPr
    for old in section.findall(qn("w:cols")):
        section.remove(old)
    section.append(of)


def narrow(document: Any) -> None:
    document.sections[0].left_margin = Inches(5)


def text_file() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("a.txt", "a")
    return buffer.getvalue()


def bomb() -> bytes:
    """A picture of few bytes that says it has very many pixels."""
    honest = picture((8, 8), "RGB")
    header = honest[12:16] + (60_000).to_bytes(4, "big") * 2 + honest[24:29]
    return honest[:12] + header + zlib.crc32(header).to_bytes(4, "big") + honest[33:]


@pytest.mark.parametrize(
    ("key", "content", "what"),
    [
        ("letterhead", None, "does not exist"),
        ("letterhead", b"", "is not a Word document"),
        ("letterhead", b"%PDF-1.7", "is not a Word document"),
        ("letterhead", text_file(), "is not a Word document"),
        ("letterhead", letterhead()[:-400], "is not a Word document"),
        ("letterhead", letterhead() + b"\0" * 5_000_000, "is larger than 5 MB"),
        ("letterhead", letterhead(columns), "columns"),
        ("letterhead", letterhead(typed_in_the_page), "has neither head nor foot"),
        ("letterhead", letterhead(narrow), "leaves too little of the page"),
        ("logo", None, "does not exist"),
        ("logo", b"", "is not a picture"),
        ("logo", picture()[:200], "is not a picture"),
        ("logo", picture(mode="RGB", form="GIF"), "is not a picture"),
        ("logo", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "is not a picture"),
        ("logo", picture() + b"\0" * 1_000_000, "is larger than 1 MB"),
        ("logo", picture((MOST_PIXELS + 1, 1000), "RGB"), "more than 4,000 pixels"),
        ("logo", bomb(), "more than 4,000 pixels"),
        ("logo", picture((1300, 100), "RGB"), "times as long as wide"),
    ],
)
def test_what_cannot_serve_is_a_problem_at_its_line(office: Office, key: str, content: bytes | None, what: str) -> None:
    name = "assets/own.docx" if key == "letterhead" else "assets/own.png"
    office.give(key, name, content)
    (problem,) = office.problems()
    lines = (office.root / OFFICES).read_text("utf-8").splitlines()
    assert problem.mark.file == OFFICES
    assert lines[problem.mark.line - 1].startswith(f"  {key}:")
    assert what in problem.what
    assert name in problem.what
    assert problem.mend


@pytest.mark.parametrize(
    "name", ["../seal.png", "assets/../../seal.png", "/etc/hosts", "C:/seal.png", "..\\seal.png", "//server/seal.png"]
)
@pytest.mark.parametrize("key", ["logo", "letterhead"])
def test_nothing_outside_the_workspace_is_read(office: Office, key: str, name: str) -> None:
    (office.root.parent / "seal.png").write_bytes(picture())
    (problem,) = office.give(key, name).problems()
    assert "not named as a file of the workspace" in problem.what


def test_links_out_of_the_workspace_are_refused_and_those_inside_are_not(office: Office) -> None:
    outside = office.root.parent / "seals"
    outside.mkdir()
    (outside / "seal.png").write_bytes(picture())
    (office.root / "real.png").write_bytes(picture())
    (office.root / "inside.png").symlink_to("real.png")
    (office.root / "out").symlink_to(outside)
    office.give("logo", "out/seal.png")
    (problem,) = office.problems()
    assert "link out of the workspace" in problem.what
    path = office.root / OFFICES
    path.write_text(path.read_text("utf-8").replace("out/seal.png", "inside.png"), "utf-8")
    assert office.make("press").laid.first_head.bands[0].image


def test_what_is_no_file_is_not_opened(office: Office) -> None:
    os.mkfifo(office.root / "pipe")
    office.give("logo", "pipe").give("letterhead", "templates")
    assert sorted(p.what for p in office.problems()) == [
        "the letterhead templates is not a file",
        "the logo pipe is not a file",
    ]


def test_all_problems_are_told_at_once(office: Office) -> None:
    office.give("logo", "none.png").give("letterhead", "none.docx")
    assert len(office.problems()) == 2


@pytest.mark.parametrize("own", ["logo", "letterhead", "tall letterhead"])
@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_what_stands_on_an_offices_own_paper_is_not_taken_for_edited(office: Office, own: str, form: str) -> None:
    if own == "logo":
        made = office.give("logo", "seal.png", picture()).make("hearing")
    else:
        paper = letterhead(tall_head) if own == "tall letterhead" else letterhead()
        made = office.give("letterhead", "letter.docx", paper).make("hearing")
    receipt = receipt_of(load(office.root), made)
    passages = passages_of(f"a.{form}", pipeline.render(made, form, encode(receipt)))
    assert edits_of(receipt, passages, is_pdf=form == "pdf") == []


def test_the_first_section_heads_the_first_page_and_the_last_the_others(office: Office, tmp_path: Path) -> None:
    made = office.give("letterhead", "l.docx", letterhead(continued)).make("hearing")
    word = tmp_path / "w.docx"
    word.write_bytes(pipeline.render(made, "docx"))
    [section] = docx.Document(str(word)).sections
    assert section.different_first_page_header_footer
    assert section.first_page_header.paragraphs[0].text == HEAD
    assert section.header.paragraphs[0].text == "continuation sheet"


@pytest.mark.parametrize(
    ("change", "said"),
    [(lambda document: None, False), (with_a_picture, False), (nameless, True)],
    ids=["named", "named in a picture", "nameless"],
)
def test_the_name_of_the_office_is_in_every_file(
    office: Office, tmp_path: Path, change: Callable[[Any], None], said: bool
) -> None:
    made = office.give("letterhead", "l.docx", letterhead(change)).make("constituent")
    word = tmp_path / "w.docx"
    word.write_bytes(pipeline.render(made, "docx"))
    texts = [paragraph.text for paragraph in docx.Document(str(word)).paragraphs]
    assert ("Representative Jane Q. Example" in texts[:2]) is said  # beside the marking
    assert texts.count("Representative Jane Q. Example") == said
