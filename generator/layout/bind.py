"""Binding: laid-out documents become one, with a running head, tabs, contents, and pages that count through the whole.

The pages of a document are those it has alone: only its head and foot change, and its headings stand a level lower. The
contents is laid out twice: once to learn how many pages it takes, then with the numbers, which take the same room.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from generator.document.blocks import Document, marks
from generator.layout.fonts import text_width
from generator.layout.headers_footers import apart
from generator.layout.laid_out import (
    Band,
    Bound,
    Cell,
    Figure,
    FlowItem,
    Furniture,
    Grid,
    LaidOut,
    Page,
    PageFrame,
    Para,
    ParaStyle,
    Path,
    Place,
    Run,
)
from generator.layout.lay_out import styles_in
from generator.layout.paginate import paginate
from generator.layout.paragraphs import Element, Room, Typesetter
from generator.layout.place import HeadAndFoot, draws_of
from generator.layout.theme import Styles

PAGES_A_SECTION = 2
"""A section of Word has a foot for its first page and one for the others."""
NUMBER_ROOM_PT = 40.0
"""Kept free at the right of an entry of the contents."""
APART_PT = 14.0
BELOW_PT = 3.0
"""Between the lines of a head: what their size leaves."""

Numbers = Mapping[str, int]
"""The page of each place, through the whole."""
Pages = tuple[tuple[FlowItem, ...], ...]


class Foot(NamedTuple):
    """What the feet of a piece say. `tab` is what its pages are numbered with (`Tab 3`, empty: with the whole alone);
    pieces of one tab count on."""

    text: str
    tab: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing bound. `pages` makes its pages, given the numbers that it may print.

    `lower` by so many levels are its headings. `named` are its styles, as the theme has them.
    """

    place: Place
    frame: PageFrame
    named: Mapping[str, ParaStyle]
    pages: Callable[[Numbers], Pages]
    foot: Foot
    lower: int = 0


def piece_of(laid: LaidOut, place: Place, foot: Foot) -> Piece:
    """A document that is laid out already."""
    starts = [i for i, item in enumerate(laid.flow) if i == 0 or item.new_page]
    pages = tuple(laid.flow[a:b] for a, b in pairwise((*starts, len(laid.flow))))
    return Piece(place, laid.frame, laid.styles, lambda numbers: pages, foot, lower=1)


def leaf(document: Document, styles: Styles, place: Place, foot: Foot, entries: Sequence[Place] = ()) -> Piece:
    """Blocks of the binder's own, followed by a contents of `entries`."""
    frame = styles.theme.frame()

    def pages(numbers: Numbers) -> Pages:
        typesetter = Typesetter(styles, frame.measure)
        flow = [item for block in document.blocks for item in typesetter.set_block(block)]
        flow += _contents(entries, numbers, typesetter)
        return tuple(tuple(page) for page in paginate(flow, frame.body_bottom - frame.body_top))

    named = styles_in([item for page in pages({}) for item in page], styles)
    return Piece(place, frame, named, pages, foot)


def _entry_styles(styles: Styles) -> tuple[ParaStyle, ParaStyle]:
    """Of entries of the first level and of those below it."""
    body = styles.by_name["body"]
    first = replace(body, name="toc 1", face="sans-bold", before=12.0, right=NUMBER_ROOM_PT)
    return first, replace(body, name="toc 2", before=3.0, left=14.0, right=NUMBER_ROOM_PT)


def _contents(entries: Sequence[Place], numbers: Numbers, typesetter: Typesetter) -> Iterator[Para]:
    """A line for each entry: what it is, dots, and its page; all of it leads there."""
    first, below = _entry_styles(typesetter.styles)
    around: Path = (("TOC", typesetter.number()),)
    for entry in entries:
        style = first if entry.level == 1 else below
        path = (*around, ("TOCI", typesetter.number()), ("Reference", typesetter.number()))
        run = Run(entry.title, style.face, style.size, style.color, href=f"#{entry.name}")
        para = typesetter.para(style, (run,), Element(path), Room(alone=False))
        number = replace(run.saying(str(numbers.get(entry.name, 0))), field="ref")
        yield replace(para, style=replace(style, right=0.0), trailing=number)


