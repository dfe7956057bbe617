"""The sentences of a document, each with the point it belongs to and the figures it states.

What is a sentence for this purpose: one of running text, a row of a table, a big number with its label, a chart. What
only the template says (section headings, the head of a memo) is none, unless it states a figure.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, assert_never

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
from generator.document.inlines import Emphasis, Inlines, Link, Origin, Strong, Text
from generator.document.sentences import sentence_ends

_FIGURES = ("fact", "row")
_STORE = ("point", "topic", "hearing")


class Said(NamedTuple):
    """One sentence, the ref of the point it belongs to, and what the figures in it are; or a chart."""

    text: str
    point: str = ""
    figures: tuple[Origin, ...] = ()
    chart: Chart | None = None


def said_by(element: Block | ListItem) -> tuple[Said, ...]:
    """Everything that a block or item says."""
    return tuple(_block(element))


def _block(block: Block | ListItem) -> Iterator[Said]:
    match block:
        case Paragraph() | ListItem():
            yield from _text(block.content, block.origin)
        case BulletList():
            for item in block.items:
                yield from _block(item)
        case QuestionAnswer():
            for content in (block.question, block.answer, *block.followups):
                yield from _text(content, block.origin)
        case Quote():
            yield from _text(block.content, block.origin)
        case Callout():
            for content in block.paragraphs:
                yield from _text(content, block.origin)
        case Heading():
            yield from (s for s in _text(block.content, None) if any(o.kind == "fact" for o in s.figures))
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
        figures = (stat.origin,) if stat.origin and stat.origin.kind in _FIGURES else ()
        yield Said(_tidy(text), figures=figures)


def _row(cells: tuple[Inlines, ...]) -> Said:
    pieces = [_pieces(cell) for cell in cells]
    figures = dict.fromkeys(o for cell in pieces for _, o in cell if o and o.kind in _FIGURES)
    return Said(_tidy(" · ".join("".join(t for t, _ in cell) for cell in pieces)), figures=tuple(figures))


def _text(content: Inlines, origin: Origin | None) -> Iterator[Said]:
    """The sentences of running text that come from the store, at least in part."""
    pieces = _pieces(content)
    point = origin.ref if origin and origin.kind == "point" else ""
    figures: list[tuple[int, Origin]] = []
    own: list[tuple[int, int]] = []  # where something of the template or the office stands
    length = 0
    for text, where in pieces:
        if where is None or where.kind not in _STORE:
            if where is not None and where.kind in _FIGURES:
                figures.append((length, where))
            else:
                own.append((length, length + len(text)))
        length += len(text)
    whole = "".join([text for text, _ in pieces])
    start = 0
    for end in sentence_ends(whole):
        inside = tuple([figure for at, figure in figures if start <= at < end]) if figures else ()
        if point or inside or not own or not _covered(whole, start, end, own):
            yield Said(_tidy(whole[start:end]), point, inside)
        start = end


def _covered(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> bool:
    """Whether nothing but these spans, and white space, makes up a part of a text."""
    for first, last in spans:
        if text[start : max(start, first)].strip() and first > start:
            return False
        start = max(start, min(last, end))
    return not text[start:end].strip()


def _pieces(content: Inlines) -> list[tuple[str, Origin | None]]:
    """Every text of a line with its origin. Remarks and note marks are not what the line says."""
    pieces: list[tuple[str, Origin | None]] = []
    for inline in content:
        if type(inline) is Text:
            pieces.append((inline.text, inline.origin))
        elif isinstance(inline, Strong | Emphasis | Link):
            pieces += _pieces(inline.children)
    return pieces


def _tidy(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\n", " ").strip()
