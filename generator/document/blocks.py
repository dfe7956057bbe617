"""Blocks: what a document is made of, in reading order. The vocabulary is closed.

`Document` is what writers get. `Draft` (in `draft.py`) is the same with choices still open.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from generator.document.inlines import Inlines, Origin, plain


@dataclass(frozen=True, slots=True)
class Kicker:
    """The line above the title: the kind of document and whom it is for."""

    content: Inlines


@dataclass(frozen=True, slots=True)
class Heading:
    """Level 1 is the title; there is one. A heading under which nothing is left goes, and one that `is_empty` whatever
    follows it; one that `stands` says something itself, such as the name of a witness, and stays."""

    level: int
    content: Inlines
    is_empty: bool = False
    stands: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    content: Inlines
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class ListItem:
    content: Inlines
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class BulletList:
    items: tuple[ListItem, ...]


@dataclass(frozen=True, slots=True)
class QuestionAnswer:
    """A question with its answer (`answer` may be empty) and follow-up questions."""

    question: Inlines
    answer: Inlines = ()
    followups: tuple[Inlines, ...] = ()
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    content: Inlines
    speaker: Inlines
    origin: Origin | None = None


CalloutKind = Literal["bottom-line", "ask", "caution", "note"]


@dataclass(frozen=True, slots=True)
class Callout:
    """A box. `title` is its bold first words, in line with the text."""

    kind: CalloutKind
    title: Inlines
    paragraphs: tuple[Inlines, ...]
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Stat:
    """One big number: `value` large, `label` under it."""

    value: str
    label: Inlines
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class StatRow:
    stats: tuple[Stat, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """`align` has one of l, r per column; `widths` are shares of the line. `caption` names it for a screen reader."""

    caption: str
    header: tuple[Inlines, ...]
    rows: tuple[tuple[Inlines, ...], ...]
    align: str
    widths: tuple[float, ...] = ()


ChartKind = Literal["bars", "columns", "line", "comparison"]


@dataclass(frozen=True, slots=True)
class Bar:
    """One value of a chart: its label, its number and the number as printed; `marked` when it is the one to see.

    `origin` is the fact (of an older period: `topic/fact@period`) or the cell of a table that it draws.
    """

    label: str
    number: Decimal
    printed: str
    marked: bool = False
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """One small chart. `finding` is its headline; `alt` states the finding and the values. Of a series some labels may
    be left out: who knows the others knows them."""

    kind: ChartKind
    finding: Inlines
    bars: tuple[Bar, ...]
    alt: str
    origin: Origin | None = None
    is_series: bool = False


@dataclass(frozen=True, slots=True)
class SourceNote:
    number: int
    content: Inlines
    source: str


@dataclass(frozen=True, slots=True)
class Sources:
    """The list at the foot; `notes` is filled when the numbers are settled."""

    notes: tuple[SourceNote, ...] = ()


@dataclass(frozen=True, slots=True)
class MemoHeader:
    """To, From, Date, Re."""

    rows: tuple[tuple[str, Inlines], ...]


@dataclass(frozen=True, slots=True)
class LetterPart:
    """Date line, salutation or signature of a letter; one entry a line."""

    part: Literal["date", "salutation", "signature"]
    lines: tuple[Inlines, ...]


Block = (
    Kicker
    | Heading
    | Paragraph
    | BulletList
    | QuestionAnswer
    | Quote
    | Callout
    | StatRow
    | Table
    | Chart
    | Sources
    | MemoHeader
    | LetterPart
)


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The head of the first page: whose document it is and how to reach them."""

    name: str
    contact: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Meta:
    """What a document says of itself, outside its text. `as_of` dates everything in the files."""

    title: str
    author: str
    subject: str
    keywords: tuple[str, ...]
    as_of: date
    topic: str
    audience: str
    office: str
    clearance: str
    language: str = "en-US"


@dataclass(frozen=True, slots=True)
class Document:
    """A document in reading order: letterhead, marking, blocks, footer.

    `markings` stand at the top and foot of every page (`INTERNAL — OFFICE USE ONLY`). `footer` is what the foot says
    besides the markings and the page number: as-of line and document number.
    """

    meta: Meta
    letterhead: Letterhead
    markings: tuple[str, ...]
    blocks: tuple[Block, ...]
    footer: tuple[str, ...] = ()
    number: str = ""
    theme: str = "capitol"
    scale: str = ""
    pages: int = 1
    words: int = 0
    decisions: tuple[str, ...] = field(default=())

    @property
    def is_marked(self) -> bool:
        """Whether its first block says its markings, as on an office's own letterhead, which replaces our head."""
        first = self.blocks[0] if self.blocks else None
        return bool(self.markings) and isinstance(first, Kicker) and plain(first.content) == marks(self.markings)


def marks(markings: tuple[str, ...]) -> str:
    """Markings as one line."""
    return " · ".join(markings)
