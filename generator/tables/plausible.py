"""Cells that are numbers and yet look wrong: what a person should look at before hundreds of pages are printed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from generator.values.value import Value

TIMES = 10
"""So many times its neighbour in size, and a value stands apart."""
_ENOUGH = 3  # of fewer values nobody can say what size is usual
_MANY, _CHANCE = 5, 200
_KINDS = {"number": "plain numbers", "money": "amounts of money", "percent": "percentages"}


@dataclass(frozen=True, slots=True)
class Suspect:
    """The cell in the row with this key, what is odd about it, and what to do."""

    key: str
    what: str
    mend: str


def suspects(values: Mapping[str, Value]) -> Iterator[Suspect]:
    """The suspicious cells of one column; `values` has its figures by the key of their row."""
    kinds = Counter(v.kind for v in values.values())
    usual, most = kinds.most_common(1)[0] if kinds else ("number", 0)
    if list(kinds.values()).count(most) > 1:
        usual = "number"  # as many of one kind as of another: any but plain numbers is told
    numbers: dict[str, Decimal] = {}
    for key, value in values.items():
        if value.kind != usual:
            what = f'"{value}" is not written as the others, which are {_KINDS[usual]}'
            yield Suspect(key, what, "write it as the others, or make a column for it")
        elif value.number is not None:
            numbers[key] = value.number
    yield from _signs(numbers, values)
    if len(numbers) < _ENOUGH:
        return
    if total := _total(numbers):
        what = f'"{values[total]}" is the sum of all other rows'
        yield Suspect(total, what, "if this row is a total, take it out of the table")
        del numbers[total]
    yield from _apart(numbers, values)


def _signs(numbers: Mapping[str, Decimal], values: Mapping[str, Value]) -> Iterator[Suspect]:
    below = [key for key, number in numbers.items() if number < 0]
    if len(below) < len(numbers) and len(below) <= len(numbers) // 10 + 1:
        for key in below:
            yield Suspect(key, f'"{values[key]}" is below zero, and the others are not', "check it")


def _total(numbers: Mapping[str, Decimal]) -> str:
    """The key of the row that is the sum of all others, or the empty string. Of a few small numbers one often is."""
    whole = sum(numbers.values())
    if len(numbers) < _MANY and whole < _CHANCE:
        return ""
    largest = max(numbers, key=lambda k: numbers[k], default="")
    return largest if largest and whole and numbers[largest] * 2 == whole else ""


def _apart(numbers: Mapping[str, Decimal], values: Mapping[str, Value]) -> Iterator[Suspect]:
    """Values ten times the next one in size, or a tenth of it: the few beyond a gap, never the many before it."""
    ranked = sorted((abs(n), key) for key, n in numbers.items() if n)
    few = max(1, len(ranked) // 20)
    for place in range(1, len(ranked)):
        (lower, small), (upper, large) = ranked[place - 1], ranked[place]
        if upper < TIMES * lower:
            continue
        if len(ranked) - place <= few:
            for _, key in ranked[place:]:
                what = f'"{values[key]}" is {int(upper / lower):,} times the next smaller value, "{values[small]}"'
                yield Suspect(key, what, "check the digits and the unit")
        elif place <= few:
            for _, key in ranked[:place]:
                what = f'"{values[key]}" is a {int(upper / lower):,}th of the next larger value, "{values[large]}"'
                yield Suspect(key, what, "check the digits and the unit")
