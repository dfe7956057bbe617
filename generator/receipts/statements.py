"""The sentences of a document, each with the point it belongs to and the figures it states.

What is a sentence for this purpose: one of running text, a row of a table, a big number with its label, a chart. What
only the template says (section headings, the head of a memo) is none, unless it states a figure.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from generator.document.blocks import Block, Chart, ListItem
from generator.document.contents import PROSE, Line, contents
from generator.document.inlines import Inlines, Origin, Text, walk
from generator.document.sentences import sentence_ends
from generator.values.value import plain_spaces

_FIGURES = ("fact", "row")
_STORE = ("point", "topic", "hearing")
_Pieces = list[tuple[str, Origin | None]]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, the ref of the point it belongs to, and what the figures in it are."""

    text: str
    point: str = ""
    figures: tuple[Origin, ...] = ()


def said_by(element: Block | ListItem) -> Iterator[Sentence]:
    """Everything that a block or item says."""
    if isinstance(element, Chart):
        bars = dict.fromkeys(bar.origin for bar in element.bars if bar.origin)
        yield Sentence(_tidy(element.alt), figures=tuple(bars))
        return
    lines = [line for line in contents(element) if line.role != "header cell"]
    for (is_figure, _), row in groupby(lines, lambda line: (line.role in ("figure", "figure label"), line.row)):
        lines_of_row = list(row)
        yield from _figure(lines_of_row) if is_figure else _lines(lines_of_row)


def _lines(lines: list[Line]) -> Iterator[Sentence]:
    if lines[0].role == "cell":
        pieces = [_pieces(line.content) for line in lines]
        text = " · ".join("".join(text for text, _ in cell) for cell in pieces)
        if figures := _figures(piece for cell in pieces for piece in cell):
            yield Sentence(_tidy(text), figures=figures)
        return
    for line in lines:
        if line.role in PROSE:
            yield from _prose(line.content, line.origin)
        elif line.role == "heading":
            yield from (s for s in _prose(line.content, None) if any(o.kind == "fact" for o in s.figures))


def _figure(lines: list[Line]) -> Iterator[Sentence]:
    """A big number with the label beneath it."""
    number, label = lines
    text = " ".join("".join(text for text, _ in _pieces(line.content)) for line in (number, label))
    yield Sentence(_tidy(text), figures=_figures(_pieces(number.content)))


def _figures(pieces: Iterator[tuple[str, Origin | None]] | _Pieces) -> tuple[Origin, ...]:
    return tuple(dict.fromkeys(origin for _, origin in pieces if origin and origin.kind in _FIGURES))


def _prose(content: Inlines, origin: Origin | None) -> Iterator[Sentence]:
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
        inside = tuple([figure for at, figure in figures if start <= at < end])
        if point or inside or not own or not _covered(whole, start, end, own):
            yield Sentence(_tidy(whole[start:end]), point, inside)
        start = end


def _covered(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> bool:
    """Whether nothing but these spans, and white space, makes up a part of a text."""
    for first, last in spans:
        if text[start : max(start, first)].strip() and first > start:
            return False
        start = max(start, min(last, end))
    return not text[start:end].strip()


def _pieces(content: Inlines) -> _Pieces:
    """Every text of a line with its origin. Remarks and note marks are not what the line says."""
    return [(inline.text, inline.origin) for inline in walk(content) if isinstance(inline, Text)]


def _tidy(text: str) -> str:
    return plain_spaces(text).replace("\n", " ").strip()
