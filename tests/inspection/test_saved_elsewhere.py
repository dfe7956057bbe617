"""Files that other programs saved: LibreOffice, python-docx, pypdf, qpdf. All of each is read, wherever it stands."""

from __future__ import annotations

import io
import random
import re
import subprocess
from collections.abc import Callable
from functools import cache

import docx
import pikepdf
import pypdf
import pytest
from pypdf.annotations import FreeText

from generator.inspection import open_file
from tests.inspection.planting import SECRET, found, good, in_body, paragraph, places, run
from tests.inspection.plants_docx import deleted, hidden
from tests.inspection.plants_pdf import draw, edited, show
from tests.inspection.rawpdf import damaged
from tests.starter import everything
from tests.tools.external import find, require, soffice_convert
from tests.tools.temporary import temporary_folder

pytestmark = pytest.mark.slow

FILES = {
    "text": paragraph(run(SECRET[:30], "<w:b/>"), run(SECRET[30:])),
    "hidden": paragraph(hidden(SECRET)),
    "deleted": paragraph(run("Seen."), deleted(SECRET)),
    "table": f"<w:tbl><w:tr><w:tc>{paragraph(run(SECRET))}</w:tc></w:tr></w:tbl>{paragraph()}",
}


@cache
def saved(format: str) -> dict[str, bytes]:
    """The files, opened and saved by LibreOffice."""
    folder = temporary_folder("saved-")
    sources = []
    for name, xml in FILES.items():
        sources.append(folder / f"{name}.docx")
        sources[-1].write_bytes(in_body(xml))
    if format == "pdf":
        done = soffice_convert(sources, folder / "pdf")
    else:
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        where = ["--outdir", str(folder / "docx"), *map(str, sources)]
        command = [str(find("soffice")), "--headless", profile, "--convert-to", "docx:MS Word 2007 XML", *where]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        done = [folder / "docx" / source.name for source in sources]
    return {path.stem: path.read_bytes() for path in done}


@pytest.mark.parametrize("name", FILES)
def test_a_word_file_that_libreoffice_saved_is_read_whole(name: str) -> None:
    require("soffice")
    data = saved("docx")[name]
    assert open_file("a.docx", data).unread == []
    expected = {"hidden": "hidden text", "deleted": "deleted text"}.get(name, "text")
    assert [place.split(" in ")[0] for place in places(data)][:1] == [expected]


@pytest.mark.parametrize("name", ["text", "table"])
def test_a_pdf_that_libreoffice_made_is_read(name: str) -> None:
    require("soffice")
    data = saved("pdf")[name]
    opened = open_file("a.pdf", data, thorough=True)
    assert opened.unread == []
    assert "page 1" in places(data, "a.pdf") or "page 2" in places(data, "a.pdf")


# --- Word files --------------------------------------------------------------------------------------------------


