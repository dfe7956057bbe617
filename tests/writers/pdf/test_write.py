"""The PDF writer: what a reader, a screen reader and a validator find in its files."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdf
import pypdfium2
import pytest

from generator.layout.fonts import FACES, has_glyph, text_width
from generator.layout.laid_out import DrawLine, LaidOut, Page, Shape
from generator.writers.pdf.canvas import TaggedCanvas
from generator.writers.pdf.fonts import part, split
from generator.writers.pdf.structure import Tree
from generator.writers.pdf.write import MissingGlyph, UntaggedText, write_pdf
from generator.writers.pdf.xmp import RECEIPT_NAMESPACE
from tests.accessibility.mutations import MUTATIONS
from tests.tools.external import vera_check, vera_failures
from tests.tools.uacheck import Node, reading_order, ua_faults
from tests.writers.laid import BREAK, FRAME, META, Sheet, bars, everything, link, run

ROOT = Path(__file__).parents[3]
RECEIPT = '{"points": ["nih-funding/jobs"], "note": "<&> “ü”"}'
NAMES = "Nguyễn Văn Đức, Muñoz and Lefèvre — “quoted” – it’s $92.89\u00a0billion"


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with everything in it."""
    path = tmp_path_factory.mktemp("pdf") / "everything.pdf"
    path.write_bytes(write_pdf(everything(), RECEIPT))
    return path


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(data))


def written(laid: LaidOut, folder: Path) -> Path:
    path = folder / "written.pdf"
    path.write_bytes(write_pdf(laid))
    return path


def nodes(sheet: Sheet, folder: Path) -> list[Node]:
    """What a screen reader reads, from the first to the last, without the document around it."""
    return reading_order(written(sheet.laid(), folder))[1:]


def content(pdf: pikepdf.Pdf, page: int = 0) -> str:
    return pdf.pages[page].Contents.read_bytes().decode("latin-1")


def by_pdfium(data: bytes) -> str:
    with pypdfium2.PdfDocument(data) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def by_pypdf(data: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(data)).pages)


def flat(text: str) -> str:
    return re.sub(r"\s+", " ", text)


# --- validators --------------------------------------------------------------------------------------------------


def bare() -> LaidOut:
    """As little as there can be: one line, no head, properties empty but for the title."""
    meta = replace(META, author="", subject="", keywords=())
    sheet = Sheet(head=(), meta=meta)
    sheet.heading(1, "T")
    return sheet.laid()


def every_glyph() -> LaidOut:
    """All that the faces of one family can print, over many pages."""
    sheet = Sheet()
    for face in ("sans", "serif-italic"):
        known = [chr(c) for c in range(0x20, 0x10000) if has_glyph(chr(c), face) and chr(c).isprintable()]
        for start in range(0, len(known), 60):
            if start % 1800 == 0:
                sheet.new_page()
            sheet.paragraph(run("".join(known[start : start + 60]), face, 8))
    return sheet.laid()


@pytest.mark.slow
def test_files_are_pdf_ua_1_and_pdf_a_2a(good: Path, tmp_path: Path) -> None:
    files = [good]
    for document in (bare, every_glyph):
        files.append(tmp_path / f"{document.__name__}.pdf")
        files[-1].write_bytes(write_pdf(document()))
    assert not vera_failures(vera_check(files))
    assert [ua_faults(file) for file in files] == [[], [], []]


@pytest.mark.slow
def test_every_way_to_break_a_file_is_caught(good: Path, tmp_path: Path) -> None:
    files = []
    for name, mutation in {"sound": lambda pdf: None, **MUTATIONS}.items():
        with pikepdf.open(good) as pdf:
            mutation(pdf)
            files.append(tmp_path / f"{name}.pdf")
            pdf.save(files[-1], static_id=True)
    results = vera_check(files)
    caught = {Path(result["file"]).stem for result in results if not result["compliant"]}
    caught |= {file.stem for file in files if ua_faults(file)}
    assert len(MUTATIONS) > 40
    assert caught == set(MUTATIONS)


# --- structure ---------------------------------------------------------------------------------------------------


