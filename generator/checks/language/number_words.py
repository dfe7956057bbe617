"""Numbers in words: `three-quarters`, `one in five`, `twenty-two percent`, `2 million` said as `two million`."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
)
_UNITS = {word: n for n, word in enumerate(f"{_ONES} eighteen nineteen".split())}
_TENS = {
    w: n * 10 for n, w in enumerate(re.findall(r"\w+", "twenty thirty forty fifty sixty seventy eighty ninety"), 2)
}
_SCALES = {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_PARTS = {
    "half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10,
}  # fmt: skip

NUMBER_WORDS = (*list(_UNITS)[1:], *_TENS, *_SCALES, *_PARTS)
"""The words of which a number in words has one at least."""

_UNIT = rf"(?:{'|'.join(list(_UNITS)[1:])})"
_TEN = rf"(?:{'|'.join(_TENS)})"
_BELOW_TEN = rf"(?:{'|'.join(list(_UNITS)[1:10])})"
_CARDINAL = rf"(?:{_TEN}(?:[- ]{_BELOW_TEN})?|{_UNIT})"
_SCALE = rf"(?:{'|'.join(_SCALES)})"
_LONG = rf"(?:{_CARDINAL}|a|half a)[- ]{_SCALE}(?:[- ](?:and )?{_CARDINAL}(?:[- ]{_SCALE})?|[- ]{_SCALE})*"
_PERCENT = r"(?: percent\b| per cent\b| percentage points?\b)"
# With these after it, even a small number in words is one that somebody counted.
_COUNTED = (
    r"(?= (?:years?|months?|weeks?|days|dollars|cents|miles|points|times|jobs|deaths|cases|lives|workers|people"
    r"|families|patients|children|veterans|Americans|counties|towns|states|hospitals|schools|bases|plants)\b)"
)
WORD_NUMBER = re.compile(
    rf"\b(?P<part>(?:(?:{_BELOW_TEN}|a)[- ](?:{'|'.join(_PARTS)})s?\b"
    rf"|(?:(?<=than )|(?<=nearly )|(?<=about )|(?<=almost )|(?<=over ))half\b"
    rf"|half(?= of\b| the (?!battle|time|story|way\b)))"
    rf"(?! a (?:million|billion|dozen)| (?:rule|majority|vote|requirement)|-))"
    rf"|\b(?P<share>{_UNIT}(?: in| out of) (?:{_CARDINAL}|a {_SCALE}))\b(?! the\b)"
    rf"|\b(?P<some>(?!one){_UNIT} of (?:the|its|our|their|his|her|these|those) (?:[\w’']+ )?{_CARDINAL})\b"
    rf"|\b(?P<percent>(?:{_LONG}|{_CARDINAL})(?: point {_BELOW_TEN}(?: {_BELOW_TEN})*)?{_PERCENT})"
    rf"|\b(?P<long>(?!a (?:hundred|thousand) (?:times|ways|reasons)){_LONG}|half a {_SCALE})\b(?!s)"
    rf"|\b(?P<plain>(?:{_TEN}(?:[- ]{_BELOW_TEN})?|{'|'.join(list(_UNITS)[10:])})\b(?![- ](?:first|second|third|fourth"
    rf"|fifth|sixth|seventh|eighth|ninth|[a-z]+-?something|to-)|s\b)(?! hours a day)|{_UNIT}{_COUNTED})",
    re.IGNORECASE,
)


def value(match: re.Match[str]) -> tuple[Literal["number", "percent"], Decimal | None]:
    """What a match of `WORD_NUMBER` says: a share in percent, or a number in units. None for what is not one number."""
    text = match.group().lower()
    if match["part"]:
        return "percent", _fraction(text)
    if match["some"]:
        return "number", None
    if match["share"]:
        few, many = re.split(r" in | out of ", text)
        return "percent", Decimal(_count(few)) * 100 / Decimal(_count(many))
    if match["percent"]:
        words = re.sub(rf"{_PERCENT}$", "", text)
        whole, _, decimals = words.partition(" point ")
        digits = "".join(str(_UNITS[w]) for w in decimals.split())
        return "percent", Decimal(f"{_count(whole)}.{digits or 0}")
    if text.startswith("half a "):
        return "number", Decimal(_SCALES[text.removeprefix("half a ")]) / 2
    return "number", Decimal(_count(text))


def _fraction(text: str) -> Decimal:
    few, _, part = text.replace("-", " ").rpartition(" ")
    of = _PARTS[part] if part in _PARTS else _PARTS[part.removesuffix("s")]
    return (Decimal(_UNITS.get(few, 1)) * 100 / of).quantize(Decimal("0.01")).normalize()


def _count(words: str) -> int:
    total, group = 0, 0
    for word in re.split(r"[- ]", words):
        if word in ("a", "and", ""):
            group = group or (1 if word == "a" else 0)
        elif word == "hundred":
            group = max(group, 1) * 100
        elif word in _SCALES:
            total, group = total + max(group, 1) * _SCALES[word], 0
        else:
            group += _UNITS.get(word, 0) + _TENS.get(word, 0)
    return total + group
