"""PDF from a laid-out document: PDF/UA-1 and PDF/A-2a in one file. It draws, and decides nothing.

Every line goes where the layout put it and into the structure element that its path names; lines without a path are the
head and foot of a page, and rectangles are decoration. The same document gives the same bytes, always and everywhere.
"""

from __future__ import annotations

from threading import Lock
from typing import assert_never

from generator.layout.fonts import text_width
from generator.layout.laid_out import (
    Bound,
    Draw,
    DrawFigure,
    DrawLine,
    DrawPicture,
    DrawRect,
    LaidOut,
    Page,
    Para,
    Path,
)
from generator.layout.runs import as_written
from generator.writers.pdf.canvas import TaggedCanvas, pin_settings
from generator.writers.pdf.fonts import MissingGlyph
from generator.writers.pdf.marks import Mark, structure_of, top_of
from generator.writers.pdf.structure import UntaggedText

__all__ = ["MissingGlyph", "UntaggedText", "write_pdf"]

OUTLINE_LEVELS = 2

_drawing = Lock()
"""reportlab's fonts and settings are one for all threads."""


def write_pdf(laid: LaidOut | Bound, receipt: str = "") -> bytes:
    """The PDF file of a document or a binder. `receipt` (JSON) goes into its properties, if there is one.

    MissingGlyph for a character that its font does not have; UntaggedText for a line that stands in the body of a page
    without a path; ValueError for a document without pages, or whose properties have characters that XML cannot hold.
    """
    pages = len(_pages(laid))
    if not pages:
        raise ValueError("a document of no pages")
    with _drawing:
        # A document has its headings for an outline, a binder its places.
        headings = {} if isinstance(laid, Bound) or pages == 1 else _headings(laid)
        return _Writing(laid, headings).file(receipt)


class _Writing:
    """One file being written."""

    def __init__(self, laid: LaidOut | Bound, headings: dict[Path, Para]) -> None:
        pin_settings()
        self._laid, self._headings = laid, headings
        self._marks, tree = structure_of(laid)
        frame = (laid.sections[0] if isinstance(laid, Bound) else laid).frame
        self._canvas = TaggedCanvas((frame.width, frame.height), tree)

    def file(self, receipt: str) -> bytes:
        for page, marks in zip(_pages(self._laid), self._marks, strict=True):
            for draw, mark in zip(page.draws, marks, strict=True):
                self._draw(draw, mark)
            self._canvas.showPage()
        return self._canvas.finish(self._laid.document.meta, receipt)

    def _draw(self, draw: Draw, mark: Mark) -> None:
        if isinstance(draw, DrawLine):
            self._line(draw, mark)
            return
        assert isinstance(mark, str)
        self._canvas.enter(mark)
        match draw:
            case DrawRect():
                self._canvas.rectangle(draw)
            case DrawFigure():
                self._canvas.figure(draw.figure, draw.x, draw.y)
            case DrawPicture():
                self._canvas.picture(draw)
            case _:
                assert_never(draw)

    # --- lines ---------------------------------------------------------------------------------------------------

    def _line(self, line: DrawLine, mark: Mark) -> None:
        if self._headings and (heading := self._headings.pop(line.path, None)):
            title = "".join([run.text for run in heading.runs])
            self._canvas.bookmark(title, heading.style.level, line.baseline + heading.style.leading)
        if line.place and line.place.level:
            self._canvas.bookmark(line.place.title, line.place.level, top_of(line))
        runs = written = as_written(line.runs)
        if line.spaced and runs:  # a reader's ear and clipboard need the space that the end of a line stands for
            runs = (*runs[:-1], runs[-1].saying(f"{runs[-1].text} "))
        if isinstance(mark, str):
            self._canvas.enter(mark)
            self._canvas.show(runs, line.x, line.baseline)
            return
        x = line.x
        for number, (each, run, plain) in enumerate(zip(mark, runs, written, strict=True)):
            self._canvas.enter(each)
            self._canvas.show((run,), x, line.baseline, first=number == 0)
            # Where text begins anew behind a change of element.
            x += text_width(plain.text, plain.face, plain.size, plain.tracking)


def _headings(laid: LaidOut) -> dict[Path, Para]:
    """The headings of the outline by their paths."""
    return {item.path: item for item in laid.flow if isinstance(item, Para) and 1 <= item.style.level <= OUTLINE_LEVELS}


def _pages(laid: LaidOut | Bound) -> list[Page]:
    sections = laid.sections if isinstance(laid, Bound) else (laid,)
    return [page for section in sections for page in section.pages]
