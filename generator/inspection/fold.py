"""A text reduced to the letters and digits that a reader sees, so that a sentence is found however it is written.

A text is *squeezed*: compatibility forms, accents, case, spaces, quotes, dashes, hyphens at the ends of lines, soft
hyphens, zero-width characters and controls of direction all go, and a letter that looks like a Latin one (a Cyrillic а)
becomes that one. Latin letters that look alike become one, too: `i`, `I` and `l` are an `l`, an `m` is `rn`, a `w` is
`vv`. So it does not matter how a sentence was broken into runs, lines or cells. `BARRIER` and `PAGE` stay: nothing is
found across the first, and the second tells pages apart. Digits stay, too, as note numbers and figures are to be told
from words; a `0` or `1` that stands for a letter is read in `letters_for_digits`.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left, bisect_right
from functools import cache, lru_cache
from typing import Any
from unicodedata import category, decimal, name, normalize

BARRIER = "\x1f"
PAGE = "\x0c"
LEAST_LETTERS = 12
"""Shorter strings are never looked for: too many texts hold them by chance."""
SENTENCE_WORDS = 5
SENTENCE_LETTERS = 25

_KEPT = BARRIER + PAGE
_LOWER = bytes(ord(chr(b).lower().replace("i", "l")) if b < 128 else b for b in range(256))
_DROPPED = bytes(b for b in range(256) if not (b < 128 and (chr(b).isalnum() or chr(b) in _KEPT)))
_DIGITS = str.maketrans("01", "ol")
"""What Unicode's table of look-alikes has for them."""
_NOT_KEPT = re.compile(rf"[^\w{_KEPT}]+|_+")
BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")
_NAMED = re.compile(
    r"(?:.* )?(?:LATIN (?:(?:CAPITAL |SMALL )LETTER|LETTER SMALL CAPITAL)|REGIONAL INDICATOR SYMBOL LETTER)"
    r" ([A-Z])(?: WITH .*)?"
)
"""The names of letters which are a Latin one in small capitals, with a stroke, in a circle."""
# Too many ends are better than too few: a fragment of a sentence is still found, two sentences as one are not.
_END = re.compile(r"(?<=[.!?…;])[”’\"')\]*_]*\s+|\n+")


def squeeze(text: str) -> str:
    """The letters and digits of a text as they look, in small letters without accents; `BARRIER` and `PAGE` stay."""
    if not text.isascii():
        text = BEYOND_ASCII.sub(lambda match: letters_of(match[0]), text)
    if text.isascii():
        letters = text.encode("ascii").translate(_LOWER, _DROPPED)
        return letters.replace(b"m", b"rn").replace(b"w", b"vv").decode("ascii")
    return _NOT_KEPT.sub("", text.lower()).replace("i", "l").replace("m", "rn").replace("w", "vv")


def letters_for_digits(squeezed: str) -> str:
    """A squeezed text with the letters that its digits look like: `sha11` and `shall` become one. None moves."""
    return squeezed.translate(_DIGITS)


@lru_cache(maxsize=4_096)  # saves decomposing the same few quotes and dashes in every text
def letters_of(character: str) -> str:
    """What is left of a character beyond ASCII: its letters and digits, as they look, in small letters."""
    plain = normalize("NFKD", character)
    seen = (not plain.isascii() and _prototype(character)) or "".join(map(_looks_like, plain))
    return "".join(c for c in normalize("NFKD", seen.casefold()) if c.isalnum())


# --- look-alikes -------------------------------------------------------------------------------------------------


def _looks_like(character: str) -> str:
    """The Latin letters that a character is taken for, or the character.

    The letters of other scripts are taken for the Latin ones that they, or their capitals, look like: so a word in
    capitals and the same in small letters stay one. Digits stay digits.
    """
    if character.isdecimal():
        return str(decimal(character))
    return _prototype(character) or _prototype(character.swapcase()) or _named(character) or character


def _named(character: str) -> str:
    """The Latin letter that a character is by its name, of those that Unicode's table of look-alikes does not have."""
    if character.isascii() or category(character)[0] not in "LNS":
        return ""
    match = _NAMED.fullmatch(name(character, ""))
    return match[1] if match else ""


def _prototype(character: str) -> str:
    """The Latin letters that Unicode has for a character as its look, if it has any."""
    if character.isascii() or category(character)[0] not in "LNS":
        return ""  # punctuation and accents are dropped anyway, and the table is not opened for them
    alike = _confusables().get(character) or _confusables().get(f"\u200e{character}\u200e")
    if not alike:
        return ""
    letters = "".join(c for c in normalize("NFKD", alike[0]["c"]) if c.isalnum())
    if letters == "rn":
        return "m"  # Unicode has these two for an m
    return letters if letters.isascii() else ""


@cache  # saves reading the table (11 ms) again; most files have no letter that asks for it
def _confusables() -> dict[str, list[dict[str, Any]]]:
    """The confusable characters of Unicode's security standard (UTS 39): each with those that it is like."""
    from importlib.resources import files  # late: few files need it

    # The package's own modules read this file, and another that is not wanted here, as soon as they are imported.
    table = files("confusable_homoglyphs") / "confusables.json"
    found: dict[str, list[dict[str, Any]]] = json.loads(table.read_text(encoding="utf-8"))
    return found


# --- sentences ---------------------------------------------------------------------------------------------------


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
