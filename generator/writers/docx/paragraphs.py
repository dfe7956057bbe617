"""Paragraphs of a Word file: their properties, which say only what the style does not, and their runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple, cast

from generator.layout.fonts import FACES
from generator.layout.laid_out import Box, Face, FlowItem, Grid, Para, ParaStyle, Run
from generator.same import Same, remembered
from generator.units import twips
from generator.writers.docx.fields import page_of
from generator.writers.docx.lists import Bullets
from generator.writers.docx.styles import STRONG
from generator.writers.docx.xml import Look, Xml, border, el, joined, look_of, rgb, run_xml

MOST_PARAGRAPHS = 1_500
"""Paragraphs that are remembered as they are written."""
MOST_PROPERTIES = 500
"""Of paragraphs: those of many rows' own are alike."""
FRAME_PT = 1.0
"""Sides of a box that has no border are drawn in its fill: without them Word would fill no farther than the text."""
SPACER_PT = 1.0
_href = attrgetter("href")


class Spot(NamedTuple):
    """Where something stands: whether a page is begun for it, whether it is the first on its page, and the space above
    a table that follows."""

    new_page: bool = False
    at_top: bool = False
    below: float = 0.0


class _Dress(NamedTuple):
    """What a paragraph is in XML but for what counts through the document: its properties, and its runs joined as far
    as they lead to the same address. `whole` is all of it where nothing else is said, but for a bookmark; else empty.
    """

    is_strong: bool
    properties: Xml
    said: tuple[tuple[str, Xml], ...]
    whole: Xml


def dressed(para: Para, named: ParaStyle, style_id: str, number: int, tab: float, place: Spot) -> _Dress:
    """A paragraph in its place. `named` is its style as Word has it, `number` that of its list, and `tab` where dots
    lead to."""
    form = _Form(style_id, Same(named), para.box, para.narrowed, number, tab)
    return _dressed(para.runs, Same(para.style), form, place, para.trailing, para.place is not None)


@remembered(MOST_PARAGRAPHS)
def _dressed(
    runs: tuple[Run, ...], style: Same[ParaStyle], form: _Form, place: Spot, trailing: Run | None, is_target: bool
) -> _Dress:
    """Of the very runs: an entry of a list is set once for many documents, and is a new paragraph in each."""
    named = form.named.it
    base, strong = look_of(named), _is_strong(runs, named)
    if strong:
        form = form._replace(style_id=form.style_id + STRONG)
        base = base._replace(face=_BOLD[named.face])
    all_runs = (*runs, trailing) if trailing else runs
    said = tuple((href, joined(_run(run, base) for run in linked)) for href, linked in groupby(all_runs, _href))
    properties = _paragraph_properties(style.it, form, place)
    is_plain = not (trailing or is_target or any(href for href, _ in said))
    whole = el("w:p", properties, *(run for _, run in said)) if is_plain else Xml("")
    return _Dress(strong, properties, said, whole)


@remembered(MOST_PARAGRAPHS)
def bullets_of(para: Para) -> Bullets:
    """The list that a paragraph with a label is of."""
    label, style = cast(Run, para.label), para.style
    return Bullets(label.text, look_of(label), look_of(style), style.left, style.hanging)


class _Form(NamedTuple):
    """All of a paragraph but its words, its place and its style. That may differ from the style `named`, as Word has
    it; `tab` is where dots lead to."""

    style_id: str
    named: Same[ParaStyle]
    box: Box | None
    narrowed: float
    list_number: int
    tab: float


@remembered(MOST_PROPERTIES)
def _paragraph_properties(style: ParaStyle, form: _Form, place: Spot) -> Xml:
    """`pPr`, which says only what the style does not."""
    named = form.named.it
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
    if indents := _indents(style, form):
        said.append(el("w:ind", **indents))
    if style.align != named.align:
        said.append(el("w:jc", val=style.align))
    return el("w:pPr", *said)


def _spacing(style: ParaStyle, named: ParaStyle, place: Spot) -> dict[str, int]:
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


def _indents(style: ParaStyle, form: _Form) -> dict[str, int]:
    named = form.named.it
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


def space_below(following: FlowItem | None) -> float:
    """The space above a table: Word has none of its own, so it goes below what stands before it."""
    return following.before if isinstance(following, Grid) and not following.new_page else 0.0


def spacer(before: float, section: Xml | None = None) -> Xml:
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


def _is_strong(runs: Sequence[Run], named: ParaStyle) -> bool:
    """Whether a paragraph is bold from end to end while its style is not."""
    if FACES[named.face].bold or not runs:
        return False
    return all(FACES[run.face].bold for run in runs)
