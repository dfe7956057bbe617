"""Quotation marks and apostrophes as they are printed: `"` and `'` become “ ” ‘ ’, and the primes ′ and ″ in `6'2"`.

Each character gives one, so that places in a text stay what they are.
"""

from __future__ import annotations

import re

_CUT_OFF = r"(?:tis|twas|twere|twill|til|em|n|cause|bout)\b"
"""Words that begin with an apostrophe."""
_APOSTROPHE = re.compile(
    r"(?<=[^\W\d_])['’‘](?=[^\W_])|(?<=\d)['’‘](?=[^\W\d_])"  # don’t
    r"|(?<![^\W_])['‘](?=\d0s\b)"  # ’90s
    rf"|(?<![^\W_])['‘](?={_CUT_OFF})"  # ’tis
    r"|(?<![^\W_])'(?=\d\d\b(?!'))",  # the class of ’08
    re.IGNORECASE,
)
_FEET_AND_INCHES = re.compile(
    r"(?<![\d/])\d{1,3}(?P<feet>')[ -]?\d{1,2}(?:\.\d+)?(?P<both>\")?"
    r"|\d(?P<inches>\")(?=[\s,.;:)]|$)|\d(?P<foot>')(?=\s)"
)
_PRIMES = {"'": "′", '"': "″"}
_CLOSING = re.compile(r"(?<![\s(\[])['’](?![^\W_])")
_BEFORE_OPENING = " \n\t\u00a0([{<“‘/:"
_DASHES = "-–—"
_DEEPEST = 8
"""As many quotations within one another are known to be open."""


def typographic(text: str) -> str:
    """A text with the marks that are printed. Typographic ones stay, but for a wrong one as in `‘90s`."""
    if not ("'" in text or '"' in text or "‘" in text):
        return text
    marks = list(_APOSTROPHE.sub("’", text))
    measures = _measures(text)
    last_closing = max((match.start() for match in _CLOSING.finditer("".join(marks))), default=-1)
    open_marks: list[str] = []
    for at, character in enumerate(marks):
        if character in "“‘":
            open_marks.append(character)
        elif character == "”" and "“" in open_marks:
            del open_marks[open_marks.index("“") :]
        elif character == "’" and open_marks[-1:] == ["‘"] and not _within_word(marks, at):
            open_marks.pop()
        elif character in "\"'":
            is_measure = at in measures and _is_measure(character, open_marks)
            marks[at] = _PRIMES[character] if is_measure else _mark(marks, at, open_marks, last_closing)
        del open_marks[:-_DEEPEST]
    return "".join(marks)


def within_quotes(text: str) -> str:
    """A text that stands in double quotes: those in it become single."""
    return text.replace("“", "‘").replace("”", "’")


def _measures(text: str) -> set[int]:
    """The places of marks that may stand for feet and inches."""
    return {
        match.start(group) for match in _FEET_AND_INCHES.finditer(text) for group in match.groupdict() if match[group]
    }


def _is_measure(character: str, open_marks: list[str]) -> bool:
    """A mark after a digit closes what is open, if something is: “the class of 2012”."""
    return ("“" if character == '"' else "‘") not in open_marks


def _within_word(marks: list[str], at: int) -> bool:
    return at + 1 < len(marks) and marks[at + 1].isalnum()


def _mark(marks: list[str], at: int, open_marks: list[str], last_closing: int) -> str:
    """The mark that a straight one stands for, and what is open after it.

    A single one before the last that can close a quotation may open one: if none comes later, it is an apostrophe.
    """
    opening, closing = ("“", "”") if marks[at] == '"' else ("‘", "’")
    if _opens(marks, at) and (opening == "“" or at < last_closing):
        open_marks.append(opening)
        return opening
    if opening in open_marks:
        del open_marks[len(open_marks) - 1 - open_marks[::-1].index(opening) :]
    return closing


def _opens(marks: list[str], at: int) -> bool:
    """Whether a mark stands where a quotation can begin: after a space, bracket or dash, and before a word."""
    before = marks[at - 1] if at else " "
    after = marks[at + 1] if at + 1 < len(marks) else " "
    return (before in _BEFORE_OPENING or before in _DASHES) and not after.isspace() and after not in ".,;:!?)”’"
