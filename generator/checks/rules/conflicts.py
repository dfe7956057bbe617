"""TP2xx: figures that disagree, and why; numbers in prose beside a fact that says the same or something else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from generator.checks.differences import decisive, explained
from generator.checks.language.typed_figures import Typed, typed
from generator.checks.rule import Finding, rule
from generator.checks.subjects import SOUND, Material
from generator.store.schema import Fact, Vintage

_CROWD = 30
"""Of more facts with one measure and period each is held against the first only."""
_JUMP = 1.10
"""Two editions that are further apart than this, a year, are not one series without a word of explanation."""

Entry = tuple[Fact, Vintage]


@rule("TP201", "contradiction", "Two facts give one measure different values, and nothing says why.", "error")
def contradiction(material: Material) -> Iterator[Finding]:
    for first, second in _pairs(material):
        if not decisive(first[0], second[0]):
            what = f"{_told(second)}, and {_told(first)}"
            mend = "drop one of them, or say in basis, period or status what sets them apart"
            yield _finding(material, first, second, what, explained(first[0], second[0]), mend)


@rule(
    "TP202", "different-basis", "Two facts give one measure different values, and what they say explains it.", "warning"
)
def different_basis(material: Material) -> Iterator[Finding]:
    for first, second in _pairs(material):
        if decisive(first[0], second[0]):
            what = f"{_told(second)}, and {_told(first)}"
            mend = "never set one beside the other without saying so; if you keep both, silence this with the reason"
            yield _finding(material, first, second, what, explained(second[0], first[0]), mend)


def _finding(material: Material, first: Entry, second: Entry, what: str, why: str, mend: str) -> Finding:
    fact, vintage = second
    path: tuple[str, ...] = ("series", vintage.period) if fact.series else ("value",)
    clearance = min(material.reach(fact)[0], material.reach(first[0])[0])
    return Finding(material.library.mark(fact, *path), what, why, mend, clearance, fact)


def _pairs(material: Material) -> Iterator[tuple[Entry, Entry]]:
    """Facts of one measure and one period whose values differ; the second is the less sound, or the later one."""
    groups: dict[tuple[str, str], list[Entry]] = {}
    for fact in material.facts:
        for vintage in fact.vintages:
            groups.setdefault((measure(fact), vintage.period), []).append((fact, vintage))
    for group in groups.values():
        for first, second in _two_by_two(group):
            if first[0] is second[0] or not _differ(first[1], second[1]) or _linked(material, first[0], second[0]):
                continue
            yield (second, first) if _is_sound(second) and not _is_sound(first) else (first, second)


def _two_by_two(group: Sequence[Entry]) -> Iterator[tuple[Entry, Entry]]:
    if len(group) <= _CROWD:
        return combinations(group, 2)
    return ((group[0], other) for other in group[1:])


def _is_sound(entry: Entry) -> bool:
    return entry[1].status in SOUND


def measure(fact: Fact) -> str:
    """The measure of a fact, to compare."""
    return re.sub(r"\W+", " ", fact.measure.lower()).strip()


def _differ(first: Vintage, second: Vintage) -> bool:
    one, other = first.value, second.value
    if one.number is not None and other.number is not None and one.kind == other.kind:
        return one.number != other.number
    return one.press().lower() != other.press().lower()


def _linked(material: Material, first: Fact, second: Fact) -> bool:
    """Whether one replaces the other: then that is said already, and TP108 and TP109 tell why."""
    return any(_leads(material, one, other) for one, other in ((first, second), (second, first)))


def _leads(material: Material, fact: Fact, target: Fact) -> bool:
    for _ in range(20):  # chains are short, and a circle is refused when the store is read
        if not fact.superseded_by:
            return False
        fact = material.library.fact(fact.superseded_by, fact.topic)
        if fact is target:
            return True
    return False


def _told(entry: Entry) -> str:
    fact, vintage = entry
    value = f"{fact.qualifier} {vintage.value.press()}".strip().replace("\u00a0", " ")
    return f"“{fact.ref}” says {value}" + (f" for {vintage.period}" if vintage.period else "")


@rule("TP203", "edition-jump", "Neighbours in a series come from different editions and are far apart.", "warning")
def edition_jump(material: Material) -> Iterator[Finding]:
    for fact in material.facts:
        for older, newer in pairwise(fact.vintages):
            years = _years_between(older.period, newer.period)
            first, second = older.value.number, newer.value.number
            if not years or not first or not second or older.source == newer.source or first * second < 0:
                continue
            ratio = float(second / first)
            if max(ratio, 1 / ratio) ** (1 / years) > _JUMP:
                yield _jump(material, fact, older, newer, ratio)


def _jump(material: Material, fact: Fact, older: Vintage, newer: Vintage, ratio: float) -> Finding:
    now = fact.current
    turn = f"{'rises' if ratio > 1 else 'falls'} {abs(ratio - 1) * 100:.0f} percent"
    what = (
        f"“{fact.ref}” {turn} from {_plain(older)} in {older.period} to {_plain(newer)} in {newer.period}, "
        "and they come from different editions"
    )
    why = (
        f"their vintage differs: {older.period} is known from “{older.source}” (as of {older.as_of or 'no date'}), "
        f"{newer.period} from “{newer.source}” (as of {newer.as_of or 'no date'}); a change of method looks like a "
        "change in the world"
    )
    mend = f"use the newest, {_plain(now)} for {now.period}, name the year, and tell no trend across the two"
    mark = material.library.mark(fact, "series", older.period, key=True)
    return Finding(mark, what, why, mend, material.reach(fact)[0], fact)


def _plain(vintage: Vintage) -> str:
    return vintage.value.press().replace("\u00a0", " ")


def _years_between(first: str, second: str) -> int:
    years = [re.search(r"(?<!\d)(?:1[789]|20|21)\d\d(?!\d)", period) for period in (first, second)]
    return int(years[1].group()) - int(years[0].group()) if years[0] and years[1] else 0


@rule("TP204", "split-series", "One measure is kept as several facts for several periods.", "warning")
def split_series(material: Material) -> Iterator[Finding]:
    groups: dict[str, list[Fact]] = {}
    for fact in material.facts:
        groups.setdefault(measure(fact), []).append(fact)
    for group in groups.values():
        for fact in group[1:]:
            first = group[0]
            periods = {v.period for v in first.vintages} & {v.period for v in fact.vintages}
            if periods or not _differ(first.current, fact.current) or _linked(material, first, fact):
                continue
            what = f"{_told((fact, fact.current))}, and {_told((first, first.current))}: one measure, two facts"
            mend = "make them one fact with a series, or set superseded_by in the older one"
            why = f"a text can state the wrong one; {explained(first, fact)}"
            mark = material.library.mark(fact, "period", key=True)
            yield Finding(mark, what, why, mend, material.reach(fact)[0], fact)


_STAYS = "a typed number stays as it is when the fact changes"


@rule("TP205", "typed-fact", "A number in a text is a fact, typed.", "error", "warning", "warning")
def typed_fact(material: Material) -> Iterator[Finding]:
    for entry in typed(material):
        if entry.verdict == "same" and entry.fact:
            part = f".{entry.part}" if entry.part else ""
            what = (
                f"“{entry.figure.text}” is typed; it is {'the period of ' if part else ''}the fact “{entry.fact.ref}”"
            )
            yield _prose(material, entry, what, _STAYS, f"write {{{{ {entry.name}{part} }}}}")


@rule("TP206", "typed-nearly", "A number in a text is nearly a fact.", "error", "warning", "warning")
def typed_nearly(material: Material) -> Iterator[Finding]:
    for entry in typed(material):
        if entry.verdict == "near" and entry.fact and entry.vintage:
            what = f"“{entry.figure.text}” is nearly the fact “{entry.fact.ref}”, {_plain(entry.vintage)}"
            mend = f"write {{{{ {entry.name} }}}}, or {{{{ {entry.name} | short }}}} for fewer digits"
            yield _prose(material, entry, what, f"two numbers for one thing raise questions, and {_STAYS}", mend)


@rule("TP207", "typed-otherwise", "A number in a text contradicts a fact.", "error", "warning", "warning")
def typed_otherwise(material: Material) -> Iterator[Finding]:
    for entry in typed(material):
        if entry.verdict == "other" and entry.fact:
            yield _prose(material, entry, *_contradicts(material, entry, entry.fact))


def _contradicts(material: Material, entry: Typed, fact: Fact) -> tuple[str, str, str]:
    vintage, text = entry.vintage, entry.figure.text
    mend = f"write {{{{ {entry.name} }}}}"
    now = f"{_plain(fact.current)}{f' for {fact.current.period}' if fact.current.period else ''}"
    if vintage is None:
        return f"“{text} {fact.unit}” contradicts the fact “{fact.ref}”, {now}", "one of the two is wrong", mend
    if vintage.status not in SOUND:
        mend = "state another figure"
        if fact.superseded_by:
            successor = material.library.fact(fact.superseded_by, fact.topic)
            mend = f"write {{{{ {successor.id if successor.topic == entry.passage.topic else successor.ref} }}}}"
        return f"“{text}” is typed; it is the fact “{fact.ref}”, which is {vintage.status}", fact.note.strip(), mend
    what = f"“{text}” is what “{fact.ref}” was for {vintage.period}; it is {now}"
    return what, "an older figure is taken for the newest", mend


def _prose(material: Material, entry: Typed, what: str, why: str, mend: str) -> Finding:
    passage = entry.passage
    mark = material.at(passage, entry.figure.start)
    return Finding(mark, what, why, mend, passage.clearance, passage.owner, replaces="TP301")
