"""The height of a header or footer in somebody else's Word file: an estimate, rather too much than too little.

A header that is higher than its margin pushes the body down. How far only Word knows, since it depends on fonts that
may not be here; an estimate keeps the page from running over.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil
from types import SimpleNamespace
from typing import Any, cast

from docx.oxml.ns import qn
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph
from docx.text.parfmt import ParagraphFormat

NATURAL = 1.25
"""Height of a line of single spacing, as a share of the type size."""
CHARACTER = 0.5
"""Width of a character, as a share of the type size."""
DEFAULT_SIZE_PT = 11.0
_EMU = 12700


def header_height(story: Any, measure: float) -> float:
    """Of a header or footer (python-docx's `_Header` or `_Footer`) in a column of `measure` points."""
    if story.is_linked_to_previous:  # there is none, and python-docx would add one
        return 0.0
    return sum(_height(child, story, measure) for child in _blocks(story._element))


def _blocks(element: Any) -> Iterator[Any]:
    for child in element:
        if child.tag == qn("w:sdt"):
            yield from _blocks(child.find(qn("w:sdtContent")) if child.find(qn("w:sdtContent")) is not None else ())
        elif child.tag in (qn("w:p"), qn("w:tbl")):
            yield child


def _height(block: Any, story: Any, measure: float) -> float:
    if block.tag == qn("w:p"):
        return _paragraph(Paragraph(block, story), measure)
    total = 0.0
    for row in block.iterfind(qn("w:tr")):
        cells = row.findall(qn("w:tc"))
        share = measure / max(len(cells), 1)
        total += max((sum(_height(b, story, share) for b in _blocks(cell)) for cell in cells), default=0.0)
    return total


def _paragraph(paragraph: Paragraph, measure: float) -> float:
    size = max((_size(paragraph, run.font.size) for run in paragraph.runs), default=_size(paragraph, None))
    lines = max(ceil(len(paragraph.text) * size * CHARACTER / measure), 1)
    spacing, before, after = (_format(paragraph, n) for n in ("line_spacing", "space_before", "space_after"))
    natural = spacing is None or isinstance(spacing, float)
    text = size * NATURAL * (spacing or 1.0) if natural else float(spacing.pt)
    pictures = [int(extent.get("cy", 0)) / _EMU for extent in paragraph._p.iter(qn("wp:extent"))]
    stacked = sum(b.pt for b in (before, after) if b is not None)
    return max([text, *(p + size * NATURAL / 4 for p in pictures)]) + text * (lines - 1) + float(stacked)


def _size(paragraph: Paragraph, own: Any) -> float:
    sizes = [own, *(style.font.size for style in _styles(paragraph))]
    known = next((size for size in sizes if size is not None), None)
    if known is not None:
        return float(known.pt)
    defaults = _defaults(paragraph, "w:rPr")
    size = defaults.find(qn("w:sz")) if defaults is not None else None
    return int(size.get(qn("w:val"))) / 2 if size is not None else DEFAULT_SIZE_PT


def _format(paragraph: Paragraph, name: str) -> Any:
    holders: list[Any] = [paragraph, *_styles(paragraph)]
    formats = [holder.paragraph_format for holder in holders]
    if (defaults := _defaults(paragraph, "w:pPr")) is not None:
        formats.append(ParagraphFormat(cast(Any, SimpleNamespace(pPr=defaults))))
    return next((value for f in formats if (value := getattr(f, name)) is not None), None)


def _defaults(paragraph: Paragraph, name: str) -> Any:
    """What holds where no style says otherwise: `rPr` or `pPr` of the document's defaults, or None."""
    part: Any = paragraph.part
    return part._document_part.styles.element.find(f"{qn('w:docDefaults')}/{qn(name + 'Default')}/{qn(name)}")


def _styles(paragraph: Paragraph) -> Iterator[ParagraphStyle]:
    """The style of a paragraph, and what that is based on."""
    style: Any = paragraph.style
    for _ in range(20):
        if style is None:
            return
        yield style
        style = style.base_style
