"""What a document read when it was built and would read otherwise today: what `trace` tells beside its figures.

The record of its dependencies knows of a hearing whose room has moved, a template or an office that was edited, and of
the clock. A document that was built anew since, or on another computer, has no record here: nothing is said of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime

from generator.compose.recorder import QUESTION, SEPARATOR
from generator.dependencies import APPROVED, Answers, Clock, in_words
from generator.document.receipt import Receipt
from generator.project import Project
from generator.receipts.changes import Change, Gravity
from generator.records.built import Built
from generator.records.ledger import Ledger
from generator.values.dates import start_of_day

_TOLD_ELSEWHERE = (
    *("sources", "tables", "rows", f"{QUESTION}cell", f"{QUESTION}program", f"{QUESTION}secrets"),
    f"{QUESTION}{APPROVED}",
)
"""What the receipt has itself, and what is no part of what a document says."""
_TO_LOOK_AT = ("hearing", "office", "the hearing")
"""Things that a document tells its readers of; the others are how it was made."""


def changes_of_dependencies(receipt: Receipt, ledger: Ledger, project: Project, today: date) -> list[Change]:
    """What composing it anew would find otherwise; figures, points and sources aside, which the receipt has."""
    built = Built(ledger)
    entry = built.numbered(receipt.number)
    if entry is None:
        return []
    reads = {name: digest for name, digest in built.all_reads(entry).items() if _is_told_here(name)}
    moment = datetime.now(UTC) if today == date.today() else start_of_day(today)
    answers = Answers(project, moment)
    clock = Clock(answers, receipt.as_of, max(today, receipt.as_of))
    return list(_changes(clock, clock.changed(reads), reads, answers))


def _is_told_here(name: str) -> bool:
    first, *rest = name.split(SEPARATOR)
    return first not in _TOLD_ELSEWHERE and not (first == "topics" and rest[1:2] != ["charts"])


def _changes(clock: Clock, changed: list[str], reads: Mapping[str, str], answers: Answers) -> Iterator[Change]:
    passed, others = clock.parted(changed, reads)
    for one in passed:
        gravity = Gravity.NOTE if one.now.startswith("ended") else Gravity.LOOK
        yield Change("clock", gravity, one.ref, one.what, "", one.now)
    for words in in_words(others, reads, answers):
        gravity = Gravity.LOOK if words.startswith(_TO_LOOK_AT) else Gravity.NOTE
        yield Change("made", gravity, "", words, "", "would be otherwise now")
