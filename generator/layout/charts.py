"""Charts: one drawing for both formats. Direct labels, values printed, no legend, readable in black and white."""

from __future__ import annotations

from collections.abc import Sequence

from generator.document.blocks import Bar, Chart
from generator.layout import flow
from generator.layout.flow import Dot, Run, Shape, Stroke, Words
from generator.layout.fonts import text_width
from generator.layout.theme import Styles, spaced

LABEL_SIZE_PT = 9.0
COLUMN_PLOT_PT = 72.0
THICK_PT = 10.0
"""Of a bar that lies."""

Drawn = tuple[tuple[Shape, ...], float]
"""The shapes of a drawing, and its height."""


def draw_chart(chart: Chart, width: float, styles: Styles) -> Drawn:
    """The drawing of a chart, `width` points wide; its height is its own affair."""
    match chart.kind:
        case "bars" | "comparison":
            return _bars(chart.bars, width, styles)
        case "columns":
            return _columns(chart.bars, width, styles)
        case "line":
            return _line(chart.bars, width, styles)


def _words(x: float, y: float, text: str, styles: Styles, bold: bool) -> Words:
    return Words(x, y, Run(text, "sans-bold" if bold else "sans", LABEL_SIZE_PT, styles.theme.colors.ink))


def _centered(x: float, y: float, text: str, styles: Styles, bold: bool) -> Words:
    wide = text_width(text, "sans-bold" if bold else "sans", LABEL_SIZE_PT)
    return _words(x - wide / 2, y, text, styles, bold)


def _color(bar: Bar, styles: Styles) -> str:
    return styles.theme.colors.accent if bar.marked else styles.theme.colors.mute


def _widest(texts: Sequence[str]) -> float:
    return max(text_width(text, "sans-bold", LABEL_SIZE_PT) for text in texts)


def _largest(bars: Sequence[Bar]) -> float:
    return max((float(b.number) for b in bars), default=1.0) or 1.0


def _bars(bars: Sequence[Bar], width: float, styles: Styles) -> Drawn:
    pitch = spaced(16.0, min(styles.density.air, 1.5))
    height = pitch * len(bars)
    labels = _widest([b.label for b in bars]) + 8.0
    room = width - labels - _widest([b.printed for b in bars]) - 6.0
    largest = _largest(bars)
    shapes: list[Shape] = []
    for index, bar in enumerate(bars):
        y = height - pitch * index - (pitch + THICK_PT) / 2
        long = max(1.0, room * float(bar.number) / largest)
        shapes.append(_words(0, y + 2, bar.label, styles, bar.marked))
        shapes.append(flow.Bar(labels, y, long, THICK_PT, _color(bar, styles)))
        shapes.append(_words(labels + long + 4, y + 2, bar.printed, styles, bar.marked))
    return tuple(shapes), height


def _columns(bars: Sequence[Bar], width: float, styles: Styles) -> Drawn:
    plot = spaced(COLUMN_PLOT_PT, min(styles.density.air, 1.5))
    foot, head = 14.0, 13.0
    step = width / len(bars)
    wide = min(step * 0.55, 64.0)
    largest = _largest(bars)
    shapes: list[Shape] = []
    for index, bar in enumerate(bars):
        middle = step * (index + 0.5)
        high = max(1.0, plot * float(bar.number) / largest)
        shapes.append(flow.Bar(middle - wide / 2, foot, wide, high, _color(bar, styles)))
        shapes.append(_centered(middle, foot + high + 4, bar.printed, styles, bar.marked))
        shapes.append(_centered(middle, 3, bar.label, styles, bar.marked))
    return (*shapes, _ground(foot, width, styles)), plot + foot + head


def _line(bars: Sequence[Bar], width: float, styles: Styles) -> Drawn:
    plot = spaced(COLUMN_PLOT_PT, min(styles.density.air, 1.5))
    foot, head = 14.0, 16.0
    step = width / len(bars)
    numbers = [float(b.number) for b in bars]
    low, high = min(numbers), max(numbers)
    span = (high - low) or 1.0
    # The line does not start from zero; the printed values keep it honest.
    points = tuple((step * (i + 0.5), foot + 8 + (plot - 8) * (n - low) / span) for i, n in enumerate(numbers))
    accent = styles.theme.colors.accent
    shapes: list[Shape] = [Stroke(points, 1.5, accent)]
    for bar, (x, y) in zip(bars, points, strict=True):
        shapes.append(Dot(x, y, 2.5, accent))
        shapes.append(_centered(x, y + 6, bar.printed, styles, bar.marked))
        shapes.append(_centered(x, 3, bar.label, styles, bar.marked))
    return (*shapes, _ground(foot, width, styles)), plot + foot + head


def _ground(y: float, width: float, styles: Styles) -> Stroke:
    return Stroke(((0, y), (width, y)), 0.5, styles.theme.colors.rule)
