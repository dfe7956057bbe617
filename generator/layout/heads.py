"""Heads and feet of pages: room for an office's logo, and for what would touch."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from generator.frozen import replace
from generator.layout.flow import Band, Furniture, PageFrame, Picture, Run
from generator.layout.fonts import font_face, text_width

HIGHEST_PT = 30.0
LOWEST_PT = 14.0
WIDEST = 0.3
"""Of the column."""
EDGE_PT = 28.8
"""Between the edge of the page and the head, at the least: printers leave some of it white."""
CLEARANCE_PT = 3.0
"""Between the rule under the head and the body, at the least."""
BESIDE_PT = 8.0
APART_PT = 14.0
"""Between the text at the left and that at the right, at the least."""
CAPITALS = 0.66
"""Height of capital letters, as a share of the size."""


def apart(furniture: Furniture, measure: float) -> Furniture:
    """A head or foot in whose bands the middle goes to the right where it would touch the left."""
    return replace(furniture, bands=tuple(_apart(band, measure) for band in furniture.bands))


def _apart(band: Band, measure: float) -> Band:
    sides = max(_width(band.left), _width(band.right))
    if not band.center or not band.left or measure / 2 - _width(band.center) / 2 - sides >= BESIDE_PT:
        return band
    dot = (band.center[-1].saying(" · "),) if band.right else ()
    return replace(band, center=(), right=(*band.center, *dot, *band.right))


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
    top, *rest = later.bands
    return (
        replace(first, bands=(dressed, *others)),
        replace(later, bands=(replace(top, before=top.before + lift), *rest)),
        replace(frame, head_top=frame.head_top - lift),
    )


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
