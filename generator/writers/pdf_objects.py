"""PDF objects as finished bytes, for a reportlab document to number and copy.

reportlab formats a dictionary anew for every document, key by key. What is the same in all documents (fonts, the colour
profile), and what there are many of (structure elements), is written here as bytes at once.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFObject

from generator.layout.flow import Picture

Document = Any
"""A `PDFDocument` of reportlab's, of which its type information says little. `own` has objects of ours by number."""

_ESCAPES = str.maketrans({"\\": "\\\\", "(": "\\(", ")": "\\)"})


class Ready(PDFObject):
    """An object that reportlab knows by a name, as finished bytes."""

    __RefOnly__ = 1  # reportlab's word for: stands at the top level, others refer to it

    def __init__(self, data: bytes) -> None:
        self.data = data

    def format(self, document: Document) -> bytes:
        return self.data


def reference(document: Document, value: PDFObject) -> bytes:
    """A reference to an object of reportlab's: `b"12 0 R"`. It gets its number unless it has one."""
    name = document.Reference(value).name
    return b"%d 0 R" % document.idToObjectNumberAndVersion[name][0]


def begin(document: Document) -> None:
    """Have a new document take objects of ours, of which reportlab knows no more than that their numbers are taken."""
    document.own = {}


def reserve(document: Document) -> int:
    """The number of an object to be put into a document later."""
    number: int = document.objectcounter + 1
    document.objectcounter = number
    return number


def put(document: Document, number: int, data: bytes) -> None:
    """Put the object into a document that a number was reserved for."""
    document.own[number] = data


def add(document: Document, data: bytes) -> bytes:
    """Put an object into a document; a reference to it."""
    number = reserve(document)
    document.own[number] = data
    return b"%d 0 R" % number


def file(document: Document, root: bytes, info: bytes) -> bytes:
    """The whole file, given references to its catalog and information. Its identifier is a hash of all of it.

    As `PDFDocument.format`, which encodes every object anew and would take as long for it as all the rest takes.
    """
    chunks = [b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"]
    table = [b"0000000000 65535 f \n"]
    offset = len(chunks[0])
    for number, body in enumerate(_bodies(document), 1):
        chunk = b"%d 0 obj\n%s\nendobj\n" % (number, body)
        table.append(b"%010d 00000 n \n" % offset)
        chunks.append(chunk)
        offset += len(chunk)
    digest = sha256(b"".join(chunks)).hexdigest()[:32].encode("ascii")
    chunks.append(b"xref\n0 %d\n%s" % (len(table), b"".join(table)))
    entries = b"/Size %d/Root %s/Info %s/ID[<%s><%s>]" % (len(table), root, info, digest, digest)
    chunks.append(b"trailer\n<<%s>>\nstartxref\n%d\n%%%%EOF\n" % (entries, offset))
    return b"".join(chunks)


def _bodies(document: Document) -> Iterator[bytes]:
    """The objects in the order of their numbers. Formatting one may add others, which get the next numbers."""
    number = 0
    while number < document.objectcounter:
        number += 1
        body = document.own.get(number)
        if body is None:
            value: Any = document.idToObject[document.numberToId[number]]
            body = value.data if isinstance(value, Ready) else value.format(document)
        yield body


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """A stream as it stands, with further `entries` in its dictionary.

    The line end before `endstream`, which reportlab leaves out, is one PDF/A asks for (6.1.7.1).
    """
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (entries, len(data), data)


QUICK = 3
"""Of the levels of compression the last that does not try for better: a sixth less time for one byte in fifteen."""


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
