"""What stands where a figure should and is none: words that mean nothing, and spellings that are not read."""

from __future__ import annotations

import re
from decimal import Decimal

from generator.values.stand_ins import UNTIL_KNOWN

_NOTHING = re.compile(
    rf"(?:null|none|nil|nan|true|false|yes|no|on|off|unknown|missing|blank|empty|{UNTIL_KNOWN}"
    r"|n\. ?d\.|pending|forthcoming|awaited|to come|to be (?:added|announced|confirmed|decided|determined)"
    r"|not (?:yet )?(?:known|available|released)"
    r"|see (?:the )?(?:notes?|footnotes?|text|source|table|above|below)(?: \d+)?"
    r")\.?",
    re.IGNORECASE,
)
"""Empty words of YAML, of spreadsheets and of programs, and what people write until they know."""
_STAND_IN = re.compile(r"[-−$]*(?:x+|(?:tk)+|tb[adc]|_+|#+|\?+|\.{2,}|…)[%.]?", re.IGNORECASE)
_BESIDE = re.compile(r"million|billion|trillion|percent|%|dollars?", re.IGNORECASE)
_BEFORE = {"~": "about", "≈": "about", "<": "less than", ">": "more than", "≤": "at most", "≥": "at least"}
_AFTER = {"+": "at least"}
_HABITS = (
    (re.compile(r"\(([^()]+)\)"), r"-\1"),  # an accountant's minus
    (re.compile(r"\+(?=[$\d])"), ""),
    (re.compile(r"(?:US ?\$|USD ?\$?)\s?(?=\d)", re.IGNORECASE), "$"),
    (
        re.compile(
            r"\$?(?<![\d.,])([\d.,]+)((?: (?:million|billion|trillion))?) (?:US )?(?:dollars?|USD)", re.IGNORECASE
        ),
        r"$\1\2",
    ),
    (re.compile(r"\$\s*([-−–])\s*(?=\d)"), r"\1$"),
    (re.compile(r"(?<=\d)[ _'’](?=\d{3}(?:\D|$))"), ","),
    (re.compile(r"(?<=\d)_(?=\d)"), ""),
    (re.compile(r"(?<=[\d%a-z])\.$"), ""),
    (re.compile(r"(?<![\d.,])(?!0\d{4}$)0+(?=\d)"), ""),  # but not of a ZIP code
)
_LEFT = re.compile(
    r"(?:thousand|million|billion|trillion|percent|per cent|dollars)\b.*"
    r"|(?i:(?:thousand|million|billion|trillion|percent|dollars)\.?|%)"
    r"|(?:[-\w]*/)*-?(?:ba|z|da|k|fi)?sh(?:[.,]?\d| [mbt]r?illion\b).*"
)
"""A word of scale that nothing stands before, or the name of a shell, which it gives for `$0`."""
_LETTERS = re.compile(r"(?<=[\d.,])[OolI]++(?=[\d.,%\s]|$)")
_DIGITS = str.maketrans("OolI", "0011")
_SPLIT = re.compile(r"[-−]?\$?\d[\d.,]*(?: [\d.,]*\d)+ ?(?:million|billion|trillion|percent|%)?", re.IGNORECASE)
_EXPONENT = re.compile(r"([-−]?\$?)(\d+(?:\.\d+)?)[eE]([+-]?\d{1,2})")


def says_nothing(text: str) -> bool:
    """Whether a text only holds the place of a figure: `N/A`, `XX percent`, `$X million`."""
    if _NOTHING.fullmatch(text):
        return True
    own = [word for word in text.split() if not _BESIDE.fullmatch(word)]
    return bool(own) and all(map(_STAND_IN.fullmatch, own))


def is_left_by_a_shell(given: str) -> bool:
    """Whether words are what a shell leaves of `$3 million`: it takes the sign and the digits after it for itself."""
    return given[:1].isspace() or bool(_LEFT.fullmatch(" ".join(given.split())))


def without_habits(text: str) -> str:
    """A figure as it is typed here, where it has a spelling of accountants, programs or other countries: `(5)` is -5.

    Other texts come back as they are, or as something that is no figure either.
    """
    if match := _EXPONENT.fullmatch(text):
        sign, digits, power = match.groups()
        return f"{sign}{Decimal(digits).scaleb(int(power)):,f}"
    text = with_digits(text)
    for pattern, instead in _HABITS:
        text = pattern.sub(instead, text)
    return text


def is_split(text: str) -> bool:
    """Whether a text is all figure, with a blank among its digits: `4 15`."""
    return _SPLIT.fullmatch(text) is not None


def with_digits(text: str) -> str:
    """A text with the digits for which letters stand that look like them: `4l5` is `415`, `1O6` is `106`."""
    return _LETTERS.sub(lambda match: match[0].translate(_DIGITS), text)


def qualified(text: str) -> tuple[str, str] | None:
    """The words that a sign beside a figure stands for, and the figure: `~5` is "about" and `5`."""
    if text[:1] in _BEFORE and re.match(r".\s?[-−$]?\d", text):
        return _BEFORE[text[0]], text[1:].strip()
    if text[-1:] in _AFTER and re.search(r"[\d%a-z]\s?.$", text):
        return _AFTER[text[-1]], text[:-1].strip()
    return None
