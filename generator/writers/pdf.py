"""PDF from a laid-out document: PDF/UA-1 and PDF/A-2a in one file. It draws, and decides nothing.

Every line goes where the layout put it and into the structure element that its path names; lines without a path are the
head and foot of a page, and rectangles are decoration. The same document gives the same bytes, always and everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock
from typing import assert_never

from generator.document.blocks import Meta
from generator.layout.flow import (
    Bound,
    DrawFigure,
    DrawLine,
    DrawPicture,
    DrawRect,
    Furniture,
    Grid,
    LaidOut,
    Page,
    Para,
    Path,
    Place,
    Run,
)
from generator.layout.fonts import font_face, text_width
from generator.writers.pdf_canvas import BASE_FACE, Artifact, TaggedCanvas, pin_settings
from generator.writers.pdf_fonts import MissingGlyph, register
from generator.writers.pdf_tags import Box, Element, LinkBox, UntaggedText, figure_entries

__all__ = ["MissingGlyph", "UntaggedText", "write_pdf"]

OUTLINE_LEVELS = 2

_drawing = Lock()
"""reportlab's fonts and settings are one for all threads."""


def write_pdf(laid: LaidOut | Bound, receipt: str = "") -> bytes:
    """The PDF file of a document or a binder. `receipt` (JSON) goes into its properties, if there is one.

    MissingGlyph for a character that its font does not have; UntaggedText for a line that stands in the body of a page
    without a path; ValueError for a document without pages, or whose properties have characters that XML cannot hold.
    """
    sections = laid.sections if isinstance(laid, Bound) else (laid,)
    pages = sum(len(section.pages) for section in sections)
    if not pages:
        raise ValueError("a document of no pages")
    with _drawing:
        # A document has its headings for an outline, a binder its places.
        headings = {} if isinstance(laid, Bound) or pages == 1 else _headings(laid)
        return _Writing(sections, headings, pages).file(laid.document.meta, receipt)


