"""Figures that give a secret away by themselves: `$94.58 billion` or `407,782`, but not `22 percent` or `2026`.

A figure is known by its number, however it is written: `$94.58 billion`, `94,580 million` and `$94,580,000,000` are
one. A figure of few digits is told by its unit: `415 deaths`; money by its scale: `$3.8 billion`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple
from unicodedata import category, normalize

from generator.inspection.fold import BEYOND_ASCII, letters_of, locate, squeeze
from generator.store.schema import Fact, Vintage

_FIGURE = re.compile(
    r"[$\d](?<![\w.,/-].)(?:(?<!\$)|(?=\d))[\d,]*(?:\.\d+)?(?:\s?(?:percent\b|%|(?:thousand|million|billion|trillion|[KMBT])\b))?"
    r"(?![\w/-]|[.,]\d)",
)
_LEAST_DIGITS, _LEAST_DIGITS_OF_FEW = 3, 2
_IN_FIGURES = re.compile(r"[$.,%A-Za-z]")
_MONEY_AT_SCALE = re.compile(r"\$.*[A-Za-z]")
_DOLLARS = re.compile(r"\s(?:US )?dollars\b", re.IGNORECASE)
_SCALES = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12, "k": 3, "m": 6, "b": 9, "t": 12}
_TIMES = frozenset(("hour", "hours", "day", "days", "week", "weeks", "month", "months", "year", "years"))
"""Units that say nothing of what is counted: every second text has `24 hours`."""

ALONE = ""
"""For a unit: the figure is looked for without one."""
Units = Mapping[str, Iterable[str]]
"""The units, squeezed, with which figures of few digits are told, by the number; or `ALONE`."""


class Figure(NamedTuple):
    """A figure in a text: what it is known by, and how it reads."""

    known_by: str
    reads: str


def figures_in(text: str, units: Units | None = None) -> Iterator[Figure]:
    """The figures of a text that tell something: three digits or more besides zeros at the ends, and not bare; and
    those of `units` before their unit, or alone if not bare. Of money in thousands or more two digits are enough."""
    if not text.isascii():
        text = BEYOND_ASCII.sub(lambda match: _as_typed(match[0]), text)
    for match in _FIGURE.finditer(text):
        reads = match[0].rstrip(",.")
        if _is_telling(f"${reads}" if _DOLLARS.match(text, match.end()) else reads):
            yield Figure(_number(reads), reads)
        elif units and (number := _number(reads)) in units:
            rest = text[match.end() : match.end() + 80]
            behind = squeeze(rest)
            for unit in units[number]:
                if not unit and _IN_FIGURES.search(reads):
                    yield Figure(with_unit(number, unit), reads)
                elif unit and behind.startswith(unit):
                    beside = rest[: locate(rest, 0, len(unit))[1]]
                    yield Figure(with_unit(number, unit), f"{match[0]}{beside}")


def with_unit(number: str, unit: str) -> str:
    """What a figure of few digits is known by."""
    return f"{number} {unit}".rstrip()


def of_few_digits(fact: Fact, vintage: Vintage) -> Iterator[tuple[str, str, str]]:
    """The figures of a fact that have too few digits to be looked for just so: the number, the unit, how it reads."""
    full, short = (_read(form) for form in forms_of(vintage))
    if short and _is_telling(full) and not _is_telling(short) and _digits(short) >= _LEAST_DIGITS_OF_FEW:
        yield _number(short), ALONE, short
    unit = squeeze(fact.unit)
    if full and unit and unit not in _TIMES and not _is_telling(full) and _digits(full) >= _LEAST_DIGITS_OF_FEW:
        yield _number(full), unit, f"{full} {fact.unit}"


def _read(form: str) -> str:
    match = _FIGURE.search(form.replace("\u00a0", " "))
    return match[0].rstrip(",.") if match else ""


def _is_telling(figure: str) -> bool:
    least = _LEAST_DIGITS_OF_FEW if _MONEY_AT_SCALE.match(figure) else _LEAST_DIGITS
    return _digits(figure) >= least and bool(_IN_FIGURES.search(figure))


def _digits(figure: str) -> int:
    return len(re.sub(r"\D", "", figure).strip("0"))


def _as_typed(character: str) -> str:
    """What a character beyond ASCII is in a figure: raised numbers of notes and what nobody sees are no part of it."""
    if category(character) in ("No", "Cf", "Mn"):
        return ""
    plain = normalize("NFKC", character)
    return plain if plain.isascii() else letters_of(character) or character


def _number(figure: str) -> str:
    """The number that a figure is: `94580000000` for `$94.58 billion`, `12.5%` for `12.5 percent`."""
    digits, word = re.sub(r"[^\d.]", "", figure), re.sub(r"[^a-z%]", "", figure.lower())
    number = Decimal(digits).scaleb(_SCALES.get(word, 0))
    return f"{number.normalize():f}" + ("%" if word in ("%", "percent") else "")


def forms_of(vintage: Vintage) -> tuple[str, str]:
    """A value as it is printed: in full and short."""
    return vintage.value.press(), vintage.value.short()


def spoken_form_of(vintage: Vintage) -> str:
    """A value in words, where it tells something."""
    return vintage.value.spoken() if any(figures_in(vintage.value.press())) else ""
