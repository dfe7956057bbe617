"""Searches of the store while composing: the points for a reader, the next hearing, which facts and charts to show.

Each is a function of the library and of words, so that a later run can ask again and see whether the answer is still
the same (`generator/dependencies.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol

from generator.selection.audience import Audience
from generator.selection.place import find_place
from generator.selection.select import Reader, Selection, select
from generator.store.library import Library
from generator.store.schema import ChartSpec, Clearance, Fact, Hearing, Vintage
from generator.store.secrecy import STATES, HeldBack
from generator.store.substitution import substitutions
from generator.tables.schema import Table
from generator.values.value import Value, parse_number

LEAST_BARS = 2
"""Of a chart of which some are held back: one bar alone compares nothing."""


class Wanted(Protocol):
    """The parts of a request that decide which points a reader gets."""

    @property
    def topic(self) -> str: ...
    @property
    def office(self) -> str: ...
    @property
    def as_of(self) -> date: ...
    @property
    def held_at(self) -> datetime: ...
    @property
    def row(self) -> str: ...
    @property
    def table(self) -> str: ...


def chosen(library: Library, wanted: Wanted, audience: Audience) -> Selection:
    """The points of a topic for a reader, selected from the plain library. Raises `UsageError` for a row that there is
    not."""
    topic, office = library.topics[wanted.topic], library.offices[wanted.office]
    place = find_place(library, topic, wanted.row, wanted.table)
    return select(library, topic, Reader(audience, office, wanted.held_at), place)


def arguments(wanted: Wanted, audience: Audience) -> tuple[str, ...]:
    """What the question `points` is asked with."""
    about = (wanted.topic, wanted.office, wanted.as_of.isoformat(), wanted.row, wanted.table)
    return (*about, audience.id, audience.clearance.value)


def points_answer(library: Library, selection: Selection) -> tuple[str, ...]:
    """The answer to the question `points`: the place a document is made for, and the points it gets, in order."""
    return (*(place_of(library, selection) or (selection.table, "")), *(p.ref for p in selection.points))


def place_of(library: Library, selection: Selection) -> tuple[str, str] | None:
    """The table and key of the row that a document is made for."""
    if selection.row is None:
        return None
    return selection.table, selection.row[library.tables[selection.table].key]


def hearing_found(library: Library, topic: str, day: date) -> Hearing | None:
    """The next hearing on or after a day that has the topic on its list."""
    coming = [h for h in library.hearings.values() if topic in h.topics and h.date.date() >= day]
    return min(coming, key=lambda h: h.date, default=None)


def embargo(library: Library, hearing: str, moment: datetime) -> datetime | None:
    """When the embargo of a hearing ends; None without one, and once its hour has come."""
    ends = library.hearings[hearing].embargo
    return ends if ends and moment < ends else None


@dataclass(frozen=True, slots=True)
class Readers:
    """Who is shown figures: readers of a clearance, and the moment that embargoes are held against."""

    clearance: Clearance
    moment: datetime

    def held_back(self, library: Library, fact: Fact) -> HeldBack | None:
        return library.held_back(fact, self.clearance, self.moment)


def facts_shown(library: Library, topic: str, readers: Readers, tag: str) -> tuple[str, ...]:
    """The ids of the topic's facts that a reader may see, in the order of the file; with `tag` only those of it."""
    asked = facts_asked(library, topic, readers.clearance, tag)
    return tuple(fact.id for fact in asked if not readers.held_back(library, fact))


def facts_asked(library: Library, topic: str, clearance: Clearance, tag: str) -> tuple[Fact, ...]:
    """The topic's facts that would be shown if none were held back.

    Readers outside the office, and stats, are not shown what is disputed, superseded or overtaken.
    """
    internal = clearance is Clearance.OFFICE and not tag
    facts = library.topics[topic].facts.values()
    return tuple(f for f in facts if (not tag or tag in f.tags) and (internal or f.current.status.is_sound))


def charts_shown(library: Library, topic: str, readers: Readers, table: str, row: str) -> tuple[str, ...]:
    """The names of the topic's charts that a reader may see and whose local figures are there for his row."""
    charts = charts_asked(library, topic, readers.clearance, table, row)
    return tuple(name for name in charts if not chart_held_back(library, topic, name, readers))


def charts_asked(library: Library, topic: str, clearance: Clearance, table: str, row: str) -> tuple[str, ...]:
    """The names of the topic's charts that would be shown if no figure were held back."""
    place = library.row(table, row) if row else None
    return tuple(
        name
        for name, chart in library.topics[topic].charts.items()
        if clearance.allows(chart.clearance) and _has_figures(library, chart, table, place)
    )


def _has_figures(library: Library, chart: ChartSpec, table: str, row: Mapping[str, str] | None) -> bool:
    named = [piece.column for piece in substitutions(chart.finding) if piece.column]
    if row is None:
        return not named and not chart.column
    return all(library.cell(table, row, column) for column in named)


def drawn(library: Library, topic: str, chart: ChartSpec) -> dict[str, tuple[Fact, Vintage]]:
    """The figures of a chart by the label of their bar: the periods of one fact, or several facts."""
    if chart.series:
        fact = library.fact(chart.series, topic)
        return {vintage.period: (fact, vintage) for vintage in fact.vintages}
    facts = {label: library.fact(ref, topic) for label, ref in chart.facts.items()}
    return {label: (fact, fact.current) for label, fact in facts.items()}


def bars_held_back(library: Library, topic: str, name: str, readers: Readers) -> dict[str, HeldBack]:
    """The bars of a chart that a reader may not see, by their labels, each with why."""
    found = {}
    for label, (fact, vintage) in drawn(library, topic, library.topics[topic].charts[name]).items():
        held = readers.held_back(library, fact)
        if held and vintage in held.vintages:
            found[label] = held
    return found


def chart_held_back(library: Library, topic: str, name: str, readers: Readers) -> HeldBack | None:
    """Why a whole chart may not be shown: its finding states what is held back, or too few bars are left to compare."""
    chart = library.topics[topic].charts[name]
    stated = (library.fact(p.ref, topic) for p in substitutions(chart.finding) if p.ref and p.attribute in STATES)
    if held := next(filter(None, (readers.held_back(library, fact) for fact in stated)), None):
        return held
    gone = bars_held_back(library, topic, name, readers)
    few = len(drawn(library, topic, chart)) - len(gone) < LEAST_BARS
    return next(iter(gone.values()), None) if few else None


def largest_rows(library: Library, table: str, column: str, own: str, at_most: int) -> tuple[str, ...]:
    """The keys of the rows with the largest figures in a column, largest first; `own` takes the last place where it is
    not among them."""
    found = library.tables[table]
    ranked = [row[found.key] for row, _ in by_size(found, column)]
    shown = ranked[:at_most]
    if own and own not in shown:
        mine = [key for key in ranked if key == own]
        shown = [*shown[: at_most - len(mine)], *mine]
    return tuple(shown)


def by_size(table: Table, column: str) -> list[tuple[Mapping[str, str], Value]]:
    """The rows that have a figure in a column, with it, the largest first."""
    numbered = [(row, parse_number(row[column])) for row in table.rows if row.get(column, "").strip()]
    return sorted(numbered, key=lambda pair: -(pair[1].number or Decimal(0)))
