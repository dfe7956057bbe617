"""TP208 and TP209: cells of tables that may be wrong. Reading a table finds them; here they are told."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.rule import Finding, rule
from generator.checks.subjects import Subjects
from generator.tables.doubts import ODD_FIGURE, OTHER_LETTERS, Doubt


@rule(
    ODD_FIGURE,
    "odd-figure",
    "A figure of a table stands apart from the others, and nobody has accepted it.",
    "error",
    "error",
    "warning",
)
def odd_figure(subjects: Subjects) -> Iterator[Finding]:
    yield from _told(subjects, ODD_FIGURE, "a digit too many or a total among the rows looks like this")


@rule(
    OTHER_LETTERS,
    "other-letters",
    "A table is not UTF-8, so its letters were guessed.",
    "error",
    "error",
    "warning",
)
def other_letters(subjects: Subjects) -> Iterator[Finding]:
    yield from _told(subjects, OTHER_LETTERS, "a name that is spelled wrong is seen at once by whoever bears it")


def _told(subjects: Subjects, code: str, why: str) -> Iterator[Finding]:
    """Warnings at most: they may be right, and only finals are refused."""
    for doubt in subjects.library.warnings:
        if isinstance(doubt, Doubt) and doubt.code == code:
            yield Finding(doubt.mark, doubt.what, why, doubt.mend, mild=True)
