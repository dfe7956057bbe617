"""Numbers, years and days in English words, to be read aloud. American usage: no "and" inside a number."""

from __future__ import annotations

from decimal import Decimal

_SMALL = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_THOUSANDS = ("", " thousand", " million", " billion", " trillion")
_IRREGULAR_ORDINALS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}


def cardinal(number: int) -> str:
    """A whole number from 0 to 999 trillion: `four hundred seven thousand seven hundred eighty-two`."""
    if number == 0:
        return _SMALL[0]
    groups = []
    for scale in _THOUSANDS:
        number, group = divmod(number, 1000)
        if group:
            groups.append(_below_thousand(group) + scale)
    return " ".join(reversed(groups))


def _below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    words = [f"{_SMALL[hundreds]} hundred"] if hundreds else []
    if rest:
        words.append(_below_hundred(rest))
    return " ".join(words)


def _below_hundred(number: int) -> str:
    if number < 20:
        return _SMALL[number]
    tens, ones = divmod(number, 10)
    return f"{_TENS[tens]}-{_SMALL[ones]}" if ones else _TENS[tens]


def ordinal(number: int) -> str:
    """A rank, such as a day of the month: `twenty-seventh`."""
    words = cardinal(number)
    head, hyphen, last = words.rpartition("-") if "-" in words else words.rpartition(" ")
    if last in _IRREGULAR_ORDINALS:
        last = _IRREGULAR_ORDINALS[last]
    elif last.endswith("y"):
        last = last[:-1] + "ieth"
    else:
        last += "th"
    return head + hyphen + last


def decimal(number: Decimal) -> str:
    """A number of zero or more, its decimals one by one as they are written: `ninety-two point eight nine`."""
    whole, _, decimals = f"{number:f}".partition(".")
    words = cardinal(int(whole))
    return f"{words} point {' '.join(_SMALL[int(d)] for d in decimals)}" if decimals else words


def year(number: int) -> str:
    """A year as it is said: `twenty twenty-nine`, `two thousand five`, `nineteen oh five`, `nineteen hundred`."""
    century, rest = divmod(number, 100)
    if number % 1000 < 10:
        return cardinal(number)
    if rest == 0:
        return f"{_below_hundred(century)} hundred"
    return f"{_below_hundred(century)} {'oh ' if rest < 10 else ''}{_below_hundred(rest)}"


def dollars(size: Decimal, scale: str = "", decimals: int = 0) -> str:
    """An amount of zero or more: `two dollars and fifty-six cents`, `two point five million dollars`."""
    if scale or decimals > 2:
        return " ".join(filter(None, (decimal(size), scale, "dollars")))
    whole, cents = divmod(int(size * 100), 100)
    parts = []
    if whole or not cents:
        parts.append(f"{cardinal(whole)} dollar{'' if whole == 1 else 's'}")
    if cents:
        parts.append(f"{cardinal(cents)} cent{'' if cents == 1 else 's'}")
    return " and ".join(parts)
