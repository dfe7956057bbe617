"""What was read from a YAML file: plain data, and for every piece of it the place where it stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TypeAlias

from generator.errors import Mark

Data: TypeAlias = "dict[str, Data] | list[Data] | str | None"
Key: TypeAlias = str | int
Path: TypeAlias = tuple[Key, ...]

_FOLDABLE = " \t\n"
_SPACE = re.compile(r"[ \t\n]*")
_SPACE_IN_QUOTES = re.compile(r"(?:[ \t\n]|\\(?:[nt \t\n]|x(?:20|09|0[aA])|u00(?:20|09|0[aA])))*")
_ESCAPE = re.compile(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)")
_BLOCK_HEADER = re.compile(r"[|>][^\n]*\n?")


@dataclass(slots=True)
class Branch:
    """Where a mapping or list stands. All places are offsets into the text, so that a mark is made only when asked for.

    `keys` has the offsets of a mapping's keys; `children` has an offset for each text and a branch for the rest, by key
    or by index.
    """

    start: int
    keys: dict[Key, int] = field(default_factory=dict)
    children: dict[Key, int | Branch] = field(default_factory=dict)


class Node:
    """The content of one file: `data` is a mapping whose leaves are text (None where a key has no value)."""

    def __init__(self, file: str, text: str, data: dict[str, Data], branch: Branch, first_line: int = 1) -> None:
        self.file, self.data = file, data
        self._text, self._branch, self._first_line = text, branch, first_line
        self._line_starts: list[int] = []

    def mark(self, *path: Key, key: bool = False) -> Mark:
        """Where the value at `path` starts, or with `key` its key. A mapping or list is marked at its key.

        What is not in the file is marked at the nearest thing around it.
        """
        if not path:
            return Mark(self.file, self._first_line, 1)
        branch, found = self._branch, None
        for depth, part in enumerate(path):
            child = branch.children.get(part)
            if child is None:
                break
            last = depth == len(path) - 1
            if isinstance(child, int):
                found = branch.keys.get(part, child) if last and key else child
                break
            found, branch = branch.keys.get(part, child.start), child
        return self.mark_at(found) if found is not None else self.mark()

    def has(self, *path: Key) -> bool:
        """Whether something stands at `path`, be it a key without a value."""
        branch = self._branch
        for part in path[:-1]:
            child = branch.children.get(part)
            if not isinstance(child, Branch):
                return False
            branch = child
        return not path or path[-1] in branch.children

    def mark_at(self, offset: int) -> Mark:
        """The mark of an offset into the text of the file."""
        if not self._line_starts:
            self._line_starts = [0, *accumulate(len(line) + 1 for line in self._text.split("\n"))]
        line = bisect_right(self._line_starts, offset) - 1
        return Mark(self.file, line + self._first_line, offset - self._line_starts[line] + 1)

    def position(self, path: Path, offset: int) -> Mark:
        """Where the character at `offset` of the text at `path` stands; white space before the text does not count.

        Falls back to the mark of `path` if there is no such text.
        """
        return self.marker(path)(offset)

    def marker(self, path: Path) -> Callable[[int], Mark]:
        """Tells of offsets into the text at `path` where they stand, as `position` does.

        Offsets that rise from call to call cost one walk through the text, however many they are.
        """
        branch, place = self._branch, None
        value: Data = self.data
        for part in path:
            place = branch.children.get(part)
            value = _child(value, part)
            if isinstance(place, Branch):
                branch = place
        if not isinstance(place, int) or not isinstance(value, str):
            return lambda offset: self.mark(*path)
        skipped = len(value) - len(value.lstrip())
        walk = _Walk(self._text, place, value)
        return lambda offset: self.mark_at(walk.to(skipped + offset))


def _child(data: Data, part: Key) -> Data:
    if isinstance(data, dict) and isinstance(part, str):
        return data.get(part)
    if isinstance(data, list) and isinstance(part, int) and part < len(data):
        return data[part]
    return None


class _Walk:
    """Walks along a scalar as it is written from `start` in `source`, and along its `value`, together.

    However a scalar is written (plain, quoted, folded, literal), its words stand in the source in order, and only white
    space and escapes differ; so both are walked along without their white space.
    """

    def __init__(self, source: str, start: int, value: str) -> None:
        self._source, self._value, self._quote = source, value, source[start : start + 1]
        self._begin = start
        if self._quote in ("|", ">"):
            header = _BLOCK_HEADER.match(source, start)
            self._begin = header.end() if header else start
        elif self._quote in ("'", '"'):
            self._begin += 1
        self._offset, self._at = 0, self._begin

    def to(self, offset: int) -> int:
        """Where the character at `offset` of the value stands in the source; goes on from the offset asked for last."""
        if offset < self._offset:
            self._offset, self._at = 0, self._begin
        source, value, quote, at = self._source, self._value, self._quote, self._at
        for character in value[self._offset : offset]:
            if character not in _FOLDABLE:
                at = _next(source, _content(source, at, quote), quote)
        self._offset, self._at = offset, at
        last = value[min(offset, len(value)) - 1] if offset and value else _FOLDABLE[0]
        return _content(source, at, quote) if last in _FOLDABLE else at


def _next(source: str, at: int, quote: str) -> int:
    """The offset after the character at `at`."""
    if quote == '"' and (escape := _ESCAPE.match(source, at)):
        return escape.end()
    return at + (2 if quote == "'" and source.startswith("''", at) else 1)


def _content(source: str, at: int, quote: str) -> int:
    """The offset of the next character that is not white space, be it written as such or as an escape."""
    space = _SPACE_IN_QUOTES if quote == '"' else _SPACE
    match = space.match(source, at)
    return match.end() if match else at
