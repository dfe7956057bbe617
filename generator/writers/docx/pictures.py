"""Drawings as pictures for Word: drawn by the PDF writer, so both files show the same, and rasterised by PDFium."""

from __future__ import annotations

import struct
import zlib
from datetime import date
from functools import lru_cache
from hashlib import sha256
from threading import Lock

from generator.document.blocks import Document, Letterhead, Meta
from generator.layout.laid_out import DrawFigure, Figure, Furniture, LaidOut, Page, PageFrame, Picture, Shape
from generator.units import POINTS_PER_INCH, emu
from generator.writers.docx.package import Part
from generator.writers.docx.xml import Element, el
from generator.writers.pdf.write import write_pdf

DOTS_PER_INCH = 220
"""What Word itself keeps pictures at for printing, by default. Drawing at 300 takes twice the time."""
_SCALE = DOTS_PER_INCH / POINTS_PER_INCH * (1 - 1e-6)  # PDFium rounds up: 250.0000001 pixels would become 251

_rendering = Lock()
"""PDFium works in one thread at a time."""


def picture(figure: Figure) -> Part:
    """The figure as a PNG part."""
    return _picture(figure.width, figure.height, figure.shapes)


@lru_cache(maxsize=64)  # saves rasterizing, some ten milliseconds, a chart that stands in every document of a batch
def _picture(width: float, height: float, shapes: tuple[Shape, ...]) -> Part:
    png = _png(_as_page(Figure(shapes, width, height, 0.0, "", (("Figure", 1),))))
    return Part(f"word/media/{sha256(png).hexdigest()[:16]}.png", png)


def _as_page(figure: Figure) -> bytes:
    """A PDF file of one page with the figure on it and nothing else."""
    frame = PageFrame(0, 0, 0, figure.height, 0, 0, figure.width, figure.height)
    nothing = Document(Meta("", "", "", (), date(1980, 1, 1), "", "", "", ""), Letterhead("", ()), (), ())
    bare = Furniture((), "", 0.0, 0.0)
    page = Page((DrawFigure(0, 0, figure),))
    return write_pdf(LaidOut(nothing, frame, {}, (figure,), (page,), bare, bare, bare, bare, 1.0))


def _png(pdf: bytes) -> bytes:
    import pypdfium2  # late: few documents have pictures

    with _rendering:
        document = pypdfium2.PdfDocument(pdf)
        try:
            bitmap = document[0].render(scale=_SCALE, rev_byteorder=True)  # red first, as PNG has it
            return _encoded(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride)
        finally:
            document.close()


def _encoded(pixels: bytes, width: int, height: int, stride: int) -> bytes:
    """A PNG file of opaque RGB; `stride` is from row to row. Its rows are not filtered, which for flat drawings is as
    small as a guessed filter for each of them, and takes a quarter of the time."""
    rows = b"".join([b"\0" + pixels[start : start + 3 * width] for start in range(0, stride * height, stride)])
    dots_a_metre = round(DOTS_PER_INCH / 0.0254)
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", struct.pack(">2I5B", width, height, 8, 2, 0, 0, 0)),
            _chunk(b"pHYs", struct.pack(">2IB", dots_a_metre, dots_a_metre, 1)),
            _chunk(b"IDAT", zlib.compress(rows, 1)),
            _chunk(b"IEND", b""),
        )
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def inline_picture(figure: Figure | Picture, number: int, relationship: str) -> Element:
    """A drawing or picture in a line of text; `number` tells the pictures of a document apart."""
    size = {"cx": emu(figure.width), "cy": emu(figure.height)}
    names = {"id": number, "name": f"Picture {number}"}
    shown = el(
        "pic:pic",
        el("pic:nvPicPr", el("pic:cNvPr", **names), el("pic:cNvPicPr")),
        el("pic:blipFill", el("a:blip", **{"r:embed": relationship}), el("a:stretch", el("a:fillRect"))),
        el(
            "pic:spPr",
            el("a:xfrm", el("a:off", x=0, y=0), el("a:ext", **size)),
            el("a:prstGeom", el("a:avLst"), prst="rect"),
        ),
    )
    return el(
        "wp:inline",
        el("wp:extent", **size),
        el("wp:docPr", descr=figure.alt, **names),
        el("a:graphic", el("a:graphicData", shown, uri="http://schemas.openxmlformats.org/drawingml/2006/picture")),
        distT=0,
        distB=0,
        distL=0,
        distR=0,
    )
