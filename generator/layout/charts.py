"""Charts: one drawing for both formats. Direct labels, values printed, no legend, readable in black and white."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from generator.document.blocks import Bar, Chart
from generator.document.inlines import Origin
from generator.layout import laid_out
from generator.layout.fonts import text_width
from generator.layout.laid_out import Dot, Face, Run, Shape, Stroke, Words
from generator.layout.line_breaks import break_lines
from generator.layout.theme import Styles, spaced

SIZES_PT = (9.0, 8.5, 8.0)
LINE = 1.15
"""From line to line of a label, as a share of its size."""
WIDEST_LABEL = 0.4
"""Of the chart, beside bars that lie."""
BETWEEN_PT = 4.0
"""Labels of neighbours, at the least."""
COLUMN_PLOT_PT = 72.0
THICK_PT = 10.0
"""Of a bar that lies."""

FEW = 20
"""Periods, of which each second may be labelled."""
EVERY = (2, 5, 10, 20, 25, 50)
"""Of a crowded series each second label is printed, or each fifth, and so on."""
_PIECES = re.compile(r"[ \n]|(?<=[-–—])")
"""Where a line of a label may end."""

Plain = tuple[list[Shape], list[float]]
"""The shapes of a series without its texts, and how high each period reaches."""
Drawn = tuple[tuple[Shape, ...], float]
"""The shapes of a drawing, and its height."""


def draw_chart(chart: Chart, width: float, styles: Styles) -> Drawn:
    """The drawing of a chart, `width` points wide; its height is its own affair. Where labels would be broken within a
    word, those of a series are thinned out, and others stand beside bars that lie."""
    match chart.kind:
        case "bars" | "comparison":
            return _bars(chart.bars, width, styles)
        case "columns" | "line" if _is_crowded(chart.bars, width / len(chart.bars)):
            return _thinned(chart, width, styles) if chart.is_series else _bars(chart.bars, width, styles)
        case "columns":
            return _columns(chart.bars, width, styles)
        case "line":
            return _line(chart.bars, width, styles)


class _Label(NamedTuple):
    """A text of a chart in the lines that it takes."""

    size: float
    lines: tuple[str, ...]
    bold: bool
    origin: Origin | None

    @property
    def face(self) -> Face:
        return "sans-bold" if self.bold else "sans"

    def width(self, line: str) -> float:
        return text_width(line, self.face, self.size)


def _labels(bars: Sequence[Bar], texts: Sequence[str], room: float) -> list[_Label]:
    """The texts of bars, each no wider than `room`: in as few lines as there can be, all a little smaller if that
    spares one."""
    tried = (
        [_Label(size, _wrapped(t, size, room), b.marked, b.origin) for t, b in zip(texts, bars, strict=True)]
        for size in SIZES_PT
    )
    return min(tried, key=lambda labels: max(len(label.lines) for label in labels))


@lru_cache(maxsize=4096)  # saves a tenth of a document with charts: their labels recur, and are tried in several sizes
def _wrapped(text: str, size: float, room: float) -> tuple[str, ...]:
    lines = break_lines((Run(text, "sans-bold", size, ""),), room)
    return tuple("".join(run.text for run in line.runs) for line in lines)


def _widest(labels: Sequence[_Label]) -> float:
    return max(text_width(line, "sans-bold", label.size) for label in labels for line in label.lines)


def _deep(labels: Sequence[_Label]) -> float:
    """What the deepest label needs beyond one line."""
    return max((len(label.lines) - 1) * label.size * LINE for label in labels)


def _set(label: _Label, x: float, y: float, share: float, styles: Styles) -> Iterator[Words]:
    """A label, its last line at `y`. `share` of each line stands before `x`: none of it, or half."""
    for number, line in enumerate(reversed(label.lines)):
        at = x - label.width(line) * share
        run = Run(line, label.face, label.size, styles.theme.colors.ink, origin=label.origin)
        yield Words(at, y + number * label.size * LINE, run)


def _color(bar: Bar, styles: Styles) -> str:
    return styles.theme.colors.accent if bar.marked else styles.theme.colors.mute


def _largest(bars: Sequence[Bar]) -> float:
    return max((float(b.number) for b in bars), default=1.0) or 1.0


def _bars(bars: Sequence[Bar], width: float, styles: Styles) -> Drawn:
    labels = _labels(bars, [b.label for b in bars], width * WIDEST_LABEL)
    values = _labels(bars, [b.printed for b in bars], width * WIDEST_LABEL)
    pitch = spaced(16.0, min(styles.density.air, 1.5)) + max(_deep(labels), _deep(values))
    height = pitch * len(bars)
    start = _widest(labels) + 8.0
    room = width - start - _widest(values) - 6.0
    largest = _largest(bars)
    shapes: list[Shape] = []
    for index, (bar, label, value) in enumerate(zip(bars, labels, values, strict=True)):
        y = height - pitch * index - (pitch + THICK_PT) / 2
        long = max(1.0, room * float(bar.number) / largest)
        shapes += _set(label, 0, y + 2 - _deep([label]) / 2, 0.0, styles)
        shapes.append(laid_out.Bar(start, y, long, THICK_PT, _color(bar, styles)))
        shapes += _set(value, start + long + 4, y + 2 - _deep([value]) / 2, 0.0, styles)
    return tuple(shapes), height


def _columns(bars: Sequence[Bar], width: float, styles: Styles) -> Drawn:
    plot = spaced(COLUMN_PLOT_PT, min(styles.density.air, 1.5))
    step = width / len(bars)
    wide = min(step * 0.55, 64.0)
    largest = _largest(bars)
    labels, values, foot, head = _above_and_below(bars, step)
    shapes: list[Shape] = []
    for index, (bar, label, value) in enumerate(zip(bars, labels, values, strict=True)):
        middle = step * (index + 0.5)
        high = max(1.0, plot * float(bar.number) / largest)
        shapes.append(laid_out.Bar(middle - wide / 2, foot, wide, high, _color(bar, styles)))
        shapes += _set(value, middle, foot + high + 4, 0.5, styles)
        shapes += _set(label, middle, foot - 11.0 - _deep([label]), 0.5, styles)
    return (*shapes, _ground(foot, width, styles)), plot + foot + head + 13.0


def _above_and_below(bars: Sequence[Bar], step: float) -> tuple[list[_Label], list[_Label], float, float]:
    """What stands below the ground and what stands over the columns; how deep the first is, and what the other has
    beyond one line."""
    labels = _labels(bars, [b.label for b in bars], step - BETWEEN_PT)
    values = _labels(bars, [b.printed for b in bars], step - BETWEEN_PT)
    return labels, values, 14.0 + _deep(labels), _deep(values)


def _line(bars: Sequence[Bar], width: float, styles: Styles) -> Drawn:
    plot = spaced(COLUMN_PLOT_PT, min(styles.density.air, 1.5))
    step = width / len(bars)
    numbers = [float(b.number) for b in bars]
    low, high = min(numbers), max(numbers)
    span = (high - low) or 1.0
    labels, values, foot, head = _above_and_below(bars, step)
    # The line does not start from zero; the printed values keep it honest.
    points = tuple((step * (i + 0.5), foot + 8 + (plot - 8) * (n - low) / span) for i, n in enumerate(numbers))
    accent = styles.theme.colors.accent
    shapes: list[Shape] = [Stroke(points, 1.5, accent)]
    for (x, y), label, value in zip(points, labels, values, strict=True):
        shapes.append(Dot(x, y, 2.5, accent))
        shapes += _set(value, x, y + 6, 0.5, styles)
        shapes += _set(label, x, foot - 11.0 - _deep([label]), 0.5, styles)
    return (*shapes, _ground(foot, width, styles)), plot + foot + head + 16.0


# --- a series of many periods --------------------------------------------------------------------------------------


def _is_crowded(bars: Sequence[Bar], step: float) -> bool:
    """Whether a text would have to be broken where no line may end."""
    pieces = (piece for bar in bars for text in (bar.label, bar.printed) for piece in _PIECES.split(text))
    return any(text_width(piece, "sans-bold", SIZES_PT[-1]) > step - BETWEEN_PT for piece in pieces)


def _thinned(chart: Chart, width: float, styles: Styles) -> Drawn:
    """A chart that prints the first, the last and every so many labels, and the newest, highest and lowest value."""
    plot, foot = spaced(COLUMN_PLOT_PT, min(styles.density.air, 1.5)), 14.0
    bars = chart.bars
    step = width / len(bars)
    shapes, tops = (_plain_line if chart.kind == "line" else _plain_columns)(bars, width, plot, styles)
    for index in _labelled(bars, step):
        label = _one_line(bars[index], bars[index].label)
        at = _inside(step * (index + 0.5), label, width)
        shapes += _set(label, at, foot - 11.0, 0.5, styles)
    placed: list[tuple[float, float, float]] = []  # where values stand: left, right, and the foot of the line
    for index in _told(bars):
        value = _one_line(bars[index], bars[index].printed)
        at = _inside(step * (index + 0.5), value, width)
        left, right = at - value.width(value.lines[0]) / 2 - 2.0, at + value.width(value.lines[0]) / 2 + 2.0
        y = max(top for i, top in enumerate(tops) if step * i < right and step * (i + 1) > left) + 4.0
        for _, _, taken in sorted(p for p in placed if p[0] < right and p[1] > left):
            if abs(y - taken) < value.size * LINE:
                y = taken + value.size * LINE
        placed.append((left, right, y))
        shapes += _set(value, at, y, 0.5, styles)
    height = max(plot + foot + 13.0, max(y for _, _, y in placed) + 11.0)
    return (*shapes, _ground(foot, width, styles)), height


def _labelled(bars: Sequence[Bar], step: float) -> list[int]:
    """Which labels are printed: the first, the last, and as many between as have room, in even steps."""
    wide = max(text_width(bar.label, "sans-bold", SIZES_PT[-1]) for bar in bars) + BETWEEN_PT
    last = len(bars) - 1
    every = next((n for n in EVERY if n * step >= wide and (n > 2 or len(bars) <= FEW)), len(bars))
    return [*(i for i in range(0, last, every) if (last - i) * step >= wide), last]


def _told(bars: Sequence[Bar]) -> list[int]:
    """Which values are printed: the newest, the highest, the lowest."""
    numbers = [bar.number for bar in bars]
    return list(dict.fromkeys((len(bars) - 1, numbers.index(max(numbers)), numbers.index(min(numbers)))))


def _one_line(bar: Bar, text: str) -> _Label:
    return _Label(SIZES_PT[-1], (text,), bar.marked, bar.origin)


def _inside(x: float, label: _Label, width: float) -> float:
    """The middle of a label near `x` that does not stand out at the sides."""
    half = label.width(label.lines[0]) / 2
    return min(max(x, half), width - half)


def _plain_columns(bars: Sequence[Bar], width: float, plot: float, styles: Styles) -> Plain:
    step, largest = width / len(bars), _largest(bars)
    wide, foot = step * 0.7, 14.0
    tops = [foot + max(1.0, plot * float(bar.number) / largest) for bar in bars]
    places = zip(bars, tops, strict=True)
    return [
        laid_out.Bar(step * (i + 0.5) - wide / 2, foot, wide, top - foot, _color(bar, styles))
        for i, (bar, top) in enumerate(places)
    ], tops


def _plain_line(bars: Sequence[Bar], width: float, plot: float, styles: Styles) -> Plain:
    step, foot = width / len(bars), 14.0
    numbers = [float(bar.number) for bar in bars]
    low, span = min(numbers), (max(numbers) - min(numbers)) or 1.0
    tops = [foot + 8 + (plot - 8) * (number - low) / span for number in numbers]
    points = tuple((step * (i + 0.5), top) for i, top in enumerate(tops))
    accent = styles.theme.colors.accent
    return [Stroke(points, 1.5, accent), *(Dot(*points[i], 2.5, accent) for i in _told(bars))], tops


def _ground(y: float, width: float, styles: Styles) -> Stroke:
    return Stroke(((0, y), (width, y)), 0.5, styles.theme.colors.rule)