def test_headings_and_paragraphs_are_read_in_order(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.heading(1, "Title")
    sheet.paragraph("Text")
    sheet.heading(2, "Section")
    assert nodes(sheet, tmp_path) == [(1, "H1", "Title"), (1, "P", "Text"), (1, "H2", "Section")]


def test_a_space_that_ended_a_line_is_read_and_a_dash_is_not_followed_by_one(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.paragraph(f"of work{BREAK}in all")
    line = sheet.pages[0][0]
    assert isinstance(line, DrawLine)
    sheet.pages[0] += [
        replace(line, baseline=500, runs=(run("even—"),), path=(("P", 50),)),
        replace(line, baseline=480, runs=(run("or"),), path=(("P", 50),), spaced=False),
    ]
    sheet.pages[0][2] = replace(sheet.pages[0][2], spaced=False)  # type: ignore[arg-type]
    assert [n.text for n in nodes(sheet, tmp_path)] == ["of work in all", "even—or"]


def test_a_paragraph_goes_on_over_the_page(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.paragraph("begins")
    line = sheet.pages[0][0]
    assert isinstance(line, DrawLine)
    sheet.pages[0][0] = replace(line, spaced=True)
    sheet.new_page()
    sheet.pages[1].append(replace(line, runs=(run("and ends"),)))
    assert nodes(sheet, tmp_path) == [(1, "P", "begins and ends")]
    assert not ua_faults(tmp_path / "written.pdf")


@pytest.mark.parametrize(("label", "numbering"), [("•", "/Disc"), ("{}.", "/Decimal")])
def test_a_list_says_how_it_is_numbered(label: str, numbering: str, tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.bullets("one", "two", label=label)
    assert [n.tag for n in nodes(sheet, tmp_path)] == ["L", "LI", "Lbl", "LBody", "LI", "Lbl", "LBody"]
    with pikepdf.open(tmp_path / "written.pdf") as pdf:
        assert pdf.Root.StructTreeRoot.K.K[0].A.ListNumbering == numbering


def test_a_list_without_labels_says_that(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.plain_list("one", "two")
    with pikepdf.open(written(sheet.laid(), tmp_path)) as pdf:
        assert pdf.Root.StructTreeRoot.K.K[0].A.ListNumbering == "/None"


def test_a_table_has_header_cells_with_scope_and_every_cell_even_an_empty_one(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.table(("Year", "Awards"), ("2025", ""), ("2026", "$1"))
    found = nodes(sheet, tmp_path)
    assert [n.tag for n in found if n.tag != "P"] == ["Table", "TR", "TH", "TH", "TR", "TD", "TD", "TR", "TD", "TD"]
    with pikepdf.open(tmp_path / "written.pdf") as pdf:
        table = pdf.Root.StructTreeRoot.K.K[0]
        assert (str(table.T), str(table.A.Summary)) == ("Awards", "Awards by year in dollars")
        assert [cell.A.Scope for cell in table.K[0].K] == ["/Column", "/Column"]


def test_a_header_cell_below_the_first_row_is_the_header_of_its_row(tmp_path: Path) -> None:
    sheet = Sheet()
    for number, tag in enumerate(("TH", "TH")):
        path = (("Table", 1), ("TR", 10 + number), (tag, 20 + number))
        sheet.pages[0].append(DrawLine(70, 600 - 20 * number, (run("x"),), path))
    with pikepdf.open(written(sheet.laid(), tmp_path)) as pdf:
        rows = pdf.Root.StructTreeRoot.K.K[0].K
        assert [row.K[0].A.Scope for row in rows] == ["/Column", "/Row"]


def test_a_figure_has_alternative_text_and_its_place(good: Path) -> None:
    with pikepdf.open(good) as pdf:
        figure = next(e for e in pdf.Root.StructTreeRoot.K.K if e.S == "/Figure")
        assert str(figure.Alt) == "Jobs: 1,234 in 2026"
        assert figure.A.Placement == "/Block"
        assert [float(v) for v in figure.A.BBox] == [64.8, 394, 264.8, 434]
        assert len(figure.K) == 1


def test_head_foot_and_rectangles_are_artifacts(good: Path) -> None:
    with pikepdf.open(good) as pdf:
        artifacts = re.findall(r"/Artifact <<(.*?)>> BDC(.*?)EMC", content(pdf), re.DOTALL)
    kinds = [kind for kind, _ in artifacts]
    assert kinds[0] == "/Type/Pagination/Subtype/Header"
    assert kinds[-1] == "/Type/Pagination/Subtype/Footer"
    assert "12th District" in artifacts[0][1]
    assert "page " in artifacts[-1][1]
    assert any(kind == "/Type/Layout" and " re " in painted for kind, painted in artifacts)
    assert all("Tj" not in painted for kind, painted in artifacts if kind == "/Type/Layout")


def test_page_numbers_are_filled_in(good: Path) -> None:
    text = flat(by_pdfium(good.read_bytes()))
    assert "page 1 of 2" in text
    assert "page 2 of 2" in text


# --- links -------------------------------------------------------------------------------------------------------


def test_a_link_over_two_lines_is_one_element_with_a_box_on_each(good: Path) -> None:
    with pikepdf.open(good) as pdf:
        annotations = list(pdf.pages[0].Annots)
        paragraph = next(e for e in pdf.Root.StructTreeRoot.K.K if any(_is(k, "Link") for k in e.K))
        element = next(k for k in paragraph.K if _is(k, "Link"))
        boxes = [k.Obj for k in element.K if _is_box(k)]
        assert [b.objgen for b in boxes] == [a.objgen for a in annotations]
        for annotation in annotations:
            assert str(annotation.A.URI) == "https://www.nih.gov/a_b?c=d"
            assert str(annotation.Contents) == "the report of the Institutes (https://www.nih.gov/a_b?c=d)"
            assert int(annotation.F) == 4
    assert (1, "P", "See the report of the Institutes or write to us.") in reading_order(good)
    assert (2, "Link", "the report of the Institutes") in reading_order(good)


def _is(kid: object, tag: str) -> bool:
    return isinstance(kid, pikepdf.Dictionary) and kid.get("/S") == f"/{tag}"


def _is_box(kid: object) -> bool:
    return isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR"


def test_the_box_of_a_link_is_where_its_text_is() -> None:
    sheet = Sheet()
    sheet.paragraph("Before ", link("https://nih.gov", "the text"), " after")
    data = write_pdf(sheet.laid())
    with opened(data) as pdf:
        left, bottom, right, top = (float(v) for v in pdf.pages[0].Annots[0].Rect)
    with pypdfium2.PdfDocument(data) as document:
        found = document[0].get_textpage().get_text_bounded(left - 0.5, bottom, right + 0.5, top)
    assert found.strip() == "the text"


def test_links_to_two_addresses_are_two_elements_and_a_bold_word_does_not_part_one(tmp_path: Path) -> None:
    sheet = Sheet()
    one, two = link("https://a.gov", "one"), link("https://b.gov", "two")
    sheet.paragraph(one, replace(one, text=" bold", face="sans-bold"), two, ".", two)
    assert [n.text for n in nodes(sheet, tmp_path) if n.tag == "Link"] == ["one bold", "two", "two"]
    with pikepdf.open(tmp_path / "written.pdf") as pdf:
        assert len(pdf.pages[0].Annots) == 3
    assert not ua_faults(tmp_path / "written.pdf")


@pytest.mark.parametrize(
    ("href", "address"),
    [
        ("https://nih.gov/Nguyễn (1)", "https://nih.gov/Nguy%E1%BB%85n%20(1)"),
        ("https://nih.gov/a%20b?c=%C3%BC#d", "https://nih.gov/a%20b?c=%C3%BC#d"),
        ("mailto:jane.munoz@mail.house.gov", "mailto:jane.munoz@mail.house.gov"),
    ],
)
def test_an_address_is_ascii_and_what_is_escaped_already_stays(href: str, address: str) -> None:
    sheet = Sheet()
    sheet.paragraph(link(href, "here"))
    with opened(write_pdf(sheet.laid())) as pdf:
        assert str(pdf.pages[0].Annots[0].A.URI) == address


# --- text --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("extract", [by_pdfium, by_pypdf])
@pytest.mark.parametrize("face", list(FACES))
def test_text_comes_out_as_it_went_in(face: str, extract: object) -> None:
    sheet = Sheet()
    sheet.paragraph(run(NAMES, face))  # type: ignore[arg-type]
    assert NAMES.replace("\u00a0", " ") in flat(extract(write_pdf(sheet.laid())))  # type: ignore[operator]


def test_every_glyph_of_a_font_comes_out_as_it_went_in(tmp_path: Path) -> None:
    laid = every_glyph()
    words = "".join(n.text for n in reading_order(written(laid, tmp_path)) if n.tag == "P")
    assert len(words) > 4000
    lines = [d for page in laid.pages for d in page.draws if isinstance(d, DrawLine) and d.path]
    assert words == "".join(r.text for line in lines for r in line.runs).replace("\u00a0", " ")


def test_text_is_as_wide_as_the_layout_thinks() -> None:
    sheet = Sheet()
    text = "Wide — the “text” of ½ line, Muñoz & Nguyễn, i"
    sheet.paragraph(run(text, "serif-bold", 12))
    with pypdfium2.PdfDocument(write_pdf(sheet.laid())) as document:
        page = document[0].get_textpage()
        start = page.get_text_range().index("Wide")
        lefts = [page.get_charbox(i, loose=True)[0] for i in (start, start + len(text) - 1)]
    assert lefts[1] - lefts[0] == pytest.approx(text_width(text[:-1], "serif-bold", 12), abs=0.1)


def test_rise_tracking_and_color_end_with_their_run(good: Path) -> None:
    with pikepdf.open(good) as pdf:
        text = content(pdf)
    assert re.search(r"8\.5 Tf\n1\.2 Tc\n\(LEAVE-BEHIND[^\n]*\n0 Tc", text, re.DOTALL)
    assert re.search(r"6\.5 Tf\n3\.5 Ts\n\(1\) Tj\n0 Ts", text)
    assert "0.1216 0.2196 0.3922 rg" in text


@pytest.mark.parametrize(
    ("character", "name"),
    [("✓", "U+2713 CHECK MARK"), ("\u0007", "U+0007"), ("\ufeff", "U+FEFF"), ("\ue000", "U+E000")],
)
def test_a_character_without_glyph_is_named(character: str, name: str) -> None:
    sheet = Sheet()
    sheet.paragraph(f"done {character} so")
    with pytest.raises(MissingGlyph, match=re.escape(name)) as caught:
        write_pdf(sheet.laid())
    assert caught.value.character == character
    assert caught.value.text == f"done {character} so"


def test_text_outside_the_structure_raises() -> None:
    sheet = Sheet()
    sheet.paragraph("lost")
    line = sheet.pages[0][0]
    assert isinstance(line, DrawLine)
    sheet.pages[0][0] = replace(line, path=())
    with pytest.raises(UntaggedText, match="lost"):
        write_pdf(sheet.laid())


def test_text_drawn_without_a_mark_raises() -> None:
    canvas = TaggedCanvas((FRAME.width, FRAME.height), Tree((b"",), (b"",)))
    with pytest.raises(UntaggedText, match="stray"):
        canvas.show((run("stray"),), 10, 10)


def test_a_tag_that_readers_do_not_know_raises() -> None:
    sheet = Sheet()
    sheet.pages[0].append(DrawLine(70, 600, (run("x"),), (("Fancy", 1),)))
    with pytest.raises(UntaggedText, match="Fancy"):
        write_pdf(sheet.laid())


def test_a_document_of_no_pages_raises() -> None:
    with pytest.raises(ValueError, match="no pages"):
        write_pdf(replace(everything(), pages=()))


def test_an_empty_page_is_a_page() -> None:
    laid = everything()
    with opened(write_pdf(replace(laid, pages=(*laid.pages, Page(()))))) as pdf:
        assert len(pdf.pages) == 3


# --- drawings ----------------------------------------------------------------------------------------------------


def with_figure(shapes: tuple[Shape, ...]) -> LaidOut:
    sheet = Sheet()
    sheet.figure(shapes)
    return sheet.laid()


def test_a_drawing_is_set_in_our_fonts() -> None:
    data = write_pdf(with_figure(bars()))
    assert "Jobs — 1,234" in by_pdfium(data)
    assert _embedded(data) == ["Carlito", "Carlito-Bold"]


def test_a_character_without_glyph_in_a_drawing_is_named() -> None:
    with pytest.raises(MissingGlyph, match="CHECK MARK"):
        write_pdf(with_figure(bars("✓")))


def test_tracking_does_not_reach_into_a_drawing() -> None:
    sheet = Sheet()
    sheet.paragraph(replace(run("wide"), tracking=2.0))
    sheet.figure(bars())
    with opened(write_pdf(sheet.laid())) as pdf:
        text = content(pdf)
    assert text.index("2 Tc") < text.index("0 Tc") < text.index("Jobs")


# --- the file ----------------------------------------------------------------------------------------------------


def test_properties_and_xmp_say_the_same_and_take_their_date_from_the_document(good: Path) -> None:
    with pikepdf.open(good) as pdf:
        info = {key: str(value) for key, value in pdf.docinfo.items()}
        xmp = pdf.open_metadata()
        assert info["/Title"] == xmp["dc:title"] == META.title
        assert [info["/Author"]] == xmp["dc:creator"] == [META.author]
        assert info["/Subject"] == xmp["dc:description"] == META.subject
        assert info["/Keywords"] == xmp["pdf:Keywords"] == "NIH, cancer"
        assert info["/CreationDate"] == info["/ModDate"] == "D:20261120120000+00'00'"
        assert xmp["xmp:CreateDate"] == xmp["xmp:ModifyDate"] == "2026-11-20T12:00:00+00:00"
        assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"], xmp["pdfuaid:part"]) == ("2", "A", "1")
        assert str(pdf.Root.Lang) == "en-US"


def test_the_receipt_is_in_the_xmp_and_readable_without_a_pdf_library(good: Path) -> None:
    with pikepdf.open(good) as pdf:
        assert pdf.open_metadata()[f"{{{RECEIPT_NAMESPACE}}}record"] == RECEIPT
    assert b"nih-funding/jobs" in good.read_bytes()
    assert b"receipt:record" not in write_pdf(everything())


def test_a_property_that_xml_cannot_hold_raises() -> None:
    with pytest.raises(ValueError, match=r"U\+0001"):
        write_pdf(everything(), "\u0001")


def test_an_outline_has_the_headings_of_two_levels() -> None:
    with opened(write_pdf(everything())) as pdf, pdf.open_outline() as outline:
        assert [(item.title, [child.title for child in item.children]) for item in outline.root] == [
            ("Keep Pennsylvania’s laboratories open", ["Why it matters here", "Sources"])
        ]
        assert pdf.Root.Outlines.Count == 3
        sources = outline.root[0].children[1].destination
        assert sources[0].objgen == pdf.pages[1].objgen
        assert sources[1] == "/XYZ"


def test_an_outline_may_begin_below_its_first_level() -> None:
    sheet = Sheet()
    sheet.heading(2, "Section")
    sheet.heading(2, "Another")
    sheet.new_page()
    sheet.heading(1, "Title")
    with opened(write_pdf(sheet.laid())) as pdf, pdf.open_outline() as outline:
        assert [(item.title, len(item.children)) for item in outline.root] == [
            ("Section", 0), ("Another", 0), ("Title", 0)
        ]  # fmt: skip


def test_one_page_has_no_outline() -> None:
    sheet = Sheet()
    sheet.heading(1, "Title")
    with opened(write_pdf(sheet.laid())) as pdf:
        assert "/Outlines" not in pdf.Root


def _embedded(data: bytes) -> list[str]:
    with opened(data) as pdf:
        return sorted({str(f.BaseFont)[1:].partition("+")[2] for f in pdf.pages[0].Resources.Font.values()})


def test_only_the_faces_in_use_are_embedded_and_a_page_stays_small() -> None:
    sheet = Sheet(head=())
    sheet.heading(1, "Title")
    data = write_pdf(sheet.laid())
    assert _embedded(data) == ["Carlito", "LiberationSerif-Bold"]
    assert len(data) < 35_000


def test_a_font_is_split_by_what_it_is_asked_for() -> None:
    assert split("plain", "sans") == [(0, "plain")]
    assert [number for number, _ in split("aửb", "sans")] == [0, 1 + (0x1EED >> 5), 0]
    assert part("sans", 0) is part("sans", 0)


# --- the same bytes ----------------------------------------------------------------------------------------------

SCRIPT = """
import hashlib
from generator.writers.pdf.write import write_pdf
from tests.writers.laid import Sheet, everything
{before}
print(hashlib.sha256(write_pdf(everything(), "{{}}")).hexdigest())
"""
OTHERS_FIRST = """
sheet = Sheet()
sheet.paragraph("Ωmega, Žižka, ½")
write_pdf(sheet.laid())
"""


def _hash_in_another_process(folder: Path, before: str = "", **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT.format(before=before)],
        capture_output=True,
        check=True,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        text=True,
    )
    return done.stdout


def test_the_bytes_depend_on_nothing_but_the_document(tmp_path: Path) -> None:
    settings = {"RL_invariant": "0", "RL_pdfMultiLine": "1", "RL_useA85": "1", "RL_pageCompression": "0"}
    first = _hash_in_another_process(ROOT, PYTHONHASHSEED="1", TZ="UTC")
    assert first == _hash_in_another_process(tmp_path, PYTHONHASHSEED="2", TZ="Asia/Tokyo", LC_ALL="C")
    assert first == _hash_in_another_process(tmp_path, OTHERS_FIRST, SOURCE_DATE_EPOCH="1", **settings)


def test_another_document_has_another_identifier() -> None:
    other = replace(META, title="Other")
    laid = everything()
    ids = set()
    for meta in (META, other, META):
        with opened(write_pdf(replace(laid, document=replace(laid.document, meta=meta)))) as pdf:
            ids.add(bytes(pdf.trailer.ID[0]))
    assert len(ids) == 2


def _documents() -> Iterator[LaidOut]:
    for number in range(24):
        sheet = Sheet()
        sheet.paragraph(f"Document {number}, ", run("in bold", "sans-bold"), " of Nguyễn")
        sheet.figure(bars(f"{number} jobs"))
        yield sheet.laid()


def test_threads_do_not_disturb_each_other() -> None:
    documents = list(_documents())
    alone = [write_pdf(laid) for laid in documents]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(write_pdf, documents)) == alone
