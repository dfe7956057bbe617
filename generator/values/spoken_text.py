"""Texts with figures in them, to be read aloud: `10 to 12 percent`, `$3 million to $5 million`, `1 in 5`, `5G`.

The patterns are looked for one after the other, each in what the last one left; the last take whatever digits remain.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from functools import partial

from generator.values.spoken import cardinal, decimal, dollars, ordinal, year

_Said = Callable[[re.Match[str]], str]

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SCALE = r"(?:[ \u00a0](million|billion|trillion)\b)?"
_CENTURY = r"(?:1[789]|20|21)"
_LONGEST = 15
_PARTS = {2: "half", 4: "quarter"}


def in_words(text: str) -> str:
    """A text with every figure in it in words, and no digit left."""
    if any(map(str.isnumeric, text)):
        for pattern, said in _FIGURES:
            text = pattern.sub(partial(_apart, said), text)
    return text


def _apart(said: _Said, match: re.Match[str]) -> str:
    """What is said, apart from letters that it was glued to: `5G`, `A10`."""
    words = said(match)
    before, after = match.string[: match.start()][-1:], match.string[match.end() :][:1]
    return f"{' ' * (before.isalpha() and words[0] != ' ')}{words}{' ' * (after.isalpha() and words[-1] != ' ')}"


def _number(digits: str) -> str:
    whole = digits.partition(".")[0].replace(",", "")
    if len(whole) > _LONGEST or re.match(r"0\d", whole):  # such as a ZIP code
        return _one_by_one(digits)
    return decimal(Decimal(digits.replace(",", "")))


def _one_by_one(digits: str) -> str:
    return " ".join(cardinal(int(d)) for d in digits if d.isdecimal())


def _groups(match: re.Match[str]) -> str:
    """A telephone number."""
    return ", ".join(map(_one_by_one, match[0].split("-")))


def _dollars(match: re.Match[str]) -> str:
    amount, scale = match.groups()
    return dollars(Decimal(amount.replace(",", "")), scale or "", len(amount.partition(".")[2]))


def _dollar_range(match: re.Match[str]) -> str:
    """`$2 to $3 billion`: both are billions."""
    first, word, last, *scale = match.groups()
    return " ".join([_number(first), word, _number(last), *scale, "dollars"])


def _decade(match: re.Match[str]) -> str:
    words = year(int(match[1])) if len(match[1]) == 4 else cardinal(int(match[1]))
    return words[:-1] + "ies" if words.endswith("y") else words + "s"


def _fraction(match: re.Match[str]) -> str:
    above, below = int(match[1]), int(match[2])
    if not 0 < above < below:
        return f"{cardinal(above)} {cardinal(below)}"
    part = _PARTS.get(below) or ordinal(below)
    return f"{cardinal(above)}-{part}{'' if above == 1 else 's'}"


def _clock(match: re.Match[str]) -> str:
    hour, minute = int(match[1]), int(match[2])
    return cardinal(hour) + (f" {'oh ' if minute < 10 else ''}{cardinal(minute)}" if minute else "")


def _numeral(match: re.Match[str]) -> str:
    """`½` and `²`, whose digits stand in one character."""
    spelled = unicodedata.normalize("NFKC", match[0])
    found = re.fullmatch(r"(\d+)\u2044(\d+)", spelled)
    return _fraction(found) if found else _number(spelled)


_FIGURES: tuple[tuple[re.Pattern[str], _Said], ...] = (
    (re.compile(r"\b\d+(?:-\d+){2,}\b"), _groups),
    (re.compile(r"(?:(?<=\d)|(?<=illion)|(?<=%)|(?<=percent))[-–](?=\$?\d|FY)"), lambda match: " to "),
    (re.compile(rf"\$ ?({_NUMBER}) (to|and|or) (?:\$ ?)?({_NUMBER}) (million|billion|trillion)\b"), _dollar_range),
    (re.compile(r"\$ ?(\d+) (to) \$?(\d+)(?![\d,.]*\d)"), _dollar_range),
    (re.compile(rf"\$ ?({_NUMBER}){_SCALE}"), _dollars),
    (re.compile(r"(?<=\d)[ \u00a0]?%"), lambda match: " percent"),
    (re.compile(r"\bFY ?(?=\d)"), lambda match: "fiscal year "),
    (re.compile(r"\bQ([1-4])\b"), lambda match: f"{ordinal(int(match[1]))} quarter"),
    (re.compile(r"\b(\d{1,2}):([0-5]\d)\b"), _clock),
    (re.compile(r"\b(\d{1,9})(?:st|nd|rd|th)\b"), lambda match: ordinal(int(match[1]))),
    (re.compile(rf"(?<![\d,.])[’']?({_CENTURY}\d0|\d0)[’']?s\b"), _decade),
    (re.compile(r"\b(\d{1,3})/(\d{1,3})\b"), _fraction),
    (re.compile(rf"\b({_CENTURY}\d\d)\b(?![.,]\d)"), lambda match: year(int(match[1]))),
    (re.compile(r"(?<![\w)])[-−](?=\d)"), lambda match: "minus "),
    (re.compile(_NUMBER), lambda match: _number(match[0])),
    (re.compile(r"[²³¹⁰⁴-⁹₀-₉¼-¾⅐-⅞]"), _numeral),
)
