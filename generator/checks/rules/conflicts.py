"""TP201 to TP204: facts that disagree with one another, and why."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from generator.checks.differences import decisive, explained
from generator.checks.phrases import press_value, stated
from generator.checks.rule import Finding, rule
from generator.checks.subjects import Subjects
from generator.store.schema import Fact, Vintage

_CROWD = 30
"""Of more facts with one measure and period each is held against the first only."""
_JUMP = 1.10
"""Two editions that are further apart than this, a year, are not one series without a word of explanation."""

Entry = tuple[Fact, Vintage]


@rule("TP201", "contradiction", "Two facts give one measure different values, and nothing says why.", "error")
def contradiction(subjects: Subjects) -> Iterator[Finding]:
    for first, second in _pairs(subjects):
        if not decisive(first[0], second[0]):
            mend = "drop one of them, or say in basis, period or status what sets them apart"
            yield _finding(subjects, (first, second), explained(first[0], second[0]), mend)


@rule(
    "TP202", "different-basis", "Two facts give one measure different values, and what they say explains it.", "warning"
)
def different_basis(subjects: Subjects) -> Iterator[Finding]:
    for first, second in _pairs(subjects):
        if decisive(first[0], second[0]):
            mend = "never set one beside the other without saying so; if you keep both, silence this with the reason"
            yield _finding(subjects, (first, second), explained(second[0], first[0]), mend)


def _finding(subjects: Subjects, pair: tuple[Entry, Entry], why: str, mend: str) -> Finding:
    """A finding about the second of two facts."""
    first, (fact, vintage) = pair
    path: tuple[str, ...] = ("series", vintage.period) if fact.series else ("value",)
    what = f"{_told((fact, vintage))}, and {_told(first)}"
    clearance = min(subjects.reach(fact)[0], subjects.reach(first[0])[0])
    return Finding(subjects.library.mark(fact, *path), what, why, mend, clearance, fact)


def _pairs(subjects: Subjects) -> Iterator[tuple[Entry, Entry]]:
    """Facts of one measure and one period whose values differ; the second is the less sound, or the later one."""
    groups: dict[tuple[str, str], list[Entry]] = {}
    for fact in subjects.facts:
        for vintage in fact.vintages:
            groups.setdefault((measure(fact), vintage.period), []).append((fact, vintage))
    for group in groups.values():
        for first, second in _two_by_two(group):
            if first[0] is second[0] or not _differ(first[1], second[1]) or _linked(subjects, first[0], second[0]):
                continue
            yield (second, first) if _is_sound(second) and not _is_sound(first) else (first, second)


def _two_by_two(group: Sequence[Entry]) -> Iterator[tuple[Entry, Entry]]:
    if len(group) <= _CROWD:
        return combinations(group, 2)
    return ((group[0], other) for other in group[1:])


def _is_sound(entry: Entry) -> bool:
    return entry[1].status.is_sound


def measure(fact: Fact) -> str:
    """The measure of a fact, to compare."""
    return re.sub(r"\W+", " ", fact.measure.lower()).strip()


def _differ(first: Vintage, second: Vintage) -> bool:
    one, other = first.value, second.value
    if one.number is not None and other.number is not None and one.kind == other.kind:
        return one.number != other.number
    return one.press().lower() != other.press().lower()


def _linked(subjects: Subjects, first: Fact, second: Fact) -> bool:
    """Whether one replaces the other: then that is said already, and TP108 and TP109 tell why."""
    return any(_leads(subjects, one, other) for one, other in ((first, second), (second, first)))


def _leads(subjects: Subjects, fact: Fact, target: Fact) -> bool:
    for _ in range(20):  # chains are short, and a circle is refused when the store is read
        if not fact.superseded_by:
            return False
        fact = subjects.library.fact(fact.superseded_by, fact.topic)
        if fact is target:
            return True
    return False


def _told(entry: Entry) -> str:
    fact, vintage = entry
    return f"“{fact.ref}” says {stated(fact, vintage)}" + (f" for {vintage.period}" if vintage.period else "")


@rule("TP203", "edition-jump", "Neighbours in a series come from different editions and are far apart.", "warning")
def edition_jump(subjects: Subjects) -> Iterator[Finding]:
    for fact in subjects.facts:
        for older, newer in pairwise(fact.vintages):
            years = _years_between(older.period, newer.period)
            first, second = older.value.number, newer.value.number
            if not years or not first or not second or older.source == newer.source or first * second < 0:
                continue
            ratio = float(second / first)
            if max(ratio, 1 / ratio) ** (1 / years) > _JUMP:
                yield _jump(subjects, fact, older, newer, ratio)


def _jump(subjects: Subjects, fact: Fact, older: Vintage, newer: Vintage, ratio: float) -> Finding:
    now = fact.current
    turn = f"{'rises' if ratio > 1 else 'falls'} {abs(ratio - 1) * 100:.0f} percent"
    what = (
        f"“{fact.ref}” {turn} from {press_value(older)} in {older.period} to {press_value(newer)} in {newer.period}, "
        "and they come from different editions"
    )
    why = (
        f"their vintage differs: {older.period} is known from “{older.source}” (as of {older.as_of or 'no date'}), "
        f"{newer.period} from “{newer.source}” (as of {newer.as_of or 'no date'}); a change of method looks like a "
        "change in the world"
    )
    mend = f"use the newest, {press_value(now)} for {now.period}, name the year, and tell no trend across the two"
    mark = subjects.library.mark(fact, "series", older.period, key=True)
    return Finding(mark, what, why, mend, subjects.reach(fact)[0], fact)


def _years_between(first: str, second: str) -> int:
    years = [re.search(r"(?<!\d)(?:1[789]|20|21)\d\d(?!\d)", period) for period in (first, second)]
    return int(years[1].group()) - int(years[0].group()) if years[0] and years[1] else 0


@rule("TP204", "split-series", "One measure is kept as several facts for several periods.", "warning")
def split_series(subjects: Subjects) -> Iterator[Finding]:
    groups: dict[str, list[Fact]] = {}
    for fact in subjects.facts:
        groups.setdefault(measure(fact), []).append(fact)
    for group in groups.values():
        for fact in group[1:]:
            first = group[0]
            periods = {v.period for v in first.vintages} & {v.period for v in fact.vintages}
            if periods or not _differ(first.current, fact.current) or _linked(subjects, first, fact):
                continue
            what = f"{_told((fact, fact.current))}, and {_told((first, first.current))}: one measure, two facts"
            mend = "make them one fact with a series, or set superseded_by in the older one"
            why = f"a text can state the wrong one; {explained(first, fact)}"
            mark = subjects.library.mark(fact, "period", key=True)
            yield Finding(mark, what, why, mend, subjects.reach(fact)[0], fact)
