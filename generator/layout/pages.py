"""Pages: the flow stacked top to bottom, and everything placed on its page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from generator.document.blocks import Document
from generator.frozen import frozen
from generator.layout.flow import (
    Band,
    Box,
    Draw,
    DrawFigure,
    DrawLine,
    DrawPicture,
    DrawRect,
    Figure,
    FlowItem,
    Furniture,
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
from generator.layout.fonts import BASELINE, text_width
from generator.layout.heads import apart, with_logo
from generator.layout.lower import Lowering, lowered, para_height
from generator.layout.theme import Styles

DOT_PT, DOT_GAP_PT = 0.7, 5.0
"""Of the row of dots in a contents."""
AFTER_LAST_GRID_PT = 1.0
"""Word needs a paragraph after a table that ends a document; the writer makes it this high."""


@frozen
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
        if box and box != previous:
            total += 2 * box.pad
        previous = box
    return total


def _keeps_next(item: FlowItem) -> bool:
    return isinstance(item, Para) and item.style.keep_next


def chunks(flow: Sequence[FlowItem]) -> Iterator[Chunk]:
    """Cut the flow where a page may end."""
    held: list[FlowItem] = []
    for index, item in enumerate(flow):
        held.append(item)
        following = flow[index + 1] if index + 1 < len(flow) else None
        same_box = _box(item) is not None and following is not None and _box(following) == _box(item)
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


class _Placer:
    """Places the items of one page from the top of its body down."""

    def __init__(self, frame: PageFrame) -> None:
        self.frame = frame
        self.y = frame.height - frame.body_top
        self.rects: list[Draw] = []
        self.draws: list[Draw] = []

    def page(self, items: Sequence[FlowItem]) -> list[Draw]:
        index = 0
        while index < len(items):
            item = items[index]
            first = index == 0
            if isinstance(item, Para) and item.box:
                group = [i for i in items[index:] if isinstance(i, Para) and i.box == item.box]
                self._boxed(group, item.box, first)
                index += len(group)
                continue
            if isinstance(item, Para):
                following = items[index + 1] if index + 1 < len(items) else None
                joined = isinstance(following, Para) and following.path == item.path
                self._para(item, self.frame.left, self.frame.measure, first, joined)
            elif isinstance(item, Grid):
                self._grid(item, first)
            else:
                self.y -= (0.0 if first else item.before) + item.height
                self.draws.append(DrawFigure(self.frame.left, self.y, item))
            index += 1
        return [*self.rects, *self.draws]

    def _para(self, para: Para, left: float, width: float, first: bool = False, joined: bool = False) -> None:
        """Place a paragraph. `joined`: another one of the same element follows, so a space is read between them."""
        style = para.style
        self.y -= 0.0 if first else style.before
        for number, line in enumerate(para.lines):
            baseline = self.y - BASELINE * style.leading
            x = left + style.left
            if style.align == "right":
                x = left + width - style.right - line.width
            elif style.align == "center":
                x = left + (width - line.width) / 2
            if number == 0 and para.label:
                self.draws.append(DrawLine(x - style.hanging, baseline, (para.label,), para.label_path))
            last = number == len(para.lines) - 1
            if line.runs:
                spaced = joined if last else line.spaced or bool(para.trailing)
                place = None if number else para.place
                self.draws.append(DrawLine(x, baseline, line.runs, para.path, spaced, place))
            if last and para.trailing:
                self._trailing(para.trailing, x + line.width, left + width, baseline, para.path)
            self.y -= style.leading

    def _trailing(self, run: Run, start: float, end: float, baseline: float, path: Path) -> None:
        """Dots from where a line ends, and what they lead to at the right edge."""
        x = end - text_width(run.text, run.face, run.size, run.tracking)
        dots = int((x - start - 2 * DOT_GAP_PT) / DOT_GAP_PT)
        for number in range(dots):
            at = x - DOT_GAP_PT * (number + 1.5)
            self.rects.append(DrawRect(at, baseline, DOT_PT, DOT_PT, fill=run.color))
        self.draws.append(DrawLine(x, baseline, (run,), path))

    def _boxed(self, group: Sequence[Para], box: Box, first: bool) -> None:
        frame = self.frame
        top = self.y - (0.0 if first else group[0].style.before)
        height = heights(group) - group[0].style.before
        self._frame(box, top, height)
        self.y = top - box.pad
        for index, para in enumerate(group):
            self._para(para, frame.left + box.inset, frame.measure - 2 * box.inset, index == 0)
        self.y = top - height

    def _frame(self, box: Box, top: float, height: float) -> None:
        left, width, y = self.frame.left, self.frame.measure, top - height
        if box.fill:
            self.rects.append(DrawRect(left, y, width, height, fill=box.fill))
        if box.border:
            w = box.border_width
            self.rects.append(
                DrawRect(left + w / 2, y + w / 2, width - w, height - w, stroke=box.border, stroke_width=w)
            )
        if box.bar:
            self.rects.append(DrawRect(left, y, box.bar, height, fill=box.bar_color))

    def _grid(self, grid: Grid, first: bool) -> None:
        frame = self.frame
        self.y -= 0.0 if first else grid.before
        for index, (row, height) in enumerate(zip(grid.rows, grid.row_heights, strict=True)):
            if (grid.top_rule and index == 0) or (grid.row_rules and index > 0):
                self.y -= grid.rule_width
                self.rects.append(DrawRect(frame.left, self.y, sum(grid.widths), grid.rule_width, fill=grid.rule_color))
            top, x = self.y, frame.left
            for cell, width in zip(row, grid.widths, strict=True):
                self.y = top - grid.pad
                for para in cell.paras:
                    self._para(para, x, width - grid.gutter, joined=bool(para.path) and para.path[-1][0] == "P")
                x += width
            self.y = top - height


def _bands(frame: PageFrame, furniture: Furniture, y: float, page: int, pages: int, path: Path) -> Iterator[Draw]:
    """The bands of a head or foot from `y` down."""
    for band in furniture.bands:
        y -= band.before + band.leading
        baseline = y + (1 - BASELINE) * band.leading
        if band.image:
            baseline = y + band.depth
            yield DrawPicture(frame.left, baseline, band.image)
        for runs, share in ((band.left, 0.0), (band.center, 0.5), (band.right, 1.0)):
            if runs:
                filled = tuple([_filled(run, page, pages) if run.field else run for run in runs])
                width = sum([text_width(r.text, r.face, r.size, r.tracking) for r in filled])
                x = frame.left + (frame.measure - width) * share + (0.0 if share else band.indent)
                yield DrawLine(x, baseline, filled, path, bool(path))


def _filled(run: Run, page: int, pages: int) -> Run:
    """A field as the text that it stands for on a page."""
    return replace(run, text=str(page if run.field == "page" else pages), field="")


def _furniture_height(furniture: Furniture) -> float:
    rule = furniture.gap + furniture.rule_width if furniture.rule_width else 0.0
    return sum(b.before + b.leading for b in furniture.bands) + rule


def _head(frame: PageFrame, furniture: Furniture, page: int, pages: int, path: Path) -> Iterator[Draw]:
    top = frame.height - frame.head_top
    yield from _bands(frame, furniture, top, page, pages, path)
    if furniture.rule_width:
        y = top - _furniture_height(furniture)
        yield DrawRect(frame.left, y, frame.measure, furniture.rule_width, fill=furniture.rule_color)


def _foot(frame: PageFrame, furniture: Furniture, page: int, pages: int) -> Iterator[Draw]:
    bands = sum(b.before + b.leading for b in furniture.bands) - (furniture.bands[0].before if furniture.bands else 0)
    top = frame.foot_bottom + bands
    if furniture.rule_width:
        yield DrawRect(frame.left, top + furniture.gap, frame.measure, furniture.rule_width, fill=furniture.rule_color)
    yield from _bands(frame, furniture, top, page, pages, ())


def draws_of(
    items: Sequence[FlowItem], frame: PageFrame, head: Furniture, foot: Furniture, page: int, pages: int
) -> Iterator[Draw]:
    """Everything on a page whose head only repeats."""
    yield from _head(frame, head, page, pages, ())
    yield from _Placer(frame).page(items)
    yield from _foot(frame, foot, page, pages)


def flow_of(document: Document, styles: Styles, measure: float) -> list[FlowItem]:
    """A document's flow."""
    flow: list[FlowItem] = []
    seen: set[int] = set()
    for block in document.blocks:
        again = id(block) in seen
        flow.extend(Lowering(styles, measure).lower(block) if again else lowered(block, styles, measure))
        seen.add(id(block))
    return flow