# --- binding -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Furnishing:
    """What stands at the head and foot of every page: whose binder it is, and its markings. `embargo` is the line of
    one, with its hour, which has a line of its own in the head; the feet say no more than that there is one."""

    running: str
    marks: tuple[str, ...]
    embargo: str = ""

    @property
    def at_the_foot(self) -> str:
        word = self.embargo.partition(" ")[0]
        return marks((*self.marks, word) if word else self.marks)


def bind(document: Document, pieces: Sequence[Piece], styles: Styles, furnishing: Furnishing) -> Bound:
    """Bind pieces in their order. `document` is the binder as such, `styles` are those of its heads and feet."""
    numbers = _numbers(pieces)
    laid = [piece.pages(numbers) for piece in pieces]
    binding = _Binding(document, styles, furnishing, sum(map(len, laid)))
    said = (
        "\n".join((*furnishing.marks, furnishing.embargo, piece.foot.tab, *map(_said, page)))
        for piece, pages in zip(pieces, laid, strict=True)
        for page in pages
    )
    return Bound(document, tuple(binding.sections(pieces, laid)), tuple(said))


def _said(item: FlowItem) -> str:
    """What an item says, and in which style."""
    match item:
        case Para():
            runs = (item.label, *item.runs, item.trailing)
            return f"{item.style.name}: {''.join(run.text for run in runs if run)}"
        case Grid():
            return "\n".join(_said(para) for row in item.rows for cell in row for para in cell.paras)
        case Figure():
            return f"{item.alt} {item.shapes!r}"


def _numbers(pieces: Sequence[Piece]) -> Numbers:
    numbers, page = {}, 1
    for piece in pieces:
        numbers[piece.place.name] = page
        page += len(piece.pages({}))
    return numbers


class _Binding:
    """One binder being bound. Structure elements, boxes and styles are told apart through the whole."""

    def __init__(self, document: Document, styles: Styles, furnishing: Furnishing, pages: int) -> None:
        self._document, self._styles, self._furnishing, self._pages = document, styles, furnishing, pages
        self._named: dict[str, ParaStyle] = {}
        self._elements = 0
        self._boxes = 0
        self._page = 0

    def sections(self, pieces: Sequence[Piece], laid: Sequence[Pages]) -> list[LaidOut]:
        sections: list[LaidOut] = []
        folio, tab = 0, ""
        for piece, pages in zip(pieces, laid, strict=True):
            folio = folio if piece.foot.tab and piece.foot.tab == tab else 0
            tab = piece.foot.tab
            own = self._own(piece, pages)
            for start in range(0, len(own), PAGES_A_SECTION):
                sections.append(self._section(piece, own[start : start + PAGES_A_SECTION], folio + start))
            folio += len(own)
        # Every section is written with the styles of all.
        return [replace(section, styles=self._named) for section in sections]

    def _section(self, piece: Piece, pages: Pages, folio: int) -> LaidOut:
        head = self._head(piece.frame.measure)
        feet = [self._foot(piece, folio + n + 1) for n in range(PAGES_A_SECTION)]
        drawn = []
        for items, foot in zip(pages, feet, strict=False):
            self._page += 1
            drawn.append(Page(draws_of(items, piece.frame, HeadAndFoot(head, foot, self._page, self._pages))))
        flow = [item for page in pages for item in page]
        return LaidOut(
            document=self._document,
            frame=piece.frame,
            styles={},
            flow=tuple(flow),
            pages=tuple(drawn),
            first_head=head,
            head=head,
            first_foot=feet[0],
            foot=feet[1],
            fill=0.0,
        )

    # --- heads and feet ------------------------------------------------------------------------------------------

    def _head(self, measure: float) -> Furniture:
        by_name, theme = self._styles.by_name, self._styles.theme
        running, marking = by_name["running-head"], by_name["marking"]
        said, embargo = marks(self._furnishing.marks), self._furnishing.embargo
        right = (_run(said, marking),) if said else ()
        left = _run(_cut(self._furnishing.running, running, measure - _width(right) - APART_PT), running)
        bands = [Band((left,), (), right, by_name["letterhead-name"].leading)]
        if embargo:
            bands.append(Band((), (), (_run(embargo, marking),), marking.size + BELOW_PT))
        return Furniture(tuple(bands), theme.colors.accent, theme.rule_width, 4.0)

    def _foot(self, piece: Piece, folio: int) -> Furniture:
        foot, marking = self._styles.by_name["footer"], self._styles.by_name["marking"]
        text, tab = piece.foot
        said = [f"{tab} – {folio}"] if tab else []
        left = _run(" · ".join((*said, text) if text else said), foot)
        of = (
            _run("Page\u00a0", foot),
            replace(_run("", foot), field="page"),
            _run("\u00a0of\u00a0", foot),
            replace(_run("", foot), field="pages"),
        )
        said_of_it = self._furnishing.at_the_foot
        middle = (_run(said_of_it, marking),) if said_of_it else ()
        band = Band((left,) if left.text else (), middle, of, foot.leading)
        return apart(Furniture((band,), self._styles.theme.colors.rule, 0.5, 4.0), piece.frame.measure)

    # --- one thing among others ----------------------------------------------------------------------------------

    def _own(self, piece: Piece, pages: Pages) -> Pages:
        """The pages with elements, boxes and styles of their own; a section begins where a forced break would."""
        names = {name: self._name(_lowered(style, piece.lower)) for name, style in piece.named.items()}
        self._elements += 1
        change = _Change(names, self._elements, self._boxes, piece.lower, ("Sect", self._elements))
        made = [[change.item(item) for item in page] for page in pages]
        self._elements, self._boxes = change.last_element, change.last_box
        at, first = next((i, item) for i, item in enumerate(made[0]) if isinstance(item, Para))
        made[0][at] = replace(first, place=piece.place)
        for number, page in enumerate(made):
            page[0] = replace(page[0], new_page=number % PAGES_A_SECTION > 0)
        return tuple(tuple(page) for page in made)

    def _name(self, style: ParaStyle) -> str:
        """The name of a style in the whole: its own, unless another look has that already. Headings of one level share
        one, which is Word's own heading of that level; what differs is said where they stand."""
        if style.level:
            name = f"Heading {style.level}"
            self._named.setdefault(name, replace(style, name=name))
            return name
        name, number = style.name, 1
        while (known := self._named.get(name)) and known != replace(style, name=name):
            number += 1
            name = f"{style.name} ({number})"
        self._named[name] = replace(style, name=name)
        return name


