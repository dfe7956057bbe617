"""The text of a CSV and its lines, from the bytes that spreadsheets, statistical offices and data programs write."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.errors import Mark, Problem
from generator.reading.yaml import forbidden_characters
from generator.tables.code_pages import guessed

_DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "upright strokes"}
_TITLES = 25  # a header has no more lines of titles above it
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # .xlsx and .xls


@dataclass(frozen=True, slots=True)
class Line:
    """One row as it stands: the number of its first line, its cells, its text and what parts the cells in it."""

    number: int
    cells: list[str]
    text: str
    delimiter: str

    def mark(self, file: str, index: int) -> Mark:
        """Where the cell begins."""
        quoted, start, line, column = False, True, self.number, 1
        for character in self.text:
            if index == 0:
                break
            column += 1
            if character == '"' and (start or quoted):
                quoted = not quoted
            elif character == "\n":
                line, column = line + 1, 1
            if not quoted and character == self.delimiter:
                index -= 1
            start = not quoted and character == self.delimiter
        return Mark(file, line, column)


@dataclass(frozen=True, slots=True)
class CsvText:
    """The text of a CSV; `page` is the code page that it was read in, where that had to be guessed."""

    text: str
    page: str = ""


def decode(data: bytes, file: str, problems: list[Problem]) -> CsvText:
    """The text of a CSV; what no file may have goes to `problems`."""
    read = CsvText("")
    if data.startswith(_WORKBOOKS):
        what, mend = "this is a workbook and no CSV", "open it in Excel and save it as CSV UTF-8"
        problems.append(Problem(Mark(file), what, mend, code="csv"))
    elif data.startswith((b"\xff\xfe", b"\xfe\xff")):
        read = CsvText(data.decode("utf-16", "replace"))
    elif data[:400].count(0) > len(data[:400]) // 3:
        what = "this file is saved as UTF-16 without a mark that says so"
        problems.append(Problem(Mark(file), what, "save it as CSV UTF-8", code="encoding"))
    else:
        try:
            read = CsvText(data.decode("utf-8-sig"))
        except UnicodeDecodeError:
            read = CsvText(*guessed(data))
    text = unicodedata.normalize("NFC", read.text.replace("\r\n", "\n").replace("\r", "\n"))
    problems.extend(forbidden_characters(text, file))
    return CsvText(text, read.page)


def delimiter_of(text: str, wanted: Sequence[str]) -> str:
    """What parts the columns: that with which most of the wanted ones are found, or what stands most in the header."""
    first = [line for line in text.split("\n") if line.strip()][:_TITLES]
    header = re.sub(r'"[^"]*"', "", first[0]) if first else ""

    def found(delimiter: str) -> tuple[int, int]:
        known = [len(set(wanted).intersection(_names(line, delimiter))) for line in first]
        return max(known, default=0), header.count(delimiter)

    return max(_DELIMITERS, key=found)


def _names(line: str, delimiter: str) -> list[str]:
    try:
        return [cell.strip() for cells in csv.reader([line], delimiter=delimiter) for cell in cells]
    except csv.Error:
        return []


def told(delimiter: str) -> str:
    """What to say of a file whose columns are not parted by commas; empty if they are."""
    return "" if delimiter == "," else f"the columns of this file are parted by {_DELIMITERS[delimiter]}"


def without_sep(text: str) -> str:
    """The text without its first line, if that is for Excel alone: it says how the columns are parted."""
    first, _, rest = text.partition("\n")
    return f"\n{rest}" if re.fullmatch(r'"?sep=.?"?', first, re.IGNORECASE) else text


def lines(text: str, delimiter: str, file: str, problems: list[Problem]) -> Iterator[Line]:
    """The rows that have anything in them. White space and breaks of lines within a cell are one space each."""
    source = text.split("\n")
    reader = csv.reader((line + "\n" for line in source), delimiter=delimiter, strict=True)
    first = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                tidy = [" ".join(cell.split()) for cell in cells]
                yield Line(first, tidy, "\n".join(source[first - 1 : reader.line_num]), delimiter)
            first = reader.line_num + 1
    except csv.Error:
        what = "a quotation mark in this row is not closed, or text goes on after it"
        mend = 'write a quotation mark inside a cell twice: ""'
        problems.append(Problem(Mark(file, first), what, mend, code="csv"))


def header_of(found: Sequence[Line], wanted: Sequence[str]) -> int:
    """Which of the lines has the names of the columns: the first that has all that are wanted, or else the first."""
    for index, line in enumerate(found[:_TITLES]):
        if set(wanted).issubset(line.cells):
            return index
    return 0
