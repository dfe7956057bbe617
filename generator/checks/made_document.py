"""A made document as the rules see it: its words line by line, who reads it, and how it came out on the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.document.blocks import (
    Block,
    BulletList,
    Callout,
    Chart,
    Document,
    Heading,
    Kicker,
    LetterPart,
    MemoHeader,
    Paragraph,
    QuestionAnswer,
    Quote,
    Sources,
    StatRow,
    Table,
)
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

    `emptied` are the headings of the template under which nothing was left.
    """

    document: Document
    audience: Audience
    topic: Topic
    fill: float = 1.0
    pages: int = 1
    body_size: float = 10.5
    left_out: tuple[LeftOut, ...] = ()
    emptied: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return f"{self.document.meta.topic} for {self.audience.id}"


Line = tuple[Inlines, bool]
"""A line of a document, and whether it is running prose (and not a heading, a label, a number)."""


def lines(document: Document) -> Iterator[Line]:
    """Everything a document says to its reader, in reading order; the list of sources is not the office's words."""
    for block in document.blocks:
        yield from _lines(block)


def _lines(block: Block) -> Iterator[Line]:
    match block:
        case Kicker():
            return  # in capitals, all of it
        case Heading():
            yield block.content, False
        case Paragraph():
            yield block.content, True
        case BulletList():
            yield from ((item.content, True) for item in block.items)
        case QuestionAnswer():
            yield from ((part, True) for part in (block.question, block.answer, *block.followups) if part)
        case Quote():
            yield block.content, True
            yield block.speaker, False
        case Callout():
            yield from ((part, True) for part in block.paragraphs)
        case StatRow():
            yield from ((stat.label, False) for stat in block.stats)
        case Table():
            yield from ((cell, False) for row in (block.header, *block.rows) for cell in row)
        case Chart():
            yield block.finding, False
        case MemoHeader():
            yield from ((content, False) for _, content in block.rows)
        case LetterPart():
            yield from ((line, False) for line in block.lines)
        case Sources():
            return


def cited(document: Document) -> Iterator[str]:
    """The sources a document cites, by its marks and in its list, each as often as it does."""
    for block in document.blocks:
        if isinstance(block, Sources):
            yield from (note.source for note in block.notes)
        yield from (
            s for content, _ in _lines(block) for i in walk(content) if isinstance(i, NoteMark) for s in i.sources
        )


def pieces(content: Inlines) -> Iterator[Text]:
    """The texts of a line with where each came from, without the small remarks."""
    return (inline for inline in walk(content) if isinstance(inline, Text))


def said(content: Inlines) -> str:
    """The words of a line without note marks and small remarks."""
    return "".join(piece.text for piece in pieces(content))
