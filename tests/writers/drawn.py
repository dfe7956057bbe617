"""What a PDF file draws and where: for measuring what LibreOffice makes of a Word file. Points, y down from the top."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium


class Text(NamedTuple):
    words: str
    x: float
    baseline: float


class Shape(NamedTuple):
    """A filled area, a picture, or a line. A line's bounds are those of its stroke and as much again around it: its
    middle is right."""

    kind: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


class DrawnPage(NamedTuple):
    texts: list[Text]
    shapes: list[Shape]

    def baseline(self, words: str) -> float:
        """Of the only text that starts so."""
        (found,) = [t for t in self.texts if t.words.startswith(words)]
        return found.baseline

    def x(self, words: str) -> float:
        (found,) = [t for t in self.texts if t.words.startswith(words)]
        return found.x

    def rules(self) -> list[float]:
        """Where the horizontal lines are, each once, by the middle of their thickness, from the top."""
        flat = {round(s.middle, 2) for s in self.shapes if s.kind == "path" and s.bottom - s.top < 5}
        return sorted(y for y in flat if not any(0 < y - other < 0.3 for other in flat))

    def areas(self) -> list[Shape]:
        return sorted({s for s in self.shapes if s.kind == "path" and s.bottom - s.top >= 9 and s.right - s.left >= 50})

    def pictures(self) -> list[Shape]:
        return [s for s in self.shapes if s.kind == "image"]


def drawn(path: Path) -> list[DrawnPage]:
    document = pypdfium2.PdfDocument(path)
    try:
        return [_page(page) for page in document]
    finally:
        document.close()


def _page(page: pypdfium2.PdfPage) -> DrawnPage:
    height, text = page.get_height(), page.get_textpage()
    made = DrawnPage([], [])
    for kind, thing in _objects(page):
        if kind == "text":
            matrix = thing.get_matrix()
            made.texts.append(Text(_words(thing, text), matrix.e, height - matrix.f))
        else:
            left, bottom, right, top = thing.get_bounds()
            made.shapes.append(Shape(kind, left, height - top, right, height - bottom))
    return made


def _objects(page: pypdfium2.PdfPage) -> Iterator[tuple[str, pypdfium2.PdfObject]]:
    kinds = {
        pdfium.FPDF_PAGEOBJ_TEXT: "text",
        pdfium.FPDF_PAGEOBJ_PATH: "path",
        pdfium.FPDF_PAGEOBJ_IMAGE: "image",
    }
    for thing in page.get_objects(max_depth=5):
        if thing.type in kinds:
            yield kinds[thing.type], thing


def _words(thing: pypdfium2.PdfObject, text: pypdfium2.PdfTextPage) -> str:
    size = pdfium.FPDFTextObj_GetText(thing.raw, text.raw, None, 0)
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    pdfium.FPDFTextObj_GetText(thing.raw, text.raw, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
    return bytes(buffer)[:size].decode("utf-16-le").rstrip("\0").strip()