def _lowered(style: ParaStyle, by: int) -> ParaStyle:
    return replace(style, level=style.level + by) if style.level else style


class _Change:
    """Takes the items of one document over into the whole."""

    def __init__(
        self, names: Mapping[str, str], elements: int, boxes: int, lower: int, around: tuple[str, int]
    ) -> None:
        self.names, self.lower, self.around = names, lower, around
        self.elements, self.boxes = elements, boxes
        self.last_element, self.last_box = elements, boxes

    def item(self, item: FlowItem) -> FlowItem:
        match item:
            case Para():
                return self._para(item)
            case Grid():
                rows = tuple(tuple(self._cell(cell) for cell in row) for row in item.rows)
                return replace(item, rows=rows, path=self._path(item.path))
            case Figure():
                return replace(item, path=self._path(item.path))

    def _cell(self, cell: Cell) -> Cell:
        return Cell(tuple(self._para(para) for para in cell.paras), self._path(cell.path))

    def _para(self, para: Para) -> Para:
        style = replace(_lowered(para.style, self.lower), name=self.names.get(para.style.name, para.style.name))
        box = para.box
        if box:
            self.last_box = max(self.last_box, self.boxes + box.number)
            box = replace(box, number=self.boxes + box.number)
        label = self._path(para.label_path) if para.label_path else ()
        return replace(para, style=style, path=self._path(para.path), label_path=label, box=box)

    def _path(self, path: Path) -> Path:
        steps = [(self._tag(tag), self.elements + number) for tag, number in path]
        self.last_element = max(self.last_element, *(number for _, number in steps))
        return (self.around, *steps)

    def _tag(self, tag: str) -> str:
        """A heading so many levels lower."""
        return f"H{min(int(tag[1]) + self.lower, 6)}" if tag[0] == "H" and tag[1:].isdigit() else tag


def _run(text: str, style: ParaStyle) -> Run:
    return Run(text, style.face, style.size, style.color, tracking=style.tracking)


def _width(runs: Sequence[Run]) -> float:
    return sum(text_width(r.text, r.face, r.size, r.tracking) for r in runs)


def _cut(text: str, style: ParaStyle, room: float) -> str:
    """As many words as there is room for; the heads of pages only repeat what the cover says."""
    words = text.split(" ")
    while len(words) > 1 and _width((_run(" ".join(words) + "…", style),)) > room:
        words.pop()
    whole = " ".join(words)
    return whole if whole == text else whole.rstrip(" ·,:") + "…"
