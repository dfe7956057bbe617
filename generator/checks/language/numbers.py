"""Figures in prose: what states a quantity or a date, and its value, so that it can be held against the facts.

A figure is a number, a sum, a share, a rate, a vote, a year or a day, in digits or in words. What only looks like one
(bills, sections, telephones, years in the names of laws) is taken out before: see `names_with_digits`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from generator.checks.language.names_with_digits import blank, fill
from generator.checks.language.number_words import NUMBER_WORDS, read_number
from generator.checks.language.words import plain_words
from generator.errors import Refusal
from generator.values.dates import MONTHS, PartialDate
from generator.values.value import SCALES

FigureKind = Literal["number", "money", "percent", "date"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure at `start` of a text. `number` is in units (`$2 billion` is 2,000,000,000), None where it is not one
    number (a range, a vote); `digits` is how many of its digits count; `when` is set for dates."""

    start: int
    end: int
    text: str
    kind: FigureKind
    number: Decimal | None = None
    digits: int = 0
    when: PartialDate | None = None


_MONTH_NAMES = sorted({*MONTHS, *(m.rstrip(".") for m in MONTHS.values()), "Sep"}, key=len, reverse=True)
_MONTH = rf"(?:{'|'.join(_MONTH_NAMES)})"
_YEAR = r"(?:1[789]|20|21)\d\d"
_DATE = re.compile(
    rf"\b(?P<month>{_MONTH})\b\.?[ \u00a0]+"
    rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?![,.]?\d)(?:,? (?P<year>{_YEAR})\b)?|(?:of )?(?P<only>{_YEAR})\b)"
    rf"|\b(?P<day2>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<month2>{_MONTH})\b\.?(?:,? (?P<year2>{_YEAR})\b)?"
    rf"|\b(?P<iso>{_YEAR}-\d\d(?:-\d\d)?)\b|\b\d{{1,2}}/\d{{1,2}}/\d{{2,4}}\b"
    rf"|\b(?:(?:FY|[Ff]iscal [Yy]ear) ?(?P<fiscal>\d{{4}})|FY ?'?\d\d|Q[1-4](?: of)? {_YEAR})\b"
)
_BARE_YEAR = re.compile(
    rf"(?<![\d$€£.,−-])(?P<year>{_YEAR})(?:[-–]\d\d(?:\d\d)?)?\b"
    rf"(?![\d%]|,\d|\.\d| ?(?:percent|million|billion|[a-z]+s\b(?<!was)(?<!has)(?<!is)))"  # "2000 jobs" is no year
)
_OF = r" (?:in|out of|of)(?: (?:the|its|our|their|these|those))? \d[\d,]*\b(?!\.\d| ?(?:%|percent|million|billion))"
_SCALE = "|".join(("hundred", "thousand", *SCALES))
_NUMBER = re.compile(
    rf"(?P<sign>(?<![\w\d])[-−])?(?P<money>(?:US)?[$€£¥] ?)?(?P<digits>\d[\d,]*(?:\.\d+)?|\.\d+)"
    rf"(?P<range>(?: ?[-–—/:] ?| to |-to-| and (?=[$\d.,]+ ?(?:%|percent|million|billion)))[$€£]?\d[\d,]*(?:\.\d+)?)?"
    rf"(?P<scale>[ \u00a0-]?(?:{_SCALE})\b|[KMBTk]\b|bn\b|m\b)?"
    rf"(?P<percent>[ \u00a0-]?(?:%|percent(?:age points?)?\b|per cent\b|pct\b))?"
    rf"(?P<other>(?:st|nd|rd|th)\b|-fold\b|x\b|{_OF}|[¢°])?"
)
_OF_HOW_MANY = re.compile(r" (?:in|out of|of)(?: [a-z]+)? (\d[\d,]*)")
_BEFORE_DIGIT = re.compile(r"(?:(?<![\w\d])[-−])?(?:(?:\bUS)?[$€£¥] ?)?\.?\Z")
_CENTS = re.compile(r"[ \u00a0]?(?:cents?\b|¢)|[ \u00a0-]dollars?\b")
_LETTERS = {"k": 3, "m": 6, "b": 9, "bn": 9, "t": 12, "hundred": 2, "thousand": 3, **SCALES}
_DATE_WORDS = frozenset(name.lower().rstrip(".") for name in _MONTH_NAMES) | {"fiscal"}
_NUMBER_WORDS = frozenset(NUMBER_WORDS)
_BEGINS_NUMBER = _NUMBER_WORDS | {"a"}
_WORD = re.compile(r"[A-Za-z]+")
_DIGIT = re.compile(r"\d")


def has_digits(text: str) -> bool:
    """Whether a text has a digit; without one it has figures only if it has one of `NUMBER_WORDS`."""
    return _DIGIT.search(text) is not None


