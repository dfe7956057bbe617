"""The faces that documents are set in, and how wide their characters are.

Each family stands in for one that every Word has and has its advance widths: Carlito for Calibri, Liberation Serif for
Times New Roman. Widths are plain advances, without kerning or ligatures, as Word sets text by default.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple
from unicodedata import combining, name

from generator.layout.laid_out import Face
from generator.layout.truetype import FontFile

FONTS = Path(__file__).with_name("fonts")


class FaceInfo(NamedTuple):
    """The file of a face, and what Word is told to use in its place."""

    file: str
    word_family: str
    bold: bool
    italic: bool


FACES: Mapping[Face, FaceInfo] = {
    "sans": FaceInfo("Carlito-Regular.ttf", "Calibri", False, False),
    "sans-bold": FaceInfo("Carlito-Bold.ttf", "Calibri", True, False),
    "sans-italic": FaceInfo("Carlito-Italic.ttf", "Calibri", False, True),
    "sans-bolditalic": FaceInfo("Carlito-BoldItalic.ttf", "Calibri", True, True),
    "serif": FaceInfo("LiberationSerif-Regular.ttf", "Times New Roman", False, False),
    "serif-bold": FaceInfo("LiberationSerif-Bold.ttf", "Times New Roman", True, False),
    "serif-italic": FaceInfo("LiberationSerif-Italic.ttf", "Times New Roman", False, True),
    "serif-bolditalic": FaceInfo("LiberationSerif-BoldItalic.ttf", "Times New Roman", True, True),
}


_SERIF_FACES: Mapping[Face, Face] = {
    "sans": "serif",
    "sans-bold": "serif-bold",
    "sans-italic": "serif-italic",
    "sans-bolditalic": "serif-bolditalic",
    "serif": "serif",
    "serif-bold": "serif-bold",
    "serif-italic": "serif-italic",
    "serif-bolditalic": "serif-bolditalic",
}


@cache  # saves reading and parsing the file, a millisecond, each time
def font_face(face: Face) -> FontFile:
    """The parsed font file."""
    return FontFile(FONTS / FACES[face].file)


class _Widths(dict[str, float]):
    """Advance widths by character in thousandths of the type size, looked up in the font when first asked for."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._name = face

    def __missing__(self, character: str) -> float:
        face = font_face(printing_face(character, self._name))
        width = self[character] = face.advance(ord(character))
        return width


@cache  # saves looking a width up in the font for each character of each text
def widths(face: Face) -> Mapping[str, float]:
    """Advance widths of a face by character, in thousandths of the type size."""
    return _Widths(face)


def text_width(text: str, face: Face, size: float, tracking: float = 0.0) -> float:
    """How wide a text sets, in points."""
    return sum(map(widths(face).__getitem__, text)) * size / 1000.0 + tracking * len(text)


def has_glyph(character: str, face: Face) -> bool:
    """Whether the face can print a character."""
    code = ord(character)
    return code in font_face(face).glyphs and code >= 0x20 and code not in UNPRINTABLE and not _is_private(code)


PRIME, DOUBLE_PRIME = "\u2032", "\u2033"
_BORROWED = ("LATIN ", "MODIFIER LETTER ")
"""How the names of letters begin that are taken from another face: those of names in Latin letters."""


def printing_face(character: str, face: Face) -> Face:
    """The face that a character of a text is printed in: that of the text; of a combining mark, a letter or a prime
    that this one lacks, the serif face of the same weight. Both primes are of one face."""
    if character == DOUBLE_PRIME:
        return printing_face(PRIME, face)
    if ord(character) in font_face(face).glyphs:
        return face
    is_borrowed = combining(character) or character == PRIME or name(character, "").startswith(_BORROWED)
    return _SERIF_FACES[face] if is_borrowed else face


def stretches(text: str, face: Face) -> list[tuple[str, Face]]:
    """A text cut where the face changes that it is printed in; marks stay with their letters."""
    if text.isascii():
        return [(text, face)]
    cut: list[tuple[str, Face]] = []
    for character in text:
        own = cut[-1][1] if cut and combining(character) else printing_face(character, face)
        if cut and cut[-1][1] == own:
            cut[-1] = cut[-1][0] + character, own
        else:
            cut.append((character, own))
    return cut


def can_print(character: str, face: Face) -> bool:
    """Whether a text of a face can have a character."""
    return has_glyph(character, printing_face(character, face))


UNPRINTABLE = (0x7F, 0xFEFF, 0xFFFE, 0xFFFF)
"""What a font may list and no reader should meet."""


def _is_private(code: int) -> bool:
    return 0xE000 <= code <= 0xF8FF


BASELINE = 0.8
"""How far below the top of a line of exact leading its baseline stands, as a share of the leading: so Word and
LibreOffice place it, whatever the face and size."""
