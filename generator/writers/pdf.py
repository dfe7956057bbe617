"""PDF from a laid-out document: PDF/UA-1 and PDF/A-2a in one file. It draws, and decides nothing.

Every line goes where the layout put it and into the structure element that its path names; lines without a path are the
head and foot of a page, and rectangles are decoration. The same document gives the same bytes, always and everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock
from typing import NamedTuple, assert_never

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
from generator.same import remembered
from generator.writers.pdf_canvas import Artifact, Said, TaggedCanvas, pin_settings
from generator.writers.pdf_fonts import MissingGlyph
from generator.writers.pdf_tags import Box, Element, LinkBox, UntaggedText, figure_entries

__all__ = ["MissingGlyph", "UntaggedText", "write_pdf"]

OUTLINE_LEVELS = 2
MOST_LINES = 1_500
"""Lines that are remembered as they are set."""

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
        return _Writing(sections, headings).file(laid.document.meta, receipt)


class _Writing:
    """One file being written."""

    def __init__(self, sections: Sequence[LaidOut], headings: dict[Path, Para]) -> None:
        pin_settings()
        self._sections, self._headings = sections, headings
        self._laid = sections[0]
        self._is_first = True
        tables = {item.path[-1]: item for laid in sections for item in laid.flow if isinstance(item, Grid)}
        self._canvas = TaggedCanvas((self._laid.frame.width, self._laid.frame.height), tables)
        self._tree = self._canvas.tree
        self._outline_level = -1
        self._bookmarks = 0

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
        said = _said(line.runs, " " if line.spaced else "")
        if not line.path:
            self._canvas.enter(self._furniture(line))
            self._canvas.show(said.whole, line.x, line.baseline)
            return
        element = self._tree.element(line.path)
        if element.tag == "Lbl":
            self._tree.label(element, "".join([run.text for run in line.runs]))
        if self._headings and (heading := self._headings.pop(line.path, None)):
            self._heading(heading, line)
        if line.place:
            self._arrive(line.place, line)
        if said.runs:
            self._linked_runs(line, said, element)
        else:
            self._canvas.enter(element)
            self._canvas.show(said.whole, line.x, line.baseline)

    def _linked_runs(self, line: DrawLine, said: _Line, element: Element) -> None:
        """Runs some of which are links: each change of link is a change of element, and text begins anew at its x."""
        x = line.x
        place: LinkBox | None = None
        last = len(line.runs) - 1
        for number, (run, shown, width) in enumerate(zip(line.runs, said.runs, said.widths, strict=True)):
            link = self._tree.link(element, run.href) if run.href else None
            self._canvas.enter(link or element)
            self._canvas.show(shown, x, line.baseline, first=number == 0)
            if link:
                link.words += run.text + (" " if line.spaced and number == last else "")
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

    def _heading(self, heading: Para, line: DrawLine) -> None:
        self._bookmarks += 1
        title = "".join([run.text for run in heading.runs])
        self._bookmark(f"heading{self._bookmarks}", title, heading.style.level, line, heading.style.leading)

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
        self._canvas.figure(figure, draw.x, draw.y)


class _Line(NamedTuple):
    """A line as the canvas sets it: as a whole; and where some of its runs are links, run by run, with their widths."""

    whole: Said
    runs: tuple[Said, ...] = ()
    widths: tuple[float, ...] = ()


@remembered(MOST_LINES)
def _said(runs: tuple[Run, ...], after: str) -> _Line:
    """Made once for all documents that have the very line. `after` ends it. MissingGlyph."""
    shown = (*runs[:-1], runs[-1].saying(runs[-1].text + after)) if after and runs else runs
    if not any(run.href for run in runs):
        return _Line(Said(shown))
    widths = tuple([text_width(run.text, run.face, run.size, run.tracking) for run in runs])
    return _Line(Said(shown), tuple([Said((run,)) for run in shown]), widths)


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
