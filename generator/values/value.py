"""What a fact states: a number, an amount of money, a percentage, a date or a short text, and how it is printed.

The words follow press style. A number never parts from the word after it, nor a day from its month (no-break spaces).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from difflib import get_close_matches
from functools import lru_cache
from typing import Literal

from generator.errors import Refusal
from generator.values import misread, spoken
from generator.values.dates import NBSP, PartialDate, find_date
from generator.values.quotes import typographic
from generator.values.spoken_text import in_words

ValueKind = Literal["number", "money", "percent", "date", "text"]

SCALES = {"million": 6, "billion": 9, "trillion": 12}
"""The words that follow a number, with their power of ten."""
MAX_TEXT = 200
_MAX_DIGITS, _MAX_DECIMALS = 15, 6
_MINUS = "\u2212"
_LETTERS = (("M", 6), ("B", 9), ("T", 12))
_SHORTENED = {"k": 3, "thousand": 3, "m": 6, "mm": 6, "mn": 6, "mln": 6, "b": 9, "bn": 9, "bln": 9, "t": 12, "tn": 12}
_PERCENT = ("%", "percent", "per cent", "pct")
_QUALIFIERS = (
    "more than", "less than", "fewer than", "at least", "at most", "up to", "about", "around", "roughly", "nearly",
    "almost", "over", "under", "approximately", "an estimated", "estimated", "some",
)  # fmt: skip

_AMOUNT = re.compile(
    r"(?P<sign>[-−–]?)\s?(?P<dollar>\$?)\s?(?P<digits>[\d.,]*\d[\d.,]*)(?P<space>\s?)(?P<word>%|per cent|[A-Za-z]+\.?)?"
)
_DIGITS = re.compile(r"([1-9]\d{0,2}(?:,\d{3})+|\d+)(?:\.(\d+))?")
_DECIMAL_COMMA = re.compile(r"(0|\d+(?:\.\d{3})+),(\d+)|(\d+),(\d{1,2})|(\d{4,}),(\d+)")
_THOUSANDS_BY_POINTS = re.compile(r"[1-9]\d{0,2}(?:\.\d{3}){2,}")
_QUALIFIED = re.compile(rf"({'|'.join(_QUALIFIERS)}) ([-−]?\$?\d.*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Value:
    """A value as staff typed it. `amount` is the number before its scale word, with `decimals` digits after the point.

    `when` is set for dates and `text` for texts only. Prints itself with `press`, `short` and `spoken`.
    """

    kind: ValueKind
    amount: Decimal | None = None
    scale: str = ""
    decimals: int = 0
    when: PartialDate | None = None
    text: str = ""

    @property
    def number(self) -> Decimal | None:
        """The value in units, to compare and to draw (`$92.89 billion` is 92,890,000,000; `22 percent` is 22)."""
        return None if self.amount is None else self.amount.scaleb(SCALES.get(self.scale, 0))

    def __str__(self) -> str:
        return self.press()

    def press(self) -> str:
        """As the press writes it: `407,782`, `$92.89 billion`, `22 percent`, `August 27, 2029`."""
        if self.amount is None:
            return self.when.press() if self.when else self.text
        word = "percent" if self.kind == "percent" else self.scale
        return self._signed(f"{abs(self.amount):,.{self.decimals}f}") + (NBSP + word if word else "")

    def short(self) -> str:
        """For labels: `407,782`, `4.8M`, `$92.9B`, `22%`, `Aug. 27, 2029`. Below a million nothing is rounded."""
        if self.amount is None:
            return self.when.short() if self.when else self.text
        number = abs(self.amount.scaleb(SCALES.get(self.scale, 0)))
        if number >= 10**6:
            return self._signed(_in_letters(number))
        if self.scale:
            return self._signed(f"{number.normalize():,f}")
        return self.press().replace(NBSP + "percent", "%")

    def spoken(self) -> str:
        """To be read aloud: `ninety-two point eight nine billion dollars`, `two dollars and fifty-six cents`."""
        if self.amount is None:
            return self.when.spoken() if self.when else in_words(self.text)
        size = abs(self.amount)
        words = spoken.dollars(size, self.scale, self.decimals) if self.kind == "money" else spoken.decimal(size)
        unit = "percent" if self.kind == "percent" else "" if self.kind == "money" else self.scale
        return " ".join(filter(None, ("minus" if self.amount < 0 else "", words, unit)))

    def _signed(self, digits: str) -> str:
        minus = _MINUS if self.amount is not None and self.amount < 0 else ""
        return f"{minus}{'$' if self.kind == 'money' else ''}{digits}"


def _in_letters(number: Decimal) -> str:
    """A million or more with one decimal, as in `4.8M`; what rounds up to a thousand of one goes to the next."""
    for letter, power in _LETTERS:
        written = f"{number.scaleb(-power).quantize(Decimal('0.1'), ROUND_HALF_UP):,}".removesuffix(".0") + letter
        if "," not in written:
            break
    return written


def parse_value(given: object) -> Value:
    """Read a value as staff type it: `407,782`, `3.2 million`, `$92.89 billion`, `22%`, `2029-08-27`, `three-quarters`.

    A number is read as one only when it is well written; four digits without a comma from 1700 to 2199 are a year.
    Whatever is neither number nor date is text. Raises `Refusal`.
    """
    if isinstance(given, Value):
        return given
    text = _one_text(given)
    if when := find_date(text) if not _is_plain_number(text) else None:
        return Value("date", when=when)
    return _amount(text) or _text(text, str(given))


def parse_number(given: object) -> Value:
    """Like `parse_value` where only a number, an amount of money or a percentage will do: four digits are no year."""
    if isinstance(given, Value):
        return given
    text = _one_text(given)
    if (value := _amount(text)) is None:
        raise Refusal(f'"{text}" is not a number', "write it in digits, such as 407,782")
    return value


def _one_text(given: object) -> str:
    if not isinstance(given, str):
        raise Refusal("is not one value", "write one figure, such as 407,782")
    if not (text := " ".join(given.split())):  # split() knows no-break spaces
        raise Refusal("is empty", "write the figure, such as 407,782")
    if len(text) > MAX_TEXT:
        raise Refusal(f"has {len(text):,} characters; a value has {MAX_TEXT} at most", "write it as a point")
    return text


def _is_plain_number(text: str) -> bool:
    """Four digits that are too small or too large for a year."""
    return text.isdecimal() and not ("1700" <= text <= "2199" and len(text) == 4)


@lru_cache(maxsize=4096)  # saves reading a table's cells again for each document that charts them
def _amount(text: str) -> Value | None:
    match = _AMOUNT.fullmatch(text)
    if match is None or re.fullmatch(r"0\d+", text):  # such as a ZIP code
        return None
    word = (match["word"] or "").lower()
    kind: ValueKind = "money" if match["dollar"] else "number"
    if word in _PERCENT:
        if match["dollar"]:
            raise Refusal(f'"{text}" is both dollars and percent', "leave one of them out")
        kind, word = "percent", ""
    elif word and word not in SCALES:
        _refuse_misspelt_scale(text, match, word)
        return None
    number, decimals = _digits(text, match)
    if kind == "money" and not word and decimals == 1:
        decimals = 2  # $2.5 prints as $2.50
    return Value(kind, number, word, decimals)


def _digits(text: str, match: re.Match[str]) -> tuple[Decimal, int]:
    """The number and how many decimals it was typed with."""
    digits = match["digits"]
    well_written = _DIGITS.fullmatch(digits)
    if well_written is None:
        mend = _well_written(digits)
        raise Refusal(f'"{text}" is not a well-written number', mend)
    decimals = len(well_written[2] or "")
    number = Decimal(digits.replace(",", ""))
    if number >= 10**_MAX_DIGITS or decimals > _MAX_DECIMALS:
        raise Refusal(f'"{text}" has more digits than a figure needs', "round it, or use million, billion or trillion")
    return (-number if match["sign"] else number), decimals


def _well_written(digits: str) -> str:
    """How to write digits that are not well written."""
    if digits.startswith("."):
        return f"write 0{digits}"
    if match := _DECIMAL_COMMA.fullmatch(digits):
        before, after = filter(None, match.groups())
        return f"if its comma begins the decimals, write {Decimal(before.replace('.', '')):,}.{after}"
    bare = digits.replace(",", "")
    if _THOUSANDS_BY_POINTS.fullmatch(digits):
        bare = digits.replace(".", "")
    if bare.replace(".", "", 1).isdecimal() and not bare.endswith("."):
        return f"put a comma before every three digits: {Decimal(bare):,}"
    return "write it as in 407,782 or 2.56"


def _refuse_misspelt_scale(text: str, match: re.Match[str], word: str) -> None:
    """Raise for `$94.58B`, `408K` and `3.2 milion`; let other words pass, such as in `24 hours`."""
    dollar = match["dollar"]
    if (power := _SHORTENED.get(word.rstrip("."))) is not None:
        name = next((scale for scale, p in SCALES.items() if p == power), "")
        amount, decimals = _digits(text, match)
        written = f"{amount:,.{decimals}f} {name}" if name else f"{amount.scaleb(power).normalize():,f}"
        raise Refusal(f'"{text}" is shortened', f"write {dollar}{written}; {{{{ … | short }}}} shortens it")
    if close := get_close_matches(word, [*SCALES, "percent"], n=1, cutoff=0.8):
        raise Refusal(f'"{text}" has the word "{word}"', f'did you mean "{close[0]}"?')


def left_by_a_shell(given: str) -> Refusal:
    """What is said of what a shell left of a figure."""
    what = f'"{given}" is what a shell left of a figure: it takes a dollar sign and what follows for itself'
    return Refusal(what, 'write all of it, such as $412.5 million; on a command line, "412.5 million dollars"')


def _text(text: str, given: str) -> Value:
    if misread.is_left_by_a_shell(given):
        raise left_by_a_shell(given)
    if "{{" in text:
        raise Refusal("takes what it says from another fact", "write the figure itself")
    _refuse_misread(text)
    if match := _QUALIFIED.fullmatch(text):
        words, figure = match.groups()
        raise Refusal(f'"{text}" has words before its number', f'put "{words}" in "qualifier" and leave {figure} here')
    return Value("text", text=typographic(text))


def _refuse_misread(text: str) -> None:
    """Raise for what only holds the place of a figure, and for a figure in a spelling that would pass for words."""
    if misread.says_nothing(text) or not any(map(str.isalnum, text)):
        raise Refusal(f'"{text}" says nothing', "write the figure, such as 407,782")
    if (found := misread.qualified(text)) and (value := _amount_or_none(found[1])):
        mend = f'put "{found[0]}" in "qualifier" and leave {plain_spaces(value.press())} here'
        raise Refusal(f'"{text}" has a sign beside its number', mend)
    if (usual := misread.without_habits(text)) != text and (value := _amount_or_none(usual)):
        written = plain_spaces(value.press()).replace(_MINUS, "-")
        raise Refusal(f'"{text}" would be printed as it stands, not as a figure', f"write {written}")
    if misread.is_split(text):
        raise Refusal(f'"{text}" has a blank among its digits', "write the figure in one piece, such as 407,782")


def _amount_or_none(text: str) -> Value | None:
    try:
        return _amount(text)
    except Refusal:
        return None


def plain_spaces(text: str) -> str:
    """A printed value with ordinary spaces, to compare, to show in a terminal and to write into the store."""
    return text.replace("\u00a0", " ")
