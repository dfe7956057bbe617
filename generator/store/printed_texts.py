"""Every text of a store that documents may print: prose, names, labels, titles, units, periods, values, cells.

What a model prints its types say (`reading/printed.py`); here is whose each text is, and who may read it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from generator.reading.positions import Path
from generator.reading.printed import lines, texts
from generator.store.schema import Clearance, Hearing, Model, Office, Source, Topic
from generator.tables.schema import Table


class Store(Protocol):
    """What has the parts of a store: a library, or what was read of it so far."""

    @property
    def sources(self) -> Mapping[str, Source]: ...
    @property
    def topics(self) -> Mapping[str, Topic]: ...
    @property
    def offices(self) -> Mapping[str, Office]: ...
    @property
    def hearings(self) -> Mapping[str, Hearing]: ...
    @property
    def tables(self) -> Mapping[str, Table]: ...


@dataclass(frozen=True, slots=True, eq=False)
class PrintedText:
    """A text, the thing of the store that it belongs to, and where in that it stands. Prose has Markdown and figures;
    the others are printed as they stand."""

    owner: Model
    path: Path
    text: str
    clearance: Clearance
    is_prose: bool


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """A cell of a table in a column that documents may name."""

    table: Table
    key: str
    column: str
    text: str


def printed_texts(store: Store) -> Iterator[PrintedText]:
    """Every printed text of a store, the cells of its tables apart."""
    for topic in store.topics.values():
        yield from _of(topic, topic, Clearance.PUBLIC, without=("facts", "points", "charts"))
        for name, chart in topic.charts.items():
            yield from _of(chart, topic, chart.clearance, ("charts", name))
        for fact in topic.facts.values():
            yield from _of(fact, fact, fact.clearance)
        for point in topic.points.values():
            yield from _of(point, point, point.clearance)
    for source in store.sources.values():
        yield from _of(source, source, source.clearance)
    for office in store.offices.values():
        yield from _of(office, office, Clearance.PUBLIC)
    for table in store.tables.values():
        yield from _of(table, table, Clearance.PUBLIC, without=("rows",))
    for hearing in store.hearings.values():
        yield from _of(hearing, hearing, Clearance.CONGRESS)
        for name, witness in hearing.witnesses.items():
            for path, text in texts(witness):
                yield PrintedText(hearing, ("witnesses", name, *path), text, Clearance.CONGRESS, True)


def _of(
    model: Model, owner: Model, clearance: Clearance, path: Path = (), without: tuple[str, ...] = ()
) -> Iterator[PrintedText]:
    for inner, text in texts(model):
        yield PrintedText(owner, (*path, *inner), text, clearance, True)
    for inner, text in lines(model, without):
        yield PrintedText(owner, (*path, *inner), text, clearance, False)


def printed_cells(store: Store) -> Iterator[PrintedCell]:
    """Every cell of a table that documents may print."""
    for table in store.tables.values():
        columns = [column for column in table.columns if column != "name" or table.name == "name"]
        for row in table.rows:
            yield from (PrintedCell(table, row[table.key], name, row[name]) for name in columns if row.get(name))
