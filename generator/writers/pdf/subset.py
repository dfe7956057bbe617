"""Subsets of TrueType fonts: only the glyphs asked for, without hinting instructions.

Instructions are half of a subset's bytes, and what shows or prints pages today smooths the outlines instead. The result
has the tables that PDF asks for (ISO 32000-1, 9.9), and no others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from struct import pack, unpack_from
from typing import NamedTuple

from reportlab.pdfbase.ttfonts import TTFontMaker

from generator.layout.truetype import FontFile

# Flags of a component of a composite glyph (OpenType specification, table glyf).
_WORDS = 0x0001
_SCALE = 0x0008
_MORE = 0x0020
_TWO_SCALES = 0x0040
_TWO_BY_TWO = 0x0080
_INSTRUCTIONS = 0x0100

_HEADER = 10  # bytes before the contours or components of a glyph: their number, and the box around them


class Component(NamedTuple):
    """A glyph used within another: where its record stands, its glyph number, and its flags."""

    start: int
    end: int
    flags: int
    glyph: int


def subset(face: FontFile, glyphs: Sequence[int], character_map: bytes) -> bytes:
    """A font file with `glyphs` (numbers in `face`) as its glyphs 0, 1, 2 …

    The first must be the missing character, 0. Glyphs that composite ones are made of follow after them.
    `character_map` is the table `cmap`.
    """
    order = {glyph: place for place, glyph in enumerate(glyphs)}
    data: list[bytes] = []
    for glyph in (pending := list(glyphs)):
        outline = face.outline(glyph)
        if not _is_composite(outline):
            data.append(_simple(outline))
            continue
        for part in _components(outline):
            if part.glyph not in order:
                order[part.glyph] = len(pending)
                pending.append(part.glyph)
        data.append(_composite(outline, order))
    return _file(face, list(order), data, character_map)


def _is_composite(outline: bytes) -> bool:
    return bool(outline) and unpack_from(">h", outline)[0] < 0


def _components(outline: bytes) -> Iterator[Component]:
    """The components of a composite glyph, in order."""
    start, flags = _HEADER, _MORE
    while flags & _MORE:
        flags, glyph = unpack_from(">HH", outline, start)
        end = start + (8 if flags & _WORDS else 6)
        if flags & _SCALE:
            end += 2
        elif flags & _TWO_SCALES:
            end += 4
        elif flags & _TWO_BY_TWO:
            end += 8
        yield Component(start, end, flags, glyph)
        start = end


def _composite(outline: bytes, order: dict[int, int]) -> bytes:
    """A composite glyph whose components have their numbers in the subset."""
    parts = [outline[:_HEADER]]
    for part in _components(outline):
        parts.append(pack(">HH", part.flags & ~_INSTRUCTIONS, order[part.glyph]))
        parts.append(outline[part.start + 4 : part.end])
    return _padded(b"".join(parts))


def _simple(outline: bytes) -> bytes:
    """A glyph of contours (or none, as the space) without its instructions."""
    if not outline:
        return b""
    ends = _HEADER + 2 * unpack_from(">h", outline)[0]
    length = unpack_from(">H", outline, ends)[0]
    return _padded(outline[:ends] + b"\0\0" + outline[ends + 2 + length :])


def _padded(data: bytes) -> bytes:
    """To an even length, as the short offsets of `loca` ask."""
    return data + bytes(len(data) % 2)


def _file(face: FontFile, glyphs: Sequence[int], data: Sequence[bytes], character_map: bytes) -> bytes:
    """The font file of these glyphs and their outlines."""
    offsets = [0]
    for outline in data:
        offsets.append(offsets[-1] + len(outline))
    count = len(glyphs)
    maker = TTFontMaker()
    maker.add("cmap", character_map)
    maker.add("glyf", b"".join(data))
    maker.add("loca", pack(f">{count + 1}H", *(offset // 2 for offset in offsets)))
    maker.add("hmtx", b"".join(map(face.metrics, glyphs)))
    maker.add("head", _changed(face.bytes_of("head"), 50, 0))  # the offsets in loca are short
    maker.add("hhea", _changed(face.bytes_of("hhea"), 34, count))
    maker.add("maxp", _changed(_changed(face.bytes_of("maxp"), 4, count), 26, 0))  # glyphs; bytes of instructions
    return maker.makeStream()


def _changed(table: bytes, at: int, value: int) -> bytes:
    """A table with one 16-bit number replaced."""
    return table[:at] + pack(">H", value) + table[at + 2 :]
