"""Pieces of which the messages of rules are made: days, values and lists, in print and in plain spaces."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from generator.store.schema import Fact, Vintage
from generator.values.dates import press_date
from generator.values.value import plain_spaces

_MOST_LISTED = 3


def press_day(day: date) -> str:
    """`November 24, 2026`."""
    return plain_spaces(press_date(day))


def press_value(vintage: Vintage) -> str:
    """`407,782`."""
    return plain_spaces(vintage.value.press())


def stated(fact: Fact, vintage: Vintage | None = None) -> str:
    """The value of a fact, or of one vintage of it, with its qualifier: `more than 112,000`."""
    return f"{fact.qualifier} {press_value(vintage or fact.current)}".strip()


def first_few(names: Iterable[str]) -> str:
    """`one, two, three and 4 more`; each name once."""
    unique = list(dict.fromkeys(names))
    more = len(unique) - _MOST_LISTED
    return ", ".join(unique[:_MOST_LISTED]) + (f" and {more} more" if more > 0 else "")
