"""Lengths. Everything inside the program is in points (1/72 inch); other units exist only at its edges."""

from __future__ import annotations

POINTS_PER_INCH = 72.0
LETTER_WIDTH_PT = 612.0
LETTER_HEIGHT_PT = 792.0


def inches(value: float) -> float:
    """Inches as points."""
    return value * POINTS_PER_INCH


def emu(points: float) -> int:
    """Points as English Metric Units (12,700 to the point), for DrawingML."""
    return round(points * 12700)


def twips(points: float) -> int:
    """Points as twentieths of a point, for WordprocessingML."""
    return round(points * 20)


def half_points(points: float) -> int:
    """Points as half points, for font sizes in WordprocessingML."""
    return round(points * 2)


def eighth_points(points: float) -> int:
    """Points as eighths of a point, for border widths in WordprocessingML."""
    return round(points * 8)