def by_python_docx() -> bytes:
    """A file of its own template, with the secret in six places."""
    document = docx.Document()
    document.add_paragraph(SECRET)
    document.add_table(1, 1).cell(0, 0).text = SECRET
    document.sections[0].header.paragraphs[0].text = SECRET
    document.core_properties.comments = SECRET
    document.add_paragraph("Seen.").add_run(SECRET).font.hidden = True
    document.styles.add_style(SECRET, docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
    return saved_as(document)


def saved_as(document: docx.document.Document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_a_word_file_of_python_docx_is_read_whole() -> None:
    data = by_python_docx()
    assert [leak.excerpt for leak in found(data) if not leak.ref] == []
    named = set(places(data))
    for expected in (
        "word/document.xml",
        "word/header1.xml",
        "docProps/core.xml",
        "hidden text",
        "attribute val of name",
    ):
        assert any(expected in place for place in named), (expected, named)


def test_our_own_file_saved_by_python_docx_says_what_it_said() -> None:
    for file in everything()[::20]:
        data = file.docx.read_bytes()
        again = saved_as(docx.Document(io.BytesIO(data)))
        assert words_of("a.docx", data) == words_of("a.docx", again)
        assert open_file("a.docx", again).unread == []


# --- PDF files ---------------------------------------------------------------------------------------------------


def words_of(name: str, data: bytes) -> dict[str, str]:
    """The words of the pages, or of the document, by place, without spaces."""
    pieces = open_file(name, data).pieces()
    return {p.place: re.sub(r"\s", "", p.text) for p in pieces if re.match(r"page \d+$|text in word/document", p.place)}


def by_pypdf(data: bytes) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    for page in writer.pages:
        page.compress_content_streams()
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def appended_by_pypdf(data: bytes) -> bytes:
    """With a change appended: the old file is in it, byte for byte."""
    writer = pypdf.PdfWriter(io.BytesIO(data), incremental=True)
    writer.add_annotation(0, FreeText(text="A remark", rect=(50, 550, 200, 650)))
    buffer = io.BytesIO()
    writer.write(buffer)
    assert buffer.getvalue().startswith(data)
    return buffer.getvalue()


def by_qpdf(data: bytes, **options: object) -> bytes:
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(buffer, **options)
    return buffer.getvalue()


WRITERS: dict[str, Callable[[bytes], bytes]] = {
    "pypdf": by_pypdf,
    "pypdf, appended": appended_by_pypdf,
    "qpdf": by_qpdf,
    "qpdf, linearized": lambda data: by_qpdf(data, linearize=True),
    "qpdf, objects in streams": lambda data: by_qpdf(data, object_stream_mode=pikepdf.ObjectStreamMode.generate),
    "qpdf, linearized, objects in streams": lambda data: by_qpdf(
        data, linearize=True, object_stream_mode=pikepdf.ObjectStreamMode.generate
    ),
    "qpdf, nothing packed": lambda data: by_qpdf(
        data, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.generalized, qdf=True
    ),
    "qpdf, nobody may change it": lambda data: by_qpdf(data, encryption=pikepdf.Encryption(user="", owner="secret")),
    "pypdf, appended twice": lambda data: appended_by_pypdf(appended_by_pypdf(data)),
    "qpdf, then appended": lambda data: appended_by_pypdf(by_qpdf(data, linearize=True)),
}


@pytest.mark.parametrize("writer", WRITERS)
def test_our_own_pdf_written_anew_says_what_it_said(writer: str) -> None:
    for file in everything()[::20]:
        data = file.pdf.read_bytes()
        again = WRITERS[writer](data)
        assert open_file("a.pdf", again).unread == []
        assert words_of("a.pdf", again) == words_of("a.pdf", data)


@pytest.mark.parametrize("writer", WRITERS)
def test_a_secret_on_the_page_is_found_whoever_wrote_the_file(writer: str) -> None:
    data = edited(draw(show(SECRET)))
    assert "page 1" in places(WRITERS[writer](data), "a.pdf")


@pytest.mark.parametrize("appended", [1, 2, 3])
def test_what_was_written_over_in_an_appended_change_is_found(appended: int) -> None:
    """The page said it once; the versions after do not."""
    data = edited(draw(show(SECRET)))
    writer = pypdf.PdfWriter(io.BytesIO(data), incremental=True)
    writer.pages[0][pypdf.generic.NameObject("/Contents")] = writer._add_object(pypdf.generic.StreamObject())
    buffer = io.BytesIO()
    writer.write(buffer)
    data = buffer.getvalue()
    for _ in range(appended - 1):
        data = appended_by_pypdf(data)
    assert any(re.fullmatch(r"(earlier version \d+ › )+page 1", place) for place in places(data, "a.pdf"))


@pytest.mark.parametrize("appended", [6, 12])
def test_every_version_is_read_however_many_there_are(appended: int) -> None:
    """A document that several people signed has one for each."""
    data = edited(draw(show(SECRET)))
    writer = pypdf.PdfWriter(io.BytesIO(data), incremental=True)
    writer.pages[0][pypdf.generic.NameObject("/Contents")] = writer._add_object(pypdf.generic.StreamObject())
    buffer = io.BytesIO()
    writer.write(buffer)
    data = buffer.getvalue()
    for _ in range(appended):
        data = appended_by_pypdf(data)
    hits = found(data, "a.pdf")
    assert [leak.excerpt for leak in hits if not leak.ref] == []
    assert any(re.fullmatch(r"(earlier version \d+ › )+page 1", leak.place) for leak in hits)


def miscounted(data: bytes) -> bytes:
    """As some print drivers and programs that join files write it: more objects than there are."""
    return re.sub(rb"/Size (\d+)", lambda m: b"/Size %d" % (int(m[1]) + 2), data)


def displaced(data: bytes) -> bytes:
    """A table of objects that is not where the file says."""
    at = data.rindex(b"startxref")
    return data[:at] + re.sub(rb"\d+", b"17", data[at:], count=1)


def with_an_entry_of_nothing(data: bytes) -> bytes:
    """A table that has an offset of 0 for an object that nothing refers to."""
    data = re.sub(rb"/Size (\d+)", lambda m: b"/Size %d" % (int(m[1]) + 1), data)
    data = re.sub(rb"\nxref\n0 (\d+)\n", lambda m: b"\nxref\n0 %d\n" % (int(m[1]) + 1), data)
    return data.replace(b"trailer", b"0000000000 00000 n \ntrailer")


def test_an_object_that_is_nowhere_and_that_something_refers_to_is_lost() -> None:
    data = by_qpdf(good("pdf"), object_stream_mode=pikepdf.ObjectStreamMode.disable)
    at = data.rindex(b"\nxref\n")
    lines = data[at:].split(b"\n")
    lost = data[:at] + b"\n".join([*lines[:5], b"0000000000" + lines[5][10:], *lines[6:]])
    [leak] = found(lost, "a.pdf")
    assert "is damaged" in leak.excerpt
    assert "object 2 is missing" in leak.excerpt


@pytest.mark.parametrize("harm", [miscounted, displaced, with_an_entry_of_nothing], ids=lambda f: f.__name__)
def test_what_is_put_right_without_loss_is_read_and_noted(harm: Callable[[bytes], bytes]) -> None:
    opened = open_file("a.pdf", harm(by_qpdf(good("pdf"), object_stream_mode=pikepdf.ObjectStreamMode.disable)))
    assert opened.unread == []
    [note] = opened.notes
    assert note.startswith("a.pdf: its table of objects was put right to read it")
    assert not re.search(r"/proc|BytesIO|self/fd", note)
    secret = harm(by_qpdf(edited(draw(show(SECRET))), object_stream_mode=pikepdf.ObjectStreamMode.disable))
    assert "page 1" in places(secret, "a.pdf")


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\n\n", b"\0", b" "])
@pytest.mark.parametrize("format", ["docx", "pdf"])
def test_white_space_after_the_end_is_innocent(format: str, end: bytes) -> None:
    assert found(good(format) + end, f"a.{format}") == []


# --- damaged files -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(4))
def test_a_damaged_pdf_hides_nothing(seed: int) -> None:
    """Whatever happens to a few of its bytes, the secret is found or the file is refused."""
    chance = random.Random(seed)
    data = edited(draw(show(SECRET)))
    for _ in range(100):
        assert found(damaged(data, chance), "a.pdf")


def test_a_damaged_word_file_hides_nothing() -> None:
    chance = random.Random(5)
    data = in_body(paragraph(run(SECRET)))
    for _ in range(400):
        at = chance.randrange(len(data))
        assert found(data[:at] + bytes((data[at] ^ chance.randint(1, 255),)) + data[at + 1 :])
