"""Font files as they are read: by reportlab, but for their long tables.

Those it reads number by number, characters that nobody asks for too, which for the five faces of a document takes as
long as all that is done with them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from struct import iter_unpack, unpack_from

from reportlab.pdfbase.ttfonts import TTFontFile

_UNICODE = (3, 1)
"""Platform and encoding of the table of characters that is used: Windows, the Basic Multilingual Plane."""
_NO_CHARACTER = 0xFFFF
_NO_BREAK_SPACE = 0xA0


class FontFile(TTFontFile):
    """A TrueType file. reportlab's attributes are in thousandths of the type size (`ascent`, `descent`, `bbox`, …).

    `glyphs` has the number of the glyph of every character that has one, by code point.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(str(path), charInfo=0)
        glyphs = _glyphs(self.bytes_of("cmap"))
        self.glyphs: Mapping[int, int] = {**glyphs, _NO_BREAK_SPACE: glyphs[ord(" ")]}  # not every face has one
        self._metrics = self.bytes_of("hmtx")
        self._own_metrics: int = unpack_from(">H", self.bytes_of("hhea"), 34)[0]

    def bytes_of(self, table: str) -> bytes:
        """A table as it stands in the file."""
        return self.get_table(table)  # type: ignore[no-any-return, no-untyped-call]

    def advance(self, code: int) -> float:
        """How wide a character sets, in thousandths of the type size; one that is not there as wide as its stand-in."""
        glyph = min(self.glyphs.get(code, 0), self._own_metrics - 1)
        width: int = unpack_from(">H", self._metrics, 4 * glyph)[0]
        return width * 1000 / float(self.unitsPerEm)

    def extent(self, code: int) -> tuple[float, float, float, float]:
        """Left, bottom, right and top of a character's ink, in thousandths of the type size; nothing for a space."""
        outline = self.outline(self.glyphs.get(code, 0))
        if not outline:
            return 0.0, 0.0, 0.0, 0.0
        left, bottom, right, top = (n * 1000 / float(self.unitsPerEm) for n in unpack_from(">4h", outline, 2))
        return left, bottom, right, top

    def metrics(self, glyph: int) -> bytes:
        """A glyph's advance width and left side bearing, as a table `hmtx` has them."""
        own, table = self._own_metrics, self._metrics
        if glyph < own:
            return table[4 * glyph : 4 * glyph + 4]
        bearing = 4 * own + 2 * (glyph - own)  # glyphs beyond the last with an advance of its own share that
        return table[4 * own - 4 : 4 * own - 2] + table[bearing : bearing + 2]

    def outline(self, glyph: int) -> bytes:
        """A glyph's entry in the table `glyf`."""
        start, end = self._places[glyph : glyph + 2]
        return self._outlines[start:end]

    @cached_property
    def _outlines(self) -> bytes:
        return self.bytes_of("glyf")

    @cached_property
    def _places(self) -> tuple[int, ...]:
        """Where outlines begin; the last number is where they end."""
        table = self.bytes_of("loca")
        if unpack_from(">h", self.bytes_of("head"), 50)[0]:  # long offsets
            return unpack_from(f">{len(table) // 4}L", table)
        return tuple([2 * place for place in unpack_from(f">{len(table) // 2}H", table)])


def _glyphs(cmap: bytes) -> dict[int, int]:
    """The glyphs of a table of characters (format 4: segments of neighbours)."""
    count = unpack_from(">H", cmap, 2)[0]
    start = next(at for *which, at in iter_unpack(">HHL", cmap[4 : 4 + 8 * count]) if tuple(which) == _UNICODE)
    segments = unpack_from(">H", cmap, start + 6)[0] // 2
    at = start + 14
    lasts = unpack_from(f">{segments}H", cmap, at)
    firsts = unpack_from(f">{segments}H", cmap, at := at + 2 * segments + 2)
    deltas = unpack_from(f">{segments}H", cmap, at := at + 2 * segments)
    offsets = unpack_from(f">{segments}H", cmap, at := at + 2 * segments)
    glyphs: dict[int, int] = {}
    for number, (first, last, delta, offset) in enumerate(zip(firsts, lasts, deltas, offsets, strict=True)):
        codes = range(first, min(last + 1, _NO_CHARACTER))
        if offset:  # counted from where it stands
            numbers = unpack_from(f">{len(codes)}H", cmap, at + 2 * number + offset) if codes else ()
            glyphs.update({code: (n + delta) & 0xFFFF for code, n in zip(codes, numbers, strict=True) if n})
        else:
            glyphs.update({code: (code + delta) & 0xFFFF for code in codes})
    return {code: glyph for code, glyph in glyphs.items() if glyph}
