"""Font files as we read them, against reportlab's reading of the whole."""

from __future__ import annotations

import pytest
from reportlab.pdfbase.ttfonts import TTFontFace

from generator.layout.fonts import FACES, FONTS
from generator.layout.laid_out import Face
from generator.layout.truetype import FontFile

MISSING = 0x10FFFF


@pytest.mark.parametrize("face", FACES)
def test_characters_widths_and_outlines_are_what_reportlab_reads(face: Face) -> None:
    ours, theirs = FontFile(FONTS / FACES[face].file), TTFontFace(str(FONTS / FACES[face].file))
    assert ours.glyphs == {code: glyph for code, glyph in theirs.charToGlyph.items() if glyph}
    assert len(ours.glyphs) > 2000
    for code in (*ours.glyphs, MISSING):
        assert ours.advance(code) == theirs.getCharWidth(code)
    outlines = theirs.get_table("glyf")
    for glyph in range(theirs.numGlyphs):
        assert ours.outline(glyph) == outlines[theirs.glyphPos[glyph] : theirs.glyphPos[glyph + 1]]
    bearings = [int.from_bytes(ours.metrics(glyph)[2:]) for glyph in range(theirs.numGlyphs)]
    assert bearings == [bearing for _, bearing in theirs.hmetrics]


def test_a_no_break_space_is_a_space_in_every_face() -> None:
    for info in FACES.values():
        font = FontFile(FONTS / info.file)
        assert font.glyphs[0xA0] == font.glyphs[0x20]
        assert font.advance(0xA0) == font.advance(0x20)
