"""Files that cannot be read whole: each is a finding, none is waited for."""

from __future__ import annotations

import base64
import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image

from generator.errors import OnepagerError
from generator.inspection import open_file, receipt_in
from generator.inspection.files import MAX_DEPTH
from generator.inspection.opened import MAX_PART
from generator.inspection.pdf.document import unpacked
from tests.inspection.planting import REF, SECRET, found, good, in_body, package, paragraph, parts_of, run, with_part
from tests.inspection.plants_docx import png
from tests.inspection.plants_pdf import PLAIN, between, composite, draw, edited, helvetica, literal, shifted


def why(data: bytes, name: str = "a.docx") -> str:
    return "; ".join(f"{u.place} {u.why}" for u in open_file(name, data).unread)


def bomb() -> bytes:
    return with_part("word/media/a.xml", b"<a>" + b" " * (8 << 20) + b"</a>")


def endless() -> bytes:
    """A part that says it is small and unpacks to more than the limit."""
    data = bytearray(with_part("word/z.xml", b" " * (MAX_PART + 10)))
    for mark, at in ((b"PK\3\4", 22), (b"PK\1\2", 24)):
        position = data.rindex(mark) if mark == b"PK\3\4" else data.rindex(b"word/z.xml") - 46
        struct.pack_into("<I", data, position + at, 20)
    return bytes(data)


def many() -> bytes:
    return package({f"a{n}.xml": b"<a/>" for n in range(4_100)})


def deep() -> bytes:
    data = package({"a.txt": b"hello"})
    for _ in range(MAX_DEPTH + 1):
        data = package({"a.zip": data})
    return data


def locked_part() -> bytes:
    """A part that is encrypted: the flag is set in both of its heads."""
    data = bytearray(good("docx"))
    data[data.index(b"PK\3\4") + 6] |= 1
    data[data.index(b"PK\1\2") + 8] |= 1
    return bytes(data)


def damaged_part() -> bytes:
    data = bytearray(package({"a.txt": b"hello there, this is text"}))
    data[36 + 8] ^= 0xFF
    return bytes(data)


def between_parts() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", "hello")
        buffer.write(b"x" * 40)
        archive.start_dir += 40
        archive.writestr("b.txt", "hello")
    return buffer.getvalue()


def over_one_another(shared: int = 0) -> bytes:
    """A part that lies within another: a program that goes through the file reads one, one that goes by the directory
    the other. With `shared` it is the same part under two names."""
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("b.txt", "hello")
        [within] = archive.infolist()
    record = inner.getvalue()[: within.header_offset + 30 + len("b.txt") + within.compress_size]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", record)
        within.header_offset = 30 + len("a.txt")
        archive.filelist += [within] * (1 + shared)
        archive.NameToInfo["b.txt"] = within
    return buffer.getvalue()