class _Writing:
    """One file being written."""

    def __init__(self, sections: Sequence[LaidOut], headings: dict[Path, Para], pages: int) -> None:
        pin_settings()
        register(BASE_FACE)
        self._sections, self._headings, self._pages = sections, headings, pages
        self._laid = sections[0]
        self._is_first = True
        tables = {item.path[-1]: item for laid in sections for item in laid.flow if isinstance(item, Grid)}
        self._canvas = TaggedCanvas((self._laid.frame.width, self._laid.frame.height), tables)
        self._tree = self._canvas.tree
        self._outline_level = -1

    def file(self, meta: Meta, receipt: str) -> bytes:
        for laid in self._sections:
            self._laid = laid
            for number, page in enumerate(laid.pages):
                self._is_first = number == 0
                self._page(page)
        return self._canvas.finish(meta, receipt)

    def _page(self, page: Page) -> None:
        for draw in page.draws:
            match draw:
                case DrawLine():
                    self._line(draw)
                case DrawRect():
                    self._canvas.enter("/Type/Layout")
                    self._canvas.rectangle(draw)
                case DrawFigure():
                    self._figure(draw)
                case DrawPicture():
                    self._canvas.enter("/Type/Pagination/Subtype/Header")
                    self._canvas.picture(draw)
                case _:
                    assert_never(draw)
        self._canvas.showPage()

    # --- lines ---------------------------------------------------------------------------------------------------

    def _line(self, line: DrawLine) -> None:
        words = self._words(line)
        if not line.path:
            self._canvas.enter(self._furniture(line))
            self._runs(line, words)
            return
        element = self._tree.element(line.path)
        if element.tag == "Lbl":
            self._tree.label(element, "".join(words))
        if heading := self._headings.pop(line.path, None):
            title = "".join(run.text for run in heading.runs)
            self._bookmark(f"heading{heading.path[-1][1]}", title, heading.style.level, line, heading.style.leading)
        if line.place:
            self._arrive(line.place, line)
        if any(run.href for run in line.runs):
            self._linked_runs(line, words, element)
        else:
            self._canvas.enter(element)
            self._runs(line, words)

    def _words(self, line: DrawLine) -> list[str]:
        """The text of each run; page numbers are filled in, and a space ends the line if one does in reading."""
        words = [self._filled(run) if run.field else run.text for run in line.runs]
        if line.spaced and words:
            words[-1] += " "
        return words

    def _filled(self, run: Run) -> str:
        match run.field:
            case "page":
                return str(self._canvas.page + 1)
            case "pages":
                return str(self._pages)
            case _:
                return run.text

    def _runs(self, line: DrawLine, words: list[str]) -> None:
        first = True
        for run, text in zip(line.runs, words, strict=True):
            self._canvas.show(text, run, line.x, line.baseline, first=first)
            first = False

    def _linked_runs(self, line: DrawLine, words: list[str], element: Element) -> None:
        """Runs some of which are links: each change of link is a change of element, and text begins anew at its x."""
        x = line.x
        place: LinkBox | None = None
        for number, (run, text) in enumerate(zip(line.runs, words, strict=True)):
            width = text_width(run.text, run.face, run.size, run.tracking)
            link = self._tree.link(element, run.href) if run.href else None
            self._canvas.enter(link or element)
            self._canvas.show(text, run, x, line.baseline, first=number == 0)
            if link:
                link.words += text
                if place is None or place.link is not link:
                    place = self._canvas.link_box(link)
                place.widen(_box(run, x, line.baseline, width))
            else:
                place = None
            x += width

    def _furniture(self, line: DrawLine) -> Artifact:
        """Whether a line without a path is in the head or the foot. UntaggedText if in neither."""
        laid, frame = self._laid, self._laid.frame
        head, foot = (laid.first_head, laid.first_foot) if self._is_first else (laid.head, laid.foot)
        if frame.height - line.baseline <= frame.head_top + _height(head):
            return "/Type/Pagination/Subtype/Header"
        if line.baseline <= frame.foot_bottom + _height(foot):
            return "/Type/Pagination/Subtype/Footer"
        text = "".join(run.text for run in line.runs)
        raise UntaggedText(f'text outside the structure, {line.baseline:.0f} pt from the foot of the page: "{text}"')

    # --- outline and figures -------------------------------------------------------------------------------------

    def _arrive(self, place: Place, line: DrawLine) -> None:
        """Links lead here, to the top of what stands on the line."""
        leading = max(run.size for run in line.runs) * 1.3
        self._tree.place(place.name, self._canvas.page, line.baseline + leading)
        if place.level:
            self._bookmark(place.name, place.title, place.level, line, leading)

    def _bookmark(self, key: str, title: str, level: int, line: DrawLine, leading: float) -> None:
        """Put a heading into the outline. A level is at most one below the one before it."""
        top = line.baseline + leading
        self._outline_level = min(level - 1, self._outline_level + 1)
        self._canvas.bookmarkPage(key, fit="XYZ", left=0, top=round(top, 2), zoom=0)
        self._canvas.addOutlineEntry(title, key, self._outline_level)

    def _figure(self, draw: DrawFigure) -> None:
        figure = draw.figure
        element = self._tree.element(figure.path)
        element.entries = figure_entries(figure.alt, (draw.x, draw.y, draw.x + figure.width, draw.y + figure.height))
        self._canvas.enter(element)
        self._canvas.drawing(figure.drawing, draw.x, draw.y)


def _headings(laid: LaidOut) -> dict[Path, Para]:
    """The headings of the outline by their paths."""
    return {item.path: item for item in laid.flow if isinstance(item, Para) and 1 <= item.style.level <= OUTLINE_LEVELS}


def _box(run: Run, x: float, baseline: float, width: float) -> Box:
    """The place of a run: left, bottom, right, top."""
    metrics = font_face(run.face)
    size = run.size / 1000.0
    return x, baseline + metrics.descent * size, x + width, baseline + metrics.ascent * size


def _height(furniture: Furniture) -> float:
    """How high a head or foot is, in points."""
    bands = sum(band.before + band.leading for band in furniture.bands)
    return bands + furniture.gap + furniture.rule_width
