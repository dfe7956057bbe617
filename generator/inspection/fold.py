"""Texts reduced to what cannot be told apart by eye, and the texts that hide behind escapes.

A text is *squeezed* to its letters and digits: compatibility forms, accents, case, spaces, quotes, dashes, hyphens at
the ends of lines, soft hyphens and zero-width characters all go. So it does not matter how a sentence was broken into
runs, lines or cells. `BARRIER` and `PAGE` stay: nothing is found across the first, and the second tells pages apart.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from functools import lru_cache
from html import unescape
from unicodedata import normalize
from urllib.parse import unquote_plus

BARRIER = "\x1f"
PAGE = "\x0c"
LEAST_LETTERS = 12
"""Shorter strings are never looked for: too many texts hold them by chance."""
SENTENCE_WORDS = 5
SENTENCE_LETTERS = 25

_KEPT = BARRIER + PAGE
_LOWER = bytes(ord(chr(b).lower()) if b < 128 else b for b in range(256))
_DROPPED = bytes(b for b in range(256) if not (b < 128 and (chr(b).isalnum() or chr(b) in _KEPT)))
_ASCII = bytes(range(128))
_LETTERS = re.compile(rf"[^\W_]+|[{_KEPT}]")
_WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")
# Too many ends are better than too few: a fragment of a sentence is still found, two sentences as one are not.
_END = re.compile(r"(?<=[.!?…;])[”’\"')\]*_]*\s+|\n+")


def squeeze(text: str) -> str:
    """The letters and digits of a text, in small letters without accents; `BARRIER` and `PAGE` stay."""
    if not text.isascii() and not all(map(_says_nothing, _beyond_ascii(text))):
        text = normalize("NFKD", text)
        if any(c.isalnum() for c in _beyond_ascii(text)):
            return "".join(_LETTERS.findall(normalize("NFKD", text.casefold())))
    return text.encode("ascii", "ignore").translate(_LOWER, _DROPPED).decode("ascii")


def _beyond_ascii(text: str) -> frozenset[str]:
    """The characters of a text that are not of ASCII. Taken from its bytes: there are few among many."""
    others = text.encode("utf-8", "surrogatepass").translate(None, _ASCII)
    return frozenset(others.decode("utf-8", "surrogatepass"))


@lru_cache(maxsize=1_536)
def _says_nothing(character: str) -> bool:
    """Whether a character beyond ASCII goes, as quotes and dashes do, and leaves no letter behind."""
    return not any(c.isalnum() or c in _KEPT for c in normalize("NFKD", character))


def is_sentence_sized(text: str) -> bool:
    """Whether a text is long enough to say something that could be kept from somebody."""
    letters = len(squeeze(text))
    if letters < LEAST_LETTERS:
        return False
    return letters >= SENTENCE_LETTERS or len(_WORD.findall(text)) >= SENTENCE_WORDS


def sentences(text: str) -> list[str]:
    """The sentence-sized strings of a text; neighbours that are too short alone are taken together."""
    found: list[str] = []
    short: list[str] = []
    for piece in (*_END.split(text.strip()), None):
        if piece is not None and not is_sentence_sized(piece):
            short.append(piece)
            continue
        if is_sentence_sized(together := " ".join(short)):
            found.append(together)
        short = []
        if piece is not None:
            found.append(piece)
    return found


def locate(text: str, start: int, end: int) -> tuple[int, int]:
    """The offsets in a text of the part whose squeezed form is at `start` to `end` of the squeezed text."""

    def letters_before(offset: int) -> int:
        return len(squeeze(text[:offset]))

    first = bisect_right(range(len(text)), start, key=letters_before) - 1
    return max(first, 0), bisect_left(range(len(text)), end, key=letters_before)


# --- escapes -----------------------------------------------------------------------------------------------------

_CODE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\x([0-9A-Fa-f]{2})|\\[nrtbf/\"\\]")
_PERCENT = re.compile(r"%[0-9A-Fa-f]{2}")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_ENTITY = re.compile(r"&#?\w{2,8};")


def _character(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    return chr(int(code, 16)) if code else " "


def _read_codes(text: str) -> str:
    """As `_CODE.sub` has it, but looking for what all codes begin with, which is quick."""
    read: list[str] = []
    position, start = 0, text.find("\\")
    while start >= 0:
        match = _CODE.match(text, start)
        if match:
            read += (text[position:start], _character(match))
            position = match.end()
        start = text.find("\\", match.end() if match else start + 1)
    return "".join((*read, text[position:]))


def _read_percents(text: str) -> str:
    return unquote_plus(text) if "%" in text and _PERCENT.search(text) else text


def _read_entities(text: str) -> str:
    return unescape(text) if "&" in text and _ENTITY.search(text) else text


def _read_tags(text: str) -> str:
    return unescape(_TAG.sub("", text)) if "<" in text else text


ESCAPES: list[Callable[[str], str]] = [_read_codes, _read_percents, _read_entities, _read_tags]
r"""Each reads one kind of escapes: `\u2019` as in JSON, `%20` as in addresses, `&rsquo;` and `<b>` as in HTML."""
