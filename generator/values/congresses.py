"""The Congresses by their numbers: when each begins, and which one a day is in."""

from __future__ import annotations

from datetime import date

FIRST_IN_JANUARY = 74
"""The first that began on January 3, as the Twentieth Amendment has it: in 1935."""
_YEAR_OF_THE_FIRST = 1789


def begins(number: int) -> date:
    """The day on which a Congress begins, and the one before it ends, at noon: `2027-01-03` for the 120th."""
    assert number >= FIRST_IN_JANUARY, "earlier ones began in March"
    return date(_YEAR_OF_THE_FIRST + 2 * (number - 1), 1, 3)


def congress_of(day: date) -> int:
    """The number of the Congress that a day is in."""
    number = (day.year - _YEAR_OF_THE_FIRST) // 2 + 1
    return number if day >= begins(number) else number - 1
