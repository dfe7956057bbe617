"""A Word file on the office's own letterhead."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.parser import OxmlElement, parse_xml
from docx.shared import Inches, Pt
from PIL import Image

from generator.writers.docx.letterhead import LetterheadError, letterhead_frame
from generator.writers.docx.write import write_docx
from tests.tools.external import docx_accessibility, ooxml_validate, require, soffice_convert
from tests.writers.drawn import drawn
from tests.writers.laid_docx import RULED, bold, bullet, figure, heading, laid, para, table, text
from tests.writers.read_docx import NS, Word, properties, words_of

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SECRET = "Dear Jim, this is last year's letter"


def seal() -> io.BytesIO:
    buffer = io.BytesIO()
    Image.new("RGB", (60, 60), (140, 20, 20)).save(buffer, "PNG")
    buffer.seek(0)
    return buffer


def letterhead(change=lambda document: None) -> bytes:
    """As an office would make it: a seal, a name in a style of its own, Heading 1, wide margins, an old letter."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Inches(8.5), Inches(11)
    section.left_margin, section.right_margin = Inches(1.25), Inches(1)
    section.top_margin, section.bottom_margin = Inches(1.75), Inches(1.25)
    section.header_distance, section.footer_distance = Inches(0.4), Inches(0.5)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Garamond", Pt(13)
    normal.paragraph_format.space_after = Pt(11)
    name = document.styles.add_style("Office Name", WD_STYLE_TYPE.PARAGRAPH)
    name.font.size = Pt(18)
    document.styles["Heading 1"].font.size = Pt(19)
    head = section.header.paragraphs[0]
    head.style = name
    head.add_run().add_picture(seal(), width=Inches(0.4))
    head.add_run("Congress of the United States")
    section.header.add_paragraph("House of Representatives", style="Heading 1")
    section.footer.paragraphs[0].text = "Printed on recycled paper"
    document.add_paragraph(SECRET)
    document.add_paragraph("A point", style="List Number")
    document.add_picture(seal(), width=Inches(1))
    document.core_properties.author = "Jim Intern"
    change(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


PAGE = laid(
    heading("Protect NIH research"),
    bullet(bold("Lead. "), "Body", point="t/one"),
    para("See ", text("the update", href="https://example.org/")),
    table(("a", "b"), ("c", "d")),
    figure(40),
    para(bold("All bold here.")),
    para("Boxed", box=RULED),
)


@pytest.fixture(scope="module")
def word() -> Word:
    return Word(write_docx(PAGE, '{"a": 1}', letterhead()))


def test_head_and_foot_are_the_letterheads(word):
    section = word.one("w:sectPr")
    related = word.relationships()
    said = {}
    for reference in word.all("w:headerReference | w:footerReference", section):
        target = related[reference.get(f"{{{NS['r']}}}id")].get("Target")
        said[target.rstrip("0123456789.xml")] = words_of(word.xml(f"word/{target}"))
    assert said == {
        "header": "Congress of the United StatesHouse of Representatives",
        "footer": "Printed on recycled paper",
    }
    margins = word.one("w:sectPr/w:pgMar")
    assert margins.get(f"{{{NS['w']}}}left") == "1800"


def test_the_picture_of_its_head_is_there_and_that_of_its_text_is_not(word):
    (rels,) = [n for n in word.names if n.startswith("word/_rels/header")]
    targets = [r.get("Target") for r in word.xml(rels)]
    assert all(f"word/{t}" in word.names for t in targets)
    assert len([n for n in word.names if n.startswith("word/media/")]) == 2  # the seal and our figure


def test_nothing_of_its_text_is_left(word):
    everything = b"".join(word.zip.read(n) for n in word.names)
    assert SECRET.encode() not in everything
    assert b"Jim" not in everything
    assert words_of(word.paragraphs()[0]) == "Protect NIH research"


def test_its_styles_look_as_they_did(word):
    theirs = word.one("w:style[@w:styleId='Heading1']", word.styles)
    assert word.values("w:name/@w:val", theirs) == ["heading 1 (letterhead)"]
    assert properties(word.one("w:rPr", theirs))["sz"] == {"val": "38"}
    assert properties(word.one("w:rPr", word.style("Office Name")))["sz"] == {"val": "36"}
    assert properties(word.one("w:rPr", word.style("Normal")))["rFonts"]["ascii"] == "Garamond"


def test_ours_have_the_names_and_depend_on_none_of_its(word):
    used = {p.find("w:pPr/w:pStyle", NS).get(f"{{{NS['w']}}}val") for p in word.all("//w:p[w:pPr/w:pStyle]")}
    assert all(u.startswith("Onepager") for u in used)
    by_id = {s.get(f"{{{NS['w']}}}styleId"): s for s in word.all("w:style", word.styles)}
    names = [n.lower() for n in word.values("w:style/w:name/@w:val", word.styles)]
    assert len(names) == len(set(names))
    assert word.values("w:name/@w:val", by_id["OnepagerHeading1"]) == ["heading 1"]
    for style in used:
        while based := word.values("w:basedOn/@w:val", by_id[style]):
            style = based[0]
            assert style.startswith("Onepager")
    base = properties(by_id["OnepagerBase"].find("w:pPr", NS))["spacing"]
    assert base == {"before": "0", "after": "0", "line": "280", "lineRule": "exact"}


def test_lists_are_added_to_its_lists(word):
    numbering = word.xml("word/numbering.xml")
    tags = [child.tag.rpartition("}")[2] for child in numbering]
    assert tags == sorted(tags)  # every abstractNum before every num
    (used,) = set(word.values("//w:numId/@w:val"))
    (number,) = word.all(f"w:num[@w:numId='{used}']", numbering)
    (definition,) = word.values("w:abstractNumId/@w:val", number)
    assert word.values(f"w:abstractNum[@w:abstractNumId='{definition}']//w:lvlText/@w:val", numbering) == ["•"]


def test_properties_and_receipt_are_the_documents(word):
    core = docx.Document(io.BytesIO(write_docx(PAGE, "", letterhead()))).core_properties
    assert core.author == "Representative Jane Q. Example"
    assert "customXml/item1.xml" in word.names


def test_a_letterhead_without_lists_gets_one():
    def without_numbering(document):
        for key, relationship in list(document.part.rels.items()):
            if relationship.reltype == RELATIONSHIP_TYPE.NUMBERING:
                document.part.rels.pop(key)

    word = Word(write_docx(PAGE, "", letterhead(without_numbering)))
    assert word.values("//w:lvlText/@w:val", word.xml("word/numbering.xml")) == ["•"]
    assert "numbering.xml" in [r.get("Target") for r in word.relationships().values()]


def test_same_bytes_each_time():
    paper = letterhead()
    assert write_docx(PAGE, "", paper) == write_docx(PAGE, "", bytes(bytearray(paper)))


def test_frame_is_its_margins():
    frame = letterhead_frame(letterhead())
    assert (frame.left, frame.right, frame.body_top, frame.body_bottom) == (90, 72, 126, 792 - 90)
    assert (frame.head_top, frame.foot_bottom) == pytest.approx((28.8, 36))


class TestRefusal:
    def test_of_what_is_no_word_file(self):
        other = io.BytesIO()
        with zipfile.ZipFile(other, "w") as package:
            package.writestr("hello.txt", "hello")
        for content in (b"%PDF-1.7", other.getvalue(), letterhead()[:2000]):
            with pytest.raises(LetterheadError, match="not a Word document"):
                write_docx(PAGE, "", content)

    def test_of_what_unpacks_to_too_much(self):
        bomb = io.BytesIO(letterhead())
        with zipfile.ZipFile(bomb, "a", zipfile.ZIP_DEFLATED) as package:
            package.writestr("word/media/image9.png", b"\0" * 60_000_000)
        with pytest.raises(LetterheadError, match="too large"):
            letterhead_frame(bomb.getvalue())

    def test_of_a_picture_that_lives_elsewhere(self):
        def linked(document):
            head = document.sections[0].header.part
            head.relate_to("file:///C:/Users/jim/seal.png", RELATIONSHIP_TYPE.IMAGE, is_external=True)

        with pytest.raises(LetterheadError, match=r"seal\.png"):
            letterhead_frame(letterhead(linked))


def test_a_link_in_its_foot_stays():
    def linked(document):
        foot = document.sections[0].footer.part
        foot.relate_to("https://example.house.gov/", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)

    word = Word(write_docx(PAGE, "", letterhead(linked)))
    assert b"https://example.house.gov/" in b"".join(word.zip.read(n) for n in word.names if "_rels/footer" in n)


def test_the_template_it_was_made_from_is_forgotten():
    def attached(document):
        settings = document.part.part_related_by(RELATIONSHIP_TYPE.SETTINGS)
        template = "file:///C:/Users/jim/Letter.dotm"
        key = settings.relate_to(template, f"{OFFICE}/attachedTemplate", is_external=True)
        element = OxmlElement("w:attachedTemplate")
        element.set(f"{{{NS['r']}}}id", key)
        settings.element.find("w:defaultTabStop", NS).addprevious(element)

    word = Word(write_docx(PAGE, "", letterhead(attached)))
    everything = b"".join(word.zip.read(n) for n in word.names)
    assert b"Letter.dotm" not in everything
    assert b"attachedTemplate" not in everything


def test_what_newer_versions_of_word_add_to_the_page_is_left_out():
    def newer(document):
        columns = parse_xml('<w15:footnoteColumns xmlns:w15="urn:newer" w15:val="1"/>')
        document.sections[0]._sectPr.append(columns)

    word = Word(write_docx(PAGE, "", letterhead(newer)))
    assert b"footnoteColumns" not in word.zip.read("word/document.xml")
    assert word.all("w:sectPr/w:pgMar")


@pytest.fixture(scope="module")
def files(tmp_path_factory) -> list[Path]:
    folder = tmp_path_factory.mktemp("letterhead")
    files = [folder / f"{n}.docx" for n in ("plain", "bare")]
    files[0].write_bytes(write_docx(PAGE, '{"a": 1}', letterhead()))
    files[1].write_bytes(write_docx(replace(PAGE, flow=PAGE.flow[:1]), "", letterhead()))
    return files


@pytest.mark.slow
def test_the_open_xml_sdk_finds_nothing_new(files, tmp_path):
    """python-docx's own template has a fault or two of its own."""
    before = tmp_path / "before.docx"
    before.write_bytes(letterhead())
    known = {fault.split(":", 1)[-1] for fault in ooxml_validate([before])[before]}
    for path, faults in ooxml_validate(files).items():
        assert [f for f in faults if f.split(":", 1)[-1] not in known] == [], path.name


def test_is_accessible(files):
    # The letterhead's own seal has no alternative text: that is the office's to mend.
    assert [f for f in docx_accessibility(files[0]) if "without alternative text" not in f] == []


@pytest.mark.slow
def test_libreoffice_puts_ours_where_the_layout_does(files, tmp_path):
    require("soffice")
    (page,), _ = (drawn(p) for p in soffice_convert(files, tmp_path))
    assert page.baseline("Protect NIH research") == pytest.approx(126 + 0.8 * 25, abs=0.06)
    assert page.x("Protect NIH research") == pytest.approx(90, abs=0.2)
    assert page.baseline("Lead.") == pytest.approx(126 + 25 + 3 + 0.8 * 14, abs=0.06)
    assert page.baseline("See") == pytest.approx(126 + 25 + 17 + 4 + 0.8 * 14, abs=0.06)
