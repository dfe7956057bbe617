"""Pages: the flow stacked top to bottom, and everything placed on its page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from generator.document.blocks import Document
from generator.layout.fonts import BASELINE, text_width
from generator.layout.headers_footers import HeadAndFoot, apart, foot_draws, furniture, head_draws, risen, with_logo
from generator.layout.laid_out import (
    Box,
    Draw,
    DrawFigure,
    DrawLine,
    DrawRect,
    Figure,
    FlowItem,
    Grid,
    LaidOut,
    Line,
    Page,
    PageFrame,
    Para,
    ParaStyle,
    Path,
    Picture,
    Run,
)
from generator.layout.paragraphs import Typesetter, para_height
from generator.layout.theme import Styles

DOT_PT, DOT_GAP_PT = 0.7, 5.0
"""Of the row of dots in a contents."""
AFTER_LAST_GRID_PT = 1.0
"""Word needs a paragraph after a table that ends a document; the writer makes it this high."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Flow items that stay together on a page: a box, a heading with what follows, a question with its answer."""

    items: tuple[FlowItem, ...]
    before: float
    height: float  # without `before`


def item_height(item: FlowItem) -> float:
    """Height of an item with the space above it; a box adds its padding through `heights`."""
    match item:
        case Para():
            return para_height(item)
        case Grid():
            rules = item.rule_width if item.top_rule else 0.0
            rules += (len(item.rows) - 1) * item.rule_width if item.row_rules else 0.0
            return item.before + rules + sum(item.row_heights)
        case Figure():
            return item.before + item.height


def _before(item: FlowItem) -> float:
    return item.style.before if isinstance(item, Para) else item.before


def _box(item: FlowItem) -> Box | None:
    return item.box if isinstance(item, Para) else None


def heights(items: Sequence[FlowItem]) -> float:
    """Height of consecutive items, the space above the first and the padding of boxes included."""
    total = 0.0
    previous: Box | None = None
    for item in items:
        box = _box(item)
        total += item_height(item)
        if box and (previous is None or box.number != previous.number):
            total += 2 * box.pad
        previous = box
    return total


def _are_in_one_box(item: FlowItem, other: FlowItem) -> bool:
    box, its = _box(item), _box(other)
    return box is not None and its is not None and box.number == its.number


def _keeps_next(item: FlowItem) -> bool:
    return isinstance(item, Para) and item.style.keep_next


def chunks(flow: Sequence[FlowItem]) -> Iterator[Chunk]:
    """Cut the flow where a page may end."""
    held: list[FlowItem] = []
    for index, item in enumerate(flow):
        held.append(item)
        following = flow[index + 1] if index + 1 < len(flow) else None
        same_box = following is not None and _are_in_one_box(item, following)
        if following is not None and (_keeps_next(item) or same_box):
            continue
        before = _before(held[0])
        yield Chunk(tuple(held), before, heights(held) - before)
        held = []


def paginate(flow: Sequence[FlowItem], body: float) -> list[list[FlowItem]]:
    """The items of each page of `body` points. A chunk higher than a page gets one of its own and runs over it."""
    pages: list[list[FlowItem]] = []
    used = body
    for chunk in chunks(flow):
        if not pages or used + chunk.before + chunk.height > body + 0.01:
            pages.append(list(chunk.items))
            used = chunk.height
        else:
            pages[-1].extend(chunk.items)
            used += chunk.before + chunk.height
    return pages


def page_height(items: Sequence[FlowItem]) -> float:
    """How much of the body a page's items take; the space above the first does not count."""
    if not items:
        return 0.0
    end = AFTER_LAST_GRID_PT if isinstance(items[-1], Grid) else 0.0
    return heights(items) - _before(items[0]) + end


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
                group = [i for i in items[index:] if isinstance(i, Para) and _are_in_one_box(item, i)]
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


def draws_of(items: Sequence[FlowItem], frame: PageFrame, around: HeadAndFoot) -> Iterator[Draw]:
    """Everything on a page."""
    yield from head_draws(frame, around)
    yield from _Placer(frame).page(items)
    yield from foot_draws(frame, around)


def flow_of(document: Document, styles: Styles, measure: float) -> list[FlowItem]:
    """A document's flow."""
    typesetter = Typesetter(styles, measure)
    return [item for block in document.blocks for item in typesetter.set_block(block)]


def lay_out(document: Document, styles: Styles, frame: PageFrame | None = None, logo: Picture | None = None) -> LaidOut:
    """Lower, stack and place a document, in the theme's own frame unless there is another. It may take more pages than
    it should: the fitter sees to that."""
    frame = frame or styles.theme.frame()
    body = frame.body_bottom - frame.body_top
    flow = flow_of(document, styles, frame.measure)
    paged = paginate(flow, body)
    pages, final = [], []
    first_head, head, foot = furniture(document, styles, frame.measure)
    foot = apart(foot, frame.measure)
    height = styles.theme.head_height
    if logo:
        first_head, head, frame = with_logo(first_head, head, logo, frame, height)
    else:
        first_head, head, frame = risen(first_head, head, frame, height)
    for number, items in enumerate(paged, 1):
        marked = [replace(items[0], new_page=True), *items[1:]] if number > 1 else items
        final.extend(marked)
        first = number == 1
        around = HeadAndFoot(first_head if first else head, foot, number, len(paged), is_letterhead=first)
        pages.append(Page(draws_of(items, frame, around)))
    return LaidOut(
        document=document,
        frame=frame,
        styles=styles_in(final, styles),
        flow=tuple(final),
        pages=tuple(pages),
        first_head=first_head,
        head=head,
        first_foot=foot,
        foot=foot,
        fill=page_height(paged[-1]) / body if paged else 0.0,
    )


def styles_in(flow: Sequence[FlowItem], styles: Styles) -> dict[str, ParaStyle]:
    """Each style used by name, as the theme has it; a paragraph that differs from that says so itself."""
    plain = {s.name: s for s in styles.by_name.values()}
    return {para.style.name: plain.get(para.style.name, para.style) for para, _ in lines_of(flow)}


def lines_of(flow: Sequence[FlowItem]) -> Iterator[tuple[Para, tuple[Line, ...]]]:
    """Every paragraph of a flow with its lines, those in cells too."""
    for item in flow:
        if isinstance(item, Para):
            yield item, item.lines
        elif isinstance(item, Grid):
            for row in item.rows:
                for cell in row:
                    for para in cell.paras:
                        yield para, para.lines