def lay_out(document: Document, styles: Styles, frame: PageFrame | None = None, logo: Picture | None = None) -> LaidOut:
    """Lower, stack and place a document, in the theme's own frame unless there is another. It may take more pages than
    it should: the fitter sees to that."""
    frame = frame or styles.theme.frame()
    body = frame.body_bottom - frame.body_top
    flow = flow_of(document, styles, frame.measure)
    paged = paginate(flow, body)
    pages, final = [], []
    first_head, head, foot = furniture(document, styles)
    foot = apart(foot, frame.measure)
    if logo:
        first_head, head, frame = with_logo(first_head, head, logo, frame, styles.theme.head_height)
    for number, items in enumerate(paged, 1):
        marked = [replace(items[0], new_page=True), *items[1:]] if number > 1 else items
        final.extend(marked)
        # The letterhead is part of what the first page says; the heads of later pages only repeat.
        path: Path = (("Div", -1), ("P", -2)) if number == 1 else ()
        top = _head(frame, first_head if number == 1 else head, number, len(paged), path)
        pages.append(Page((*top, *_Placer(frame).page(items), *_foot(frame, foot, number, len(paged)))))
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


def _run(text: str, style: ParaStyle) -> Run:
    return Run(text, style.face, style.size, style.color, tracking=style.tracking)


