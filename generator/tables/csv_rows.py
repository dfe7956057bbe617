"""The rows of a table: a CSV as spreadsheets write it, checked against what the table's YAML says of its columns."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from generator.errors import Mark, Problem, Refusal, did_you_mean
from generator.reading.positions import Node
from generator.reading.yaml import forbidden_characters
from generator.tables.plausible import Suspect, suspects
from generator.tables.schema import Table
from generator.values.value import Value, parse_number

_DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs"}
_NOTHING = {"-", "–", "—", "--", ".", "..", "*", "n/a", "na", "#n/a", "null", "none", "nan", "(d)", "(s)", "(na)"}
"""What statistical offices and spreadsheets put into a cell that has no figure."""
_FEW = 3  # so many cells of one sort are named; of more their number is told


@dataclass(frozen=True, slots=True)
class Cells:
    """Where the cells of a table stand in its CSV."""

    file: str
    places: Mapping[str, int]
    lines: dict[str, _Line] = field(default_factory=dict)

    def mark(self, key: str, column: str) -> Mark:
        """The mark of a cell, or as much of it as is known."""
        line = self.lines.get(key)
        return line.mark(self.file, self.places.get(column, 0)) if line else Mark(self.file)


@dataclass(slots=True)
class Rows:
    """What was read: `rows` (column to cell, and `name` for the column that names the row) and what was found."""

    rows: list[dict[str, str]] = field(default_factory=list)
    cells: Cells = field(default_factory=lambda: Cells("", {}))
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Line:
    """One row as it stands: the number of its first line, its cells, and whether their places can be counted."""

    number: int
    cells: list[str]
    plain: bool

    def mark(self, file: str, index: int) -> Mark:
        column = sum(len(c) + 1 for c in self.cells[:index]) + 1 if self.plain else 1
        return Mark(file, self.number, column)


def read_rows(table: Table, data: bytes, file: str, node: Node) -> Rows:
    """The rows of `table` from the bytes of its CSV `file`; `node` is its YAML, where missing columns are reported."""
    found = Rows()
    text = _decode(data, file, found)
    if text is None or found.problems:
        return found
    lines = list(_lines(text, file, found))
    if not lines:
        found.problems.append(Problem(Mark(file), "this file is empty", "export the table again", code="csv"))
    elif not found.problems:
        _Reading(table, file, node, found).read(lines[0], lines[1:])
    return found


def _decode(data: bytes, file: str, found: Rows) -> str | None:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        found.problems.append(
            Problem(Mark(file), "this file is saved as UTF-16", "save it as CSV UTF-8", code="encoding")
        )
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
        what = "this file is not UTF-8 and was read as Windows-1252"
        found.warnings.append(Problem(Mark(file), what, "save it as CSV UTF-8", severity="warning", code="encoding"))
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    found.problems.extend(forbidden_characters(text, file))
    return text


def _lines(text: str, file: str, found: Rows) -> Iterator[_Line]:
    """The rows that have anything in them."""
    source = text.split("\n")
    if re.fullmatch(r'"?sep=.?"?', source[0], re.IGNORECASE):
        source[0] = ""  # a line for Excel alone, which says how the columns are parted
    header = next((line for line in source if line.strip()), "")
    delimiter = max(_DELIMITERS, key=header.count)
    if delimiter != ",":
        what = f"the columns of this file are parted by {_DELIMITERS[delimiter]}"
        mark = Mark(file)
        found.warnings.append(Problem(mark, what, "check that they are right", severity="warning", code="csv"))
    reader = csv.reader((line + "\n" for line in source), delimiter=delimiter, strict=True)
    first = 1
    try:
        for cells in reader:
            plain = '"' not in source[first - 1]
            if any(c.strip() for c in cells):
                yield _Line(first, cells, plain)
            first = reader.line_num + 1
    except csv.Error:
        what = "a quotation mark in this row is not closed, or text goes on after it"
        found.problems.append(
            Problem(Mark(file, first), what, 'write a quotation mark inside a cell twice: ""', code="csv")
        )


class _Reading:
    """Rows of one table: `places` has the index of each column that is kept."""

    def __init__(self, table: Table, file: str, node: Node, found: Rows) -> None:
        self.table, self.file, self.node, self.found = table, file, node, found
        self.places: dict[str, int] = {}
        self._numbers: dict[str, dict[str, Value]] = {}
        self._blanks: dict[str, list[tuple[_Line, str]]] = {}

    def read(self, header: _Line, lines: list[_Line]) -> None:
        names = [c.strip() for c in header.cells]
        self._check_header(header, names)
        upper = [self.table.above.key] if self.table.above and self.table.above.key else []
        wanted = dict.fromkeys((self.table.key, self.table.name, *upper, *self.table.columns))
        self.places = {name: names.index(name) for name in wanted if name in names}
        for name in wanted:
            if name not in names:
                self._missing_column(name, names)
        if not lines:
            self._problem(header.mark(self.file, 0), "this file has no rows", "export the table again")
        if self.found.problems:
            return
        self.found.cells = Cells(self.file, self.places)
        for line in lines:
            self._row(line, len(names))
        if not self.found.problems:
            self._warn_of_blanks()
            self._warn_of_suspects()

    def _problem(self, mark: Mark, what: str, mend: str) -> None:
        self.found.problems.append(Problem(mark, what, mend, code="csv"))

    def _check_header(self, header: _Line, names: list[str]) -> None:
        for name, count in Counter(names).items():
            if count > 1 and name:
                second = names.index(name, names.index(name) + 1)
                self._problem(header.mark(self.file, second), f'two columns are called "{name}"', "rename one of them")

    def _missing_column(self, name: str, names: list[str]) -> None:
        path: tuple[str, ...] = ("name",)
        if name == self.table.key:
            path = ("key",)
        elif name in self.table.columns:
            path = ("columns", name)
        elif self.table.above and name == self.table.above.key:
            path = ("above", "key")
        mark = self.node.mark(*path, key=path[0] == "columns")
        listed = "it has " + ", ".join(n for n in names if n)
        self._problem(mark, f'{self.table.file} has no column "{name}"', did_you_mean(name, names) or listed)

    def _row(self, line: _Line, width: int) -> None:
        if len(line.cells) != width:
            what = f"this row has {len(line.cells)} cells, and the header {width}"
            self._problem(line.mark(self.file, 0), what, "put a cell that has a comma in it in quotes")
            return
        row = {name: line.cells[place].strip() for name, place in self.places.items()}
        row["name"] = row[self.table.name]
        self._check_key(line, row[self.table.key])
        if not row["name"]:
            mark = line.mark(self.file, self.places[self.table.name])
            self._problem(mark, f'this row has no "{self.table.name}"', "a document has to say what it is about")
        for name, column in self.table.columns.items():
            if column.kind == "number" and row[name].lower() in _NOTHING:
                self._blanks.setdefault(name, []).append((line, row[name]))
                row[name] = ""
            elif column.kind == "number" and row[name]:
                self._check_number(line, name, row)
        self.found.rows.append(row)

    def _check_key(self, line: _Line, key: str) -> None:
        mark = line.mark(self.file, self.places[self.table.key])
        if not key:
            self._problem(mark, f'this row has no "{self.table.key}"', "fill it in, or remove the row")
        elif key in self.found.cells.lines:
            what = f'"{key}" stands twice; the first is on line {self.found.cells.lines[key].number}'
            self._problem(mark, what, "remove one of the rows")
        else:
            self.found.cells.lines[key] = line

    def _check_number(self, line: _Line, name: str, row: dict[str, str]) -> None:
        try:
            self._numbers.setdefault(name, {})[row[self.table.key]] = parse_number(row[name])
        except Refusal as refusal:
            mark = line.mark(self.file, self.places[name])
            mend = refusal.mend or f'make "{name}" a column of kind text'
            self._problem(mark, f'column "{name}": {refusal.what}', mend)

    def _warn(self, mark: Mark, what: str, mend: str, code: str) -> None:
        self.found.warnings.append(Problem(mark, what, mend, severity="warning", code=code))

    def _warn_of_blanks(self) -> None:
        """What was taken for an empty cell."""
        for name, blanks in self._blanks.items():
            for line, cell in blanks[:_FEW]:
                more = f" (and {len(blanks) - _FEW} more in this column)" if len(blanks) > _FEW else ""
                what = f'column "{name}": "{cell}" is no number and counts as no figure{more}'
                self._warn(line.mark(self.file, self.places[name]), what, "leave the cell empty", "csv")

    def _warn_of_suspects(self) -> None:
        for name, values in self._numbers.items():
            found: list[Suspect] = list(suspects(values))
            for suspect in found:
                self._warn(self.found.cells.mark(suspect.key, name), f'column "{name}": {suspect.what}', suspect.mend,
                           "suspicious")  # fmt: skip
