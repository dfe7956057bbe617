"""Paragraphs of a Word file: their properties, which say only what the style does not, and their runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import NamedTuple, cast

from generator.layout.fonts import FACES
from generator.layout.laid_out import Box, Face, FlowItem, Grid, Para, ParaStyle, Run
from generator.layout.runs import as_written
from generator.units import twips
from generator.writers.docx.fields import page_of
from generator.writers.docx.lists import Bullets
from generator.writers.docx.xml import Element, Look, border, el, look_of, rgb, runs_xml

FRAME_PT = 1.0
"""Sides of a box that has no border are drawn in its fill: without them Word would fill no farther than the text."""
SPACER_PT = 1.0


class Position(NamedTuple):
    """Where something stands: whether a page is begun for it, whether it is the first on its page, and the space above
    a table that follows."""

    new_page: bool = False
    at_top: bool = False
    below: float = 0.0


class InWord(NamedTuple):
    """A paragraph's style as Word has it, with the id it goes by; the number of the list the paragraph is in (0: none),
    and where dots lead to (0: there are none)."""

    style: ParaStyle
    style_id: str
    list_number: int = 0
    tab: float = 0.0


def is_strong(para: Para, named: ParaStyle) -> bool:
    """Whether a paragraph is bold from end to end while its style is not: then it takes the style's bold twin."""
    if FACES[named.face].bold or not para.runs:
        return False
    return all(FACES[run.face].bold for run in para.runs)


def linked_runs(para: Para, named: ParaStyle) -> Iterator[tuple[str, list[Element]]]:
    """The runs of a paragraph, joined as far as they lead to the same address, with that address."""
    base = look_of(named)
    if is_strong(para, named):
        base = base._replace(face=_BOLD[named.face])
    runs = (*as_written(para.runs), *([para.trailing] if para.trailing else []))
    for href, linked in groupby(runs, lambda run: run.href):
        yield href, [element for run in linked for element in _run(run, base)]


def bullets_of(para: Para) -> Bullets:
    """The list that a paragraph with a label is of."""
    label, style = cast(Run, para.label), para.style
    return Bullets(label.text, look_of(label), look_of(style), style.left, style.hanging)


def paragraph_properties(para: Para, word: InWord, position: Position) -> Element:
    """`pPr`, which says only what the style does not."""
    style, named = para.style, word.style
    properties = [el("w:pStyle", val=word.style_id)]
    if style.keep_next != named.keep_next:
        properties.append(el("w:keepNext", val=int(style.keep_next)))
    if position.new_page:
        properties.append(el("w:pageBreakBefore"))
    if word.list_number:
        properties.append(el("w:numPr", el("w:ilvl", val=0), el("w:numId", val=word.list_number)))
    if para.box:
        properties += _frame(para.box, para.narrowed)
    if word.tab:
        properties.append(el("w:tabs", el("w:tab", val="right", leader="dot", pos=twips(word.tab))))
    if spacing := _spacing(style, named, position):
        properties.append(el("w:spacing", **spacing))
    if indents := _indents(para, named):
        properties.append(el("w:ind", **indents))
    if style.align != named.align:
        properties.append(el("w:jc", val=style.align))
    return el("w:pPr", properties)


def _spacing(style: ParaStyle, named: ParaStyle, position: Position) -> dict[str, int]:
    """Word keeps the space above what stands first on a page if the break is forced, as here; the layout has none."""
    before = 0.0 if position.at_top else style.before
    changed: dict[str, int] = {}
    if before != named.before:
        changed["before"] = twips(before)
    if position.below:
        changed["after"] = twips(position.below)
    if style.leading != named.leading:
        changed["line"] = twips(style.leading)
    return changed


def _indents(para: Para, named: ParaStyle) -> dict[str, int]:
    style, inset = para.style, para.box.inset if para.box else 0.0
    left, right = style.left + inset, style.right + inset + para.narrowed
    changed = {"left": twips(left)} if left != named.left else {}
    if right != named.right:
        changed["right"] = twips(right)
    if style.hanging != named.hanging:
        changed["hanging"] = twips(style.hanging)
    return changed


def _frame(box: Box, narrowed: float) -> list[Element]:
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
    frame = [el("w:pBdr", *(border(side, w, c, space - w) for side, (w, c, space) in sides.items() if c))]
    if box.fill:
        frame.append(el("w:shd", val="clear", color="auto", fill=rgb(box.fill)))
    return frame


def space_below(following: FlowItem | None) -> float:
    """The space above a table: Word has none of its own, so it goes below what stands before it."""
    return following.before if isinstance(following, Grid) and not following.new_page else 0.0


def spacer(before: float, section: Element | None = None) -> Element:
    """An empty paragraph as low as can be, where Word must have one: between tables, which would become one; after a
    last table; in an empty cell; at the end of a section, which it holds."""
    above = twips(max(before - SPACER_PT, 0.0))
    spacing = el("w:spacing", before=above, after=0, line=twips(SPACER_PT), lineRule="exact")
    return el("w:p", el("w:pPr", spacing, *([section] if section is not None else [])))


def _run(run: Run, base: Look) -> list[Element]:
    """A run; the page number at the end of an entry of the contents stands behind a tab."""
    if run.field != "ref":
        return runs_xml(run, base)
    return [el("w:r", el("w:tab")), *page_of(run.href[1:], *runs_xml(run, base))]


_BOLD: Mapping[Face, Face] = {
    face: next(
        other
        for other, twin in FACES.items()
        if twin.bold and (twin.word_family, twin.italic) == (info.word_family, info.italic)
    )
    for face, info in FACES.items()
}
