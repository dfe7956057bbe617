"""TP208 and TP209: cells of tables that may be wrong, which reading a table finds; TP714: figures of one."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.language.plurals import plural_after
from generator.checks.rule import Finding, rule
from generator.checks.subjects import Subjects
from generator.store.substitution import Substitution, substitutions
from generator.tables.doubts import ODD_FIGURE, OTHER_LETTERS, Doubt

PLURAL_OF_ONE = "TP714"


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


@rule(PLURAL_OF_ONE, "plural-of-one", "A plural stands after a figure that is 1.", "error", "error", "warning")
def plural_of_one(subjects: Subjects) -> Iterator[Finding]:
    for passage in subjects.passages:
        for piece in substitutions(passage.text) if passage.topic and "{{" in passage.text else ():
            words = "" if piece.attribute else plural_after(passage.text[piece.end :])
            if words and (whose := _of_one(subjects, passage.topic, piece)):
                what = f"this prints “1 {words}” {whose}"
                mend = "word it so that it holds for one, such as “projects: {{ row.projects }}”, or leave the row out"
                at = subjects.at(passage, piece.start)
                yield Finding(at, what, "it reads as a slip", mend, passage.clearance, mild=True)


def _of_one(subjects: Subjects, topic: str, piece: Substitution) -> str:
    """For whom a figure is 1, in words; empty if for nobody."""
    library = subjects.library
    if not piece.column:
        value = library.fact(piece.ref, topic).current.value
        return f"of the fact “{piece.ref}”" if value.kind == "number" and value.press() == "1" else ""
    table = library.tables[library.topics[topic].table]
    names = [row[table.name] for row in table.rows if row.get(piece.column) == "1"]
    return f"for {', '.join(names[:3])}{f' and {len(names) - 3} more' if len(names) > 3 else ''}" if names else ""


def _told(subjects: Subjects, code: str, why: str) -> Iterator[Finding]:
    """Warnings at most: they may be right, and only finals are refused."""
    for doubt in subjects.library.warnings:
        if isinstance(doubt, Doubt) and doubt.code == code:
            yield Finding(doubt.mark, doubt.what, why, doubt.mend, mild=True)
