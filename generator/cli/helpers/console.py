"""What the command prints, in a form that the terminal at hand can take.

Results go to standard output, all else to standard error. With `--json`, standard output holds one JSON value and
nothing more. A terminal that cannot show `—`, `“`, `·` or `✓` gets plain characters instead.
"""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TextIO

import click

from generator.errors import Problem

_PLAIN = {
    "—": "--", "–": "-", "‐": "-", "‑": "-", "−": "-", "“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "…": "...",
    "·": "-", "•": "*", "✓": "ok", "✗": "x", "→": "->", "×": "x", "§": "Sec. ", "\u00a0": " ", "\u202f": " ",
    "\u2009": " ", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae", "Æ": "AE",
}  # fmt: skip
_EXCERPT = 110
"""How many characters of a source line are shown."""


def fit(text: str, encoding: str | None) -> str:
    """`text` as an encoding can carry it: what it lacks becomes a plain character."""
    encoding = encoding or "ascii"
    if _carries(encoding, text):
        return text
    return "".join(c if _carries(encoding, c) else _plain(c) for c in text)


def _carries(encoding: str, text: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeError:
        return False
    return True


def _plain(character: str) -> str:
    if character in _PLAIN:
        return _PLAIN[character]
    letters = unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode("ascii")
    return letters or ("" if unicodedata.combining(character) else "?")


def count(number: int, noun: str, plural: str = "") -> str:
    """`1 file`, `2 files`, `no files`."""
    return f"{number or 'no'} {noun if number == 1 else plural or noun + 's'}"


def some_of(names: Sequence[str], most: int = 3) -> str:
    """The first of some names, and how many more there are."""
    return ", ".join(names[:most]) + (f" and {len(names) - most:,} more" if len(names) > most else "")


class Console:
    """Prints for one run of the command. `quiet` leaves out what is only nice to know."""

    def __init__(self, *, as_json: bool = False, quiet: bool = False) -> None:
        self.as_json = as_json
        self.quiet = quiet

    def result(self, text: str) -> None:
        """What was asked for. Under `--json` only `data` counts."""
        if not self.as_json:
            self._emit(sys.stdout, text)

    def data(self, value: Any) -> None:
        """What was asked for, as the one JSON value of this run. Does nothing without `--json`."""
        if self.as_json:
            import json

            # ASCII with escapes: it reads the same in whatever encoding a pipe has.
            self._emit(sys.stdout, json.dumps(value, indent=2, default=str))

    def say(self, text: str) -> None:
        """What is nice to know."""
        if not self.quiet:
            self._emit(sys.stderr if self.as_json else sys.stdout, text)

    def warn(self, text: str) -> None:
        """What the user has to know, although all went well."""
        self._emit(sys.stderr, f"{self._painted(sys.stderr, 'note:', 'yellow')} {text}")

    def fail(self, text: str) -> None:
        """Why something did not work."""
        self._emit(sys.stderr, f"{self._painted(sys.stderr, 'error:', 'red')} {text}")

    def plain_error(self, text: str) -> None:
        """Lines that belong to an error shown before."""
        self._emit(sys.stderr, text)

    def table(self, header: Sequence[str], rows: Iterable[Sequence[str]], *, right: Sequence[int] = ()) -> None:
        """Columns under a header; those whose numbers are in `right` end flush. Cut to the width of a terminal."""
        import shutil

        lines = [list(header), *(list(row) for row in rows)]
        widths = [max(len(line[i]) for line in lines) for i in range(len(header))]
        room = shutil.get_terminal_size().columns - 1 if sys.stdout.isatty() else None
        for line in lines:
            cells = [
                c.rjust(w) if i in right else c.ljust(w) for i, (c, w) in enumerate(zip(line, widths, strict=True))
            ]
            whole = "  ".join(cells).rstrip()
            self.result(whole if room is None else shorten(whole, room))

    def problems(self, problems: Sequence[Problem], root: Path | None, *, to_result: bool = False) -> None:
        """Every problem with its line of the source and a caret, then how many there are."""
        sources: dict[str, list[str]] = {}
        stream = sys.stdout if to_result else sys.stderr
        emit = self.result if to_result else self.plain_error
        for problem in problems:
            emit(self._located(problem, stream))
            if root is not None and (excerpt := _excerpt(problem, root, sources)):
                emit(excerpt)
        emit(tally(problems))

    def _located(self, problem: Problem, stream: TextIO) -> str:
        severity = self._painted(stream, problem.severity, "red" if problem.severity == "error" else "yellow")
        code = f" {problem.code}" if problem.code[:2].isupper() else ""
        message = str(problem).removeprefix(f"{problem.mark}: ")
        return f"{self._painted(stream, str(problem.mark), 'bold')}: {severity}{code}: {message}"

    def _painted(self, stream: TextIO, text: str, color: str) -> str:
        if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb" or not stream.isatty():
            return text
        return click.style(text, bold=True, fg=None if color == "bold" else color)

    def _emit(self, stream: TextIO, text: str) -> None:
        # Not click's own stream: that one writes UTF-8 to a terminal which says it takes ASCII.
        click.echo(fit(text, stream.encoding), file=stream)


def tally(problems: Sequence[Problem]) -> str:
    """`3 errors and 1 warning in 2 files`."""
    errors = sum(p.severity == "error" for p in problems)
    parts = [count(errors, "error")] if errors else []
    if warnings := len(problems) - errors:
        parts.append(count(warnings, "warning"))
    files = len({p.mark.file for p in problems})
    return f"{' and '.join(parts) or 'no errors'} in {count(files, 'file')}"


def problems_as_json(problems: Sequence[Problem]) -> list[Mapping[str, str | int]]:
    return [p.as_json() for p in problems]


def shorten(text: str, room: int) -> str:
    """The text, or as much of it as there is room for, and three dots."""
    return text if len(text) <= room else f"{text[: max(room - 3, 1)].rstrip()}..."


def _is_binary(data: bytes) -> bool:
    """Whether a file has no lines to show: a Word file, a PDF, a picture."""
    return data.startswith((b"PK", b"%PDF")) or b"\0" in data


def _excerpt(problem: Problem, root: Path, sources: dict[str, list[str]]) -> str:
    """The line a problem is on with a caret under its column, or the empty string when it cannot be had."""
    mark = problem.mark
    if mark.file not in sources:
        try:
            data = (root / mark.file).read_bytes()
        except (OSError, ValueError):
            data = b""
        text = "" if _is_binary(data) else data.decode("utf-8-sig", "replace")
        sources[mark.file] = text.split("\n")
    lines = sources[mark.file]
    if not 0 < mark.line <= len(lines) or not lines[mark.line - 1].strip():
        return ""
    line = "".join(c if c.isprintable() else " " for c in lines[mark.line - 1].rstrip())
    start = max(0, min(mark.column - _EXCERPT // 2, len(line) - _EXCERPT))
    shown = line[start : start + _EXCERPT]
    number = str(mark.line)
    return f"  {number} | {shown}\n  {' ' * len(number)} | {' ' * (mark.column - 1 - start)}^"
