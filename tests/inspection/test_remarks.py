"""What people leave in a file beside its text: each kind of it is found, with its place, who wrote it and its words."""

from __future__ import annotations

import io

import pypdf
import pytest
from pypdf.annotations import FreeText, Link, Text

from generator.inspection import Remark, remarks_in
from tests.inspection.planting import good, in_body, package, paragraph, parts_of, run, with_change, with_part
from tests.inspection.plants_docx import W
from tests.starter import everything

WORDS = "Is this right?"
BY = 'w:id="9" w:author="Sam Sample"'
STYLE = (
    '<w:style w:type="{type}" w:styleId="Gone"><w:name w:val="Gone"/><w:rPr><w:vanish/></w:rPr></w:style></w:styles>'
)


def commented() -> bytes:
    said = f"<w:comments {W}><w:comment {BY}>{paragraph(run(WORDS))}</w:comment></w:comments>"
    body = parts_of(in_body(paragraph(run("Seen."), '<w:r><w:commentReference w:id="9"/></w:r>')))
    return package(body | {"word/comments.xml": said.encode()})


def styled(type: str, xml: str) -> bytes:
    styles = parts_of(with_change("word/styles.xml", "</w:styles>", STYLE.format(type=type)))["word/styles.xml"]
    return package(parts_of(in_body(xml)) | {"word/styles.xml": styles})


def annotated(annotation: object) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(good("pdf")))
    writer.add_annotation(0, annotation)  # type: ignore[arg-type]
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def by_somebody() -> Text:
    note = Text(rect=(50, 50, 100, 100), text=WORDS)
    note[pypdf.generic.NameObject("/T")] = pypdf.generic.TextStringObject("Sam Sample")
    return note


CHANGED = f"<w:rPr><w:b/><w:rPrChange {BY}><w:rPr/></w:rPrChange></w:rPr><w:t>{WORDS}</w:t>"
CASES: dict[str, tuple[bytes, str, str]] = {
    "a comment": (commented(), "comment", "Sam Sample"),
    "an insertion": (in_body(paragraph(f"<w:ins {BY}>{run(WORDS)}</w:ins>")), "inserted text", "Sam Sample"),
    "a deletion": (
        in_body(paragraph(f"<w:del {BY}>{run(WORDS, tag='delText')}</w:del>")), "deleted text", "Sam Sample",
    ),
    "moved away": (
        in_body(paragraph(f"<w:moveFrom {BY}>{run(WORDS)}</w:moveFrom>")), "text moved away", "Sam Sample",
    ),
    "moved here": (in_body(paragraph(f"<w:moveTo {BY}>{run(WORDS)}</w:moveTo>")), "text moved here", "Sam Sample"),
    "another look": (in_body(paragraph(f"<w:r>{CHANGED}</w:r>")), "tracked change of the look", "Sam Sample"),
    "hidden text": (in_body(paragraph(run(WORDS, "<w:vanish/>"))), "hidden text", ""),
    "text hidden by its style": (
        styled("character", paragraph(run(WORDS, '<w:rStyle w:val="Gone"/>'))), "hidden text", "",
    ),
    "a paragraph hidden by its style": (
        styled("paragraph", paragraph('<w:pPr><w:pStyle w:val="Gone"/></w:pPr>', run(WORDS))), "hidden text", "",
    ),
    "a change in a head": (
        with_part("word/header9.xml", f"<w:hdr {W}>{paragraph(f'<w:ins {BY}>{run(WORDS)}</w:ins>')}</w:hdr>"),
        "inserted text",
        "Sam Sample",
    ),
    "an annotation of a PDF": (annotated(by_somebody()), "annotation", "Sam Sample"),
    "words on a PDF": (annotated(FreeText(text=WORDS, rect=(50, 550, 200, 650))), "annotation", ""),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_it_is_found_with_its_place_its_author_and_its_words(name: str) -> None:
    data, kind, author = CASES[name]
    [remark] = remarks_in("a.docx", data)
    assert (remark.kind, remark.author, remark.words) == (kind, author, WORDS)
    assert "page 1" in remark.place or "paragraph" in remark.place


@pytest.mark.parametrize(
    "data",
    [
        in_body(paragraph(run(" PAGE ", "<w:vanish/>", tag="instrText"))),
        in_body(paragraph(run(WORDS, '<w:vanish w:val="0"/>'))),
        in_body(paragraph(run("12", "<w:webHidden/>"))),
        annotated(Link(rect=(50, 50, 100, 100), url="https://www.example.gov/")),
        b"Only a text.",
    ],
)
def test_what_readers_never_see_or_always_do_is_none(data: bytes) -> None:
    assert remarks_in("a.docx", data) == []


@pytest.mark.slow
def test_nothing_that_we_make_has_any() -> None:
    for file in everything():
        for path in (file.docx, file.pdf):
            assert remarks_in(path.name, path.read_bytes()) == []


def test_each_is_told_in_a_line() -> None:
    assert str(Remark("comment", "at paragraph 3", "Sam Sample", WORDS)) == (
        "comment by Sam Sample, at paragraph 3: “Is this right?”"
    )
    assert str(Remark("deleted row", "a table of word/document.xml", "", "")) == (
        "deleted row, a table of word/document.xml"
    )
