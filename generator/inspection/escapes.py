r"""Texts that are written otherwise than they are read: behind escapes (`\u2019` as in JSON, `%20` as in addresses,
`&rsquo;` and `<b>` as in HTML), backwards, or with bars in place of letters."""

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
_BARS = re.compile(r"(?<=[^\W_])\|+|\|+(?=[^\W_])")


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


def read_bars_as_letters(text: str) -> str:
    """A text with an l for each bar within a word: `sha||`. Unicode's table of look-alikes has that for it."""
    return _BARS.sub(lambda match: "l" * len(match[0]), text)


ESCAPES: dict[str, Callable[[str], str]] = {
    "\\": _read_codes,
    "%": _read_percents,
    "&": _read_entities,
    "<": _read_tags,
    BACKWARDS: _read_backwards,
}
"""Each reads one kind of escapes, all of which have its mark in them."""
