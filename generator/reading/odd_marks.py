"""Marks that come along from Word, web pages and mails, named as what they are: in the store they would be printed."""

from __future__ import annotations

import re
import unicodedata

INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
"""Characters that nobody sees."""
LOST = "\ufffd"  # what programs put in the place of a letter that they could not read
SPECIAL_SPACE = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
"""Spaces that are none to YAML, for a set of a regular expression."""
CURLY = re.compile(r"“([^“”]*)”")
BULLET = re.compile(r"[•·▪◦‣●■○□]\s+(?=\S)")
MEND = "onepager tidy mends it"


def name_of(character: str) -> str:
    """What a character that no text may have is called."""
    if character == LOST:
        return "a letter that was lost"
    match unicodedata.category(character):
        case "Co":
            return "a character of a private font"
        case "Cc":
            return "a control character"
    called = {"\u00ad": "a soft hyphen", "\u200b": "a space without width", "\ufeff": "a byte order mark"}
    return called.get(character, "an invisible character")


def mend_of(character: str) -> str:
    """What to do with it."""
    if character == LOST:
        return "type what should stand here"
    return f"delete it; {MEND}" if INVISIBLE.match(character) else "delete it"


def around(text: str) -> tuple[str, str] | None:
    """What is wrong with a value that was typed without straight quotes, and how to mend it."""
    if CURLY.fullmatch(text):
        return "curly quotes around a value do not quote it, they are printed", f"write it without them; {MEND}"
    if BULLET.match(text):
        return f'"{text[0]}" at the beginning of a value is printed', f"take it out; {MEND}"
    return None
