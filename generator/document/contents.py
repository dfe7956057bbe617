"""Every line of a block with its part in it: the one walk over the texts of a document."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal, assert_never

from generator.document.blocks import (
    Block,
    BulletList,
    Callout,
    Chart,
    Heading,
    Kicker,
    LetterPart,
    ListItem,
    MemoHeader,
    Paragraph,
    QuestionAnswer,
    Quote,
    Sources,
    StatRow,
    Table,
)
from generator.document.inlines import Inlines, Origin, Text

Role = Literal[
    "kicker", "heading", "paragraph", "item", "question", "answer", "followup", "quote", "speaker", "box title", "box",
    "figure", "figure label", "header cell", "cell", "chart finding", "source", "memo", "letter",
]  # fmt: skip

PROSE: frozenset[Role] = frozenset(("paragraph", "item", "question", "answer", "followup", "quote", "box"))
"""Running text, as against headings, labels and numbers."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text of a block: what part it plays, the point or topic it belongs to, and of tables and rows of
    figures the row (or figure) it stands in, from 0."""

    role: Role
    content: Inlines
    origin: Origin | None = None
    row: int = 0


def contents(block: Block | ListItem) -> Iterator[Line]:
    """The lines of a block or item, in reading order. Bars of a chart are none: they are in its alternative text."""
    match block:
        case Kicker():
            yield Line("kicker", block.content)
        case Heading():
            yield Line("heading", block.content)
        case Paragraph():
            yield Line("paragraph", block.content, block.origin)
        case ListItem():
            yield Line("item", block.content, block.origin)
        case BulletList():
            for item in block.items:
                yield from contents(item)
        case QuestionAnswer():
            yield Line("question", block.question, block.origin)
            if block.answer:
                yield Line("answer", block.answer, block.origin)
            yield from (Line("followup", followup, block.origin) for followup in block.followups)
        case Quote():
            yield Line("quote", block.content, block.origin)
            yield Line("speaker", block.speaker)
        case Callout():
            if block.title:
                yield Line("box title", block.title)
            yield from (Line("box", paragraph, block.origin) for paragraph in block.paragraphs)
        case StatRow() | Table():
            yield from _rows(block)
        case Chart():
            yield Line("chart finding", block.finding, block.origin)
        case Sources():
            yield from (Line("source", note.content) for note in block.notes)
        case MemoHeader():
            yield from (Line("memo", content) for _, content in block.rows)
        case LetterPart():
            yield from (Line("letter", line) for line in block.lines)
        case _:
            assert_never(block)


def _rows(block: StatRow | Table) -> Iterator[Line]:
    if isinstance(block, StatRow):
        for number, stat in enumerate(block.stats):
            yield Line("figure", (Text(stat.value, stat.origin),), stat.origin, number)
            yield Line("figure label", stat.label, stat.origin, number)
        return
    yield from (Line("header cell", cell) for cell in block.header)
    for number, row in enumerate(block.rows):
        yield from (Line("cell", cell, None, number) for cell in row)


def map_lines(block: Block | ListItem, change: Callable[[Inlines], Inlines]) -> Block | ListItem:
    """A block or item with every line that `contents` gives changed, but for the list of sources."""
    match block:
        case Kicker() | Heading() | Paragraph() | ListItem():
            return replace(block, content=change(block.content))
        case BulletList():
            return BulletList(tuple(replace(item, content=change(item.content)) for item in block.items))
        case QuestionAnswer():
            question, answer, *followups = map(change, (block.question, block.answer, *block.followups))
            return replace(block, question=question, answer=answer, followups=tuple(followups))
        case Quote():
            return replace(block, content=change(block.content), speaker=change(block.speaker))
        case Callout():
            return replace(block, title=change(block.title), paragraphs=tuple(map(change, block.paragraphs)))
        case StatRow():
            return StatRow(tuple(replace(stat, label=change(stat.label)) for stat in block.stats))
        case Table():
            rows = tuple(tuple(map(change, row)) for row in block.rows)
            return replace(block, header=tuple(map(change, block.header)), rows=rows)
        case Chart():
            return replace(block, finding=change(block.finding))
        case Sources():
            return block
        case MemoHeader():
            return MemoHeader(tuple((label, change(content)) for label, content in block.rows))
        case LetterPart():
            return replace(block, lines=tuple(map(change, block.lines)))
        case _:
            assert_never(block)
