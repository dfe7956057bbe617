"""Numbers in words: `three-quarters`, `one in five`, `twenty-two percent`, `two hundred forty thousand`.

Read word by word and never back, so that a text costs what its length is. There are six forms; they are tried in the
order of `_FORMS` where a word begins that can begin a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
)
_UNITS = {word: n for n, word in enumerate(f"{_ONES} eighteen nineteen".split())}
_TENS = {
    word: n * 10
    for n, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
_SCALES = {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_PARTS = {
    "half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10,
}  # fmt: skip

NUMBER_WORDS = (*list(_UNITS)[1:], *_TENS, *_SCALES, *_PARTS)
"""The words of which a number in words has one at least."""

_COUNTING = frozenset(list(_UNITS)[1:])
_BELOW_TEN = frozenset(list(_UNITS)[1:10])
_BEYOND = 10**18
"""What is said to be as much or more is no number that anybody means."""

_WORD = re.compile(r"[A-Za-z]++(?!\w)")
_PERCENT = re.compile(r" (?:percent|per cent|percentage points?)\b", re.IGNORECASE)
# With these after it, even a small number in words is one that somebody counted.
_COUNTED = re.compile(
    r" (?:years?|months?|weeks?|days|dollars|cents|miles|points|times|jobs|deaths|cases|lives|workers|people"
    r"|families|patients|children|veterans|Americans|counties|towns|states|hospitals|schools|bases|plants)\b",
    re.IGNORECASE,
)
_BEFORE_HALF = ("than ", "nearly ", "about ", "almost ", "over ")
_AFTER_HALF = re.compile(r" of\b| the (?!battle|time|story|way\b)", re.IGNORECASE)
_NO_PART = re.compile(r" a (?:million|billion|dozen)| (?:rule|majority|vote|requirement)|-", re.IGNORECASE)
_OF = re.compile(r" of (?:the|its|our|their|his|her|these|those) ", re.IGNORECASE)
_ANY_WORD = re.compile(r"[\w’']++ ")
_IN = re.compile(r" (?:in|out of) ", re.IGNORECASE)
_THE = re.compile(r" the\b", re.IGNORECASE)
_FIGURE_OF_SPEECH = re.compile(r"a (?:hundred|thousand) (?:times|ways|reasons)", re.IGNORECASE)
_POINT = re.compile(rf" point(?P<digits>(?: (?:{'|'.join(list(_UNITS)[1:10])})\b)+)", re.IGNORECASE)
_NO_CARDINAL = re.compile(
    r"[- ](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|[a-z]+-?something|to-)"
    r"| hours a day",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class WordNumber:
    """A number in words that ends at `end`: a share in percent or a number in units; None for what is no one number."""

    end: int
    kind: Literal["number", "percent"]
    number: Decimal | None


def read_number(text: str, start: int) -> WordNumber | None:
    """The number in words that begins at `start`, where a word begins."""
    if start and (text[start - 1].isalnum() or text[start - 1] == "_"):
        return None
    return next((found for form in _FORMS if (found := form(text, start))), None)


# --- words -----------------------------------------------------------------------------------------------------------


def _word(text: str, at: int) -> tuple[str, int]:
    """The word at `at` in small letters, and where it ends; the empty string where none begins."""
    found = _WORD.match(text, at)
    return (found[0].lower(), found.end()) if found else ("", at)


def _next_word(text: str, end: int) -> tuple[str, int]:
    """The word after a space or a hyphen at `end`."""
    return _word(text, end + 1) if text[end : end + 1] in ("-", " ") else ("", end)


def _cardinals(text: str, at: int) -> Iterator[tuple[int, int]]:
    """`nineteen`, `twenty-two` as a number and where it ends; then what is left of it without its last word."""
    word, end = _word(text, at)
    if word in _TENS:
        ones, end_of_ones = _next_word(text, end)
        if ones in _BELOW_TEN:
            yield _TENS[word] + _UNITS[ones], end_of_ones
        yield _TENS[word], end
    elif word in _COUNTING:
        yield _UNITS[word], end


def _long(text: str, at: int) -> tuple[int, int] | None:
    """`a hundred`, `two hundred and forty thousand` as a number and where it ends."""
    word, end = _word(text, at)
    first = (1, end) if word == "a" else next(_cardinals(text, at), None)
    if first is None or _next_word(text, first[1])[0] not in _SCALES:
        return None
    total, (group, end) = 0, first
    while more := _more(text, end):
        number, scale, end = more
        group += number
        if scale == 100:
            group = max(group, 1) * 100
        elif scale:
            total, group = total + max(group, 1) * scale, 0
        total, group = min(total, _BEYOND), min(group, _BEYOND)
    return total + group, end


def _more(text: str, end: int) -> tuple[int, int, int] | None:
    """What goes on a long number after `end`: a number to add, a scale to multiply with (one of both is 0), the end."""
    word, after = _next_word(text, end)
    if word in _SCALES:
        return 0, _SCALES[word], after
    joined = after + 1 if word == "and" and text[after : after + 1] == " " else end + 1
    added = next(_cardinals(text, joined), None) if word else None
    return (added[0], 0, added[1]) if added else None


def _half_a_scale(text: str, at: int) -> tuple[Decimal, int] | None:
    """`half a million`."""
    word, end = _word(text, at)
    if word == "half" and text[end : end + 1] == " ":
        for scale, stop in _a_scale(text, end + 1):
            return Decimal(scale) / 2, stop
    return None


def _a_scale(text: str, at: int) -> Iterator[tuple[int, int]]:
    """`a million`."""
    word, end = _word(text, at)
    scale, stop = _next_word(text, end)
    if word == "a" and scale in _SCALES:
        yield _SCALES[scale], stop


# --- forms -----------------------------------------------------------------------------------------------------------


def _part(text: str, at: int) -> WordNumber | None:
    """`three-quarters`, `a third`, `nearly half`, `half of`."""
    word, end = _word(text, at)
    few, of = 1, 2
    if word == "half":
        if not text[max(0, at - 7) : at].lower().endswith(_BEFORE_HALF) and not _AFTER_HALF.match(text, end):
            return None
    elif word == "a" or word in _BELOW_TEN:
        part, end = _next_word(text, end)
        of = _PARTS.get(part) or _PARTS.get(part.removesuffix("s"), 0)
        few = _UNITS.get(word, 1)
    else:
        return None
    if not of or _NO_PART.match(text, end):
        return None
    return WordNumber(end, "percent", (Decimal(few) * 100 / of).quantize(Decimal("0.01")).normalize())


def _share(text: str, at: int) -> WordNumber | None:
    """`one in five`, `three out of a hundred`."""
    word, end = _word(text, at)
    if word not in _COUNTING or not (joint := _IN.match(text, end)):
        return None
    for many, stop in (*_cardinals(text, joint.end()), *_a_scale(text, joint.end())):
        if not _THE.match(text, stop):
            return WordNumber(stop, "percent", Decimal(_UNITS[word]) * 100 / Decimal(many))
    return None


def _some(text: str, at: int) -> WordNumber | None:
    """`two of the five`, `three of its last ten`: no one number."""
    word, end = _word(text, at)
    if word not in _COUNTING or word == "one" or not (joint := _OF.match(text, end)):
        return None
    between = _ANY_WORD.match(text, joint.end())
    for start in (between.end(), joint.end()) if between else (joint.end(),):
        for _, stop in _cardinals(text, start):
            return WordNumber(stop, "number", None)
    return None


def _percent(text: str, at: int) -> WordNumber | None:
    """`twenty-two percent`, `two point five percent`."""
    found = _half_a_scale(text, at) or _long(text, at) or next(_cardinals(text, at), None)
    if found is None:
        return None
    number, end = found
    decimals, stop = _decimals(text, end)
    if sign := _PERCENT.match(text, stop):
        return WordNumber(sign.end(), "percent", None if number >= _BEYOND else number + decimals)
    return None


def _decimals(text: str, end: int) -> tuple[Decimal, int]:
    """What ` point five two` adds to a number that ends at `end`, and where that ends."""
    point = _POINT.match(text, end)
    digits = [str(_UNITS[word]) for word in point["digits"].lower().split()] if point else []
    return Decimal(f"0.{''.join(digits) or 0}"), point.end() if point else end


def _long_number(text: str, at: int) -> WordNumber | None:
    """`a hundred`, `half a million`, `two hundred and forty thousand`; but not `a thousand times`."""
    found = _half_a_scale(text, at) or _long(text, at)
    if found is None or (text[at] in "aA" and _FIGURE_OF_SPEECH.match(text, at)):
        return None
    number, end = found
    return WordNumber(end, "number", None if number >= _BEYOND else Decimal(number))


def _short_number(text: str, at: int) -> WordNumber | None:
    """`ten`, `twenty-two`; and smaller ones where something is counted: `five years`."""
    for number, end in _cardinals(text, at):
        if not _NO_CARDINAL.match(text, end) if number >= 10 else _COUNTED.match(text, end):
            return WordNumber(end, "number", Decimal(number))
    return None


_FORMS = (_part, _share, _some, _percent, _long_number, _short_number)
