"""The body of a Word file: the flow as paragraphs, tables and pictures.

Every paragraph has a real style and says itself only where it differs from that. Geometry is that of the layout: exact
line spacing, space above and none below. `tests/writers/test_docx_geometry.py` measures what LibreOffice makes of it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from hashlib import sha256
from itertools import zip_longest
from typing import TypeVar, assert_never

from generator.layout.laid_out import Cell, Figure, FlowItem, Grid, LaidOut, Para, Place
from generator.same import remembered
from generator.units import twips
from generator.writers.deflate import QUICK
from generator.writers.docx.fields import (
    CONTENTS,
    bookmark_of,
    contents_begin,
    contents_end,
    entry_mark,
    inner_link,
)
from generator.writers.docx.lists import Bullets
from generator.writers.docx.package import FIRST_NUMBER, Part, Relationship, part
from generator.writers.docx.paragraphs import Spot, bullets_of, dressed, space_below, spacer
from generator.writers.docx.pictures import inline_picture, picture
from generator.writers.docx.styles import FIGURE, style_ids
from generator.writers.docx.xml import Xml, border, document, el, joined

LONGEST_BOOKMARK = 40
MOST_TABLES = 256
"""Tables whose look is remembered."""

_REGULAR_REF = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)*")
_ROOM_FOR_SUFFIX = 6
_T = TypeVar("_T")


class Body:
    """The body of one document or binder, and what it needs of the rest of the package.

    The sections have the same styles, whose ids begin with `prefix`; each but the last ends with one of `breaks`.
    `strong` names the styles whose bold twin it uses, `lists` has its lists with their numbers.
    """

    def __init__(self, sections: Sequence[LaidOut], prefix: str = "", breaks: Sequence[Xml] = ()) -> None:
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
        self._content = joined(self._sections(sections, breaks))

    def part(self, section: Xml) -> Part:
        """The document part, its last section given."""
        return part("word/document.xml", document("w:document", el("w:body", self._content, section)), QUICK)

    def _sections(self, sections: Sequence[LaidOut], breaks: Sequence[Xml]) -> Iterator[Xml]:
        for laid, section in zip_longest(sections, breaks):
            self._laid = laid
            yield from self._flow(laid.flow)
            if section:
                yield spacer(0.0, section)
            elif laid.flow and isinstance(laid.flow[-1], Grid):
                # A document may not end in a table: Word would add a paragraph of its own, a whole line high.
                yield spacer(0.0)

    # --- the flow ------------------------------------------------------------------------------------------------

    def _flow(self, flow: Sequence[FlowItem]) -> Iterator[Xml]:
        for before, item, following in _with_neighbours(flow):
            at_top = before is None or item.new_page
            match item:
                case Para():
                    place = Spot(item.new_page, at_top, space_below(following))
                    yield self._paragraph(item, place, before, following)
                case Grid():
                    if isinstance(before, Grid):
                        yield spacer(item.before)
                    yield self._table(item)
                case Figure():
                    yield self._figure(item, Spot(item.new_page, at_top, space_below(following)))
                case _:
                    assert_never(item)

    # --- paragraphs ----------------------------------------------------------------------------------------------

    def _paragraph(self, para: Para, place: Spot, before: object, following: object) -> Xml:
        named = self._laid.styles[para.style.name]
        number = self.lists.setdefault(bullets_of(para), FIRST_NUMBER + len(self.lists)) if para.label else 0
        tab = self._laid.frame.measure if para.trailing else 0.0
        dress = dressed(para, named, self._prefix + self._ids[named.name], number, tab, place)
        if dress.is_strong:
            self.strong.add(named.name)
        if dress.whole and not para.point:
            return dress.whole
        start, end = self._bookmark(before, para, following)
        pieces = [dress.properties, start]
        if para.place:
            pieces += self._place(para.place)
        if para.trailing and para.style.name.startswith(CONTENTS) and not self._in_contents:
            self._in_contents = True
            pieces.append(contents_begin())
        pieces += [self._link(href, said) if href else said for href, said in dress.said]
        if self._in_contents and not (isinstance(following, Para) and following.trailing):
            self._in_contents = False
            pieces.append(contents_end())
        return Xml(f"<w:p>{''.join(pieces)}{end}</w:p>")

    def _place(self, place: Place) -> tuple[Xml, ...]:
        """The bookmark that links lead to, and the mark that the contents lists."""
        self._open_bookmark += 1
        start = el("w:bookmarkStart", id=self._open_bookmark, name=bookmark_of(place.name))
        mark = (entry_mark(place),) if place.level else ()
        return (start, *mark, el("w:bookmarkEnd", id=self._open_bookmark))

    def _link(self, href: str, said: Xml) -> Xml:
        if href.startswith("#"):
            return inner_link(href[1:], (said,))
        if href not in self._links:
            self._links[href] = self._relate("hyperlink", href, external=True)
        return el("w:hyperlink", said, history=1, **{"r:id": self._links[href]})

    def _relate(self, kind: str, target: str, external: bool = False) -> str:
        entry = Relationship(f"rId{FIRST_NUMBER + len(self.relationships)}", kind, target, external)
        self.relationships.append(entry)
        return entry.id

    def _bookmark(self, before: object, para: Para, following: object) -> tuple[Xml, Xml]:
        """Start and end of the bookmark of a paragraph's point, which goes around all the paragraphs that hold it."""
        start = end = Xml("")
        if not para.point:
            return start, end
        if not (isinstance(before, Para) and before.point == para.point):
            self._bookmarks[para.point] += 1
            self._open_bookmark += 1
            name = bookmark_name(para.point, self._bookmarks[para.point])
            start = el("w:bookmarkStart", id=self._open_bookmark, name=name)
        if not (isinstance(following, Para) and following.point == para.point):
            end = el("w:bookmarkEnd", id=self._open_bookmark)
        return start, end

    # --- tables --------------------------------------------------------------------------------------------------

    def _table(self, grid: Grid) -> Xml:
        columns = _columns(grid.widths)
        rows = [
            self._row(cells, columns, is_header=index == 0, new_page=grid.new_page and index == 0)
            for index, cells in enumerate(grid.rows)
        ]
        return el("w:tbl", _table_head(grid), *rows)

    def _row(self, cells: Sequence[Cell], columns: Sequence[int], *, is_header: bool, new_page: bool) -> Xml:
        said = [_HEADER_ROW if is_header else _ROW]
        for index, (cell, width) in enumerate(zip(cells, columns, strict=True)):
            said.append(self._cell(cell, width, new_page and index == 0))
        return el("w:tr", *said)

    def _cell(self, cell: Cell, width: int, new_page: bool) -> Xml:
        paragraphs = [
            self._paragraph(para, Spot(new_page and before is None), before, following)
            for before, para, following in _with_neighbours(cell.paras)
        ]
        # Word calls a cell without a paragraph corrupt.
        return el("w:tc", _cell_properties(width), *(paragraphs or [spacer(0.0)]))

    # --- pictures ------------------------------------------------------------------------------------------------

    def _figure(self, figure: Figure, place: Spot) -> Xml:
        content = picture(figure, self._laid)
        self.media[content.name] = content
        self._pictures += 1
        breaks = [el("w:pageBreakBefore")] if place.new_page else []
        before = 0 if place.at_top else twips(figure.before)
        spacing = el("w:spacing", before=before, after=twips(place.below))
        shown = inline_picture(figure, self._pictures, self._relate("image", content.name.removeprefix("word/")))
        layout = el("w:pPr", el("w:pStyle", val=self._prefix + FIGURE), *breaks, spacing)
        return el("w:p", layout, el("w:r", el("w:drawing", shown)))


