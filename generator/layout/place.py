"""Everything placed on its page: the items of the body, and the head and foot around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from generator.layout.fonts import BASELINE, text_width
from generator.layout.laid_out import (
    Box,
    Draw,
    DrawFigure,
    DrawLine,
    DrawPicture,
    DrawRect,
    FlowItem,
    Furniture,
    Grid,
    PageFrame,
    Para,
    Path,
    Run,
)
from generator.layout.paginate import are_in_one_box, heights

DOT_PT, DOT_GAP_PT = 0.7, 5.0
"""Of the row of dots in a contents."""


class HeadAndFoot(NamedTuple):
    """The head and foot of one page, and the numbers printed in them. `is_letterhead`: the head is the letterhead,
    which is part of what the document says; others only repeat."""

    head: Furniture
    foot: Furniture
    page: int
    pages: int
    is_letterhead: bool = False

    def filled(self, run: Run) -> Run:
        """A field as the text that it stands for on the page."""
        return replace(run, text=str(self.page if run.field == "page" else self.pages), field="")


def draws_of(items: Sequence[FlowItem], frame: PageFrame, around: HeadAndFoot) -> Iterator[Draw]:
    """Everything on a page."""
    yield from _head(frame, around)
    yield from _Placer(frame).page(items)
    yield from _foot(frame, around)


# --- the body ----------------------------------------------------------------------------------------------------


class _Column(NamedTuple):
    """Where text may stand on the page, from left to right."""

    left: float
    width: float


class _Placed(NamedTuple):
    """Where an item was placed: decoration, the rest, and where what follows begins."""

    rects: tuple[Draw, ...]
    draws: tuple[Draw, ...]
    y: float


def _para(para: Para, column: _Column, y: float, first: bool, joined: bool) -> _Placed:
    """Place a paragraph from `y` down. `joined`: another one of the same element follows, so a space is read between
    them."""
    style, (left, width) = para.style, column
    rects: tuple[Draw, ...] = ()
    draws: list[Draw] = []
    y -= 0.0 if first else style.before
    last = len(para.lines) - 1
    for number, line in enumerate(para.lines):
        baseline = y - BASELINE * style.leading
        x = left + style.left
        if style.align == "right":
            x = left + width - style.right - line.width
        elif style.align == "center":
            x = left + (width - line.width) / 2
        if number == 0 and para.label:
            draws.append(DrawLine(x - style.hanging, baseline, (para.label,), para.label_path))
        if line.runs:
            spaced = joined if number == last else line.spaced or bool(para.trailing)
            draws.append(DrawLine(x, baseline, line.runs, para.path, spaced, None if number else para.place))
        if number == last and para.trailing:
            rects, page = _trailing(para.trailing, x + line.width, left + width, baseline, para.path)
            draws.append(page)
        y -= style.leading
    return _Placed(rects, tuple(draws), y)


def _trailing(run: Run, start: float, end: float, baseline: float, path: Path) -> tuple[tuple[Draw, ...], Draw]:
    """Dots from where a line ends, and what they lead to at the right edge."""
    x = end - text_width(run.text, run.face, run.size, run.tracking)
    dots = int((x - start - 2 * DOT_GAP_PT) / DOT_GAP_PT)
    places = (x - DOT_GAP_PT * (number + 1.5) for number in range(dots))
    rects = tuple([DrawRect(at, baseline, DOT_PT, DOT_PT, fill=run.color) for at in places])
    return rects, DrawLine(x, baseline, (run,), path)


def _grid(grid: Grid, left: float, y: float, first: bool) -> _Placed:
    """Place a table from `y` down."""
    rects: list[Draw] = []
    draws: list[Draw] = []
    y -= 0.0 if first else grid.before
    for index, (row, height) in enumerate(zip(grid.rows, grid.row_heights, strict=True)):
        if (grid.top_rule and index == 0) or (grid.row_rules and index > 0):
            y -= grid.rule_width
            rects.append(DrawRect(left, y, sum(grid.widths), grid.rule_width, fill=grid.rule_color))
        x = left
        for cell, width in zip(row, grid.widths, strict=True):
            below = y - grid.pad
            for para in cell.paras:
                joined = bool(para.path) and para.path[-1][0] == "P"
                placed = _para(para, _Column(x, width - grid.gutter), below, False, joined)
                rects += placed.rects
                draws += placed.draws
                below = placed.y
            x += width
        y -= height
    return _Placed(tuple(rects), tuple(draws), y)


class _Placer:
    """Places the items of one page from the top of its body down."""

    def __init__(self, frame: PageFrame) -> None:
        self.column = _Column(frame.left, frame.measure)
        self.y = frame.height - frame.body_top
        self.rects: list[Draw] = []
        self.draws: list[Draw] = []

    def page(self, items: Sequence[FlowItem]) -> list[Draw]:
        index = 0
        while index < len(items):
            item = items[index]
            first = index == 0
            if isinstance(item, Para) and item.box:
                group = [i for i in items[index:] if isinstance(i, Para) and are_in_one_box(item, i)]
                self._boxed(group, item.box, first)
                index += len(group)
                continue
            if isinstance(item, Para):
                following = items[index + 1] if index + 1 < len(items) else None
                joined = isinstance(following, Para) and following.path == item.path
                self._take(_para(item, self.column, self.y, first, joined))
            elif isinstance(item, Grid):
                self._take(_grid(item, self.column.left, self.y, first))
            else:
                self.y -= (0.0 if first else item.before) + item.height
                self.draws.append(DrawFigure(self.column.left, self.y, item))
            index += 1
        return [*self.rects, *self.draws]

    def _take(self, placed: _Placed) -> None:
        rects, draws, self.y = placed
        self.rects += rects
        self.draws += draws

    def _boxed(self, group: Sequence[Para], box: Box, first: bool) -> None:
        top = self.y - (0.0 if first else group[0].style.before)
        height = heights(group) - group[0].style.before
        self._frame(box, top, height)
        self.y = top - box.pad
        inside = _Column(self.column.left + box.inset, self.column.width - 2 * box.inset)
        for index, para in enumerate(group):
            self._take(_para(para, inside, self.y, index == 0, False))
        self.y = top - height

    def _frame(self, box: Box, top: float, height: float) -> None:
        (left, width), y = self.column, top - height
        if box.fill:
            self.rects.append(DrawRect(left, y, width, height, fill=box.fill))
        if box.border:
            w = box.border_width
            self.rects.append(
                DrawRect(left + w / 2, y + w / 2, width - w, height - w, stroke=box.border, stroke_width=w)
            )
        if box.bar:
            self.rects.append(DrawRect(left, y, box.bar, height, fill=box.bar_color))


# --- head and foot -----------------------------------------------------------------------------------------------


def _head(frame: PageFrame, around: HeadAndFoot) -> Iterator[Draw]:
    """A head on its page."""
    head = around.head
    path: Path = (("Div", -1), ("P", -2)) if around.is_letterhead else ()
    top = frame.height - frame.head_top
    yield from _drawn(head, frame, top, around, path)
    if head.rule_width:
        yield DrawRect(frame.left, top - head.height, frame.measure, head.rule_width, fill=head.rule_color)


def _foot(frame: PageFrame, around: HeadAndFoot) -> Iterator[Draw]:
    """A foot on its page."""
    foot = around.foot
    bands = sum(b.before + b.leading for b in foot.bands) - (foot.bands[0].before if foot.bands else 0)
    top = frame.foot_bottom + bands
    if foot.rule_width:
        yield DrawRect(frame.left, top + foot.gap, frame.measure, foot.rule_width, fill=foot.rule_color)
    yield from _drawn(foot, frame, top, around, ())


def _drawn(furniture: Furniture, frame: PageFrame, y: float, around: HeadAndFoot, path: Path) -> Iterator[Draw]:
    """The bands of a head or foot from `y` down."""
    for band in furniture.bands:
        y -= band.before + band.leading
        baseline = y + (1 - BASELINE) * band.leading
        if band.image:
            baseline = y + band.depth
            yield DrawPicture(frame.left, baseline, band.image)
        for runs, share in ((band.left, 0.0), (band.center, 0.5), (band.right, 1.0)):
            if runs:
                filled = tuple([around.filled(run) if run.field else run for run in runs])
                width = sum([text_width(r.text, r.face, r.size, r.tracking) for r in filled])
                x = frame.left + (frame.measure - width) * share + (0.0 if share else band.indent)
                yield DrawLine(x, baseline, filled, path, bool(path))
