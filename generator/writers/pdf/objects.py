"""PDF objects as finished bytes, and the file of them.

reportlab formats a dictionary anew for every document, key by key. What is the same in all documents (fonts, the colour
profile), and what there are many of (structure elements), is written as bytes at once.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from hashlib import sha256
from itertools import accumulate

from generator.layout.laid_out import Picture

_ESCAPES = str.maketrans({"\\": "\\\\", "(": "\\(", ")": "\\)"})


FONTS, PAGE_TREE, FIRST_PAGE = 1, 2, 3
"""The numbers of the fonts of all pages, of the node that has the pages, and of the first page. Behind the pages comes
the structure."""


def ref(number: int) -> bytes:
    """A reference to an object."""
    return b"%d 0 R" % number


class Objects:
    """The objects of one file, numbered from 1. The first are kept free for what every file has."""

    def __init__(self, pages: int) -> None:
        self._bodies = [b""] * (FIRST_PAGE + pages - 1)

    def reserve(self) -> int:
        """The number of an object to be put in later."""
        self._bodies.append(b"")
        return len(self._bodies)

    def put(self, number: int, body: bytes) -> None:
        """Put the object in that a number was kept for."""
        self._bodies[number - 1] = body

    def add(self, body: bytes) -> bytes:
        """Put an object in; a reference to it."""
        self._bodies.append(body)
        return b"%d 0 R" % len(self._bodies)

    def file(self, root: bytes, info: bytes) -> bytes:
        """The whole file, given references to its catalog and information. Its identifier is a hash of all of it."""
        chunks = [b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"]
        chunks += [b"%d 0 obj\n%s\nendobj\n" % numbered for numbered in enumerate(self._bodies, 1)]
        *offsets, end = accumulate(map(len, chunks))
        body = b"".join(chunks)
        digest = sha256(body).hexdigest()[:32].encode("ascii")
        rows = b"".join([b"%010d 00000 n \n" % offset for offset in offsets])
        table = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(chunks), rows)
        entries = b"/Size %d/Root %s/Info %s/ID[<%s><%s>]" % (len(chunks), root, info, digest, digest)
        return b"%s%strailer\n<<%s>>\nstartxref\n%d\n%%%%EOF\n" % (body, table, entries, end)


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """A stream as it stands, with further `entries` in its dictionary.

    The line end before `endstream`, which reportlab leaves out, is one PDF/A asks for (6.1.7.1).
    """
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (entries, len(data), data)


def deflated(data: bytes, entries: bytes = b"") -> bytes:
    """A compressed stream."""
    return stream(zlib.compress(data), entries + b"/Filter/FlateDecode")


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
