"""Heads and feet of pages: what they say, and room for an office's logo and for what would touch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import ceil

from generator.document.blocks import Document
from generator.document.draft import Draft
from generator.document.standing import as_draft
from generator.layout.fonts import font_face, text_width
from generator.layout.laid_out import (
    Band,
    Furniture,
    PageFrame,
    ParaStyle,
    Picture,
    Run,
)
from generator.layout.line_breaks import break_lines
from generator.layout.theme import Styles

HIGHEST_PT = 30.0
LOWEST_PT = 14.0
WIDEST = 0.3
"""Of the column."""
LOGO_ROOM_PT = 18.0
"""What a logo may need beside the lines of a head: its own height, and a line for what stood at the right."""
EDGE_PT = 28.8
"""Between the edge of the page and the head, at the least: printers leave some of it white."""
CLEARANCE_PT = 3.0
"""Between the rule under the head and the body, at the least."""
BESIDE_PT = 8.0
APART_PT = 14.0
"""Between the text at the left and that at the right, at the least."""
SMALLEST = 0.85
"""Of the size: a name or address is not set smaller to spare a line."""
CAPITALS = 0.66
"""Height of capital letters, as a share of the size."""


# --- what they say ---------------------------------------------------------------------------------------------


def _run(text: str, style: ParaStyle) -> Run:
    return Run(text, style.face, style.size, style.color, tracking=style.tracking)


def _wrapped(run: Run, first: float, measure: float) -> list[tuple[Run, ...]]:
    """A text in lines of which the first has less room."""
    line, *others = break_lines((run,), first)
    if not others:
        return [line.runs]
    rest = run.text[sum(len(r.text) for r in line.runs) :].lstrip(" ")
    return [line.runs, *(other.runs for other in break_lines((run.saying(rest),), measure))]


def _lines(run: Run, first: float, measure: float) -> list[tuple[Run, ...]]:
    """The same in as few lines as there can be, a little smaller if that spares one."""
    sizes = (run.size - step / 2 for step in range(int(run.size * (1 - SMALLEST) * 2) + 1))
    return min((_wrapped(replace(run, size=size), first, measure) for size in sizes), key=len)


def _bands(run: Run, right: tuple[Run, ...], leading: float, measure: float) -> list[Band]:
    """A text with another at the right of its first line, in as many lines as it takes."""
    beside = _width(right) + APART_PT if right else 0.0
    first, *others = _lines(run, max(measure - beside, measure / 2), measure)
    return [Band(first, (), right, leading), *(Band(line, (), (), leading) for line in others)]


def _letterhead(name: str, marks: str, address: str, styles: Styles, measure: float) -> tuple[Band, ...]:
    """The office's name with its markings or its address at the right; with both, or if they need more than a line, the
    address below."""
    by_name = styles.by_name
    style, small, marking = by_name["letterhead-name"], by_name["letterhead-contact"], by_name["marking"]
    left, contact = _run(name, style), _run(address, small)
    beside = bool(address) and not marks and _width((left, contact)) + APART_PT <= measure
    right = (_run(marks, marking),) if marks else (contact,) if beside else ()
    below = _bands(contact, (), small.size + 2, measure) if address and not beside else []
    return (*_bands(left, right, style.leading, measure), *below)


def furniture(document: Document, styles: Styles, measure: float) -> tuple[Furniture, Furniture, Furniture]:
    """The head of the first page (letterhead and markings), of the others, and the foot."""
    marks = " · ".join(document.markings)
    outside = document.meta.clearance != "office"  # inside the office nobody needs its address
    address = " · ".join(document.letterhead.contact) if outside else ""
    foot = " · ".join((*document.footer, f"No.\u00a0{document.number}"))
    return (
        _first_head(document.letterhead.name, "" if document.is_marked else marks, address, styles, measure),
        _running_head(document.meta.title, marks, styles, measure),
        _foot_of(foot, marks, styles),
    )


def _first_head(name: str, marks: str, address: str, styles: Styles, measure: float) -> Furniture:
    theme = styles.theme
    bands = _letterhead(name, marks, address, styles, measure)
    return Furniture(bands, theme.colors.accent, theme.rule_width * 1.5, 4.0)


def _running_head(title: str, marks: str, styles: Styles, measure: float) -> Furniture:
    by_name, theme = styles.by_name, styles.theme
    right = (_run(marks, by_name["marking"]),) if marks else ()
    leading = by_name["letterhead-name"].leading
    bands = _bands(_run(title, by_name["running-head"]), right, leading, measure)
    return Furniture(tuple(bands), theme.colors.accent, theme.rule_width, 4.0)


def _foot_of(text: str, marks: str, styles: Styles) -> Furniture:
    foot = styles.by_name["footer"]
    middle = (_run(marks, styles.by_name["marking"]),) if marks else ()
    return Furniture(
        (Band((_run(text, foot),), middle, _page_of_pages(foot), foot.leading),), styles.theme.colors.rule, 0.5, 4.0
    )


def _page_of_pages(style: ParaStyle) -> tuple[Run, ...]:
    empty = _run("", style)
    page, pages = replace(empty, field="page"), replace(empty, field="pages")
    return (_run("Page\u00a0", style), page, _run("\u00a0of\u00a0", style), pages)


# --- room in them ---------------------------------------------------------------------------------------------


def apart(furniture: Furniture, measure: float) -> Furniture:
    """A head or foot in whose bands the middle goes to the right where it would touch the left."""
    return replace(furniture, bands=tuple(_apart(band, measure) for band in furniture.bands))


def _apart(band: Band, measure: float) -> Band:
    sides = max(_width(band.left), _width(band.right))
    if not band.center or not band.left or measure / 2 - _width(band.center) / 2 - sides >= BESIDE_PT:
        return band
    dot = (band.center[-1].saying(" · "),) if band.right else ()
    return replace(band, center=(), right=(*band.center, *dot, *band.right))


def roomy(document: Document | Draft, styles: Styles, frame: PageFrame, logo: Picture | None) -> PageFrame:
    """The frame, with the body of its pages begun lower where the head of the first needs more than its own room and
    the margin above: a name of many lines overprints nothing."""
    contact = "" if document.meta.clearance == "office" else " · ".join(document.letterhead.contact)
    marks = " · ".join(as_draft(document.markings))  # a final and its draft have the same room
    head = _first_head(document.letterhead.name, marks, contact, styles, frame.measure)
    needed = head.height + CLEARANCE_PT + (LOGO_ROOM_PT if logo else 0.0)
    short = needed - (frame.body_top - EDGE_PT)
    return replace(frame, body_top=frame.body_top + ceil(short * 4) / 4) if short > 0 else frame


def risen(
    first: Furniture, later: Furniture, frame: PageFrame, head_height: float
) -> tuple[Furniture, Furniture, PageFrame]:
    """The heads of the first page and of the others, and the frame, where that of the first takes what it needs beyond
    the height of the head from the margin above."""
    lift = min(first.height + CLEARANCE_PT - head_height, frame.head_top - EDGE_PT)
    return _lifted(first, later, frame, lift) if lift > 0 else (first, later, frame)


def _lifted(
    first: Furniture, later: Furniture, frame: PageFrame, lift: float
) -> tuple[Furniture, Furniture, PageFrame]:
    """The first head begins higher; those of later pages stay where they are."""
    top, *rest = later.bands
    later = replace(later, bands=(replace(top, before=top.before + lift), *rest))
    return first, later, replace(frame, head_top=frame.head_top - lift)


def with_logo(
    first: Furniture, later: Furniture, logo: Picture, frame: PageFrame, head_height: float
) -> tuple[Furniture, Furniture, PageFrame]:
    """The heads of the first page and of the others, and the frame, with a logo before the first line of the first.

    What the logo needs beyond the height of the head it takes from the margin above, so the body stays where it is. The
    heads of later pages do not move. What no longer fits at the right of the first line gets a line of its own.
    """
    band, *others = first.bands
    depth = max((-font_face(r.face).descent * r.size / 1000 for r in band.left), default=0.0)
    fixed = first.gap + first.rule_width + depth + band.before + CLEARANCE_PT
    margin = max(frame.head_top - EDGE_PT, 0.0)

    def room() -> float:
        return head_height - fixed - sum(b.before + b.leading for b in others)

    wide = logo.width / logo.height * min(HIGHEST_PT, room() + margin)
    if band.right and _width(band.left) + BESIDE_PT + wide + APART_PT + _width(band.right) > frame.measure:
        others.insert(0, Band(band.right, (), (), max(run.size for run in band.right) + 2))
        band = replace(band, right=())
    spare = max(frame.measure - _width(band.left) - BESIDE_PT, LOWEST_PT)
    scale = min((room() + margin) / logo.height, HIGHEST_PT / logo.height, WIDEST * frame.measure / logo.width)
    dressed = _dressed(band, logo, min(scale, spare / logo.width), depth)
    lift = max(dressed.leading - depth - room(), 0.0)
    return _lifted(replace(first, bands=(dressed, *others)), later, frame, lift)


def _dressed(band: Band, logo: Picture, scale: float, depth: float) -> Band:
    """A line with a logo at its left, at whose middle its text stands."""
    # In twentieths of a point, as Word has it.
    width, height, depth = (ceil(length * 20) / 20 for length in (logo.width * scale, logo.height * scale, depth))
    size = max((run.size for run in band.left), default=0.0)
    rise = max(round(height - CAPITALS * size) / 2, 0.0)
    return replace(
        band,
        left=tuple(replace(run, rise=rise) for run in band.left),
        right=tuple(replace(run, rise=rise) for run in band.right),
        leading=max(band.leading, height + depth),
        image=replace(logo, width=width, height=height),
        indent=width + BESIDE_PT,
        depth=depth,
    )


def _width(runs: Sequence[Run]) -> float:
    return sum(text_width(r.text, r.face, r.size, r.tracking) for r in runs)
