"""Doubts about what a review of a fact found: another kind of figure, days that cannot be, a change that is too large.

What `check` would find afterwards is refused before it is written. What to type instead is told in quotes that every
shell takes alike (double ones), and without a dollar sign, since shells take that for themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from generator.errors import Refusal, UsageError
from generator.store.fact_edits import Findings
from generator.store.schema import Fact, Vintage
from generator.values.dates import parse_day, parse_partial_date
from generator.values.misread import is_left_by_a_shell
from generator.values.value import Value, left_by_a_shell, parse_value, plain_spaces

FACTOR = 3
"""A figure that grows or shrinks by more than this is asked about."""
LIKELY_FACTOR = 10
"""What would be more than so many times as much, or less, is not taken for what somebody meant."""
_DOLLARS = re.compile(r"(?P<amount>[-−]?[\d.,]+(?: (?:million|billion|trillion))?) (?:US )?dollars?", re.IGNORECASE)
_KINDS = {
    "number": "a plain number",
    "money": "in dollars",
    "percent": "a percentage",
    "date": "a date",
    "text": "words",
}


def typed_value(text: str) -> str:
    """A value of the command line as the store has it: `415 million dollars` is `$415 million`.

    Anything else as it is. Raises `UsageError` for what a shell left of an amount of dollars.
    """
    if text[:1] in (".", ",") or is_left_by_a_shell(text):
        raise UsageError(str(left_by_a_shell(text)))
    found = _DOLLARS.fullmatch(" ".join(text.split()))
    return f"${found['amount']}".replace("$-", "-$").replace("$−", "−$") if found else text


def understood(value: Value) -> str:
    """A value as it was understood, to be printed back to whoever typed it: `12.5 million, a plain number`."""
    return f"{plain_spaces(value.press())}, {_KINDS[value.kind]}"


def refuse_wrong_days(fact: Fact, findings: Findings, today: date) -> None:
    """Raises `UsageError` for an as-of day that is to come, and for a review day that is gone."""
    given = findings.given()
    try:
        as_of = parse_partial_date(given["as_of"]) if "as_of" in given else None
        review_by = parse_day(given["review_by"]) if "review_by" in given else None
    except Refusal:
        return  # the reader of the store says it better
    if as_of and as_of.first() > today:
        raise UsageError(
            f"--as-of {as_of} is to come, and nothing can be known as of a day to come; today is {today}. "
            "Say when the figure was true; what lies ahead is --status projected"
        )
    if review_by and review_by < today:
        raise UsageError(
            f"--review-by {review_by} has passed; today is {today}. Say when {fact.ref} is to be looked at again"
        )


def refuse_other_kind(fact: Fact, findings: Findings) -> None:
    """Raises `UsageError`, with what to type, for a value of another kind or unit than the fact has."""
    given = findings.given()
    if "value" not in given:
        return
    typed = " ".join(given["value"].split())
    old = _compared(fact, given).value
    try:
        new = parse_value(typed)
    except Refusal:
        return  # the reader of the store says it better
    if new.kind == old.kind or old.kind == "text":
        return
    was = plain_spaces(old.press())
    raise UsageError(
        f'"{typed}" is {_KINDS[new.kind]}, and {fact.ref} is {_KINDS[old.kind]} ({_counted(was, fact)}). '
        f"{_to_type(typed, new, old, fact)}If it has become another kind of figure, change it in its file"
    )


def doubt(fact: Fact, findings: Findings) -> str:
    """What is asked before a figure is changed by much; empty if there is nothing to ask."""
    given = findings.given()
    if "value" not in given:
        return ""
    old = _compared(fact, given).value
    try:
        new = parse_value(given["value"])
    except Refusal:
        return ""
    if old.number is None or new.number is None or not _is_far(old.number, new.number):
        return ""
    before, after = (plain_spaces(value.press()) for value in (old, new))
    return f"{fact.ref} was {_counted(before, fact)} and would be {after}, {_how_much(old.number, new.number)}"


def _compared(fact: Fact, given: dict[str, str]) -> Vintage:
    """What the new value is held against: the same period if there is one, else the newest."""
    return fact.series.get(given.get("period", ""), fact.current)


def _is_far(old: Decimal, new: Decimal) -> bool:
    if not old or not new or (old < 0) != (new < 0):
        return old != new
    return max(abs(old), abs(new)) > FACTOR * min(abs(old), abs(new))


def _how_much(old: Decimal, new: Decimal) -> str:
    if not old or not new or (old < 0) != (new < 0):
        return "which is another sign" if old and new else "which is nothing" if not new else "where there was nothing"
    if abs(new) > abs(old):
        return f"{_times(abs(new) / abs(old))} times as much"
    return f"{_times(abs(old) / abs(new))} times less"


def _times(factor: Decimal) -> str:
    return f"{factor:,.0f}" if factor >= 10 else f"{factor:.1f}".removesuffix(".0")


def _counted(written: str, fact: Fact) -> str:
    return f"{written} {fact.unit}".rstrip()


def _to_type(typed: str, new: Value, old: Value, fact: Fact) -> str:
    """What was probably meant, as it can be typed in every shell; empty if nobody can say."""
    if new.kind == "text" and fact.unit and typed.lower().endswith(f" {fact.unit.lower()}"):
        return f'Leave the unit out: --value "{typed[: -len(fact.unit) - 1]}". '
    if new.kind == "date" and new.when and new.when.month is None:
        new = Value("number", Decimal(new.when.year))
    as_meant = next((value for value in _readings(new, old) if _is_likely(value, old)), None)
    if as_meant is None:
        hint = f'Write it in the same way, such as --value "{_in_words(old)}", which is what it was. '
    else:
        hint = f'If that is the figure, write --value "{_in_words(as_meant)}". '
    if old.kind == "money":
        hint += "(A shell takes a dollar sign and what follows it for itself: write the word.) "
    return hint


def _readings(new: Value, old: Value) -> Iterator[Value]:
    """What a number can have been meant to be where a value of the kind of `old` belongs: as it was typed, in the same
    millions, or as a share (`0.28` for 28 percent)."""
    if new.amount is None:
        return
    if old.kind != "percent":
        yield Value(old.kind, new.amount, new.scale, new.decimals)
        if not new.scale and old.scale:
            yield Value(old.kind, new.amount, old.scale, new.decimals)
    elif not new.scale:
        yield Value(old.kind, new.amount, "", new.decimals)
        yield Value(old.kind, new.amount * 100, "", max(new.decimals - 2, 0))


def _is_likely(value: Value, old: Value) -> bool:
    """Whether a figure can have become this: it is of the same size, within a factor of ten."""
    before, after = old.number or Decimal(), value.number or Decimal()
    if not before or not after or (before < 0) != (after < 0):
        return False
    return max(abs(before), abs(after)) <= LIKELY_FACTOR * min(abs(before), abs(after))


def _in_words(value: Value) -> str:
    """A value without a sign that a shell would take for itself."""
    if value.kind != "money":
        return plain_spaces(value.press()).replace("−", "-")
    return plain_spaces(value.press()).replace("$", "").replace("−", "-") + " dollars"
