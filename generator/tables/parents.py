"""Tables above tables: a figure that a district lacks is taken from its state, or the nation, and the text says so.

A table names the table above it (district → state → nation). A cell that is empty, or a column that this table does not
have at all, is looked up there; the cell found knows the place it stands for, so that nobody takes a state's figure for
a district's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from generator.tables.schema import LEVELS, Column, Table
from generator.values.quotes import typographic

Tables = Mapping[str, Table]
Row = Mapping[str, str]


class Rows(Protocol):
    """Where rows are found: a library."""

    @property
    def tables(self) -> Tables: ...

    def row(self, table: str, key: str) -> Row | None: ...


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as a document prints it. `table`, `key` and `name` (its column's) are where it stands; `whole` is the
    name of the place it is for, where that is not the place of the row asked about."""

    text: str
    column: Column
    table: str
    key: str
    name: str
    whole: str = ""

    @property
    def ref(self) -> str:
        return cell_ref(self.table, self.key, self.name)

    @property
    def remark(self) -> str:
        """What has to be said after it, or the empty string."""
        return f" (for all of {self.whole})" if self.whole else ""


def cell_ref(table: str, key: str, name: str) -> str:
    """What a cell is called: `nih-projects-by-state/MA/projects`."""
    return f"{table}/{key}/{name}"


def parts_of_ref(ref: str) -> tuple[str, str, str]:
    """The table, the key of the row and the name of the column of what is called so."""
    place, _, name = ref.rpartition("/")
    table, _, key = place.partition("/")
    return table, key, name


def chain(tables: Tables, table: str) -> Iterator[Table]:
    """A table and those above it; stops where they go round in a circle."""
    seen: set[str] = set()
    while (found := tables.get(table)) and table not in seen:
        seen.add(table)
        yield found
        table = found.above.table if found.above else ""


def column_of(tables: Tables, table: str, name: str) -> tuple[Table, Column] | None:
    """The column that `row.name` is for a row of `table`: its own, or that of the nearest table above."""
    for level in chain(tables, table):
        if name in level.columns:
            return level, level.columns[name]
    return None


def columns(tables: Tables, table: str) -> list[str]:
    """The names of all columns that a row of `table` can print: its own first."""
    return list(dict.fromkeys(name for level in chain(tables, table) for name in level.columns))


def places(rows: Rows, table: str, row: Row) -> Iterator[tuple[Table, Row]]:
    """A row of `table`, and the rows above that it lies in, as far as there are any."""
    here: Row | None = row
    for level in chain(rows.tables, table):
        if here is None:
            return
        yield level, here
        here = above(rows, level, here)


def above(rows: Rows, table: Table, row: Row) -> Row | None:
    """The row that a row of `table` lies in."""
    upper = rows.tables.get(table.above.table) if table.above else None
    if upper is None or table.above is None:
        return None
    if table.above.key:
        return rows.row(upper.id, row.get(table.above.key, ""))
    return upper.rows[0] if len(upper.rows) == 1 else None


def find_cell(rows: Rows, table: str, row: Row, name: str) -> Cell | None:
    """What `row.name` prints for a row of `table`: its own cell, or that of the nearest place above. Keys and names of
    places stay with their own: a district is never called by the name of its state."""
    path = list(places(rows, table, row))
    for depth, (level, here) in enumerate(path):
        text = here.get(name, "").strip()
        if text and name in level.columns:
            if depth and name in (level.key, level.name):  # the name of a place is that place's own
                return Cell(typographic(text), level.columns[name], level.id, here[level.key], name)
            whole = typographic(here[level.name] if depth else _larger(level.columns[name], path))
            return Cell(typographic(text), level.columns[name], level.id, here[level.key], name, whole)
        if depth == 0 and name in (level.key, level.name, "name"):
            return None
    return None


def _larger(column: Column, path: list[tuple[Table, Row]]) -> str:
    """The place that a column stands for, where it says that it is for a larger one than its row."""
    own = path[0][0].level
    if not column.level or column.level == own:
        return ""
    return next((row[t.name] for t, row in path if t.level == column.level), f"the {column.level}")


def is_above(upper: str, lower: str) -> bool:
    """Whether level `upper` is larger than `lower`; what is not said is never wrong."""
    return not upper or not lower or LEVELS.index(upper) > LEVELS.index(lower)
