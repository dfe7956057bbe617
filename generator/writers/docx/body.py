"""The body of a Word file: the flow as paragraphs, tables and pictures.

Every paragraph has a real style and says itself only where it differs from that. Geometry is that of the layout: exact
line spacing, space above and none below. `tests/writers/test_docx_geometry.py` measures what LibreOffice makes of it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import zip_longest
from typing import TypeVar, assert_never

from generator.layout.laid_out import Cell, Figure, FlowItem, Grid, LaidOut, Para, Place
from generator.units import twips
from generator.writers.docx.fields import (
    CONTENTS,
    bookmark_of,
    contents_begin,
    contents_end,
    entry_mark,
    inner_link,
)
from generator.writers.docx.lists import Bullets
from generator.writers.docx.package import FIRST_NUMBER, Part, Relationship
from generator.writers.docx.paragraphs import (
    InWord,
    Position,
    bullets_of,
    is_strong,
    linked_runs,
    paragraph_properties,
    space_below,
    spacer,
)
from generator.writers.docx.pictures import inline_picture, picture
from generator.writers.docx.styles import FIGURE, STRONG, style_ids
from generator.writers.docx.xml import Element, border, document, el

LONGEST_BOOKMARK = 40

_REGULAR_REF = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)*")
_ROOM_FOR_SUFFIX = 6
_T = TypeVar("_T")


def write_body(sections: Sequence[LaidOut], prefix: str = "", breaks: Sequence[Element] = ()) -> Body:
    """The body of a document or binder: each section but the last ends with one of `breaks`."""
    body = Body(sections, prefix)
    body.write(sections, breaks)
    return body


class Body:
    """The body of one document or binder, and what it needs of the rest of the package.

    The sections have the same styles, whose ids begin with `prefix`. `strong` names the styles whose bold twin it uses,
    `lists` has its lists with their numbers.
    """

    def __init__(self, sections: Sequence[LaidOut], prefix: str = "") -> None:
        self.strong: set[str] = set()
        self.lists: dict[Bullets, int] = {}
        self.relationships: list[Relationship] = []
        self.media: dict[str, Part] = {}
        self._laid = sections[0]
        self._prefix = prefix
        self._ids = style_ids(tuple(self._laid.styles.values()))
        self._links: dict[str, str] = {}
        self._bookmarks: Counter[str] = Counter()
        self._open_bookmark = 0
        self._pictures = 0
        self._in_contents = False
        self._content: list[Element] = []

    def part(self, section: Element) -> Part:
        """The document part, its last section given."""
        return Part("word/document.xml", document(el("w:document", el("w:body", self._content, section))))

    def write(self, sections: Sequence[LaidOut], breaks: Sequence[Element]) -> None:
        """Write the flow of every section."""
        self._content = list(self._sections(sections, breaks))

    def _sections(self, sections: Sequence[LaidOut], breaks: Sequence[Element]) -> Iterator[Element]:
        for laid, section in zip_longest(sections, breaks):
            self._laid = laid
            yield from self._flow(laid.flow)
            if section is not None:
                yield spacer(0.0, section)
            elif laid.flow and isinstance(laid.flow[-1], Grid):
                # A document may not end in a table: Word would add a paragraph of its own, a whole line high.
                yield spacer(0.0)

    # --- the flow ------------------------------------------------------------------------------------------------

    def _flow(self, flow: Sequence[FlowItem]) -> Iterator[Element]:
        for before, item, following in _with_neighbours(flow):
            at_top = before is None or item.new_page
            match item:
                case Para():
                    position = Position(item.new_page, at_top, space_below(following))
                    yield self._paragraph(item, position, before, following)
                case Grid():
                    if isinstance(before, Grid):
                        yield spacer(item.before)
                    yield self._table(item)
                case Figure():
                    yield self._figure(item, Position(item.new_page, at_top, space_below(following)))
                case _:
                    assert_never(item)

    # --- paragraphs ----------------------------------------------------------------------------------------------

    def _paragraph(self, para: Para, position: Position, before: object, following: object) -> Element:
        properties = paragraph_properties(para, self._in_word(para), position)
        start, end = self._bookmark(before, para, following)
        named = self._laid.styles[para.style.name]
        runs = [self._link(href, linked) if href else linked for href, linked in linked_runs(para, named)]
        target = self._place(para.place) if para.place else []
        begins, ends = self._contents(para, following)
        return el("w:p", properties, start, target, begins, *runs, ends, end)

    def _in_word(self, para: Para) -> InWord:
        """A paragraph's style and list, noted as used."""
        named = self._laid.styles[para.style.name]
        strong = is_strong(para, named)
        if strong:
            self.strong.add(named.name)
        number = self.lists.setdefault(bullets_of(para), FIRST_NUMBER + len(self.lists)) if para.label else 0
        style_id = self._prefix + self._ids[named.name] + (STRONG if strong else "")
        return InWord(named, style_id, number, self._laid.frame.measure if para.trailing else 0.0)

    def _contents(self, para: Para, following: object) -> tuple[list[Element], list[Element]]:
        """Runs that begin and end the field of a contents, where its first and its last entry are."""
        begins: list[Element] = []
        ends: list[Element] = []
        if para.trailing and para.style.name.startswith(CONTENTS) and not self._in_contents:
            self._in_contents, begins = True, contents_begin()
        if self._in_contents and not (isinstance(following, Para) and following.trailing):
            self._in_contents, ends = False, [contents_end()]
        return begins, ends

    def _place(self, place: Place) -> list[Element]:
        """The bookmark that links lead to, and the mark that the contents lists."""
        self._open_bookmark += 1
        start = el("w:bookmarkStart", id=self._open_bookmark, name=bookmark_of(place.name))
        mark = entry_mark(place) if place.level else []
        return [start, *mark, el("w:bookmarkEnd", id=self._open_bookmark)]

    def _link(self, href: str, runs: list[Element]) -> Element:
        if href.startswith("#"):
            return inner_link(href[1:], runs)
        if href not in self._links:
            self._links[href] = self._relate("hyperlink", href, external=True)
        return el("w:hyperlink", runs, history=1, **{"r:id": self._links[href]})

    def _relate(self, kind: str, target: str, external: bool = False) -> str:
        entry = Relationship(f"rId{FIRST_NUMBER + len(self.relationships)}", kind, target, external)
        self.relationships.append(entry)
        return entry.id

    def _bookmark(self, before: object, para: Para, following: object) -> tuple[list[Element], list[Element]]:
        """Start and end of the bookmark of a paragraph's point, which goes around all the paragraphs that hold it."""
        start: list[Element] = []
        end: list[Element] = []
        if not para.point:
            return start, end
        if not (isinstance(before, Para) and before.point == para.point):
            self._bookmarks[para.point] += 1
            self._open_bookmark += 1
            name = bookmark_name(para.point, self._bookmarks[para.point])
            start.append(el("w:bookmarkStart", id=self._open_bookmark, name=name))
        if not (isinstance(following, Para) and following.point == para.point):
            end.append(el("w:bookmarkEnd", id=self._open_bookmark))
        return start, end

    # --- tables --------------------------------------------------------------------------------------------------

    def _table(self, grid: Grid) -> Element:
        columns = _columns(grid.widths)
        rows = [
            self._row(cells, columns, is_header=index == 0, new_page=grid.new_page and index == 0)
            for index, cells in enumerate(grid.rows)
        ]
        return el("w:tbl", _table_properties(grid), _table_columns(grid), rows)

    def _row(self, cells: Sequence[Cell], columns: Sequence[int], *, is_header: bool, new_page: bool) -> Element:
        properties = el("w:trPr", el("w:cantSplit"), *([el("w:tblHeader")] if is_header else []))
        written = (
            self._cell(cell, width, new_page and index == 0)
            for index, (cell, width) in enumerate(zip(cells, columns, strict=True))
        )
        return el("w:tr", properties, written)

    def _cell(self, cell: Cell, width: int, new_page: bool) -> Element:
        paragraphs = [
            self._paragraph(para, Position(new_page and before is None), before, following)
            for before, para, following in _with_neighbours(cell.paras)
        ]
        # Word calls a cell without a paragraph corrupt.
        return el("w:tc", el("w:tcPr", el("w:tcW", w=width, type="dxa")), paragraphs or [spacer(0.0)])

    # --- pictures ------------------------------------------------------------------------------------------------

    def _figure(self, figure: Figure, position: Position) -> Element:
        content = picture(figure)
        self.media[content.name] = content
        self._pictures += 1
        breaks = [el("w:pageBreakBefore")] if position.new_page else []
        before = 0 if position.at_top else twips(figure.before)
        spacing = el("w:spacing", before=before, after=twips(position.below))
        shown = inline_picture(figure, self._pictures, self._relate("image", content.name.removeprefix("word/")))
        layout = el("w:pPr", el("w:pStyle", val=self._prefix + FIGURE), *breaks, spacing)
        return el("w:p", layout, el("w:r", el("w:drawing", shown)))