@lru_cache(maxsize=4096)  # saves half of a gate and a quarter of a check: documents say the same lines
def figures(text: str) -> tuple[Figure, ...]:
    """The figures of a text in order; what is not to be looked at stands in it as `FILLER`."""
    found: list[Figure] = []
    rest = blank(text)
    words = set(plain_words(text))
    dated = not _DATE_WORDS.isdisjoint(words) or any(sign in text for sign in ("FY", "Q", "-", "/"))
    in_words = not _NUMBER_WORDS.isdisjoint(words)
    for read in (*((_dates,) if dated else ()), *((_words,) if in_words else ()), _years, _numbers):
        more = list(read(rest))
        rest = fill(rest, ((figure.start, figure.end) for figure in more))
        found.extend(more)
    return tuple(sorted(found, key=lambda f: f.start))


def _dates(text: str) -> Iterator[Figure]:
    for match in _DATE.finditer(text):
        yield Figure(match.start(), match.end(), match.group(), "date", when=_when(match))


def _when(match: re.Match[str]) -> PartialDate | None:
    """The day, month or year that is meant; None where the text leaves it open (`May 5`)."""
    year = match["year"] or match["only"] or match["year2"] or match["fiscal"]
    try:
        if match["iso"]:
            return PartialDate(*map(int, match["iso"].split("-")))
        if not year:
            return None
        month, day = match["month"] or match["month2"], match["day"] or match["day2"]
        return PartialDate(int(year), _month(month) if month else None, int(day) if day else None)
    except Refusal:
        return None


def _month(name: str) -> int:
    return next(n for n, month in enumerate(MONTHS, 1) if month.startswith(name[:3]))


def _years(text: str) -> Iterator[Figure]:
    for match in _BARE_YEAR.finditer(text):
        alone = len(match.group()) == 4
        yield Figure(
            match.start(), match.end(), match.group(), "date", when=PartialDate(int(match["year"])) if alone else None
        )


def _numbers(text: str) -> Iterator[Figure]:
    end = 0
    for digit in _DIGIT.finditer(text):
        if digit.start() < end or (match := _NUMBER.match(text, _start(text, digit.start()))) is None:
            continue
        end = match.end()
        # A digit glued to letters that no unit explains belongs to a name that nobody listed.
        if re.match(r"[A-Za-z]", text[match.end() : match.end() + 1]) and match.group()[-1].isdigit():
            continue
        if match.start() and re.match(r"[A-Za-z_]", text[match.start() - 1]):
            continue
        yield _number(text, match)


def _start(text: str, digit: int) -> int:
    """Where a figure begins whose first digit stands at `digit`: at its dollar sign, its minus, its point."""
    before = _BEFORE_DIGIT.search(text, max(0, digit - 6), digit)
    return before.start() if before else digit


def _number(text: str, match: re.Match[str]) -> Figure:
    end = match.end()
    coins = _CENTS.match(text, end)
    kind: FigureKind = "percent" if match["percent"] else "money" if match["money"] or coins else "number"
    whole = match.group().rstrip(",.") if not match["scale"] and not match["percent"] else match.group()
    stop = coins.end() if coins else match.start() + len(whole)
    plain = not (match["range"] or match["other"])
    number = _value(match) if plain else _share(match["digits"], match["other"])
    if number is not None and not plain and match["other"]:
        kind = "percent"
    if number is not None and coins and "cent" in coins.group():
        number = number / 100
    digits = len(match["digits"].replace(",", "").replace(".", "").strip("0"))
    return Figure(match.start(), stop, text[match.start() : stop], kind, number, digits)


def _value(match: re.Match[str]) -> Decimal | None:
    digits = match["digits"].replace(",", "")
    power = _LETTERS[match["scale"].strip(" \u00a0-").lower()] if match["scale"] else 0
    number = Decimal(digits).scaleb(power)
    return -number if match["sign"] else number


def _share(digits: str, other: str | None) -> Decimal | None:
    """`3 out of 4` in percent."""
    of = _OF_HOW_MANY.fullmatch(other or "")
    whole = Decimal(of[1].replace(",", "")) if of else Decimal(0)
    return None if not whole or "." in digits else Decimal(digits.replace(",", "")) * 100 / whole


def _words(text: str) -> Iterator[Figure]:
    end = 0
    for word in _WORD.finditer(text):
        # Trying where a word begins that can begin a number is many times quicker than looking at every letter.
        if word.start() < end or word.group().lower() not in _BEGINS_NUMBER:
            continue
        if (found := read_number(text, word.start())) is None:
            continue
        end, number = found.end, found.number
        digits = len(str(number.normalize()).replace(".", "").strip("0")) if number is not None else 0
        yield Figure(word.start(), end, text[word.start() : end], found.kind, number, digits)
