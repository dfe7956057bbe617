"""TP705: characters that the fonts cannot print, found where they were typed."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator

from generator.checks.locate import printed_places
from generator.checks.rule import Finding, rule
from generator.checks.subjects import Subjects

# Characters that staff paste in, and what to write instead.
_PLAIN = {
    "\u2010": "-", "\u2011": "-", "\u2713": "yes", "\u2714": "yes", "\u2717": "no", "\u2610": "-", "\u25cf": "•",
    "\u25aa": "•", "\u2192": "to", "\u21d2": "so", "\u2b50": "*", "\u2605": "*", "\u2264": "at most",
    "\u2265": "at least",
    "\u2248": "about", "\u2500": "—", "\u2015": "—", "\uff0c": ",", "\u3002": ".", "\u201b": "‘",
    "\u2153": "one-third", "\u2154": "two-thirds",
}  # fmt: skip


_KEEP_THE_NAME = (
    "a name is spelled as its owner spells it: write it in the Latin letters that they use in English, or leave room "
    "for it here and type it into the finished Word file, in a font that has it"
)


@rule("TP705", "no-glyph", "A text has a character that the fonts cannot print.", "error")
def no_glyph(subjects: Subjects) -> Iterator[Finding]:
    if subjects.printable is None:
        return
    why = "it would be missing from the PDF, and Word would take it from another font"
    for mark, text, clearance, owner in printed_places(subjects):
        for start, end in _unprintable(subjects.printable, text):
            more = f" and {end - start - 1} more" if end - start > 1 else ""
            first = text[start]
            what = f"the fonts have no “{_shown(text[start:end])}”, {_name(first)} (U+{ord(first):04X}){more}"
            yield Finding(mark(start), what, why, _substitute(text, start), clearance, owner)


def _unprintable(printable: Callable[[str], bool], text: str) -> Iterator[tuple[int, int]]:
    """Runs of characters that no font of the themes has: where each begins and ends."""
    if text.isascii():
        return
    start: int | None = None
    for at, character in enumerate(f"{text} "):
        lacking = not character.isascii() and not character.isspace() and not printable(character)
        if lacking and start is None:
            start = at
        elif not lacking and start is not None:
            yield start, at
            start = None


def _name(character: str) -> str:
    return unicodedata.name(character, "a character without a name").lower()


def _shown(characters: str) -> str:
    return f"◌{characters}" if unicodedata.combining(characters[0]) else characters


def _substitute(text: str, at: int) -> str:
    character = text[at]
    if character in _PLAIN:
        return f"write “{_PLAIN[character]}”"
    plain = unicodedata.normalize("NFKC", character)
    if plain != character and plain.isascii():
        return f"write “{plain}”"
    if unicodedata.category(character) in ("So", "Sk", "Cn") or ord(character) >= 0x1F000 or character == "\ufe0f":
        return "leave it out; a document of the office says it in words"
    if unicodedata.category(character)[0] in "LM":
        return _KEEP_THE_NAME
    return "leave it out, or say it in words"
