"""The place a document is made for: a row of the topic's table, or of a table below it (districts below states)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from generator.errors import UsageError, did_you_mean
from generator.store.library import Library
from generator.store.schema import Office, Topic
from generator.tables import parents
from generator.tables.parents import Cell

_FEW = 8
_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """A row of a table; without one there are no local figures."""

    table: str = ""
    row: Mapping[str, str] | None = None

    def cell(self, library: Library, column: str) -> Cell | None:
        return library.cell(self.table, self.row, column) if self.row else None

    def looked(self, library: Library) -> str:
        """Where else a figure was looked for, in words that follow the name of the place."""
        rows = list(parents.places(library, self.table, self.row))[1:] if self.row else []
        return "".join(f", nor for {row[table.name]}" for table, row in rows)


def find_place(library: Library, topic: Topic, key: str, table: str = "") -> Place | None:
    """The row that a request names; None when it names none. Raises `UsageError`."""
    if not key:
        return None
    name = table or topic.table
    row = library.row(name, key)
    if row is None:
        keys = [r[library.tables[name].key] for r in library.tables[name].rows] if name in library.tables else []
        listed = f"there are {', '.join(keys)}" if 0 < len(keys) <= _FEW else "see the table"
        where = f'the table "{name}" has no row "{key}"' if name else f'the topic "{topic.id}" has no table'
        raise UsageError(f"{where}; {did_you_mean(key, keys) or listed}" if name else where)
    return Place(name, row)


def of_office(library: Library, topic: Topic, office: Office) -> Place:
    """The row of an office's own district, or else of its state, or of the nation, in the topic's table or above it."""
    for table in parents.chain(library.tables, topic.table):
        for key in (district_key(office), office.state):
            if key and (row := library.row(table.id, key)):
                return Place(table.id, row)
        if table.level == "nation" and len(table.rows) == 1:
            return Place(table.id, table.rows[0])
    return Place(topic.table)


def district_key(office: Office) -> str:
    """`MA-07` for an office of the House; empty where the district has no number."""
    text = office.district.strip().lower()
    if office.chamber != "house" or not text:
        return ""
    if digits := re.search(r"\d{1,2}", text):
        return f"{office.state}-{int(digits.group()):02}"
    if re.match(r"at[- ]large|delegate|resident", text):
        return f"{office.state}-00"
    word = text.split()[0]
    return f"{office.state}-{_ORDINALS.index(word) + 1:02}" if word in _ORDINALS else ""
