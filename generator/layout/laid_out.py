"""A laid-out document: what both writers get, so that neither decides anything.

The *flow* is the document lowered to paragraphs, grids and figures in reading order, each with its final style, lines
and right indent: Word is written from it. The *pages* are the same with every line placed: the PDF is drawn from them.
All lengths are in points. In pages, y runs up from the bottom edge of the page, as in PDF.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from generator.document.blocks import Document
from generator.document.inlines import Origin
from generator.units import LETTER_HEIGHT_PT, LETTER_WIDTH_PT

Face = Literal[
    "sans", "sans-bold", "sans-italic", "sans-bolditalic", "serif", "serif-bold", "serif-italic", "serif-bolditalic"
]
Field = Literal["", "page", "pages", "ref"]

Path = tuple[tuple[str, int], ...]
"""Structure elements from the outside in, as (PDF tag, number unique in the document): `(("L", 3), ("LI", 4), ("LBody",
5))`. Things with a common head stand in the same element. The empty path is page furniture (an artifact)."""


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one appearance and origin. `rise` lifts it above the line; `field` is a page number to be filled in.

    An `href` that begins with `#` leads to the place of that name in the same file. The field `ref` is the number of
    the page that such a place is on; its text says it already. `origin` is None for the template's own text.
    """

    text: str
    face: Face
    size: float
    color: str
    rise: float = 0.0
    tracking: float = 0.0
    href: str = ""
    field: Field = ""
    origin: Origin | None = None

    def saying(self, text: str) -> Run:
        """The same with another text. (Made by hand: `dataclasses.replace` takes four times as long.)"""
        return self.coming_from(self.origin, text)

    def coming_from(self, origin: Origin | None, text: str) -> Run:
        """The same look for a text of some origin."""
        return Run(text, self.face, self.size, self.color, self.rise, self.tracking, self.href, self.field, origin)

    def looks_like(self, other: Run) -> bool:
        """Whether two runs differ in nothing but their text and where it comes from."""
        return (
            self.face == other.face
            and self.size == other.size
            and self.color == other.color
            and self.rise == other.rise
            and self.href == other.href
            and self.tracking == other.tracking
            and self.field == other.field
        )


@dataclass(frozen=True, slots=True)
class ParaStyle:
    """How a paragraph is set. `name` is the style it has in Word, where the rest goes into that style's definition.

    `before` is the space above (there is none below, ever). `left` is where its text starts; a label hangs `hanging`
    to the left of that. `level` is 1 to 3 for headings.
    """

    name: str
    face: Face
    size: float
    leading: float
    color: str
    before: float = 0.0
    left: float = 0.0
    right: float = 0.0
    hanging: float = 0.0
    tracking: float = 0.0
    align: Literal["left", "right", "center"] = "left"
    keep_next: bool = False
    level: int = 0


@dataclass(frozen=True, slots=True)
class Box:
    """A frame around consecutive paragraphs (those with the same `number`).

    The frame reaches from 0 to the full width of the column; text is inset by `inset` at both sides and `pad` above and
    below. `bar` is the width of an accent bar along the left edge, in place of the border there.
    """

    number: int
    fill: str
    border: str
    border_width: float
    bar: float
    bar_color: str
    inset: float
    pad: float


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a paragraph: its runs as cut, without the space it broke at. `spaced`: a space ended it."""

    runs: tuple[Run, ...]
    width: float
    spaced: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A place that links lead to. One with a `level` (from 1) is an entry of the contents and of the outline, with the
    words `title`."""

    name: str
    level: int = 0
    title: str = ""


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph. `label` is its bullet. `point` is the ref of the point whose text it holds.

    `narrowed` is extra right indent that keeps a last word from standing alone. `new_page`: a page starts here. `place`
    is here for links. `trailing` stands at the right edge of the last line, behind a row of dots: an entry of the
    contents.
    """

    style: ParaStyle
    runs: tuple[Run, ...]
    path: Path
    lines: tuple[Line, ...]
    narrowed: float = 0.0
    label: Run | None = None
    label_path: Path = ()
    point: str = ""
    box: Box | None = None
    new_page: bool = False
    place: Place | None = None
    trailing: Run | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: paragraphs, and its structure element (`TH` or `TD` within its `TR`)."""

    paras: tuple[Para, ...]
    path: Path


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. `widths` add up to the column. The first row is its header.

    Each cell is inset by `gutter` at its right (none at its left), `pad` above and below its paragraphs. Rules are
    horizontal only: `rule_color` lines of `rule_width` above the first row (if `top_rule`), and under each row but the
    last when `row_rules`. `before` is the space above.
    """

    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]
    row_heights: tuple[float, ...]
    gutter: float
    pad: float
    before: float
    caption: str
    description: str
    rule_color: str
    rule_width: float
    top_rule: bool
    row_rules: bool
    path: Path
    new_page: bool = False


class Words(NamedTuple):
    """Text in a figure, its baseline starting at x, y."""

    x: float
    y: float
    run: Run


class Bar(NamedTuple):
    """A filled rectangle in a figure, its lower left corner at x, y."""

    x: float
    y: float
    width: float
    height: float
    color: str


class Stroke(NamedTuple):
    """A line through points, `width` thick."""

    points: tuple[tuple[float, float], ...]
    width: float
    color: str


class Dot(NamedTuple):
    """A filled circle around x, y."""

    x: float
    y: float
    radius: float
    color: str


Shape = Words | Bar | Stroke | Dot


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing, `width` by `height`, with alternative text. Shapes are placed from its lower left corner; later
    ones cover earlier ones."""

    shapes: tuple[Shape, ...]
    width: float
    height: float
    before: float
    alt: str
    path: Path
    new_page: bool = False


