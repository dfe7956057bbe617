"""Pages: the flow stacked top to bottom, and cut where a page may end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from generator.layout.laid_out import Box, Figure, FlowItem, Grid, Para
from generator.layout.paragraphs import para_height

AFTER_LAST_GRID_PT = 1.0
"""Word needs a paragraph after a table that ends a document; the writer makes it this high."""
RESERVE_PT = 2.0
"""Room left at the foot of each page for what Word may measure differently."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Flow items that stay together on a page: a box, a heading with what follows, a question with its answer.
    `holds_next`: what comes after it belongs to it, too."""

    items: tuple[FlowItem, ...]
    before: float
    height: float  # without `before`
    holds_next: bool = False


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


def are_in_one_box(item: FlowItem, other: FlowItem) -> bool:
    """Whether one frame goes around two paragraphs."""
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
        same_box = following is not None and are_in_one_box(item, following)
        if following is not None and (_keeps_next(item) or same_box):
            continue
        before = _before(held[0])
        yield Chunk(tuple(held), before, heights(held) - before, _keeps_next(item))
        held = []


def joined(parts: Iterable[Chunk]) -> Iterator[Chunk]:
    """Chunks that were cut apart, each with the chunk that belongs to it."""
    held: Chunk | None = None
    for chunk in parts:
        if held:
            height = held.height + chunk.before + chunk.height
            chunk = Chunk((*held.items, *chunk.items), held.before, height, chunk.holds_next)
        held = chunk if chunk.holds_next else None
        if not held:
            yield chunk
    if held:
        yield held


def stacked(parts: Iterable[Chunk], body: float) -> list[list[Chunk]]:
    """The chunks of each page of `body` points, of which a little stays free. A chunk higher than a page gets one of
    its own and runs over it."""
    pages: list[list[Chunk]] = []
    used = room = body - RESERVE_PT + 0.01
    for chunk in parts:
        if not pages or used + chunk.before + chunk.height > room:
            pages.append([chunk])
            used = chunk.height
        else:
            pages[-1].append(chunk)
            used += chunk.before + chunk.height
    return pages


def paginate(flow: Sequence[FlowItem], body: float) -> list[list[FlowItem]]:
    """The items of each page."""
    return [[item for chunk in page for item in chunk.items] for page in stacked(chunks(flow), body)]


def page_height(items: Sequence[FlowItem]) -> float:
    """How much of the body a page's items take; the space above the first does not count."""
    return height_of_page(list(chunks(items)))


def height_of_page(page: Sequence[Chunk]) -> float:
    """The same of its chunks."""
    if not page:
        return 0.0
    end = AFTER_LAST_GRID_PT if isinstance(page[-1].items[-1], Grid) else 0.0
    return sum(chunk.before + chunk.height for chunk in page) - page[0].before + end
