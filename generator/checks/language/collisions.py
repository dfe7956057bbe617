"""Where a printed figure runs into what was typed around it: a sign, unit or word said twice, a letter that touches."""

from __future__ import annotations

import re

_UNITS = (
    (re.compile(r"\$|\bdollars?\b"), re.compile(r"\s?(?:US )?dollars?\b|\s?USD\b", re.IGNORECASE)),
    (re.compile(r"(?:%|\bpercent)$"), re.compile(r"\s?(?:%|per ?cent\b|pct\b|percentage points?\b)", re.IGNORECASE)),
    (re.compile(r"\b(?:million|billion|trillion)$|\d[MBT]$"),
     re.compile(r"\s?(?:thousand|million|billion|trillion|[MBT]n?\b)", re.IGNORECASE)),
)  # fmt: skip
_LAST_WORDS = re.compile(r"((?:[A-Za-z]+ ){0,2}[A-Za-z]+)\s+$")
_FIRST_WORDS = re.compile(r"[A-Za-z]+(?: [A-Za-z]+)*(?= [-−$\d])")
_NEAR = 60
"""Letters before and behind a figure that are looked at."""


def collision(before: str, printed: str, after: str) -> tuple[str, str] | None:
    """What is wrong where `printed`, a figure, stands between two texts, and what is printed there: None if nothing."""
    printed, before, after = (t.replace("\u00a0", " ") for t in (printed, before[-_NEAR:], after[:_NEAR]))
    if not printed:
        return None
    if found := _said_twice(before, printed, after):
        return found
    if before[-1:].isalnum() and (printed[0].isalnum() or printed[0] in "$−-"):
        return "touches what stands before it", before.split()[-1] + printed
    if printed[-1].isalnum() and after[:1].isalnum():
        return "touches what stands behind it", printed + re.split(r"\s", after, maxsplit=1)[0]
    return None


def _said_twice(before: str, printed: str, after: str) -> tuple[str, str] | None:
    if "$" in printed and (sign := re.search(r"\$\s?$", before)):
        return "brings its own “$”", sign.group() + printed
    for brings, typed in _UNITS:
        if (own := brings.search(printed)) and (unit := typed.match(after)):
            return f"brings its own “{own.group()}”", printed + unit.group()
    qualifier = _FIRST_WORDS.match(printed)
    words = _LAST_WORDS.search(before)
    if qualifier and words and f" {words[1]}".lower().endswith(f" {qualifier.group()}".lower()):
        return f"brings its own “{qualifier.group()}”", f"{qualifier.group()} {printed}"
    return None