def _letterhead(name: str, marks: str, address: str, by_name: Mapping[str, ParaStyle]) -> tuple[Band, ...]:
    """The office's name with its markings or its address at the right; with both, the address below."""
    style, small, marking = by_name["letterhead-name"], by_name["letterhead-contact"], by_name["marking"]
    left = (_run(name, style),)
    if not marks:
        return (Band(left, (), (_run(address, small),) if address else (), style.leading),)
    first = Band(left, (), (_run(marks, marking),), style.leading)
    return (first, Band((_run(address, small),), (), (), small.size + 2)) if address else (first,)


def furniture(document: Document, styles: Styles) -> tuple[Furniture, Furniture, Furniture]:
    """The head of the first page (letterhead and markings), of the others, and the foot."""
    by_name, colors = styles.by_name, styles.theme.colors
    width = styles.theme.rule_width
    name = by_name["letterhead-name"]
    marking, running, foot = by_name["marking"], by_name["running-head"], by_name["footer"]
    marks = " · ".join(document.markings)
    on_top = "" if document.is_marked else marks
    outside = document.meta.clearance != "office"  # inside the office nobody needs its address
    address = " · ".join(document.letterhead.contact) if outside else ""
    first_head = Furniture(
        _letterhead(document.letterhead.name, on_top, address, by_name), colors.accent, width * 1.5, 4.0
    )
    title = (_run(document.meta.title, running),)
    later = Band(title, (), (_run(marks, marking),) if marks else (), name.leading)
    head = Furniture((later,), colors.accent, width, 4.0)
    left = (_run(" · ".join((*document.footer, f"No.\u00a0{document.number}")), foot),)
    of = (
        _run("Page\u00a0", foot),
        replace(_run("", foot), field="page"),
        _run("\u00a0of\u00a0", foot),
        replace(_run("", foot), field="pages"),
    )
    band = Band(left, (_run(marks, marking),) if marks else (), of, foot.leading)
    return first_head, head, Furniture((band,), colors.rule, 0.5, 4.0)


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
