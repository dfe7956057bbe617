"""The sentences of a document, each with the point it belongs to and the figures it states.

What is a sentence for this purpose: one of running text, a row of a table, a big number with its label, a chart. What
only the template says (section headings, the head of a memo) is none, unless it states a figure.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import assert_never

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
from generator.document.inlines import Emphasis, Inlines, Link, Origin, Strong, Text
from generator.document.sentences import sentence_ends

_FIGURES = ("fact", "row")
_STORE = ("point", "topic", "hearing")


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence. `figures` has where each figure in it comes from and how it is printed; `chart`, if it is one."""

    text: str
    point: str = ""
    figures: tuple[tuple[Origin, str], ...] = ()
    chart: Chart | None = None


def said(document: Document) -> Iterator[Said]:
    """Everything that a document says, in reading order."""
    for block in document.blocks:
        yield from _block(block)


def _block(block: Block) -> Iterator[Said]:
    match block:
        case Paragraph():
            yield from _text(block.content, block.origin)
        case BulletList():
            for item in block.items:
                yield from _text(item.content, item.origin)
        case QuestionAnswer():
            for content in (block.question, block.answer, *block.followups):
                yield from _text(content, block.origin)
        case Quote():
            yield from _text(block.content, block.origin)
        case Callout():
            for content in block.paragraphs:
                yield from _text(content, block.origin)
        case Heading():
            yield from (s for s in _text(block.content, None) if s.figures)
        case StatRow():
            yield from _stats(block)
        case Table():
            yield from (s for row in block.rows if (s := _row(row)).figures)
        case Chart():
            yield Said(_tidy(block.alt), chart=block)
        case Kicker() | Sources() | MemoHeader() | LetterPart():
            return
        case _:
            assert_never(block)


def _stats(block: StatRow) -> Iterator[Said]:
    for stat in block.stats:
        text = f"{stat.value} {''.join(piece for piece, _ in _pieces(stat.label))}"
        figures = ((stat.origin, stat.value),) if stat.origin and stat.origin.kind in _FIGURES else ()
        yield Said(_tidy(text), figures=figures)


def _row(cells: tuple[Inlines, ...]) -> Said:
    pieces = [list(_pieces(cell)) for cell in cells]
    figures = dict.fromkeys((o, t) for cell in pieces for t, o in cell if o and o.kind in _FIGURES)
    return Said(_tidy(" · ".join("".join(t for t, _ in cell) for cell in pieces)), figures=tuple(figures))


def _text(content: Inlines, origin: Origin | None) -> Iterator[Said]:
    """The sentences of running text."""
    pieces = list(_pieces(content))
    point = origin.ref if origin and origin.kind == "point" else ""
    figures: list[tuple[int, Origin, str]] = []
    length, from_store = 0, bool(point)
    for text, where in pieces:
        if where and where.kind in _FIGURES:
            figures.append((length, where, text))
        elif where and where.kind in _STORE:
            from_store = True
        length += len(text)
    if not from_store and not figures:
        return
    whole = "".join(text for text, _ in pieces)
    start = 0
    for end in sentence_ends(whole):
        inside = tuple((where, text) for at, where, text in figures if start <= at < end)
        yield Said(_tidy(whole[start:end]), point, inside)
        start = end


def _pieces(content: Inlines) -> Iterator[tuple[str, Origin | None]]:
    """Every text of a line with its origin. Remarks and note marks are not what the line says."""
    for inline in content:
        if type(inline) is Text:
            yield inline.text, inline.origin
        elif isinstance(inline, Strong | Emphasis | Link):
            yield from _pieces(inline.children)


def _tidy(text: str) -> str:
    return " ".join(text.split())
