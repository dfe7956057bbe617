"""What the files of a document say, paragraph by paragraph, as it is laid out: for the receipt, against which a file is
held when somebody asks about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from generator.document.inlines import Origin
from generator.document.receipt import FIELD, UNTOLD, Line, Says
from generator.inspection.said import passages_of
from generator.layout.laid_out import Bound, Figure, FlowItem, Furniture, Grid, LaidOut, Para, Run, Words
from generator.layout.lay_out import lines_of

MayRead = Callable[[Origin], bool]


def said_in(laid: LaidOut | Bound, may_read: MayRead, letterhead: bytes = b"") -> Says:
    """All that is said and that readers of the document may know. `letterhead` is the office's own Word file, whose
    head and foot the Word file has."""
    sections = laid.sections if isinstance(laid, Bound) else (laid,)
    lines = [line for section in sections for line in _lines(section, may_read)]
    heads = [_around(f) for section in sections for f in (section.first_head, section.head)]
    feet = [_around(f) for section in sections for f in (section.first_foot, section.foot)]
    own = passages_of("letterhead.docx", letterhead) if letterhead else ()
    heads += [p.text for p in own if p.kind == "head"]
    feet += [p.text for p in own if p.kind == "foot"]
    lines += [Line(alt=p.text or UNTOLD) for p in own if p.kind == "picture" and p.place != "text"]
    links = [run.href for section in sections for para, _ in lines_of(section.flow) for run in para.runs]
    links = [href for href in links if not href.startswith("#")] + [p.text for p in own if p.kind == "link"]
    return Says(tuple(lines), *(tuple(dict.fromkeys(filter(None, some))) for some in (heads, feet, links)))


def _lines(laid: LaidOut, may_read: MayRead) -> Iterator[Line]:
    for item in laid.flow:
        if all(may_read(origin) for origin in _origins(item)):
            yield from _of_item(item)
    for furniture in (laid.first_head, laid.head, laid.first_foot, laid.foot):
        yield from (Line(alt=band.image.alt) for band in furniture.bands if band.image)


def _origins(item: FlowItem) -> frozenset[Origin]:
    """Where what an item says comes from."""
    if isinstance(item, Figure):
        return frozenset(s.run.origin for s in item.shapes if isinstance(s, Words) and s.run.origin)
    paras = (item,) if isinstance(item, Para) else [para for row in item.rows for cell in row for para in cell.paras]
    points = {Origin("point", para.point) for para in paras if para.point}
    return frozenset(points | {run.origin for para in paras for run in para.runs if run.origin})


def _of_item(item: FlowItem) -> Iterator[Line]:
    match item:
        case Para():
            yield _paragraph(item)
        case Grid():
            yield from (_paragraph(para) for row in item.rows for cell in row for para in cell.paras)
            yield from (Line(alt=text) for text in (item.caption, item.description) if text)
        case Figure():
            words = " ".join(shape.run.text for shape in item.shapes if isinstance(shape, Words))
            yield Line(drawn=words, alt=item.alt)


def _paragraph(para: Para) -> Line:
    runs = (*para.runs, para.trailing) if para.trailing else para.runs
    return Line(_text(runs), para.label.text if para.label else "")


def _around(furniture: Furniture) -> str:
    bands = (" ".join(_text(runs) for runs in (b.left, b.center, b.right) if runs) for b in furniture.bands)
    return " ".join(bands).strip()


def _text(runs: Sequence[Run]) -> str:
    return "".join([FIELD if run.field in ("page", "pages") else run.text for run in runs])
