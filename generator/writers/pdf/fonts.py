"""Fonts as ready bytes: each part of a face is subset, formatted and compressed once in the life of the process.

A face is cut into *parts*, always in the same way, whatever the documents need: part 0 has what American offices write
(ASCII, typographic punctuation, the letters of Spanish names), and each further stretch of 32 code points is a part.
A document embeds the parts it uses. So nearly all embed part 0 of three or four faces, about 11 KB each; any glyph of
a face can be had; and the bytes of a document do not depend on what was made before it.

A part is a simple TrueType font: one byte a character. A page of two-byte codes, as composite fonts have, is a fifth
larger and takes three times as long to compress.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from struct import pack
from unicodedata import category
from unicodedata import name as unicode_name

from generator.errors import OnepagerError
from generator.layout.fonts import FACES, font_face, has_glyph, widths
from generator.layout.laid_out import Face
from generator.layout.truetype import FontFile
from generator.writers.pdf.objects import FONTS, Objects, deflated
from generator.writers.pdf.subset import subset

NBSP = "\u00a0"
BASIC = 0
_BASIC_ASCII = "".join(map(chr, range(0x20, 0x7F)))
_BASIC_OTHERS = "–—‘’“”…•·§©®™°¼½¾€†‡−×→¹²³\u2009\u202fáéíóúñüçÁÉÍÓÚÑ"
_PART_BITS = 5
_FIRST_OTHER = 0x80  # codes from here on: for part 0 what is not ASCII, for the others everything

_NOT_TEXT = ("Cc", "Cn", "Co", "Cs")  # control, unassigned, private and half characters
_SYMBOLIC, _ITALIC = 4, 64  # flags of a font descriptor


class MissingGlyph(OnepagerError):
    """A character that the face it is set in does not have."""

    def __init__(self, character: str, face: Face, text: str) -> None:
        self.character, self.face, self.text = character, face, text
        named = f"U+{ord(character):04X} {unicode_name(character, 'unnamed')}"
        super().__init__(
            f'the font has no glyph for "{character}" ({named}) in "{text}" ({face}). '
            "`onepager check` shows where it stands, and what to do"
        )


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a face as a simple font.

    `codes` has for each character its code, as a Latin-1 character. The rest are objects, of which `descriptor` and
    `dictionary` lack the references to the others and the closing bracket.
    """

    codes: dict[str, str]
    font_file: bytes
    to_unicode: bytes
    descriptor: bytes
    dictionary: bytes


def part_of(character: str) -> int:
    """The number of the part that has a character."""
    return BASIC if character in _BASIC_CODES else 1 + (ord(character) >> _PART_BITS)


def _basic_codes() -> dict[str, str]:
    codes = {character: character for character in _BASIC_ASCII}
    codes |= {character: chr(_FIRST_OTHER + place) for place, character in enumerate(_BASIC_OTHERS)}
    codes[NBSP] = " "  # to a reader's ear and clipboard the same
    return codes


_BASIC_CODES = _basic_codes()


@cache  # saves cutting a subset of a font, two milliseconds, for each document
def part(face: Face, number: int) -> Part:
    """A part of a face (about 2 ms the first time, the parsing of its file apart)."""
    if number == BASIC:
        codes = _BASIC_CODES
    else:
        first = (number - 1) << _PART_BITS
        block = map(chr, range(first, first + (1 << _PART_BITS)))
        codes = {c: chr(_FIRST_OTHER + ord(c) - first) for c in block if c not in _BASIC_CODES}
    return _part(face, {c: code for c, code in codes.items() if _printable(c, face)})


def _printable(character: str, face: Face) -> bool:
    """Whether a face can print a character that means something.

    Some faces have glyphs for control characters, for private ones, which only we could read, and a byte order mark.
    """
    return has_glyph(character, face) and category(character) not in _NOT_TEXT and character != "\ufeff"


def _part(face: Face, codes: dict[str, str]) -> Part:
    """The font objects for these codes. A character that stands second at a code gives way to the first."""
    metrics = font_face(face)
    characters = {ord(code): character for character, code in reversed(codes.items())}
    first, last = min(characters), max(characters)
    font = _font_file(metrics, characters, first, last)
    name = _subset_name(metrics, font)
    advances = widths(face)
    return Part(
        codes=codes,
        font_file=deflated(font, b"/Length1 %d" % len(font)),
        to_unicode=deflated(_to_unicode(characters)),
        descriptor=_descriptor(metrics, name),
        dictionary=b"<</Type/Font/Subtype/TrueType/BaseFont/%s/FirstChar %d/LastChar %d/Widths[%s]"
        % (
            name,
            first,
            last,
            b" ".join(_number(advances[characters[c]] if c in characters else 0.0) for c in range(first, last + 1)),
        ),
    )


