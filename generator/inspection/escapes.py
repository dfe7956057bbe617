r"""Texts that are written otherwise than they are read: behind escapes (`\u2019` as in JSON, `%20` as in addresses,
`&rsquo;` and `<b>` as in HTML), backwards, or with digits in place of letters."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from urllib.parse import unquote_plus

_CODE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|[nrtbf/\"\\])")
_PERCENT = re.compile(r"%[0-9A-Fa-f]{2}")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_ENTITY = re.compile(r"&#?\w{2,8};")
BACKWARDS, FORWARDS = "\u202e", "\u202c"
"""The control that has all behind it shown from right to left, and the one that ends it."""
_BACKWARDS = re.compile(rf"{BACKWARDS}([^{FORWARDS}\n]*)")
_BESIDE_A_LETTER = re.compile(r"[01|](?:(?<=[^\W\d_].)|(?=[^\W\d_]))")
_NO_WORD = re.compile(r"[^\w|]|[2-9_]")
_DIGITS = re.compile(r"(?<=[^\W\d_])[01|]+|[01|]+(?=[^\W\d_])")
_LONGEST_WORD = 40
_AS_LETTERS = str.maketrans("01|", "Oll")
"""What Unicode's table of look-alikes has for them."""


def _character(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    return chr(int(code, 16)) if code else " "


def _read_codes(text: str) -> str:
    return _CODE.sub(_character, text)


def _read_percents(text: str) -> str:
    return unquote_plus(text) if _PERCENT.search(text) else text


def _read_entities(text: str) -> str:
    return unescape(text) if _ENTITY.search(text) else text


def _read_tags(text: str) -> str:
    return unescape(_TAG.sub("", text))


def _read_backwards(text: str) -> str:
    return _BACKWARDS.sub(lambda match: match[1][::-1], text)


def has_digits_for_letters(text: str) -> bool:
    """Whether a text has digits within words that may stand for letters: `sha11` and `v0te`, but not `FY2017`."""
    return any(_is_in_a_word(text, match.start()) for match in _BESIDE_A_LETTER.finditer(text))


def _is_in_a_word(text: str, at: int) -> bool:
    """Whether all that stands together with a digit are letters, and digits that look like letters."""
    before = _NO_WORD.search(text[max(at - _LONGEST_WORD, 0) : at][::-1])
    behind = _NO_WORD.search(text, at, at + _LONGEST_WORD)
    return not any(match and match[0].isalnum() for match in (before, behind))


def read_digits_as_letters(text: str) -> str:
    """A text with the letters that such digits look like. Note numbers become letters, too: it is one way to read."""
    return _DIGITS.sub(lambda match: match[0].translate(_AS_LETTERS), text)


ESCAPES: dict[str, Callable[[str], str]] = {
    "\\": _read_codes,
    "%": _read_percents,
    "&": _read_entities,
    "<": _read_tags,
    BACKWARDS: _read_backwards,
}
"""Each reads one kind of escapes, all of which have its mark in them."""
