"""A made document as the rules see it: its words line by line, who reads it, and how it came out on the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.document.blocks import Document, Sources, StatRow
from generator.document.contents import Line, Role, contents
from generator.document.inlines import Inlines, NoteMark, Text, walk
from generator.selection.audience import Audience
from generator.store.schema import Topic


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A point that was chosen and did not fit: its ref, its priority, and what the fitter says of it."""

    point: str
    priority: int
    why: str


@dataclass(frozen=True, slots=True)
class MadeDocument:
    """One made document. Sizes are in points; `fill` is how full the last page is, from 0 to 1.

    `emptied` are the headings of the template under which nothing was left; `nothing` says what is missing where
    nothing was left of the whole.
    """

    document: Document
    audience: Audience
    topic: Topic
    fill: float = 1.0
    pages: int = 1
    body_size: float = 10.5
    left_out: tuple[LeftOut, ...] = ()
    emptied: tuple[str, ...] = ()
    nothing: str = ""

    @property
    def name(self) -> str:
        return f"{self.document.meta.topic} for {self.audience.id}"


_NOT_LOOKED_AT: frozenset[Role] = frozenset(("kicker", "box title", "figure", "source"))
"""Lines that are set in capitals, come from the template, state a fact as such, or are not the office's words."""


def lines(document: Document) -> Iterator[Line]:
    """Every line of a document that the rules look at, in reading order."""
    for block in document.blocks:
        yield from (line for line in contents(block) if line.role not in _NOT_LOOKED_AT)


def big_numbers(document: Document) -> set[str]:
    """The refs of the facts that stand among the big numbers of a document."""
    stated = (line for block in document.blocks if isinstance(block, StatRow) for line in contents(block))
    origins = (piece.origin for line in stated for piece in pieces(line.content))
    return {origin.ref for origin in origins if origin and origin.kind == "fact"}


def cited(document: Document) -> Iterator[str]:
    """The sources a document cites, by its marks and in its list, each as often as it does."""
    for block in document.blocks:
        if isinstance(block, Sources):
            yield from (note.source for note in block.notes)
    for line in lines(document):
        yield from (source for mark in walk(line.content) if isinstance(mark, NoteMark) for source in mark.sources)


def pieces(content: Inlines) -> Iterator[Text]:
    """The texts of a line with where each came from, without the small remarks."""
    return (inline for inline in walk(content) if isinstance(inline, Text))


def said(content: Inlines) -> str:
    """The words of a line without note marks and small remarks."""
    return "".join(piece.text for piece in pieces(content))
