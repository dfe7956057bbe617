"""From a document to its pages: lowered to a flow, stacked, and placed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.document.blocks import Document
from generator.layout.headers_footers import apart, furniture, risen, roomy, with_logo
from generator.layout.laid_out import (
    FlowItem,
    Grid,
    LaidOut,
    Line,
    Page,
    PageFrame,
    Para,
    ParaStyle,
    Picture,
)
from generator.layout.paginate import page_height, paginate
from generator.layout.paragraphs import Typesetter
from generator.layout.place import HeadAndFoot, draws_of
from generator.layout.theme import Styles


def flow_of(document: Document, styles: Styles, measure: float) -> list[FlowItem]:
    """A document's flow."""
    typesetter = Typesetter(styles, measure)
    return [item for block in document.blocks for item in typesetter.set_block(block)]


def lay_out(document: Document, styles: Styles, frame: PageFrame | None = None, logo: Picture | None = None) -> LaidOut:
    """Lower, stack and place a document, in the theme's own frame unless there is another. It may take more pages than
    it should: the fitter sees to that."""
    frame = roomy(document, styles, frame or styles.theme.frame(), logo)
    body = frame.body_bottom - frame.body_top
    flow = flow_of(document, styles, frame.measure)
    paged = paginate(flow, body)
    pages, final = [], []
    first_head, head, foot = furniture(document, styles, frame.measure)
    foot = apart(foot, frame.measure)
    height = frame.body_top - frame.head_top
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
