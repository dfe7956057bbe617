"""Sizes: how high the elements of a draft are at each density, and which pages a choice of them fills.

Every element is measured once for each density; trying a combination is then adding up numbers. What that leaves out is
the room that numbers of notes take in a line: laid out, a choice is never shorter than it is here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.document.blocks import Block, Callout, Heading, ListItem, Paragraph, QuestionAnswer, Quote, Sources
from generator.document.choose import Choice, Place, arrange, in_order, marks_of, sources_of
from generator.document.contents import contents
from generator.document.draft import Draft
from generator.document.inlines import Origin, Text, walk
from generator.layout.laid_out import PageFrame
from generator.layout.paginate import RESERVE_PT, Chunk, chunks, height_of_page, joined, stacked
from generator.layout.paragraphs import Typesetter
from generator.layout.theme import Density, Styles, Theme, styles_at


@dataclass(frozen=True, slots=True)
class Filled:
    """The pages that a choice fills: the height of what stands on each; that of the highest piece, which no page break
    parts."""

    heights: tuple[float, ...]
    highest: float

    @property
    def pages(self) -> int:
        return len(self.heights)

    @property
    def last(self) -> float:
        return self.heights[-1] if self.heights else 0.0


@dataclass(frozen=True, slots=True)
class LongText:
    """A text of a document and how many lines of body text it takes. `origin` is where it came from."""

    lines: int
    text: str
    origin: Origin | None


class Sizes:
    """Heights of a draft's elements at each density, each measured once for the draft."""

    def __init__(self, draft: Draft, theme: Theme, frame: PageFrame) -> None:
        self.draft, self.theme, self.frame = draft, theme, frame
        self.body = self.frame.body_bottom - self.frame.body_top
        self.brim = self.body - RESERVE_PT + 0.01
        self._chunks: dict[tuple[Place, Density], tuple[Chunk, ...]] = {}
        self._lists: dict[tuple[tuple[str, ...], Density], tuple[Chunk, ...]] = {}
        self._cited: dict[Place, tuple[str, ...]] = {}
        self._filled: dict[tuple[tuple[int | None, ...], Density], Filled] = {}

    def styles(self, density: Density) -> Styles:
        return styles_at(self.theme, self.draft.scale, density)

    def line(self, density: Density) -> float:
        return self.styles(density).by_name["body"].leading

    def filled(self, choice: Choice, density: Density) -> Filled:
        """The pages that a combination fills."""
        key = tuple(choice.values()), density
        if key not in self._filled:
            pages = stacked(joined(self._parts(choice, density)), self.body)
            highest = max((chunk.height for page in pages for chunk in page), default=0.0)
            self._filled[key] = Filled(tuple(map(height_of_page, pages)), highest)
        return self._filled[key]

    def pages(self, choice: Choice, density: Density, last: float) -> int:
        """How many pages a combination takes if no more than `last` points of the last may be filled."""
        filled = self.filled(choice, density)
        return filled.pages + (filled.last > last)

    def height(self, place: Place, element: Block | ListItem, density: Density) -> float:
        """Height of the element that stands at a place of the draft."""
        return sum(chunk.before + chunk.height for chunk in self._chunks_at(place, element, density))

    def longest(self, choice: Mapping[int, int | None], density: Density) -> list[LongText]:
        """The running texts and titles of a combination, the longest first. What a table or a chart takes is left out:
        nobody can shorten that by rewriting."""
        line = self.line(density)
        parts = [part for arranged in arrange(self.draft, choice) for part in arranged.parts]
        texts = [
            e for e in parts if isinstance(e[1], Heading | Paragraph | ListItem | Callout | QuestionAnswer | Quote)
        ]
        found = [(self.height(place, element, density), element) for place, element in texts]
        found.sort(key=lambda one: -one[0])
        return [_long(element, max(1, round(height / line))) for height, element in found]

    def _parts(self, choice: Choice, density: Density) -> Iterator[Chunk]:
        parts = [part for arranged in arrange(self.draft, choice) for part in arranged.parts]
        cited = in_order(self._marks(place, element) for place, element in parts)
        for place, element in parts:
            if isinstance(element, Sources):
                yield from self._list_of_sources(cited, density)
            else:
                yield from self._chunks_at(place, element, density)

    def _marks(self, place: Place, element: Block | ListItem) -> tuple[str, ...]:
        if place not in self._cited:
            self._cited[place] = marks_of(element)
        return self._cited[place]

    def _chunks_at(self, place: Place, element: Block | ListItem, density: Density) -> tuple[Chunk, ...]:
        key = place, density
        if key not in self._chunks:
            self._chunks[key] = self._measured(element, density)
        return self._chunks[key]

    def _list_of_sources(self, cited: tuple[str, ...], density: Density) -> tuple[Chunk, ...]:
        key = cited, density
        if key not in self._lists:
            self._lists[key] = self._measured(sources_of(self.draft.notes, cited), density)
        return self._lists[key]

    def _measured(self, element: Block | ListItem, density: Density) -> tuple[Chunk, ...]:
        return tuple(chunks(Typesetter(self.styles(density), self.frame.measure).set_block(element)))


def _long(element: Block | ListItem, lines: int) -> LongText:
    """An element as a long text, known by its longest piece."""
    pieces = [i for line in contents(element) for i in walk(line.content) if isinstance(i, Text)]
    longest = max(pieces, key=lambda piece: len(piece.text), default=Text(""))
    return LongText(lines, longest.text, longest.origin)
