"""Headers, footers and section properties of a Word file: what stands where on every page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from generator.layout.laid_out import Band, Furniture, LaidOut, PageFrame, Picture, Run
from generator.units import twips
from generator.writers.docx.package import FIRST_NUMBER, Part, Relationship, relationships
from generator.writers.docx.pictures import inline_picture
from generator.writers.docx.styles import FOOT, HEAD
from generator.writers.docx.xml import Element, Look, border, document, el, runs_xml

CLEARANCE_PT = 4.0
"""Between the end of the body and the foot, at the least."""

_FIRST_RELATIONSHIP = 5
_LOGO, _LOGO_NUMBER = "rId1", FIRST_NUMBER
_ON_PAGES = ("first", "default", "first", "default")


def section_relationships(number: int) -> tuple[Relationship, ...]:
    """What the section with this number (from 0) refers to: heads of the first page and of the others, then feet."""
    targets = [(kind, f"{kind}{2 * number + n}.xml") for kind in ("header", "footer") for n in (1, 2)]
    first = _FIRST_RELATIONSHIP + number * len(targets)
    return tuple(Relationship(f"rId{first + n}", kind, target) for n, (kind, target) in enumerate(targets))


def header_and_footer_parts(sections: Sequence[LaidOut], normal: Look) -> tuple[Part, ...]:
    """The heads and feet of every section, and the logo in the first head, if there is one."""
    logo = next((band.image for band in sections[0].first_head.bands if band.image), None)
    pages = sum(len(laid.pages) for laid in sections)
    parts = list(_logo(logo) if logo else ())
    page = 1
    for number, laid in enumerate(sections):
        first, other = (Surroundings(laid.frame.measure, normal, page + n, pages) for n in (0, 1))
        parts.append(_part(f"header{2 * number + 1}", laid.first_head, first))
        parts.append(_part(f"header{2 * number + 2}", laid.head, other))
        foot = _part(f"footer{2 * number + 1}", laid.first_foot, first)
        parts.append(foot)
        if len(laid.pages) == 1 and laid.foot is laid.first_foot:  # of a page that is not there
            parts.append(foot._replace(name=f"word/footer{2 * number + 2}.xml"))
        else:
            parts.append(_part(f"footer{2 * number + 2}", laid.foot, other))
        page += len(laid.pages)
    return tuple(parts)


def _logo(logo: Picture) -> tuple[Part, ...]:
    related = (Relationship(_LOGO, "image", "media/logo.png"),)
    return Part("word/media/logo.png", logo.png), relationships("word/_rels/header1.xml.rels", related)


# --- the section -------------------------------------------------------------------------------------------------


def section(laid: LaidOut, number: int = 0) -> Element:
    """`sectPr` of the section with this number: page, margins, and which heads and feet it has."""
    return _section(laid.frame, laid.foot.height, number)


def _section(frame: PageFrame, foot_height: float, number: int) -> Element:
    references = (
        el(f"w:{target.type}Reference", type=pages, **{"r:id": target.id})
        for pages, target in zip(_ON_PAGES, section_relationships(number), strict=True)
    )
    margins = el(
        "w:pgMar",
        top=twips(frame.body_top),
        right=twips(frame.right),
        bottom=twips(_bottom_margin(frame, foot_height)),
        left=twips(frame.left),
        header=twips(frame.head_top),
        footer=twips(frame.foot_bottom),
        gutter=0,
    )
    size = el("w:pgSz", w=twips(frame.width), h=twips(frame.height))
    return el("w:sectPr", *references, size, margins, el("w:titlePg"))


def _bottom_margin(frame: PageFrame, foot_height: float) -> float:
    """The body may run down to the foot, further than the layout uses: if Word breaks a line otherwise than we did, the
    page still holds. Nothing can move up from the next page, since that begins with a forced break."""
    return min(frame.height - frame.body_bottom, frame.foot_bottom + foot_height + CLEARANCE_PT)


# --- heads and feet ----------------------------------------------------------------------------------------------


class Surroundings(NamedTuple):
    """What a head or foot is set in: the width of the column, the look of `Normal`, and the page numbers it shows until
    Word has counted."""

    measure: float
    normal: Look
    page: int
    pages: int


@lru_cache(maxsize=256)  # saves writing heads and feet that many documents of an office have alike
def _part(name: str, furniture: Furniture, around: Surroundings) -> Part:
    """A head with a rule under its last band, or a foot with one over its first."""
    is_head = name.startswith("header")
    style, side, ruled = (HEAD, "bottom", len(furniture.bands) - 1) if is_head else (FOOT, "top", 0)
    rule = border(side, furniture.rule_width, furniture.rule_color, furniture.gap)
    paragraphs = (
        _band(band, style, around, [el("w:pBdr", rule)] if number == ruled and furniture.rule_width else [])
        for number, band in enumerate(furniture.bands)
    )
    # A head or foot must have a paragraph.
    content = list(paragraphs) or [_band(Band((), (), (), 1.0), style, around, [])]
    return Part(f"word/{name}.xml", document(el("w:hdr" if is_head else "w:ftr", content)))


def _band(band: Band, style: str, around: Surroundings, rule: list[Element]) -> Element:
    """One line: its three places are reached by tabs, and those not needed are not there to get in the way."""
    stops = []
    if band.image:
        stops.append(el("w:tab", val="left", pos=twips(band.indent)))
    if band.center:
        stops.append(el("w:tab", val="center", pos=twips(around.measure / 2)))
    if band.right:
        stops.append(el("w:tab", val="right", pos=twips(around.measure)))
    tabs = [el("w:tabs", *stops)] if stops else []
    rule_of_line = "atLeast" if band.image else "exact"  # an exact line would cut the picture off
    spacing = el("w:spacing", before=twips(band.before), line=twips(band.leading), lineRule=rule_of_line)
    layout = el("w:pPr", el("w:pStyle", val=style), rule, tabs, spacing)
    return el("w:p", layout, *_places(band, around))


def _places(band: Band, around: Surroundings) -> Iterator[Element]:
    if band.image:
        yield el("w:r", el("w:drawing", inline_picture(band.image, _LOGO_NUMBER, _LOGO)))
        yield el("w:r", el("w:tab"))
    for number, runs in enumerate((band.left, band.center, band.right)):
        if number and runs:
            yield el("w:r", el("w:tab"))
        for run in runs:
            yield from [_field(run, around)] if run.field else runs_xml(run, around.normal)


def _field(run: Run, around: Surroundings) -> Element:
    instruction, number = (" PAGE ", around.page) if run.field == "page" else (" NUMPAGES ", around.pages)
    return el("w:fldSimple", runs_xml(replace(run, text=str(number)), around.normal), instr=instruction)