# --- places ----------------------------------------------------------------------------------------------------


def bookmark_name(point: str, occurrence: int = 1) -> str:
    """The hidden bookmark around a point: `_tp_nih_funding__pays_for_itself` for `nih-funding/pays-for-itself`.

    Only letters, digits and underscores last in Word, and 40 of them. A ref that is long or of another form is cut and
    told from its like by a hash. The second time a point is used the name ends in `___2`, which no ref makes.
    """
    name = "_tp_" + re.sub(r"[^A-Za-z0-9]", "_", point.replace("/", "__"))
    longest = LONGEST_BOOKMARK - _ROOM_FOR_SUFFIX
    if len(name) > longest or not _REGULAR_REF.fullmatch(point):
        digest = sha256(point.encode()).hexdigest()[:10]
        name = f"{name[: longest - 11]}_{digest}"
    return name if occurrence == 1 else f"{name}___{occurrence}"


def _with_neighbours(items: Sequence[_T]) -> Iterator[tuple[_T | None, _T, _T | None]]:
    yield from zip((None, *items), items, (*items[1:], None), strict=False)


# --- tables ------------------------------------------------------------------------------------------------------


def _table_properties(grid: Grid) -> Element:
    """How a table looks, and what it is called."""
    sides = (("top", grid.top_rule), ("insideH", grid.row_rules))
    rules = [border(side, grid.rule_width, grid.rule_color) for side, ruled in sides if ruled]
    margins = (("top", grid.pad), ("left", 0.0), ("bottom", grid.pad), ("right", grid.gutter))
    return el(
        "w:tblPr",
        el("w:tblW", w=twips(sum(grid.widths)), type="dxa"),
        el("w:tblInd", w=0, type="dxa"),
        *([el("w:tblBorders", *rules)] if rules else []),
        el("w:tblLayout", type="fixed"),
        el("w:tblCellMar", *(el(f"w:{side}", w=twips(width), type="dxa") for side, width in margins)),
        el("w:tblLook", val="0020", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1),
        el("w:tblCaption", val=grid.caption),
        el("w:tblDescription", val=grid.description),
    )


def _table_columns(grid: Grid) -> Element:
    return el("w:tblGrid", (el("w:gridCol", w=width) for width in _columns(grid.widths)))


def _columns(widths: tuple[float, ...]) -> tuple[int, ...]:
    """Widths in twentieths of a point that add up to the rounded whole."""
    ends = [twips(sum(widths[: count + 1])) for count in range(len(widths))]
    return tuple(end - start for start, end in zip([0, *ends], ends, strict=False))
