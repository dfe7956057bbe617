"""What a cell says: a figure, or none, in the ways in which spreadsheets and statistical offices write it."""

from __future__ import annotations

import re

from generator.errors import Refusal
from generator.values import misread
from generator.values.value import Value, parse_number

_EMPTY = {"nan", "none", "null", "n/a", "#n/a", "<na>", "nat"}
"""What programs write for an empty cell, in any column."""
_NO_FIGURE = {
    "-", "–", "—", "--", ".", "..", "...", "…", "*", "**", "na", "n.a.", "nd", "n.d.", "(na)", "d", "(d)", "s", "(s)",
    "x", "(x)", "z", "(z)", "n", "(n)", "l", "(l)", "†", "‡", "suppressed", "withheld", "redacted", "confidential",
    "not available", "not applicable", "not reported", "no data", "missing", "unknown",
}  # fmt: skip
"""What statistical offices write for a figure that they do not give."""
_NUMBER = r"\$?\d[\d.,]*(?:\s?(?:%|percent|million|billion|trillion))?"
_BOUND = re.compile(
    rf"(?:[<>≤≥~≈]=?|under|over|(?:fewer|less|more) than|at (?:least|most)|up to|about)\s?{_NUMBER}|{_NUMBER}\s?\+"
    rf"|{_NUMBER}\s?(?:-|–|to)\s?{_NUMBER}",
    re.IGNORECASE,
)
_SPACED = re.compile(r"-?\$?[1-9]\d{0,2}(?:[ \u00a0\u202f'’]\d{3})+(?:\.\d+)?")
_ADVICE = (
    (re.compile(r"#+"), "is a column that was too narrow", "widen it in the spreadsheet, and export the table again"),
    (re.compile(r"#[A-Z0-9/]+[!?]"), "is a formula that failed", "mend it in the spreadsheet, and export again"),
    (re.compile(r"[-−]?\d[\d.,]*e[+-]?\d+", re.IGNORECASE), "is a number that a spreadsheet has shortened",
     "format the column as a number there, and export the table again"),
    (re.compile(r"\d{1,2}-[A-Z][a-z]{2}|[A-Z][a-z]{2}-\d{2,4}"), "is a date that a spreadsheet has made of something",
     "format the column as text there, type the figure again, and export"),
    (re.compile(r"\(\$?\d[\d.,]*\)|\$?\d[\d.,]*-"), "is a number below zero as bookkeepers write it",
     "write it with a minus in front"),
    (re.compile(rf"{_NUMBER}\s?(?:[*†‡§]+|\(\w\)|\[\w+\]|[a-z])"), "is a number with the mark of a note",
     "leave the mark out"),
    (re.compile(r"\$?\d[\d.,]* [A-Za-z][A-Za-z -]+"), "has words beside its number",
     "leave them out here; the unit stands in the YAML file"),
)  # fmt: skip


def is_empty(text: str, *, figure: bool) -> bool:
    """Whether a cell says only that nothing is known."""
    small = text.lower()
    if small in _EMPTY or not figure:
        return small in _EMPTY
    return small in _NO_FIGURE or ("#" not in text and misread.says_nothing(text))


def is_bound(text: str) -> bool:
    """Whether a cell says between what its figure lies (`<10`, `10+`, `10-19`), and not what it is."""
    return _BOUND.fullmatch(text) is not None


def read_figure(text: str) -> Value:
    """The figure of a cell. Raises `Refusal`, which says what the cell is instead."""
    try:
        return parse_number(_commas(text))
    except Refusal as refusal:
        if (digits := misread.with_digits(text)) != text and re.fullmatch(_NUMBER, digits):
            raise Refusal(f'"{text}" has a letter among its digits', f"write {digits}") from None
        for form, what, mend in _ADVICE if refusal.what.endswith("is not a number") else ():
            if form.fullmatch(text):
                raise Refusal(f'"{text}" {what}', mend) from None
        raise


def plain_digits(text: str, *, whole: bool) -> str:
    """A number with commas between its thousands and, if it is `whole`, without the zeros after the point that data
    programs write: `7074.0` is `7074`."""
    text = _commas(text)
    return re.sub(r"\.0+$", "", text) if whole else text


def _commas(text: str) -> str:
    return re.sub(r"[ \u00a0\u202f'’]", ",", text) if _SPACED.fullmatch(text) else text
