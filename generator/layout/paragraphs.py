"""From blocks to paragraphs, grids and figures with their final styles and lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import count
from typing import NamedTuple, assert_never

from generator.document.blocks import (
    Block,
    BulletList,
    Callout,
    Chart,
    Heading,
    Kicker,
    LetterPart,
    ListItem,
    MemoHeader,
    Paragraph,
    QuestionAnswer,
    Quote,
    Sources,
    Stat,
    StatRow,
    Table,
)
from generator.document.inlines import Emphasis, Inlines, Origin, Strong, Text
from generator.layout.charts import draw_chart
from generator.layout.fonts import text_width
from generator.layout.laid_out import Box, Cell, Figure, FlowItem, Grid, Para, ParaStyle, Path, Run
from generator.layout.line_breaks import set_lines
from generator.layout.runs import BOLD, Look, joined_runs
from generator.layout.theme import BoxSpec, Styles, spaced

BULLET = "•"
MIN_STAT_PT = 12.0


class Element(NamedTuple):
    """What a paragraph is in the document: its structure element, the point whose text it holds, its bullet, and the
    structure element of that."""

    path: Path
    point: str = ""
    label: Run | None = None
    label_path: Path = ()


class Room(NamedTuple):
    """Where a paragraph is set: in a column so wide (None: the page's), perhaps in a box. `alone`: not one of several
    in a box, so it may be narrowed."""

    width: float | None = None
    box: Box | None = None
    alone: bool = True


class GridKind(NamedTuple):
    """The space in grids of a kind and their rules, as in `Grid`; and what a screen reader calls them, if not by
    their descriptions."""

    gutter: float
    pad: float
    top_rule: bool
    row_rules: bool
    caption: str = ""


STATS = GridKind(16.0, 4.0, top_rule=True, row_rules=False, caption="Key figures")
TABLE = GridKind(8.0, 2.0, top_rule=True, row_rules=True)
MEMO = GridKind(12.0, 1.0, top_rule=False, row_rules=False, caption="Memo head")
MEMO_APART_PT = 4.0
"""Between the labels of a memo and what follows them, besides the gutter."""
PAGE_WIDE = Room()


class Typesetter:
    """Sets the blocks of one document: as paragraphs, grids and figures, with their styles and lines.

    Structure elements and boxes are numbered from 1, so one typesetter sets a whole document.
    """

    def __init__(self, styles: Styles, measure: float) -> None:
        self.styles = styles
        self.measure = measure
        self.colors = styles.theme.colors
        self._numbers = count(1)

    def number(self) -> int:
        """A number that no other element of the document has."""
        return next(self._numbers)

    def set_block(self, block: Block | ListItem) -> list[FlowItem]:
        """The flow of one block, in reading order."""
        return list(self._set(block))

    def _set(self, block: Block | ListItem) -> Iterator[FlowItem]:
        match block:
            case Kicker():
                yield self.para("kicker", block.content, self._element("P"))
            case Heading():
                name = ("title", "heading", "subheading")[min(block.level, 3) - 1]
                yield self.para(name, block.content, self._element(f"H{min(block.level, 3)}"))
            case Paragraph():
                yield self.para("body", block.content, self._element("P", _point(block.origin)))
            case BulletList():
                yield from self._bullets(block.items)
            case ListItem():
                yield from self._bullets((block,))
            case QuestionAnswer():
                yield from self._question(block)
            case Quote():
                yield from self._quote(block)
            case Callout():
                yield from self._callout(block)
            case StatRow():
                yield from self._stats(block.stats)
            case Table():
                yield self._table(block)
            case Chart():
                yield from self._chart(block)
            case Sources():
                if block.notes:
                    yield self.para("sources", _source_line(block), self._element("P"))
            case MemoHeader():
                yield self._memo(block)
            case LetterPart():
                yield from self._letter(block)
            case _:
                assert_never(block)

    # ── paragraphs ───────────────────────────────────────────────────────────────────────────────────────────────

    def _path(self, *tags: str) -> Path:
        return tuple([(tag, self.number()) for tag in tags])

    def _element(self, tag: str, point: str = "") -> Element:
        return Element(self._path(tag), point)

    def para(
        self,
        style: str | ParaStyle,
        content: Inlines | tuple[Run, ...],
        element: Element,
        room: Room = PAGE_WIDE,
    ) -> Para:
        """A paragraph with its lines."""
        width, box, alone = room
        chosen = self.styles.by_name[style] if isinstance(style, str) else style
        inset = box.inset if box else 0.0
        column = (self.measure if width is None else width) - 2 * inset - chosen.left - chosen.right
        look = Look.of(chosen, self.colors.grey)
        runs, narrowed, lines = set_lines(content, look, column, inset, alone)
        path, point, label, label_path = element
        return Para(chosen, runs, path, lines, narrowed, label, label_path, point, box)

    def runs(self, content: Inlines | tuple[Run, ...], style: ParaStyle) -> tuple[Run, ...]:
        """Inlines as runs in the look of a style."""
        return joined_runs(content, Look.of(style, self.colors.grey))

    # ── blocks ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _bullets(self, items: Iterable[ListItem]) -> Iterator[Para]:
        style = self.styles.by_name["bullet"]
        outer = self._path("L")
        label = Run(BULLET, style.face, style.size, self.colors.accent)
        for item in items:
            entry = (*outer, *self._path("LI"))
            label_path = (*entry, *self._path("Lbl"))
            path = (*entry, *self._path("LBody"))
            yield self.para("bullet", item.content, Element(path, _point(item.origin), label, label_path))

    def _question(self, block: QuestionAnswer) -> Iterator[Para]:
        point = _point(block.origin)
        style = self.styles.by_name["question"]
        follows = bool(block.answer or block.followups)
        yield self.para(replace(style, keep_next=follows), block.question, self._element("P", point))
        answer = self.styles.by_name["answer"]
        if block.answer:
            keep = bool(block.followups)
            yield self.para(replace(answer, keep_next=keep), block.answer, self._element("P", point))
        followup = self.styles.by_name["followup"]
        for index, text in enumerate(block.followups, 1):
            content = (Emphasis((Text("Follow-up: "),)), *text)
            keep = index < len(block.followups)
            yield self.para(replace(followup, keep_next=keep), content, self._element("P", point))

    def _quote(self, block: Quote) -> Iterator[Para]:
        point = _point(block.origin)
        outer = self._path("BlockQuote")
        yield self.para("quote", block.content, Element((*outer, *self._path("P")), point))
        content = (Text("— "), *block.speaker)
        yield self.para("speaker", content, Element((*outer, *self._path("P")), point))

    def _callout(self, block: Callout) -> Iterator[Para]:
        box = self._box(self.styles.theme.boxes[block.kind])
        outer = self._path("Div")
        point = _point(block.origin)
        style = self.styles.by_name[block.kind]
        for index, paragraph in enumerate(block.paragraphs):
            first, last = index == 0, index == len(block.paragraphs) - 1
            title = self._title(block, style) if first and block.title else ()
            runs = (*title, *self.runs(paragraph, style))
            chosen = style if first else replace(style, before=self.styles.by_name["bullet"].before)
            chosen = replace(chosen, keep_next=not last)
            element = Element((*outer, *self._path("P")), point)
            yield self.para(chosen, runs, element, Room(box=box, alone=len(block.paragraphs) == 1))

    def _title(self, block: Callout, style: ParaStyle) -> tuple[Run, ...]:
        color = self.colors.warn if block.kind == "caution" else self.colors.accent
        face = BOLD.get(style.face, style.face)
        title = self.runs(block.title, replace(style, color=color, face=face))
        return (*title, Run(" ", style.face, style.size, style.color))

    def _box(self, spec: BoxSpec) -> Box:
        color = {"": "", "tint": self.colors.tint, "accent": self.colors.accent, "warn": self.colors.warn}
        color["rule"] = self.colors.rule
        return Box(
            number=self.number(),
            fill=color[spec.fill],
            border=color[spec.border],
            border_width=spec.border_width,
            bar=spec.bar,
            bar_color=color[spec.bar_color],
            inset=spec.inset,
            pad=spec.pad,
        )

    def _stats(self, stats: tuple[Stat, ...]) -> Iterator[FlowItem]:
        """A row of big numbers; one alone stands as two paragraphs, since a table of one cell is no table."""
        if len(stats) == 1:
            element = Element((*self._path("Div"), *self._path("P")))
            style = self._stat_style(stats, self.measure)
            before = spaced(12.0, self.styles.density.air)
            yield self.para(replace(style, before=before), _value(stats[0]), element)
            yield self.para("stat-label", stats[0].label, element)
            return
        yield self._stat_grid(stats)

    def _stat_grid(self, stats: tuple[Stat, ...]) -> Grid:
        widths = tuple(self.measure / len(stats) for _ in stats)
        outer = self._path("Div")
        cells = []
        big = self._stat_style(stats, widths[0] - STATS.gutter)
        for stat, width in zip(stats, widths, strict=True):
            path = (*outer, *self._path("P"))
            element, room = Element(path), Room(width - STATS.gutter)
            number = self.para(big, _value(stat), element, room)
            label = self.para("stat-label", stat.label, element, room)
            cells.append(Cell((number, label), path))
        description = "; ".join(f"{s.value}: {_plain(s.label)}" for s in stats)
        return self._grid((tuple(cells),), widths, outer, STATS, description)

    def _stat_style(self, stats: tuple[Stat, ...], width: float) -> ParaStyle:
        """The style of big numbers, smaller where one of them would not stand on one line."""
        style = self.styles.by_name["stat-number"]
        widest = max(text_width(s.value, style.face, style.size) for s in stats)
        if widest <= width:
            return style
        size = max(MIN_STAT_PT, int(style.size * width / widest * 2) / 2)
        return replace(style, size=size)

    def _table(self, block: Table) -> Grid:
        shares = block.widths or tuple(1.0 for _ in block.header)
        widths = tuple(self.measure * s / sum(shares) for s in shares)
        outer = self._path("Table")
        rows = []
        for index, row in enumerate((block.header, *block.rows)):
            row_path = (*outer, *self._path("TR"))
            cells = []
            for content, align, width in zip(row, block.align, widths, strict=True):
                path = (*row_path, *self._path("TH" if index == 0 else "TD"))
                base = self.styles.by_name["table-head" if index == 0 else "table-cell"]
                style = replace(base, align="right", name=f"{base.name} Right") if align == "r" else base
                room = Room(width - TABLE.gutter, alone=False)
                para = self.para(style, content, Element((*path, *self._path("P"))), room)
                cells.append(Cell((para,), path))
            rows.append(tuple(cells))
        return self._grid(tuple(rows), widths, outer, TABLE, block.caption)

    def _grid(
        self,
        rows: tuple[tuple[Cell, ...], ...],
        widths: tuple[float, ...],
        path: Path,
        kind: GridKind,
        description: str,
    ) -> Grid:
        heights = tuple(max(sum(para_height(p) for p in c.paras) for c in row) + 2 * kind.pad for row in rows)
        return Grid(
            rows=rows,
            widths=widths,
            row_heights=heights,
            gutter=kind.gutter,
            pad=kind.pad,
            before=max(1.0, spaced(12.0, self.styles.density.air)),
            caption=kind.caption or description,
            description=description,
            rule_color=self.colors.rule,
            rule_width=self.styles.theme.rule_width,
            top_rule=kind.top_rule,
            row_rules=kind.row_rules,
            path=path,
        )

    def _chart(self, block: Chart) -> Iterator[FlowItem]:
        yield self.para("finding", block.finding, self._element("P"))
        shapes, height = draw_chart(block, self.measure, self.styles)
        before = spaced(4.0, self.styles.density.air)
        yield Figure(shapes, self.measure, height, before, block.alt, self._path("Figure"))

    def _memo(self, block: MemoHeader) -> Grid:
        """Labels and what follows them in two aligned columns; for a reader by ear each row is one paragraph."""
        style = self.styles.by_name["memo"]
        label_style = replace(style, name=f"{style.name} Label", face="sans-bold", color=self.colors.accent)
        labels = [self.runs((Text(f"{label}:"),), label_style) for label, _ in block.rows]
        widest = max(sum(text_width(r.text, r.face, r.size) for r in runs) for runs in labels)
        first = widest + MEMO.gutter + MEMO_APART_PT
        widths = (first, self.measure - first)
        outer = self._path("Div")
        rows = []
        for runs, (_, content) in zip(labels, block.rows, strict=True):
            path = (*outer, *self._path("P"))
            element = Element(path)
            label = self.para(label_style, runs, element, Room(first - MEMO.gutter, alone=False))
            rest = self.para(style, content, element, Room(widths[1] - MEMO.gutter, alone=False))
            rows.append((Cell((label,), path), Cell((rest,), path)))
        description = "; ".join(f"{label}: {_plain(content)}" for label, content in block.rows)
        return self._grid(tuple(rows), widths, outer, MEMO, description)

    def _letter(self, block: LetterPart) -> Iterator[Para]:
        outer = self._path("Div")
        style = self.styles.by_name["letter"]
        for index, line in enumerate(block.lines):
            before = 0.0 if index else style.before * (2 if block.part == "signature" else 1)
            if block.part == "signature" and index == 1:
                before = style.before * 3  # room to sign
            chosen = replace(style, before=before, keep_next=index < len(block.lines) - 1)
            yield self.para(chosen, line, Element((*outer, *self._path("P"))))


def _point(origin: Origin | None) -> str:
    return origin.ref if origin and origin.kind == "point" else ""


def _value(stat: Stat) -> Inlines:
    return (Text(stat.value, stat.origin),)


def _plain(inlines: Inlines) -> str:
    return "".join(i.text for i in inlines if isinstance(i, Text))


def para_height(para: Para) -> float:
    """Height of a paragraph with the space above it."""
    return para.style.before + para.style.leading * len(para.lines)


def _source_line(block: Sources) -> Inlines:
    inlines: list[object] = [Strong((Text("Sources. "),))]
    for note in block.notes:
        lead = "" if note.number == 1 else " "
        inlines += [Strong((Text(f"{lead}{note.number}.\u00a0"),)), *note.content]
    return tuple(inlines)  # type: ignore[arg-type]
