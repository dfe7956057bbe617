"""Charts: one drawing for both formats. Direct labels, values printed, no legend, readable in black and white."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.graphics.shapes import Circle, Drawing, Line, PolyLine, Rect, String
from reportlab.lib.colors import Color, HexColor

from generator.document.blocks import Bar, Chart
from generator.layout.flow import Face
from generator.layout.fonts import text_width
from generator.layout.theme import Styles, spaced

LABEL_SIZE_PT = 9.0
COLUMN_PLOT_PT = 72.0


def draw_chart(chart: Chart, width: float, styles: Styles) -> Drawing:
    """The drawing of a chart, `width` points wide; its height is its own affair."""
    match chart.kind:
        case "bars" | "comparison":
            return _bars(chart.bars, width, styles)
        case "columns":
            return _columns(chart.bars, width, styles)
        case "line":
            return _line(chart.bars, width, styles)


def _string(x: float, y: float, text: str, styles: Styles, bold: bool, anchor: str = "start") -> String:
    face: Face = "sans-bold" if bold else "sans"
    if anchor != "start":
        set_width = text_width(text, face, LABEL_SIZE_PT)
        x -= set_width if anchor == "end" else set_width / 2
    return String(
        x,
        y,
        text,
        fontName=face,
        fontSize=LABEL_SIZE_PT,
        fillColor=HexColor(styles.theme.colors.ink),
        textAnchor="start",
    )


def _fill(bar: Bar, styles: Styles) -> Color:
    colors = styles.theme.colors
    return HexColor(colors.accent if bar.marked else colors.mute)


def _rect(x: float, y: float, width: float, height: float, fill: Color) -> Rect:
    rect = Rect(x, y, width, height)
    rect.fillColor, rect.strokeColor = fill, None
    return rect


def _largest(bars: Sequence[Bar]) -> float:
    return max((float(b.number) for b in bars), default=1.0) or 1.0


def _bars(bars: Sequence[Bar], width: float, styles: Styles) -> Drawing:
    pitch = spaced(16.0, min(styles.density.air, 1.5))
    thick = 10.0
    height = pitch * len(bars)
    labels = max(text_width(b.label, "sans-bold", LABEL_SIZE_PT) for b in bars) + 8.0
    values = max(text_width(b.printed, "sans-bold", LABEL_SIZE_PT) for b in bars) + 6.0
    room = width - labels - values
    drawing = Drawing(width, height)
    for index, bar in enumerate(bars):
        y = height - pitch * index - (pitch + thick) / 2
        long = max(1.0, room * float(bar.number) / _largest(bars))
        drawing.add(_string(0, y + 2, bar.label, styles, bar.marked))
        drawing.add(_rect(labels, y, long, thick, _fill(bar, styles)))
        drawing.add(_string(labels + long + 4, y + 2, bar.printed, styles, bar.marked))
    return drawing


def _columns(bars: Sequence[Bar], width: float, styles: Styles) -> Drawing:
    plot = spaced(COLUMN_PLOT_PT, min(styles.density.air, 1.5))
    foot, head = 14.0, 13.0
    step = width / len(bars)
    wide = min(step * 0.55, 64.0)
    drawing = Drawing(width, plot + foot + head)
    for index, bar in enumerate(bars):
        middle = step * (index + 0.5)
        high = max(1.0, plot * float(bar.number) / _largest(bars))
        drawing.add(_rect(middle - wide / 2, foot, wide, high, _fill(bar, styles)))
        drawing.add(_string(middle, foot + high + 4, bar.printed, styles, bar.marked, "middle"))
        drawing.add(_string(middle, 3, bar.label, styles, bar.marked, "middle"))
    rule = HexColor(styles.theme.colors.rule)
    drawing.add(Line(0, foot, width, foot, strokeColor=rule, strokeWidth=0.5))
    return drawing


def _line(bars: Sequence[Bar], width: float, styles: Styles) -> Drawing:
    plot = spaced(COLUMN_PLOT_PT, min(styles.density.air, 1.5))
    foot, head = 14.0, 16.0
    step = width / len(bars)
    numbers = [float(b.number) for b in bars]
    low, high = min(numbers), max(numbers)
    span = (high - low) or 1.0
    drawing = Drawing(width, plot + foot + head)
    # The line does not start from zero; the printed values keep it honest.
    points = [(step * (i + 0.5), foot + 8 + (plot - 8) * (n - low) / span) for i, n in enumerate(numbers)]
    colors = styles.theme.colors
    flat = [value for point in points for value in point]
    drawing.add(PolyLine(flat, strokeColor=HexColor(colors.accent), strokeWidth=1.5))
    for bar, (x, y) in zip(bars, points, strict=True):
        drawing.add(Circle(x, y, 2.5, fillColor=HexColor(colors.accent), strokeWidth=0))
        drawing.add(_string(x, y + 6, bar.printed, styles, bar.marked, "middle"))
        drawing.add(_string(x, 3, bar.label, styles, bar.marked, "middle"))
    drawing.add(Line(0, foot, width, foot, strokeColor=HexColor(colors.rule), strokeWidth=0.5))
    return drawing