def a_few_between_parts() -> bytes:
    """Less than what stands behind a part whose size was not known when it was begun."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", "hello")
        buffer.write(b"x" * 16)
        archive.start_dir += 16
        archive.writestr("b.txt", "hello")
    return buffer.getvalue()


def streamed() -> bytes:
    """A package that was written to a pipe: each part has its size behind it."""

    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def tell(self) -> int:
            raise OSError

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:  # type: ignore[type-var]
        for name, content in parts_of(good("docx")).items():
            archive.writestr(name, content)
    return pipe.getvalue()


def test_a_package_that_was_written_to_a_pipe_is_read() -> None:
    assert open_file("a.docx", streamed()).unread == []
    assert found(streamed()) == []


def before_the_parts() -> bytes:
    return b"PK\3\4" + b"x" * 40 + good("docx")


def two_directories() -> bytes:
    """A package after which another follows: one program shows the first, another the second."""
    return good("docx") + good("docx")


def locked_pdf() -> bytes:
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(good("pdf"))) as pdf:
        pdf.save(buffer, encryption=pikepdf.Encryption(user="secret", owner="secret"))
    return buffer.getvalue()


def open_but_restricted() -> bytes:
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(edited(draw(f"BT /FX 9 Tf {literal(SECRET)} Tj ET")))) as pdf:
        pdf.save(buffer, encryption=pikepdf.Encryption(user="", owner="secret"))
    return buffer.getvalue()


def unknown_letters() -> bytes:
    return edited(draw(f"BT /FX 10 Tf <{shifted()}> Tj ET", composite(known=False)))


def odd_filter() -> bytes:
    return edited(lambda pdf: setattr(pdf.Root, "Unused", pdf.make_stream(b"abc", Filter=Name.JBIG2Decode)))


def bomb_in_a_pdf() -> bytes:
    stream = zlib.compress(b" " * (MAX_PART + 10))
    return edited(lambda pdf: setattr(pdf.Root, "Unused", pdf.make_stream(stream, Filter=Name.FlateDecode)))


def open_bracket() -> bytes:
    """A string that never ends, in an object that nothing refers to."""
    return between(b"9999 0 obj\n<< /Said (" + b"a" * 50_000 + b"\nendobj\n")


def endless_map(pdf: pikepdf.Pdf) -> Dictionary:
    font = helvetica()
    font.ToUnicode = pdf.make_stream(b"beginbfchar " * 300_000)
    return font


def scan() -> bytes:
    """A page that is one picture."""
    buffer = io.BytesIO()
    Image.new("L", (200, 300), 255).save(buffer, "PDF")
    return buffer.getvalue()


def only_a_picture() -> bytes:
    return package({"word/document.xml": b"<?xml version='1.0'?><a/>", "word/media/a.png": png(False)[:60]})


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "is empty"),
    "binary": (lambda: bytes(range(256)), "of unknown kind"),
    "an old Word file": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "an old Office file"),
    "RTF": (lambda: b"{\\rtf1 " + SECRET.encode() + b"}", "is RTF"),
    "half a Word file": (lambda: good("docx")[: len(good("docx")) // 2], "is a damaged package"),
    "half a PDF": (lambda: good("pdf")[: len(good("pdf")) // 2], "damaged"),
    "a PDF of nothing": (lambda: b"%PDF-1.7\n", "is a damaged PDF"),
    "a locked PDF": (locked_pdf, "is encrypted with a password"),
    "a locked part": (locked_part, "is encrypted"),
    "a damaged part": (damaged_part, "a.txt is damaged"),
    "a part of unknown kind": (
        lambda: with_part("word/vbaProject.bin", bytes(range(256))),
        "word/vbaProject.bin is of",
    ),
    "malformed XML": (lambda: with_part("word/x.xml", "<a><b></a>"), "word/x.xml is not well-formed"),
    "entities": (
        lambda: with_part("word/x.xml", "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"),
        "entities whose text stands elsewhere",
    ),
    "a part that unpacks to much": (bomb, "times its size"),
    "a part that unpacks to more than it says": (endless, "unpacks to more than"),
    "many parts": (many, "more than 4,000 parts"),
    "files deep within files": (deep, "lies too deep"),
    "bytes between the parts": (between_parts, "bytes that belong to no part"),
    "a few bytes between the parts": (a_few_between_parts, "16 bytes that belong to no part"),
    "parts over one another": (over_one_another, "parts that lie over one another (a.txt and b.txt)"),
    "one part under two names": (partial(over_one_another, 1), "parts that lie over one another"),
    "bytes before the parts": (before_the_parts, "bytes that belong to no part"),
    "one package after another": (two_directories, "bytes that belong to no part"),
    "letters that nobody can know": (unknown_letters, "letters"),
    "a stream that cannot be unpacked": (odd_filter, "cannot be unpacked"),
    "a stream that unpacks to much": (bomb_in_a_pdf, "unpacks to more than"),
    "a scan": (scan, "is a picture, and the file has hardly a word"),
    "a Word file of one picture": (only_a_picture, "hardly a word"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_a_finding(name: str) -> None:
    make, expected = REFUSED[name]
    assert expected in why(make())
    assert any(not leak.ref for leak in found(make()))


def test_what_reads_as_text_in_such_a_file_is_searched_all_the_same() -> None:
    assert {leak.ref for leak in found(REFUSED["RTF"][0]())} == {"", REF}


@pytest.mark.parametrize(
    "filters", [["FlateDecode"] * 2, ["LZWDecode", "FlateDecode"], ["ASCIIHexDecode"] * 2 + ["FlateDecode"]]
)
def test_a_stream_packed_in_layers_is_not_unpacked(filters: list[str]) -> None:
    pdf = pikepdf.new()
    stream = pdf.make_stream(b"x", Filter=Array([Name(f"/{name}") for name in filters]))
    with pytest.raises(OnepagerError, match=r"packed in layers|cannot be unpacked"):
        unpacked(stream)


@pytest.mark.parametrize("name", ["ASCII85Decode", "ASCIIHexDecode"])
def test_a_stream_may_be_spelled_in_letters(name: str) -> None:
    packed = zlib.compress(b"hello")
    spelled = base64.a85encode(packed) + b"~>" if name == "ASCII85Decode" else packed.hex().encode() + b">"
    pdf = pikepdf.new()
    assert unpacked(pdf.make_stream(spelled, Filter=Array([Name(f"/{name}"), Name.FlateDecode])))[0] == b"hello"


LONG = {
    "a string that never ends": open_bracket,
    "objects that never end": lambda: between(b"9999 0 obj\n" * 300_000),
    "streams that never end": lambda: between(b"9999 0 obj\n" + b"stream\n" * 300_000 + b"endobj\n"),
    "a map of a font that never ends": lambda: edited(draw("BT /FX 9 Tf (x) Tj ET", endless_map)),
    "text objects that show nothing": lambda: edited(
        lambda pdf: setattr(pdf.Root, "Unused", pdf.make_stream(b"BT " * 1_000_000))
    ),
    "comments that never end": lambda: between(b"%" * 1_000_000),
    "secrets over and over": lambda: edited(draw("BT /FX 9 Tf " + f"{literal(PLAIN)} Tj " * 3_000 + "ET")),
}


@pytest.mark.parametrize("name", LONG)
def test_the_time_a_file_takes_grows_with_its_size_only(name: str) -> None:
    """Each would take hours if it grew with the square of it."""
    refs = {leak.ref for leak in found(LONG[name](), "a.pdf") if leak.ref}
    assert refs == ({REF} if name == "secrets over and over" else set())


def test_a_pdf_that_only_forbids_changes_is_read() -> None:
    assert {leak.ref for leak in found(open_but_restricted(), "a.pdf")} == {REF}


def test_pictures_are_named_not_read() -> None:
    opened = open_file("a.docx", with_part("word/media/a.png", png(False)))
    assert opened.pictures == ["word/media/a.png"]
    assert opened.unread == []


@pytest.mark.parametrize(
    "part",
    [
        ("word/fonts/font1.odttf", bytes(range(256)) * 4),
        ("word/media/a.ttf", b"\0\1\0\0" + b"\0" * 60),
        ("docProps/thumbnail.jpeg", b"\xff\xd8\xff\xe0\0\x04ab\xff\xda\0\0\0\xff\xd9"),
        ("word/a.txt", "München, “quoted”".encode("cp1252")),
        ("word/b.txt", "text".encode("utf-16")),
    ],
)
def test_what_word_puts_into_files_is_known(part: tuple[str, bytes]) -> None:
    assert open_file("a.docx", with_part(*part)).unread == []


def test_every_text_has_its_place() -> None:
    opened = open_file("a.docx", in_body(paragraph(run("Words of the body"))))
    texts = {piece.place: piece.text for piece in opened.pieces()}
    assert opened.kind == "Word file"
    assert "Words of the body" in texts["text in word/document.xml"]
    assert texts["file name"] == "a.docx"


def test_a_thorough_reading_reads_pages_twice() -> None:
    once, twice = (open_file("a.pdf", good("pdf"), thorough=thorough) for thorough in (False, True))
    assert sum(c.place == "page 1" for c in once.pieces()) + 1 == sum(c.place == "page 1" for c in twice.pieces())


def test_both_readings_of_a_page_agree() -> None:
    """What pdfium reads is in what the quick reader read, word for word."""
    readings = [c.text for c in open_file("a.pdf", good("pdf"), thorough=True).pieces() if c.place == "page 1"]
    first, second = ("".join(filter(str.isalnum, text)) for text in readings)
    assert first == second


# --- receipts ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("format", ["docx", "pdf"])
def test_the_receipt_is_read_back(format: str) -> None:
    assert receipt_in(f"a.{format}", good(format)) == '{"points": ["nih-funding/jobs"]}'


def test_word_may_rename_the_part_that_holds_it() -> None:
    parts = parts_of(good("docx"))
    parts["customXml/item3.xml"] = parts.pop("customXml/item1.xml")
    assert receipt_in("a.docx", package(parts)) == '{"points": ["nih-funding/jobs"]}'


def test_a_receipt_that_became_an_attribute_is_read() -> None:
    def edit(pdf: pikepdf.Pdf) -> None:
        packet = bytes(pdf.Root.Metadata.read_bytes())
        start, end = packet.index(b"<receipt:record>"), packet.index(b"</receipt:record>") + 17
        packet = packet[:start] + packet[end:]
        packet = packet.replace(
            b'<rdf:Description rdf:about=""', b'<rdf:Description receipt:record="{}" rdf:about=""', 1
        )
        pdf.Root.Metadata = pdf.make_stream(packet, Type=Name.Metadata, Subtype=Name.XML)

    assert receipt_in("a.pdf", edited(edit)) == "{}"


def test_a_file_without_one_has_none() -> None:
    parts = {name: content for name, content in parts_of(good("docx")).items() if not name.startswith("customXml")}
    assert receipt_in("a.docx", package(parts)) == ""
    assert receipt_in("a.pdf", edited(lambda pdf: pdf.Root.__delitem__("/Metadata"))) == ""


@pytest.mark.parametrize("name", ["half a Word file", "half a PDF", "a locked PDF", "binary", "empty"])
def test_an_unreadable_file_is_refused_in_words(name: str) -> None:
    data = REFUSED[name][0]()
    if name == "half a PDF":
        data = data[:200]
    with pytest.raises(OnepagerError, match=r"a\.docx (is|unpacks)"):
        receipt_in("a.docx", data)


def test_the_names_by_which_it_is_found_are_those_it_is_written_under() -> None:
    from generator.inspection import receipt
    from generator.writers.docx import write
    from generator.writers.pdf import xmp

    assert f"{{{write.RECEIPT_NAMESPACE}}}receipt" == receipt.DOCX_RECEIPT
    assert f"{{{xmp.RECEIPT_NAMESPACE}}}record" == receipt.PDF_RECEIPT


# --- the house ---------------------------------------------------------------------------------------------------


def test_the_guard_shares_no_code_with_the_writers() -> None:
    """Nor a library: what it reads with did not write the file."""
    modules = list(Path(open_file.__code__.co_filename).parent.rglob("*.py"))
    assert len(modules) > 20
    for module in modules:
        text = module.read_text(encoding="utf-8")
        for part in ("generator.compose", "generator.layout", "generator.writers", "generator.office"):
            assert part not in text, module.name
        for library in ("reportlab", "import docx", "from docx"):
            assert library not in text, module.name