FlowItem = Para | Grid | Figure


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in the head of a page: a PNG file of opaque RGB without interlacing, its size in pixels and in points,
    and what it shows, in words."""

    png: bytes
    pixels: tuple[int, int]
    width: float
    height: float
    alt: str


@dataclass(frozen=True, slots=True)
class Band:
    """One line of the head or foot of a page: text at the left, in the middle and at the right.

    An `image` stands at the left edge, its foot on the baseline, `depth` over the foot of the band; the text at the
    left begins `indent` from the edge, behind it.
    """

    left: tuple[Run, ...]
    center: tuple[Run, ...]
    right: tuple[Run, ...]
    leading: float
    before: float = 0.0
    image: Picture | None = None
    indent: float = 0.0
    depth: float = 0.0


@dataclass(frozen=True, slots=True)
class Furniture:
    """The bands of a head or foot, and the hairline under a head or over a foot, `gap` away from the bands."""

    bands: tuple[Band, ...]
    rule_color: str
    rule_width: float
    gap: float

    @property
    def height(self) -> float:
        return sum([band.before + band.leading for band in self.bands]) + self.gap + self.rule_width


@dataclass(frozen=True, slots=True)
class PageFrame:
    """The page and where things stand on it.

    The body runs from `body_top` to `body_bottom`, measured from the top edge;
    the head starts `head_top` from the top edge, the foot ends `foot_bottom` from the bottom edge."""

    left: float
    right: float
    body_top: float
    body_bottom: float
    head_top: float
    foot_bottom: float
    width: float = LETTER_WIDTH_PT
    height: float = LETTER_HEIGHT_PT

    @property
    def measure(self) -> float:
        """The width of the text column."""
        return self.width - self.left - self.right


@dataclass(frozen=True, slots=True)
class DrawLine:
    """Text on one baseline starting at `x`. `spaced`: a space follows it in reading. `place` is here for links."""

    x: float
    baseline: float
    runs: tuple[Run, ...]
    path: Path
    spaced: bool = False
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class DrawRect:
    """A rectangle with its lower left corner at x, y; filled, stroked or both. Always an artifact."""

    x: float
    y: float
    width: float
    height: float
    fill: str = ""
    stroke: str = ""
    stroke_width: float = 0.0


@dataclass(frozen=True, slots=True)
class DrawFigure:
    """A drawing with its lower left corner at x, y."""

    x: float
    y: float
    figure: Figure


@dataclass(frozen=True, slots=True)
class DrawPicture:
    """A picture with its lower left corner at x, y. Always an artifact."""

    x: float
    y: float
    picture: Picture


Draw = DrawLine | DrawRect | DrawFigure | DrawPicture


class Page:
    """A page, whose drawing is worked out when it is asked for: a Word file needs no more than that it is there."""

    def __init__(self, draws: Iterable[Draw]) -> None:
        self._draws = draws

    @cached_property
    def draws(self) -> tuple[Draw, ...]:
        return tuple(self._draws)


@dataclass(frozen=True, slots=True)
class LaidOut:
    """Everything a writer needs. `fill` is how full the last page is, 0 to 1 (of the body's height).

    `styles` has every paragraph style used, by name, at the chosen scale. `first_head` and `first_foot` are of the
    first page, `head` and `foot` of the others.
    """

    document: Document
    frame: PageFrame
    styles: dict[str, ParaStyle]
    flow: tuple[FlowItem, ...]
    pages: tuple[Page, ...]
    first_head: Furniture
    head: Furniture
    first_foot: Furniture
    foot: Furniture
    fill: float


@dataclass(frozen=True, slots=True)
class Bound:
    """Documents bound into one file. Pages count through the whole.

    The sections have their heads and feet from the binder. Structure elements and boxes are numbered, and styles named,
    for the whole; a section has two pages at most, so that each can have a foot of its own in Word. `document` is the
    binder as a document without blocks. `said` is what each page says between its head and foot, and of what kind its
    paper is (tab and markings): two pages that say the same need not be printed twice.
    """

    document: Document
    sections: tuple[LaidOut, ...]
    said: tuple[str, ...] = ()

    @property
    def pages(self) -> int:
        return sum(len(section.pages) for section in self.sections)
