"""PDF objects as finished bytes, for a reportlab document to number and copy.

reportlab formats a dictionary anew for every document, key by key. What is the same in all documents (fonts, the colour
profile), and what there are many of (structure elements), is written here as bytes at once.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from hashlib import sha256
from itertools import count, takewhile
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFDocument, PDFObject

from generator.layout.flow import Picture

_ESCAPES = str.maketrans({"\\": "\\\\", "(": "\\(", ")": "\\)"})


class Ready(PDFObject):
    """One object of one document. `data` may be filled in after it has its number."""

    __RefOnly__ = 1  # reportlab's word for: stands at the top level, others refer to it

    def __init__(self, data: bytes = b"") -> None:
        self.data = data

    def format(self, document: PDFDocument) -> bytes:
        return self.data


def reference(document: PDFDocument, value: PDFObject) -> bytes:
    """A reference to an object of reportlab's: `b"12 0 R"`. It gets its number unless it has one."""
    name = document.Reference(value).name
    return b"%d 0 R" % document.idToObjectNumberAndVersion[name][0]


def enter(document: PDFDocument, ready: Ready) -> bytes:
    """Give a new object its number; a reference to it. As `PDFDocument.Reference`, without its questions."""
    number = document.objectcounter = document.objectcounter + 1
    name = document.numberToId[number] = f"R{number}"
    document.idToObject[name] = ready
    document.idToObjectNumberAndVersion[name] = (number, 0)
    return b"%d 0 R" % number


def add(document: PDFDocument, data: bytes) -> bytes:
    """Put an object into a document; a reference to it."""
    return enter(document, Ready(data))


def file(document: PDFDocument, root: bytes, info: bytes) -> bytes:
    """The whole file, given references to its catalog and information. Its identifier is a hash of all of it.

    As `PDFDocument.format`, which encodes every object anew and would take as long for it as all the rest takes.
    """
    chunks = [b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"]
    table = [b"0000000000 65535 f \n"]
    offset = len(chunks[0])
    # Formatting an object may add others, which get the next numbers.
    for number in takewhile(document.numberToId.__contains__, count(1)):
        value: Any = document.idToObject[document.numberToId[number]]
        body = value.data if isinstance(value, Ready) else value.format(document)
        chunk = b"%d 0 obj\n%s\nendobj\n" % (number, body)
        table.append(b"%010d 00000 n \n" % offset)
        chunks.append(chunk)
        offset += len(chunk)
    digest = sha256(b"".join(chunks)).hexdigest()[:32].encode("ascii")
    chunks.append(b"xref\n0 %d\n%s" % (len(table), b"".join(table)))
    entries = b"/Size %d/Root %s/Info %s/ID[<%s><%s>]" % (len(table), root, info, digest, digest)
    chunks.append(b"trailer\n<<%s>>\nstartxref\n%d\n%%%%EOF\n" % (entries, offset))
    return b"".join(chunks)


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """A stream as it stands, with further `entries` in its dictionary.

    The line end before `endstream`, which reportlab leaves out, is one PDF/A asks for (6.1.7.1).
    """
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (entries, len(data), data)


def deflated(data: bytes, entries: bytes = b"", level: int = 9) -> bytes:
    """A compressed stream.

    For what has the size of our pages a window of 16 KB gives as many bytes as the usual one in two thirds of the time,
    the rest of which goes into clearing its memory.
    """
    deflate = zlib.compressobj(level, zlib.DEFLATED, 14)
    return stream(deflate.compress(data) + deflate.flush(), entries + b"/Filter/FlateDecode")


def picture_object(picture: Picture) -> bytes:
    """An image. What a PNG file of RGB has compressed, a PDF file can take as it is."""
    width, height = picture.pixels
    entries = (
        b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/FlateDecode"
        b"/DecodeParms<</Predictor 15/Colors 3/BitsPerComponent 8/Columns %d>>" % (width, height, width)
    )
    return stream(b"".join(_compressed(picture.png)), entries)


def _compressed(png: bytes) -> Iterator[bytes]:
    """The image data of a PNG file, from its IDAT chunks."""
    offset = len(b"\x89PNG\r\n\x1a\n")
    while offset < len(png):
        length, kind = struct.unpack_from(">I4s", png, offset)
        if kind == b"IDAT":
            yield png[offset + 8 : offset + 8 + length]
        offset += length + 12


def escaped(codes: str) -> str:
    """The inside of a literal string."""
    return codes.translate(_ESCAPES) if "(" in codes or ")" in codes or "\\" in codes else codes


def text(value: str) -> bytes:
    """A text string: what a reader shows of itself, as a title or an alternative text."""
    if value.isascii() and value.isprintable():
        return b"(%s)" % escaped(value).encode("ascii")
    return b"<FEFF%s>" % value.encode("utf-16-be").hex().upper().encode("ascii")