# --- places ----------------------------------------------------------------------------------------------------


@lru_cache(maxsize=1024)
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


_ROW = el("w:trPr", el("w:cantSplit"))
_HEADER_ROW = el("w:trPr", el("w:cantSplit"), el("w:tblHeader"))


@remembered(MOST_TABLES)
def _table_head(grid: Grid) -> Xml:
    """What stands before the rows of a table: its look, what it is called, and its columns."""
    sides = (("top", grid.top_rule), ("insideH", grid.row_rules))
    rules = [border(side, grid.rule_width, grid.rule_color) for side, ruled in sides if ruled]
    margins = (("top", grid.pad), ("left", 0.0), ("bottom", grid.pad), ("right", grid.gutter))
    properties = el(
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
    columns = el("w:tblGrid", *(el("w:gridCol", w=width) for width in _columns(grid.widths)))
    return joined((properties, columns))


@cache
def _cell_properties(width: int) -> Xml:
    return el("w:tcPr", el("w:tcW", w=width, type="dxa"))


@lru_cache(maxsize=256)
def _columns(widths: tuple[float, ...]) -> tuple[int, ...]:
    """Widths in twentieths of a point that add up to the rounded whole."""
    ends = [twips(sum(widths[: count + 1])) for count in range(len(widths))]
    return tuple(end - start for start, end in zip([0, *ends], ends, strict=False))
