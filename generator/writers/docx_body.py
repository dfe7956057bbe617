"""The body of a Word file: the flow as paragraphs, tables and pictures.

Every paragraph has a real style and says itself only where it differs from that. Geometry is that of the layout: exact
line spacing, space above and none below. `tests/writers/test_docx_geometry.py` measures what LibreOffice makes of it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from itertools import groupby, zip_longest
from operator import attrgetter
from typing import NamedTuple, TypeVar, assert_never, cast

from generator.layout.flow import Box, Cell, Face, Figure, FlowItem, Grid, LaidOut, Para, ParaStyle, Place, Run
from generator.layout.fonts import FACES
from generator.same import Same, remembered
from generator.units import twips
from generator.writers.docx_fields import (
    CONTENTS,
    bookmark_of,
    contents_begin,
    contents_end,
    entry_mark,
    inner_link,
    page_of,
)
from generator.writers.docx_lists import Bullets
from generator.writers.docx_package import FIRST_NUMBER, Part, Relationship, part
from generator.writers.docx_picture import inline_picture, picture
from generator.writers.docx_styles import FIGURE, STRONG, style_ids
from generator.writers.docx_xml import Look, Xml, border, document, el, joined, look_of, rgb, run_xml

LONGEST_BOOKMARK = 40
MOST_PARAGRAPHS = 1_500
"""Paragraphs that are remembered as they are written."""
FRAME_PT = 1.0
"""Sides of a box that has no border are drawn in its fill: without them Word would fill no farther than the text."""
SPACER_PT = 1.0

_REGULAR_REF = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)*")
_ROOM_FOR_SUFFIX = 6
_href = attrgetter("href")
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
        return part("word/document.xml", document("w:document", el("w:body", self._content, section)))

    def _sections(self, sections: Sequence[LaidOut], breaks: Sequence[Xml]) -> Iterator[Xml]:
        for laid, section in zip_longest(sections, breaks):
            self._laid = laid
            yield from self._flow(laid.flow)
            if section:
                yield _spacer(0.0, section)
            elif laid.flow and isinstance(laid.flow[-1], Grid):
                # A document may not end in a table: Word would add a paragraph of its own, a whole line high.
                yield _spacer(0.0)

    # --- the flow ------------------------------------------------------------------------------------------------

    def _flow(self, flow: Sequence[FlowItem]) -> Iterator[Xml]:
        for before, item, following in _with_neighbours(flow):
            at_top = before is None or item.new_page
            match item:
                case Para():
                    place = _Place(item.new_page, at_top, _space_below(following))
                    yield self._paragraph(item, place, before, following)
                case Grid():
                    if isinstance(before, Grid):
                        yield _spacer(item.before)
                    yield self._table(item)
                case Figure():
                    yield self._figure(item, _Place(item.new_page, at_top, _space_below(following)))
                case _:
                    assert_never(item)

    # --- paragraphs ----------------------------------------------------------------------------------------------

    def _paragraph(self, para: Para, place: _Place, before: object, following: object) -> Xml:
        named = self._laid.styles[para.style.name]
        number = self.lists.setdefault(_bullets(para), FIRST_NUMBER + len(self.lists)) if para.label else 0
        tab = self._laid.frame.measure if para.trailing else 0.0
        dress = _dressed(para, Same(named), self._prefix + self._ids[named.name], number, tab, place)
        if dress.is_strong:
            self.strong.add(named.name)
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
        look = _TableLook(grid.gutter, grid.pad, grid.top_rule, grid.row_rules, grid.rule_color, grid.rule_width)
        properties = el(
            "w:tblPr",
            _table_layout(grid.widths, look),
            el("w:tblCaption", val=grid.caption),
            el("w:tblDescription", val=grid.description),
        )
        rows = [
            self._row(cells, columns, is_header=index == 0, new_page=grid.new_page and index == 0)
            for index, cells in enumerate(grid.rows)
        ]
        return el("w:tbl", properties, el("w:tblGrid", *(el("w:gridCol", w=width) for width in columns)), *rows)

    def _row(self, cells: Sequence[Cell], columns: Sequence[int], *, is_header: bool, new_page: bool) -> Xml:
        header = [el("w:tblHeader")] if is_header else []
        said = [el("w:trPr", el("w:cantSplit"), *header)]
        for index, (cell, width) in enumerate(zip(cells, columns, strict=True)):
            said.append(self._cell(cell, width, new_page and index == 0))
        return el("w:tr", *said)

    def _cell(self, cell: Cell, width: int, new_page: bool) -> Xml:
        paragraphs = [
            self._paragraph(para, _Place(new_page and before is None), before, following)
            for before, para, following in _with_neighbours(cell.paras)
        ]
        # Word calls a cell without a paragraph corrupt.
        return el("w:tc", el("w:tcPr", el("w:tcW", w=width, type="dxa")), *(paragraphs or [_spacer(0.0)]))

    # --- pictures ------------------------------------------------------------------------------------------------

    def _figure(self, figure: Figure, place: _Place) -> Xml:
        content = picture(figure, self._laid)
        name = f"media/{sha256(content.deflated).hexdigest()[:16]}.png"
        self.media[name] = content.renamed(f"word/{name}")
        self._pictures += 1
        breaks = [el("w:pageBreakBefore")] if place.new_page else []
        before = 0 if place.at_top else twips(figure.before)
        spacing = el("w:spacing", before=before, after=twips(place.below))
        shown = inline_picture(figure, self._pictures, self._relate("image", name))
        layout = el("w:pPr", el("w:pStyle", val=self._prefix + FIGURE), *breaks, spacing)
        return el("w:p", layout, el("w:r", el("w:drawing", shown)))


# --- paragraphs --------------------------------------------------------------------------------------------------


class _Place(NamedTuple):
    """Where something stands: whether a page is begun for it, whether it is the first on its page, and the space above
    a table that follows."""

    new_page: bool = False
    at_top: bool = False
    below: float = 0.0


class _Dress(NamedTuple):
    """What a paragraph is in XML but for what counts through the document: its properties, and its runs joined as far
    as they lead to the same address."""

    is_strong: bool
    properties: Xml
    said: tuple[tuple[str, Xml], ...]


@remembered(MOST_PARAGRAPHS)
def _dressed(para: Para, named: Same[ParaStyle], style_id: str, number: int, tab: float, place: _Place) -> _Dress:
    """Made once for all documents that have the very paragraph in the same place. `named` is its style as Word has it,
    `number` that of its list; `tab` is where dots lead to."""
    base, strong = look_of(named.it), _is_strong(para, named.it)
    if strong:
        style_id, base = style_id + STRONG, base._replace(face=_BOLD[named.it.face])
    form = _Form(style_id, para.style, named.it, para.box, para.narrowed, number, tab)
    runs = (*para.runs, para.trailing) if para.trailing else para.runs
    said = tuple((href, joined(_run(run, base) for run in linked)) for href, linked in groupby(runs, _href))
    return _Dress(strong, _paragraph_properties(form, place), said)


@remembered(MOST_PARAGRAPHS)
def _bullets(para: Para) -> Bullets:
    """The list that a paragraph with a label is of."""
    label, style = cast(Run, para.label), para.style
    return Bullets(label.text, look_of(label), look_of(style), style.left, style.hanging)


class _Form(NamedTuple):
    """All of a paragraph but its words and its place. `style` may differ from the style `named`, as Word has it; `tab`
    is where dots lead to."""

    style_id: str
    style: ParaStyle
    named: ParaStyle
    box: Box | None
    narrowed: float
    list_number: int
    tab: float


def _paragraph_properties(form: _Form, place: _Place) -> Xml:
    """`pPr`, which says only what the style does not."""
    style, named = form.style, form.named
    said = [el("w:pStyle", val=form.style_id)]
    if style.keep_next != named.keep_next:
        said.append(el("w:keepNext", val=int(style.keep_next)))
    if place.new_page:
        said.append(el("w:pageBreakBefore"))
    if form.list_number:
        said.append(el("w:numPr", el("w:ilvl", val=0), el("w:numId", val=form.list_number)))
    if form.box:
        said += _frame(form.box, form.narrowed)
    if form.tab:
        said.append(el("w:tabs", el("w:tab", val="right", leader="dot", pos=twips(form.tab))))
    if spacing := _spacing(style, named, place):
        said.append(el("w:spacing", **spacing))
    if indents := _indents(form):
        said.append(el("w:ind", **indents))
    if style.align != named.align:
        said.append(el("w:jc", val=style.align))
    return el("w:pPr", *said)


def _spacing(style: ParaStyle, named: ParaStyle, place: _Place) -> dict[str, int]:
    """Word keeps the space above what stands first on a page if the break is forced, as here; the layout has none."""
    before = 0.0 if place.at_top else style.before
    said: dict[str, int] = {}
    if before != named.before:
        said["before"] = twips(before)
    if place.below:
        said["after"] = twips(place.below)
    if style.leading != named.leading:
        said["line"] = twips(style.leading)
    return said


def _indents(form: _Form) -> dict[str, int]:
    style, named = form.style, form.named
    inset = form.box.inset if form.box else 0.0
    left, right = style.left + inset, style.right + inset + form.narrowed
    said = {"left": twips(left)} if left != named.left else {}
    if right != named.right:
        said["right"] = twips(right)
    if style.hanging != named.hanging:
        said["hanging"] = twips(style.hanging)
    return said


def _frame(box: Box, narrowed: float) -> list[Xml]:
    """Border and fill of a box. They reach from edge to edge of the column, and `pad` above and below the text.

    Both are meant to the outside of the border; Word measures from the text outwards, in whole points. Equal frames of
    neighbours become one.
    """
    width, color = (box.border_width, box.border) if box.border else (FRAME_PT, box.fill)
    bar, bar_color = (box.bar, box.bar_color) if box.bar else (width, color)
    sides = {
        "top": (width, color, box.pad),
        "left": (bar, bar_color, box.inset),
        "bottom": (width, color, box.pad),
        "right": (width, color, box.inset + narrowed),
    }
    said = [el("w:pBdr", *(border(side, w, c, space - w) for side, (w, c, space) in sides.items() if c))]
    if box.fill:
        said.append(el("w:shd", val="clear", color="auto", fill=rgb(box.fill)))
    return said


def _space_below(following: FlowItem | None) -> float:
    """The space above a table: Word has none of its own, so it goes below what stands before it."""
    return following.before if isinstance(following, Grid) and not following.new_page else 0.0


def _spacer(before: float, section: Xml | None = None) -> Xml:
    """An empty paragraph as low as can be, where Word must have one: between tables, which would become one; after a
    last table; in an empty cell; at the end of a section, which it holds."""
    above = twips(max(before - SPACER_PT, 0.0))
    spacing = el("w:spacing", before=above, after=0, line=twips(SPACER_PT), lineRule="exact")
    return el("w:p", el("w:pPr", spacing, *([section] if section else [])))


def _run(run: Run, base: Look) -> Xml:
    """A run; the page number at the end of an entry of the contents stands behind a tab."""
    if run.field != "ref":
        return run_xml(run, base)
    return joined((el("w:r", el("w:tab")), page_of(run.href[1:], run_xml(run, base))))


_BOLD: Mapping[Face, Face] = {
    face: next(
        other
        for other, twin in FACES.items()
        if twin.bold and (twin.word_family, twin.italic) == (info.word_family, info.italic)
    )
    for face, info in FACES.items()
}


def _is_strong(para: Para, named: ParaStyle) -> bool:
    """Whether a paragraph is bold from end to end while its style is not."""
    if FACES[named.face].bold or not para.runs:
        return False
    return all(FACES[run.face].bold for run in para.runs)


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


class _TableLook(NamedTuple):
    gutter: float
    pad: float
    top_rule: bool
    row_rules: bool
    rule_color: str
    rule_width: float


@lru_cache(maxsize=256)
def _table_layout(widths: tuple[float, ...], look: _TableLook) -> Xml:
    """What `tblPr` says of the look of a table."""
    sides = (("top", look.top_rule), ("insideH", look.row_rules))
    rules = [border(side, look.rule_width, look.rule_color) for side, ruled in sides if ruled]
    margins = (("top", look.pad), ("left", 0.0), ("bottom", look.pad), ("right", look.gutter))
    return joined(
        (
            el("w:tblW", w=twips(sum(widths)), type="dxa"),
            el("w:tblInd", w=0, type="dxa"),
            *([el("w:tblBorders", *rules)] if rules else []),
            el("w:tblLayout", type="fixed"),
            el("w:tblCellMar", *(el(f"w:{side}", w=twips(width), type="dxa") for side, width in margins)),
            el("w:tblLook", val="0020", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1),
        )
    )


@lru_cache(maxsize=256)
def _columns(widths: tuple[float, ...]) -> tuple[int, ...]:
    """Widths in twentieths of a point that add up to the rounded whole."""
    ends = [twips(sum(widths[: count + 1])) for count in range(len(widths))]
    return tuple(end - start for start, end in zip([0, *ends], ends, strict=False))
