"""Marked content: the operator that goes before everything painted, and the structure tree that the marks belong to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple, assert_never

from generator.layout.fonts import font_face, text_width
from generator.layout.laid_out import (
    Bound,
    Draw,
    DrawFigure,
    DrawLine,
    DrawPicture,
    DrawRect,
    Grid,
    LaidOut,
    Run,
)
from generator.layout.runs import as_written
from generator.writers.pdf.structure import (
    Box,
    Element,
    LinkBox,
    Step,
    StructureTree,
    Tree,
    UntaggedText,
    figure_entries,
)

Artifact = Literal["/Type/Layout", "/Type/Pagination/Subtype/Header", "/Type/Pagination/Subtype/Footer"]
"""What is painted outside the structure: part of the look, or the head or foot of a page."""
Mark = str | tuple[str, ...]
"""The operator that goes before something painted, empty where it goes on with what was begun; before each run of a
line that has links."""


class Structure(NamedTuple):
    """The marks of each page, in the order of painting, and the tree."""

    marks: Sequence[Sequence[Mark]]
    tree: Tree


def structure_of(laid: LaidOut | Bound) -> Structure:
    """The marks and the tree of a document or a binder. UntaggedText for a line that stands in the body of a page
    without a path, and for a path with an unknown tag."""
    sections = laid.sections if isinstance(laid, Bound) else (laid,)
    return _Marking(sections).structure()


def artifact_of(line: DrawLine, laid: LaidOut, *, is_first: bool) -> Artifact:
    """Whether a line without a path is in the head or the foot of a page, the `is_first` or another. UntaggedText if in
    neither."""
    frame = laid.frame
    head, foot = (laid.first_head, laid.first_foot) if is_first else (laid.head, laid.foot)
    if frame.height - line.baseline <= frame.head_top + head.height:
        return "/Type/Pagination/Subtype/Header"
    if line.baseline <= frame.foot_bottom + foot.height:
        return "/Type/Pagination/Subtype/Footer"
    text = "".join(run.text for run in line.runs)
    raise UntaggedText(f'text outside the structure, {line.baseline:.0f} pt from the foot of the page: "{text}"')


def is_linked(line: DrawLine) -> bool:
    """Whether there are links in a line of the body."""
    return bool(line.path) and any(run.href for run in line.runs)


def _tables(sections: Sequence[LaidOut]) -> dict[Step, Grid]:
    return {item.path[-1]: item for laid in sections for item in laid.flow if isinstance(item, Grid)}


def _entries_of(draw: DrawFigure) -> bytes:
    figure = draw.figure
    return figure_entries(figure.alt, (draw.x, draw.y, draw.x + figure.width, draw.y + figure.height))


# --- marking -----------------------------------------------------------------------------------------------------


class _Marking:
    """Goes through everything that is painted, in order, and fills the tree."""

    def __init__(self, sections: Sequence[LaidOut]) -> None:
        self._sections = sections
        self._tree = StructureTree(_tables(sections))
        self._page = -1
        self._open: Element | Artifact | None = None

    def structure(self) -> Structure:
        marks = tuple(tuple(page) for page in self._pages())
        return Structure(marks, self._tree.finish(len(marks)))

    def _pages(self) -> Iterator[Iterator[Mark]]:
        for laid in self._sections:
            for number, page in enumerate(laid.pages):
                self._page += 1
                self._open = None
                yield (self._mark(draw, laid, is_first=number == 0) for draw in page.draws)

    def _mark(self, draw: Draw, laid: LaidOut, *, is_first: bool) -> Mark:
        match draw:
            case DrawLine():
                return self._line(draw) if draw.path else self._enter(artifact_of(draw, laid, is_first=is_first))
            case DrawRect():
                return self._enter("/Type/Layout")
            case DrawFigure():
                element = self._tree.element(draw.figure.path)
                element.entries = _entries_of(draw)
                return self._enter(element)
            case DrawPicture():
                return self._enter("/Type/Pagination/Subtype/Header")
            case _:
                assert_never(draw)

    def _enter(self, what: Element | Artifact) -> str:
        """The mark before something."""
        if what is self._open:
            return ""
        self._open = what
        if isinstance(what, Element):
            return f"/{what.tag} <</MCID {self._tree.mark(what, self._page)}>> BDC"
        return f"/Artifact <<{what}>> BDC"

    def _line(self, line: DrawLine) -> Mark:
        element = self._tree.element(line.path)
        if element.tag == "Lbl":
            self._tree.label(element, line.runs[0].text)
        if line.place:
            self._tree.place(line.place.name, self._page, top_of(line))
        return tuple(self._runs(line, element)) if is_linked(line) else self._enter(element)

    def _runs(self, line: DrawLine, element: Element) -> Iterator[str]:
        """Runs some of which are links: each change of link is a change of element."""
        x = line.x
        place: LinkBox | None = None
        runs = as_written(line.runs)
        last = len(runs) - 1
        for number, run in enumerate(runs):
            link = self._tree.link(element, run.href) if run.href else None
            yield self._enter(link or element)
            width = text_width(run.text, run.face, run.size, run.tracking)
            if link:
                link.words += run.text + (" " if line.spaced and number == last else "")
                if place is None or place.link is not link:
                    place = self._tree.link_box(link, self._page)
                place.widen(_box(run, x, line.baseline, width))
            else:
                place = None
            x += width


def top_of(line: DrawLine) -> float:
    """Where links to a line lead to: the height of the top of what stands on it."""
    return line.baseline + max(run.size for run in line.runs) * 1.3


def _box(run: Run, x: float, baseline: float, width: float) -> Box:
    """The place of a run: left, bottom, right, top."""
    metrics = font_face(run.face)
    size = run.size / 1000.0
    return x, baseline + metrics.descent * size, x + width, baseline + metrics.ascent * size