def _font_file(metrics: FontFile, characters: dict[int, str], first: int, last: int) -> bytes:
    glyphs = [0]  # the missing character
    places = []
    for code in range(first, last + 1):
        glyph = metrics.glyphs[ord(characters[code])] if code in characters else 0
        if glyph not in glyphs:
            glyphs.append(glyph)
        places.append(glyphs.index(glyph))
    # A table of one encoding, Macintosh Roman, as PDF/A asks of a symbolic font (6.2.11.6): its codes are the glyphs'.
    trimmed = pack(f">5H{len(places)}H", 6, 10 + 2 * len(places), 0, first, len(places), *places)
    return subset(metrics, glyphs, pack(">4HL", 0, 1, 1, 0, 12) + trimmed)


def _subset_name(metrics: FontFile, font: bytes) -> bytes:
    """The font's name with six letters in front, as a subset has; other subsets of the face have others."""
    letters = bytes(ord("A") + byte % 26 for byte in sha256(font).digest()[:6])
    name: bytes = metrics.name
    return letters + b"+" + name


def _descriptor(metrics: FontFile, name: bytes) -> bytes:
    entries = {
        b"Flags": b"%d" % (_SYMBOLIC | (_ITALIC if metrics.italicAngle else 0)),
        b"FontBBox": b"[%s]" % b" ".join(map(_number, metrics.bbox)),
        b"ItalicAngle": _number(metrics.italicAngle),
        b"Ascent": _number(metrics.ascent),
        b"Descent": _number(metrics.descent),
        b"CapHeight": _number(metrics.capHeight),
        b"StemV": _number(metrics.stemV),
    }
    values = b"".join(b"/%s %s" % entry for entry in entries.items())
    return b"<</Type/FontDescriptor/FontName/%s%s" % (name, values)


def _number(value: float) -> bytes:
    """A whole number, since the reader in most browsers takes one: it would cut the rest off, and lines short."""
    return b"%d" % round(value)


def _to_unicode(characters: dict[int, str]) -> bytes:
    """The table from codes back to text, for copying, searching and reading aloud."""
    lines = [f"<{code:02X}> <{c.encode('utf-16-be').hex().upper()}>" for code, c in sorted(characters.items())]
    blocks = [lines[start : start + 100] for start in range(0, len(lines), 100)]  # 100 a block, and no more
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<00> <FF>\nendcodespacerange\n{body}\n"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode("ascii")


# --- use in a document -------------------------------------------------------------------------------------------


def split(text: str, face: Face) -> list[tuple[int, str]]:
    """A text as stretches in one part each: number of the part, codes as Latin-1. MissingGlyph for what has none."""
    if text.isascii() and text.isprintable():
        return [(BASIC, text)]
    codes = part(face, BASIC).codes
    try:
        return [(BASIC, "".join([codes[character] for character in text]))]
    except KeyError:
        return _split_among_parts(text, face)


def _split_among_parts(text: str, face: Face) -> list[tuple[int, str]]:
    stretches: list[tuple[int, str]] = []
    for character in text:
        if not _printable(character, face):
            raise MissingGlyph(character, face, text)
        number = part_of(character)
        code = part(face, number).codes[character]
        if stretches and stretches[-1][0] == number:
            stretches[-1] = (number, stretches[-1][1] + code)
        else:
            stretches.append((number, code))
    return stretches


Font = tuple[Face, int, float]
"""A part of a face at a size."""


def selected(font: Font) -> str:
    """The operator that selects a font."""
    face, number, size = font
    return f"/{_name(face, number)} {size:g} Tf"


def _name(face: Face, number: int) -> str:
    """What a part of a face is called in every document."""
    return f"F{[*FACES].index(face)}" + (f".{number}" if number != BASIC else "")


def embed(objects: Objects, used: Iterable[tuple[Face, int]]) -> None:
    """Put parts of faces into a file, and into the fonts of its pages."""
    fonts = []
    for face, number in used:
        ready = part(face, number)
        to_unicode = objects.add(ready.to_unicode)
        font_file = objects.add(ready.font_file)
        descriptor = objects.add(b"%s/FontFile2 %s>>" % (ready.descriptor, font_file))
        font = objects.add(b"%s/FontDescriptor %s/ToUnicode %s>>" % (ready.dictionary, descriptor, to_unicode))
        fonts.append(b"/%s %s" % (_name(face, number).encode(), font))
    objects.put(FONTS, b"<<%s>>" % b"".join(fonts))
