"""The rows of a table: a CSV as spreadsheets write it, checked against what the table's YAML says of its columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.errors import Mark, Problem, Refusal, did_you_mean
from generator.reading.positions import Node
from generator.tables import csv_text
from generator.tables.cells import is_bound, is_empty, plain_digits, read_figure
from generator.tables.code_pages import read_wrongly
from generator.tables.csv_text import Line
from generator.tables.doubts import Doubt, figure_doubt, letters_doubt
from generator.tables.plausible import suspects
from generator.tables.schema import Table
from generator.values.value import Value

_FEW = 3  # so many cells of one sort are named; of more their number is told
_SORTS = {"number": "figure", "text": "text"}
_TOTAL = re.compile(r"(?:grand |sub-?)?totals?(?:[,:(]? .*)?|.+ totals?|sum", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cells:
    """Where the cells of a table stand in its CSV."""

    file: str
    places: Mapping[str, int]
    lines: dict[str, Line] = field(default_factory=dict)

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
    doubts: list[Doubt] = field(default_factory=list)


def read_rows(table: Table, data: bytes, file: str, node: Node) -> Rows:
    """The rows of `table` from the bytes of its CSV `file`; `node` is its YAML, where missing columns are reported."""
    found = Rows()
    read = csv_text.decode(data, file, found.problems)
    if found.problems:
        return found
    reading = _Reading(table, file, node, found)
    text = csv_text.without_sep(read.text)
    delimiter = csv_text.delimiter_of(text, reading.wanted)
    lines = list(csv_text.lines(text, delimiter, file, found.problems))
    if not lines:
        found.problems.append(Problem(Mark(file), "this file is empty", "export the table again", code="csv"))
    elif not found.problems:
        reading.warn_of_form(csv_text.told(delimiter))
        reading.read(lines, read.page)
    return found


class _Reading:
    """Rows of one table: `places` has the index of each column that is kept."""

    def __init__(self, table: Table, file: str, node: Node, found: Rows) -> None:
        self.table, self.file, self.node, self.found = table, file, node, found
        upper = [table.above.key] if table.above and table.above.key else []
        self.wanted = list(dict.fromkeys((table.key, table.name, *upper, *table.columns)))
        self.places: dict[str, int] = {}
        self._numbers: dict[str, dict[str, Value]] = {}
        self._blanks: dict[str, list[tuple[Line, str]]] = {}

    def read(self, lines: list[Line], page: str) -> None:
        at = csv_text.header_of(lines, self.wanted)
        header, lines = lines[at], lines[at + 1 :]
        if at:
            above = "the line" if at == 1 else f"the {at} lines"
            what = f"{above} above the names of the columns will be passed over"
            self._warn(header.mark(self.file, 0), what, "check that these are the names of the columns", "csv")
        self._check_header(header)
        self.places = {name: header.cells.index(name) for name in self.wanted if name in header.cells}
        for name in self.wanted:
            if name not in header.cells:
                self._missing_column(name, header.cells)
        if not lines:
            self._problem(header.mark(self.file, 0), "this file has no rows", "export the table again")
        if self.found.problems:
            return
        self.found.cells = Cells(self.file, self.places)
        for line in lines:
            self._row(line, len(header.cells))
        if not self.found.problems:
            self._whole_numbers()
            self._warn_of_blanks()
            self._doubt_figures()
            self._doubt_letters(page)

    def warn_of_form(self, what: str) -> None:
        """What was assumed of the file as a whole."""
        if what:
            self._warn(Mark(self.file), what, "check that they are right", "csv")

    def _problem(self, mark: Mark, what: str, mend: str) -> None:
        self.found.problems.append(Problem(mark, what, mend, code="csv"))

    def _check_header(self, header: Line) -> None:
        for name, number in Counter(header.cells).items():
            if number > 1 and name in self.wanted:
                second = header.cells.index(name, header.cells.index(name) + 1)
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

    # --- a row -------------------------------------------------------------------------------------------------------

    def _row(self, line: Line, width: int) -> None:
        if self._is_no_row(line, width):
            return
        row = {name: line.cells[place] for name, place in self.places.items()}
        row["name"] = row[self.table.name]
        if _TOTAL.fullmatch(row["name"]) or _TOTAL.fullmatch(row[self.table.key]):
            what = f'"{row["name"] or row[self.table.key]}" is a row of totals, and was passed over'
            self._warn(line.mark(self.file, 0), what, "take it out of the file", "csv")
            return
        self._check_key(line, row[self.table.key])
        if not row["name"] or is_empty(row["name"], figure=False):
            mark = line.mark(self.file, self.places[self.table.name])
            self._problem(mark, f'this row has no "{self.table.name}"', "a document has to say what it is about")
        for name in self.places:
            self._check_letters(line, name, row[name])
            if name in self.table.columns:
                self._cell(line, name, row)
        self.found.rows.append(row)

    def _is_no_row(self, line: Line, width: int) -> bool:
        """Whether a line is none of the table, which is said."""
        filled = [cell for cell in line.cells if cell]
        if len(filled) == 1 and len(self.places) > 1 and (len(line.cells) != width or line.cells[0]):
            what = f'this line is a title or a note and no row: "{filled[0][:40]}"'
            self._problem(line.mark(self.file, 0), what, "take it out of the file, or fill in its cells")
            return True
        if len(line.cells) == width or (len(line.cells) > width and not any(line.cells[width:])):
            return False
        what = f"this row has {len(line.cells)} cells, and the header {width}"
        self._problem(line.mark(self.file, 0), what, "put a cell that has a comma in it in quotes")
        return True

    def _check_key(self, line: Line, key: str) -> None:
        mark = line.mark(self.file, self.places[self.table.key])
        if not key or is_empty(key, figure=False):
            self._problem(mark, f'this row has no "{self.table.key}"', "fill it in, or remove the row")
        elif key in self.found.cells.lines:
            what = f'"{key}" stands twice; the first is on line {self.found.cells.lines[key].number}'
            self._problem(mark, what, "remove one of the rows")
        else:
            self.found.cells.lines[key] = line

    def _check_letters(self, line: Line, name: str, text: str) -> None:
        if meant := read_wrongly(text):
            what = f'"{text}" was saved with wrong letters'
            mark = line.mark(self.file, self.places[name])
            self._problem(mark, what, f'probably it is "{meant}"; get the file again, or type it')

    def _cell(self, line: Line, name: str, row: dict[str, str]) -> None:
        text, figure = row[name], self.table.columns[name].kind == "number"
        if is_empty(text, figure=figure) or (figure and is_bound(text)):
            self._blanks.setdefault(name, []).append((line, text))
            row[name] = ""
        elif figure and text:
            self._check_number(line, name, row)

    def _check_number(self, line: Line, name: str, row: dict[str, str]) -> None:
        try:
            self._numbers.setdefault(name, {})[row[self.table.key]] = read_figure(row[name])
        except Refusal as refusal:
            mark = line.mark(self.file, self.places[name])
            mend = refusal.mend or f'make "{name}" a column of kind text'
            self._problem(mark, f'column "{name}": {refusal.what}', mend)

    # --- all rows ----------------------------------------------------------------------------------------------------

    def _whole_numbers(self) -> None:
        """Where all plain numbers of a column are whole, the zeros after their points go; so do unusual separators."""
        for name, values in self._numbers.items():
            plain = [v for v in values.values() if v.kind == "number" and not v.scale]
            whole_ones = all(v.amount is not None and v.amount == v.amount.to_integral_value() for v in plain)
            for row in self.found.rows:
                value = values.get(row[self.table.key])
                if value is not None and value.kind == "number" and not value.scale:
                    row[name] = plain_digits(row[name], whole=whole_ones)

    def _warn(self, mark: Mark, what: str, mend: str, code: str) -> None:
        self.found.warnings.append(Problem(mark, what, mend, severity="warning", code=code))

    def _warn_of_blanks(self) -> None:
        """What was taken for an empty cell."""
        for name, blanks in self._blanks.items():
            for line, cell in blanks[:_FEW]:
                more = f" (and {len(blanks) - _FEW} more in this column)" if len(blanks) > _FEW else ""
                sort = "says only between what the figure lies" if is_bound(cell) else "is no number"
                if self.table.columns[name].kind == "text":
                    sort = "is what programs write for an empty cell"
                what = (
                    f'column "{name}": "{cell}" {sort} and counts as no {_SORTS[self.table.columns[name].kind]}{more}'
                )
                self._warn(line.mark(self.file, self.places[name]), what, "leave the cell empty", "csv")

    def _doubt_figures(self) -> None:
        for name, values in self._numbers.items():
            accepted = self.table.columns[name].accepted
            for suspect in suspects(values):
                if suspect.key not in accepted or not accepted[suspect.key].is_of(values[suspect.key]):
                    mark = self.found.cells.mark(suspect.key, name)
                    what = f'column "{name}": {suspect.what}'
                    self.found.doubts.append(figure_doubt((self.table.id, suspect.key, name), mark, what, suspect.mend))

    def _doubt_letters(self, page: str) -> None:
        """Cells whose letters were guessed: the file is not UTF-8."""
        if not page:
            return
        cells = [(row, name) for row in self.found.rows for name in self.places if not row[name].isascii()]
        more = f", and {len(cells) - _FEW} more cells" if len(cells) > _FEW else ""
        for row, name in cells[:_FEW]:
            mark = self.found.cells.mark(row[self.table.key], name)
            what = f'this file is not UTF-8; read in the letters of {page}, this is "{row[name]}"{more}'
            self.found.doubts.append(letters_doubt(self.table.id, mark, what))
        if not cells:
            what = f"this file is not UTF-8, and was read in the letters of {page}"
            self._warn(Mark(self.file), what, "save it as CSV UTF-8", "encoding")
