"""What the codes of a PDF font stand for: by its ToUnicode map, or by its encoding and the names of its glyphs."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any

import pikepdf

from generator.inspection.pdf.strings import from_hex

Decode = Callable[[bytes], str | None]
"""Text of the codes of a font, or None when it does not say what one of them stands for."""


def decoder_of_font(font: Any) -> Decode | None:
    """How to decode a font that has no ToUnicode map; None when nobody can know."""
    if font.get("/Subtype") == "/Type0":
        return None
    encoding = font.get("/Encoding")
    if isinstance(encoding, pikepdf.Dictionary):
        base, differences = encoding.get("/BaseEncoding"), _differences(encoding.get("/Differences"))
        return _by_glyphs(str(base or "/StandardEncoding").lstrip("/"), differences)
    if encoding is None and "/FontDescriptor" not in font and font.get("/Subtype") == "/Type1":
        return _by_glyphs("StandardEncoding", {})  # one of the fonts that every reader has
    return _by_glyphs(str(encoding).lstrip("/"), {})


def _differences(entries: Any) -> Mapping[int, str]:
    found: dict[int, str] = {}
    code = 0
    for entry in entries if entries is not None else ():
        if isinstance(entry, pikepdf.Name):
            found[code] = str(entry)[1:]
            code += 1
        else:
            code = int(entry)
    return found


# --- ToUnicode maps ----------------------------------------------------------------------------------------------

_BEGIN = re.compile(rb"begin(codespacerange|bfchar|bfrange)")
_PAIR = re.compile(rb"<([0-9A-Fa-f\s]*)>\s*<([0-9A-Fa-f\s]*)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]+)>\s*(?:<([0-9A-Fa-f\s]*)>|\[([^\]]*)\])")
_LARGEST_RANGE = 0x10000


@lru_cache(maxsize=64)  # saves reading the map of a font again that is in every file of a theme
def decoder_of_map(cmap: bytes) -> Decode | None:
    """How to decode a font with this ToUnicode map; None if the map is of a kind not known here."""
    table: dict[int, str] = {}
    widths: set[int] = set()
    for kind, body in _sections(cmap):
        if kind == b"codespacerange":
            widths |= {len(from_hex(first)) for first, _ in _PAIR.findall(body)}
        elif kind == b"bfchar":
            table.update((int.from_bytes(from_hex(code)), _utf16(text)) for code, text in _PAIR.findall(body))
        else:
            for entry in _RANGE.findall(body):
                table.update(_ranged(*entry))
    if len(widths) != 1 or not table:
        return None
    [width] = widths
    if width == 1:
        return _one_byte(table)
    return _two_bytes(table) if width == 2 else None


def _sections(cmap: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The sections of a map, each with its kind; what has no end is left out."""
    position = 0
    while begin := _BEGIN.search(cmap, position):
        position = cmap.find(b"end" + begin[1], begin.end())
        if position < 0:
            return
        yield begin[1], cmap[begin.end() : position]


def _utf16(digits: bytes) -> str:
    return from_hex(digits).decode("utf-16-be", "replace")


def _ranged(first: bytes, last: bytes, text: bytes, texts: bytes) -> Iterator[tuple[int, str]]:
    start, end = int.from_bytes(from_hex(first)), int.from_bytes(from_hex(last))
    if texts:
        for offset, digits in enumerate(re.findall(rb"<([0-9A-Fa-f\s]*)>", texts)):
            yield start + offset, _utf16(digits)
        return
    base = _utf16(text)
    for offset in range(min(end - start + 1, _LARGEST_RANGE)):
        if base:
            yield start + offset, base[:-1] + chr(min(ord(base[-1]) + offset, 0x10FFFF))


def _one_byte(table: Mapping[int, str]) -> Decode:
    # The C implementation of charmap takes a mapping; a code without text raises.
    known = {code: text for code, text in table.items() if code < 256}

    def decode(codes: bytes) -> str | None:
        try:
            return codecs.charmap_decode(codes, "strict", known)[0]
        except UnicodeDecodeError:
            return None

    return decode


def _two_bytes(table: Mapping[int, str]) -> Decode:
    def decode(codes: bytes) -> str | None:
        texts = [table.get(int.from_bytes(codes[i : i + 2])) for i in range(0, len(codes), 2)]
        return None if None in texts else "".join(filter(None, texts))

    return decode


# --- names of glyphs ---------------------------------------------------------------------------------------------

_ENCODINGS = {"WinAnsiEncoding": "cp1252", "MacRomanEncoding": "mac_roman", "StandardEncoding": "latin-1"}
_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_GLYPHS = {name: str(n) for n, name in enumerate(_DIGITS)}
_GLYPHS |= {"ff": "ff", "fi": "fi", "fl": "fl", "ffi": "ffi", "ffl": "ffl", "germandbls": "ss", "AE": "AE", "ae": "ae"}
_ACCENTED = re.compile(
    r"([A-Za-z])(?:acute|grave|circumflex|dieresis|tilde|caron|cedilla|ring|slash|macron|ogonek|breve|dotaccent)"
)
_UNICODE = re.compile(r"(?:uni|u)([0-9A-F]{4,6})")
_NO_LETTERS = re.compile(
    r"space|nbspace|exclam\w*|quote\w*|numbersign|dollar|percent|ampersand|paren\w+|asterisk|plus|comma|hyphen|minus"
    r"|period\w*|slash|colon|semicolon|less|equal|greater|question\w*|at|bracket\w+|backslash|asciicircum|underscore"
    r"|grave|acute|brace\w+|bar|asciitilde|endash|emdash|bullet|ellipsis|dagger\w*|section|paragraph|copyright"
    r"|registered|trademark|degree|cent|sterling|yen|Euro|guil\w+|multiply|divide|plusminus|one(?:half|quarter)"
    r"|\.notdef|sfthyphen|fraction|currency|mu|tilde|circumflex|dieresis|macron|cedilla|ring|caron|breve"
)


def _by_glyphs(base: str, differences: Mapping[int, str]) -> Decode | None:
    """How to decode by the name of an encoding, and the names of the glyphs that differ from it."""
    encoding = _ENCODINGS.get(base)
    if encoding is None:
        return None
    table = {code: bytes((code,)).decode(encoding, "ignore") for code in range(256)}
    for code, glyph in differences.items():
        text = _text_of_glyph(glyph)
        if text is None:
            table.pop(code, None)
        else:
            table[code] = text
    return _one_byte(table)


def _text_of_glyph(glyph: str) -> str | None:
    stem = glyph.partition(".")[0] or glyph
    if len(stem) == 1:
        return stem
    if stem in _GLYPHS:
        return _GLYPHS[stem]
    if match := _ACCENTED.fullmatch(stem):
        return match[1]
    if match := _UNICODE.fullmatch(stem):
        return chr(int(match[1], 16)) if int(match[1], 16) < 0x110000 else None
    return " " if _NO_LETTERS.fullmatch(stem) else None
