"""Drawings (`reportlab.graphics`) on a canvas. Apart because importing this takes 90 ms, and few documents have one."""

from __future__ import annotations

from typing import Any

from reportlab.graphics.renderbase import renderScaledDrawing
from reportlab.graphics.renderPDF import _PDFRenderer
from reportlab.graphics.shapes import Drawing
from reportlab.pdfgen.canvas import Canvas


class _Renderer(_PDFRenderer):
    """Draws drawings. The font they begin with is Helvetica, which is not embedded: here it is the canvas's own."""

    _canvas: Any
    _tracker: Any

    def initState(self, x: float, y: float) -> None:  # noqa: N802
        self._tracker["fontName"] = self._canvas._initialFontName
        super().initState(x, y)


def draw(drawing: Drawing, canvas: Canvas, x: float, y: float) -> None:
    """A drawing with its lower left corner at x, y."""
    _Renderer().draw(renderScaledDrawing(drawing), canvas, x, y, showBoundary=0)  # type: ignore[arg-type]
