"""A judge that cannot say no is no judge: every helper has to pass a good file and fail a bad one."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import pikepdf
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Inches
from pikepdf import Array, Dictionary, Name, String
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from tests.tools.external import (
    ROOT,
    ToolFailedError,
    docx_accessibility,
    ooxml_validate,
    require,
    soffice_convert,
    vera_check,
    vera_failures,
)

pytestmark = pytest.mark.slow

# --- files to judge ----------------------------------------------------------------------------------------------


def good_docx(path: Path, text: str = "Words in a paragraph.") -> Path:
    """A Word file with a heading, a list, a table and a picture, and no fault."""
    document = docx.Document()
    document.core_properties.title = "A good file"
    document.styles["Normal"].font.name = "Calibri"
    mode = OxmlElement("w:compatSetting")
    for name, value in (
        ("name", "compatibilityMode"),
        ("uri", "http://schemas.microsoft.com/office/word"),
        ("val", "15"),
    ):
        mode.set(qn(f"w:{name}"), value)
    (compat,) = document.settings.element.findall(qn("w:compat"))
    for old in compat.findall(qn("w:compatSetting")):
        compat.remove(old)
    compat.append(mode)
    document.add_heading("A heading", 1)
    document.add_paragraph(text)
    document.add_paragraph("An item of a list", style="List Bullet")
    table = document.add_table(2, 2)
    for cell in (cell for row in table.rows for cell in row.cells):
        cell.text = "Cell"
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    description = OxmlElement("w:tblDescription")
    description.set(qn("w:val"), "Two columns of cells")
    table._tbl.tblPr.append(description)
    picture = BytesIO()
    Image.new("RGB", (8, 8), "navy").save(picture, "PNG")
    picture.seek(0)
    document.add_picture(picture, width=Inches(0.2))
    (drawing,) = document.element.iter(qn("wp:docPr"))
    drawing.set("descr", "A dark square")
    document.save(str(path))
    return path


def broken_docx(good: Path, path: Path, old: str, new: str, part: str = "word/document.xml") -> Path:
    """The same file with one thing in one part replaced."""
    with zipfile.ZipFile(good) as before, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            data = before.read(name)
            if name == part:
                assert old.encode() in data, f"{old} is not in {part}"
                data = data.replace(old.encode(), new.encode(), 1)
            after.writestr(name, data)
    return path


def good_pdf(path: Path) -> Path:
    """One page of described figures: PDF/UA-1 and PDF/A-2a, with the output intent that this package carries."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(612, 792))
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    document = pdf.make_indirect(Dictionary(S=Name.Document, P=root))
    figures, painted = [], b""
    for number in range(6):
        x = 72 + 70 * number
        painted += b"/Figure <</MCID %d>> BDC 0 0 0.5 rg %d 72 50 50 re f EMC\n" % (number, x)
        layout = Dictionary(O=Name.Layout, BBox=Array([x, 72, x + 50, 122]), Placement=Name.Block)
        alt = String(f"Dark square {number}")
        figure = Dictionary(S=Name.Figure, P=document, Pg=page.obj, K=number, Alt=alt, A=layout)
        figures.append(pdf.make_indirect(figure))
    page.obj.Contents = pdf.make_stream(painted)
    page.obj.StructParents = 0
    document.K = Array(figures)
    root.K = document
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array([0, Array(figures)])))
    profile = pdf.make_stream((ROOT / "generator/layout/icc/sRGB.icc").read_bytes(), N=3)
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String("sRGB"),
        Info=String("sRGB"),
        DestOutputProfile=profile,
    )
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.Lang = String("en-US")
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    pdf.Root.OutputIntents = Array([intent])
    pdf.Root.Metadata = pdf.make_stream(XMP.encode(), Type=Name.Metadata, Subtype=Name.XML)
    pdf.save(path, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return path


XMP = """<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">A good file</rdf:li></rdf:Alt></dc:title>
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>part</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return good_docx(tmp_path_factory.mktemp("docx") / "good.docx")


# --- LibreOffice -------------------------------------------------------------------------------------------------


def test_libreoffice_converts_many_files_and_uses_our_fonts(good: Path, tmp_path: Path) -> None:
    other = good_docx(tmp_path / "other.docx")
    first, second = soffice_convert([good, other], tmp_path / "out")
    assert (first.name, second.name) == ("good.pdf", "other.pdf")
    with pikepdf.open(first) as pdf:
        assert len(pdf.pages) == 1
        fonts = {str(font.BaseFont) for font in pdf.pages[0].Resources.Font.values()}
    assert any("Carlito" in font for font in fonts), fonts


def test_libreoffice_says_which_file_it_could_not_convert(good: Path, tmp_path: Path) -> None:
    cut = tmp_path / "cut.docx"
    cut.write_bytes(good.read_bytes()[:3000])
    with pytest.raises(ToolFailedError, match=r"cut\.docx"):
        soffice_convert([good, cut], tmp_path / "out")


def test_two_files_of_one_name_are_refused(good: Path, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="same name"):
        soffice_convert([good, tmp_path / good.name], tmp_path)


# --- veraPDF -----------------------------------------------------------------------------------------------------


def test_verapdf_passes_a_good_file_and_fails_the_others(good: Path, tmp_path: Path) -> None:
    plain = tmp_path / "plain.pdf"
    canvas = Canvas(str(plain))
    canvas.drawString(72, 72, "Neither tagged nor embedded")
    canvas.save()
    junk = tmp_path / "junk.pdf"
    junk.write_text("not a PDF file")
    exported = soffice_convert([good], tmp_path, pdfua=True)[0]

    results = vera_check([good_pdf(tmp_path / "tagged.pdf"), exported, plain, junk, tmp_path / "none.pdf"])

    assert [(Path(r["file"]).stem, r["flavour"], r["compliant"]) for r in results] == [
        ("tagged", "ua1", True),
        ("tagged", "2a", True),
        ("good", "ua1", True),
        ("good", "2a", False),
        ("plain", "ua1", False),
        ("plain", "2a", False),
        ("junk", "ua1", False),
        ("junk", "2a", False),
        ("none", "ua1", False),
        ("none", "2a", False),
    ]
    assert vera_failures(results[:2]) == []
    failures = vera_failures(results[4:6])
    assert any("[ua1]: 7.1-" in failure for failure in failures), failures
    assert any("[2a]: 6.2.11.4" in failure for failure in failures), failures
    assert len(vera_failures(results[6:])) == 4


# --- the Open XML validator --------------------------------------------------------------------------------------


def test_the_open_xml_validator_tells_a_valid_file_from_others(good: Path, tmp_path: Path) -> None:
    invalid = broken_docx(good, tmp_path / "invalid.docx", "<w:body>", "<w:body><w:bogus/>")
    junk = tmp_path / "junk.docx"
    junk.write_text("not a Word file")
    found = ooxml_validate([good, invalid, junk, tmp_path / "none.docx"])
    assert found[good] == []
    assert "invalid child element 'bogus'" in found[invalid][0]
    assert found[junk]
    assert found[tmp_path / "none.docx"]


# --- accessibility of a Word file --------------------------------------------------------------------------------


def test_a_good_word_file_has_no_fault(good: Path) -> None:
    assert docx_accessibility(good) == []


PARAGRAPH = "<w:p><w:r><w:t>Words in a paragraph.</w:t></w:r></w:p>"


def paragraph(xml: str) -> tuple[str, str]:
    return PARAGRAPH, f"<w:p>{xml}</w:p>"


def run(text: str, properties: str = "") -> str:
    return f"<w:r>{properties}<w:t>{text}</w:t></w:r>"


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (("A heading</w:t>", "</w:t>"), "empty heading"),
        (('<w:pStyle w:val="Heading1"/>', '<w:pStyle w:val="Heading3"/>'), "heading level jumps from 0 to 3"),
        (('<w:pStyle w:val="Heading1"/>', ""), "no heading"),
        (paragraph(run("Bottom line", "<w:rPr><w:b/></w:rPr>")), "looks like a heading"),
        (paragraph(run("• typed")), "typed by hand"),
        (paragraph(run("2. typed")), "typed by hand"),
        (paragraph(""), "an empty paragraph"),
        (paragraph(f"<w:r><w:tab/></w:r>{run('right')}"), "a tab used for layout"),
        (("<w:tblHeader/>", ""), "without a header row"),
        (('<w:tblDescription w:val="Two columns of cells"/>', ""), "a table without alternative text"),
        (("<w:p><w:r><w:t>Cell</w:t></w:r></w:p></w:tc>", "</w:tc>"), "does not end in a paragraph"),
        (("<w:tcPr>", '<w:tcPr><w:gridSpan w:val="2"/>'), "merged cells"),
        (('descr="A dark square"', 'descr=" "'), "a picture without alternative text"),
        (paragraph(f'<w:hyperlink w:anchor="a">{run("click here")}</w:hyperlink>'), "a link says nothing"),
        (
            paragraph(
                f"<w:sdt><w:sdtContent><w:p><w:hyperlink>{run('Report')}</w:hyperlink></w:p></w:sdtContent></w:sdt>"
            ),
            "a block content control",
        ),
        (paragraph('<w:bookmarkStart w:name="a"/><w:bookmarkStart w:name="A"/>'), "two bookmarks"),
        (paragraph(f'<w:bookmarkStart w:name="{"b" * 41}"/>'), "over 40 characters"),
    ],
)
def test_a_fault_in_a_word_file_is_named(good: Path, tmp_path: Path, change: tuple[str, str], fault: str) -> None:
    path = broken_docx(good, tmp_path / "bad.docx", *change)
    assert any(fault in found for found in docx_accessibility(path))


@pytest.mark.parametrize(
    ("part", "old", "new", "fault"),
    [
        ("docProps/core.xml", "A good file", "", "no title"),
        ("word/styles.xml", '<w:lang w:val="en-US"', '<w:lang w:val=""', "no language"),
        ("word/settings.xml", 'w:val="15"', 'w:val="14"', "Compatibility Mode"),
    ],
)
def test_a_fault_beside_the_text_is_named(
    good: Path, tmp_path: Path, part: str, old: str, new: str, fault: str
) -> None:
    path = broken_docx(good, tmp_path / "bad.docx", old, new, part)
    assert any(fault in found for found in docx_accessibility(path))


# --- what happens when a program is missing ----------------------------------------------------------------------

Need = Callable[[Path], object]


@pytest.mark.parametrize(
    ("need", "name"),
    [
        (lambda path: soffice_convert([path], path.parent), "LibreOffice"),
        (lambda path: vera_check([path]), "Java"),
        (lambda path: ooxml_validate([path]), "Open XML validator"),
        (lambda _path: require("pdftoppm"), "poppler-utils"),
    ],
)
@pytest.mark.parametrize("in_ci", [False, True])
def test_a_missing_program_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, need: Need, name: str, in_ci: bool
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("OOXML_VALIDATOR", raising=False)
    monkeypatch.setattr("tests.tools.external.ROOT", tmp_path)
    monkeypatch.setenv("CI", "true" if in_ci else "")
    outcome = pytest.fail.Exception if in_ci else pytest.skip.Exception
    with pytest.raises(outcome, match=rf"{name}.*make test-tools"):
        need(tmp_path / "any.docx")


def test_a_program_that_fails_is_not_taken_for_one_that_found_nothing(
    monkeypatch: pytest.MonkeyPatch, good: Path, tmp_path: Path
) -> None:
    program = tmp_path / "fails"
    program.write_text("#!/bin/sh\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setenv("OOXML_VALIDATOR", str(program))
    with pytest.raises(ToolFailedError, match="ended with 1"):
        ooxml_validate([good])
