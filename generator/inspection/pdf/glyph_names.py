"""Fonts that name their glyphs: what their codes stand for. Ours say so themselves, and none of this is needed."""

from __future__ import annotations

import re
from collections.abc import Mapping

from generator.inspection.pdf.content import Decode, one_byte

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


def simple_decoder(base: str, differences: Mapping[int, str]) -> Decode | None:
    """What the codes of a font stand for, from the name of its encoding and of the glyphs that differ from it."""
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
    return one_byte(table)


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
