"""Text that is not UTF-8: which of the code pages that spreadsheets offer spells words with its letters, and text that
somebody else has already read in the wrong one."""

from __future__ import annotations

import re

_PAGES = {"cp1252": "Windows", "mac_roman": "Macintosh", "cp437": "MS-DOS", "cp850": "MS-DOS"}
"""The code pages in which Excel saves a CSV, the likeliest first, with its names for them."""
_WEIGHTS = {**dict.fromkeys("àìòùâêîôûïßøåæœãõý", 1), **dict.fromkeys("äëèç", 2), **dict.fromkeys("ñáéíóúüö", 3)}
"""How usual letters are in the names of American people and places."""
_SIGNS = "‘“”–—…°½§©®"
_TWICE = re.compile(r"[ÂÃÄÅâ√¬‚][^\x00-\x7f]")


def guessed(data: bytes) -> tuple[str, str]:
    """The text of bytes that are not UTF-8, and the name of the code page in which their letters spell most."""
    texts: dict[str, str] = {}
    for page in _PAGES:
        try:
            texts[page] = data.decode(page)
        except UnicodeDecodeError:
            continue
    best = max(texts, key=lambda page: _spelling(texts[page]))
    return texts[best], _PAGES[best]


def _spelling(text: str) -> int:
    """How much the letters beyond ASCII look as if they belong into their words."""
    found = re.finditer(r"[^\x00-\x7f]", text)
    return sum(_fits(text[max(0, m.start() - 1) : m.start()], m.group(), text[m.end() : m.end() + 2]) for m in found)


def _fits(before: str, letter: str, after: str) -> int:
    small = letter.lower()
    if weight := _WEIGHTS.get(small, 0):
        if letter == small:
            return weight if before.isalpha() or after[:1].islower() else 0
        return weight if not before.islower() else -weight
    if letter == "’":
        return 3 if re.match(r"[stdmlrv]?(?:[^\w]|$)", after) or before in ("O", "D", "L") else 0
    if letter in _SIGNS:
        return 0 if not (before.isalpha() and after[:1].islower()) else -2
    return -2


def read_wrongly(text: str) -> str:
    """What a text should say that was saved as UTF-8 and read as something else (`DoÃ±a`); empty if it was not."""
    if not _TWICE.search(text):
        return ""
    for page in ("cp1252", "mac_roman"):
        try:
            return text.encode(page).decode("utf-8")
        except UnicodeError:
            continue
    return ""
