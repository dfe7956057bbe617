"""Checks of the tables that others lie below (states above districts): there, larger, and counting the same things."""

from __future__ import annotations

from collections.abc import Iterator

from generator.errors import Problem, did_you_mean
from generator.reading import positions
from generator.store.load import Loaded
from generator.tables.parents import chain, is_above
from generator.tables.schema import Above, Table

_FEW = 3  # so many rows that lie nowhere are named; of more their number is told


def check(loaded: Loaded) -> Iterator[Problem]:
    """What is wrong with the levels of all tables."""
    for table in loaded.tables.values():
        if table.above:
            yield from _above(loaded, table, table.above)
        yield from _levels(loaded, table)
        yield from _accepted(loaded, table)


def _problem(loaded: Loaded, table: Table, path: positions.Path, what: str, mend: str) -> Problem:
    node, prefix = loaded.places["table", table.id]
    return Problem(node.mark(*prefix, *path), what, mend, code="reference")


def _above(loaded: Loaded, table: Table, above: Above) -> Iterator[Problem]:
    upper = loaded.tables.get(above.table)
    if upper is None:
        if not loaded.broken["table"].may_hold(above.table):
            mend = did_you_mean(above.table, loaded.tables) or f"there are {', '.join(loaded.tables)}"
            yield _problem(loaded, table, ("above", "table"), f'there is no table "{above.table}"', mend)
        return
    if any(t.above and t.above.table == table.id for t in chain(loaded.tables, upper.id)):
        what = f'the tables "{table.id}" and "{upper.id}" are above each other'
        yield _problem(loaded, table, ("above", "table"), what, "name the larger one only")
        return
    if not is_above(upper.level, table.level):
        what = f'"{upper.id}" is of the level "{upper.level}", which is not above "{table.level}"'
        yield _problem(loaded, table, ("above", "table"), what, "see the level of both tables")
    if not above.key and len(upper.rows) > 1:
        what = f'"{upper.id}" has {len(upper.rows)} rows, and nothing says which is above'
        mend = f'add "key: …", the column here that holds its "{upper.key}"'
        yield _problem(loaded, table, ("above",), what, mend)
    yield from _units(loaded, table, upper)
    yield from _nowhere(loaded, table, above, upper)


def _units(loaded: Loaded, table: Table, upper: Table) -> Iterator[Problem]:
    """A figure falls back only to one that counts the same."""
    for name, column in table.columns.items():
        other = upper.columns.get(name)
        if other is None or "number" not in (column.kind, other.kind):
            continue
        if (column.kind, column.unit, column.measure) != (other.kind, other.unit, other.measure):
            what = f'"{name}" is not the same here and in "{upper.id}", where a missing figure is taken from'
            mend = "give both the same kind, measure and unit, or rename one of them"
            yield _problem(loaded, table, ("columns", name), what, mend)


def _nowhere(loaded: Loaded, table: Table, above: Above, upper: Table) -> Iterator[Problem]:
    """Rows that name a row above which is not there."""
    if not above.key:
        return
    keys = {row[upper.key] for row in upper.rows}
    lost = [row for row in table.rows if row[above.key] and row[above.key] not in keys]
    for row in lost[:_FEW]:
        mark = loaded.cells[table.id].mark(row[table.key], above.key)
        more = f" ({len(lost) - _FEW} more rows have none there)" if len(lost) > _FEW else ""
        mend = did_you_mean(row[above.key], keys) or f"without it nothing can be taken from {upper.id}"
        what = f'the table "{upper.id}" has no row "{row[above.key]}"{more}'
        yield Problem(mark, what, mend, severity="warning", code="reference")


def _levels(loaded: Loaded, table: Table) -> Iterator[Problem]:
    for name, column in table.columns.items():
        if column.level and table.level and column.level != table.level and not is_above(column.level, table.level):
            what = f"a column for each {column.level} cannot stand in a table of a row for each {table.level}"
            yield _problem(loaded, table, ("columns", name, "level"), what, "see the level of both")


def _accepted(loaded: Loaded, table: Table) -> Iterator[Problem]:
    """Cells that somebody accepted are those of rows that there are."""
    keys = {row[table.key] for row in table.rows}
    for name, column in table.columns.items():
        for key in column.accepted:
            if key not in keys:
                mend = did_you_mean(key, keys) or f'write what stands in the column "{table.key}"'
                what = f'there is no row "{key}"'
                yield _problem(loaded, table, ("columns", name, "accepted", key), what, mend)
