"""Reads YAML that others publish: large, a list or a mapping, and never trusted further than its texts.

Everything is text, as in the store; aliases, anchors, tags and deep nesting are refused. It works on events, so
nothing is ever built but texts, lists and mappings.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from generator.errors import ContentError, Mark, Problem
from generator.reading.yaml import decode

MAX_BYTES = 40_000_000
MAX_DEPTH = 12
MAX_VALUES = 2_000_000


@dataclass(slots=True)
class Foreign:
    """What a file says. `lines` has the line of each entry at the top, by its index or key."""

    file: str
    data: Any = None
    lines: dict[int | str, int] = field(default_factory=dict)

    def entries(self) -> Iterator[tuple[Mark, Any]]:
        """The entries at the top of a list, or the values of a mapping, each with its place."""
        found = enumerate(self.data) if isinstance(self.data, list) else self.data.items()
        for name, entry in found:
            yield Mark(self.file, self.lines.get(name, 1)), entry


def read_foreign(path: Path) -> Foreign:
    """Read a file. Raises `ContentError`."""
    file = path.name
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= MAX_BYTES else b""
    except OSError as error:
        what = f"this file cannot be read ({(error.strerror or str(error)).lower()})"
        raise ContentError([Problem(Mark(file), what, "check its name and permissions", code="file")]) from error
    if size > MAX_BYTES:
        mend = f"the limit is {MAX_BYTES // 1_000_000} MB"
        raise ContentError([Problem(Mark(file), f"this file has {size / 1_000_000:.0f} MB", mend, code="size")])
    reading = _Reading(file)
    try:
        for event in yaml.parse(decode(data, file), Loader=yaml.CSafeLoader):
            reading.take(event)
    except yaml.MarkedYAMLError as error:
        at = error.problem_mark
        mark = Mark(file, at.line + 1, at.column + 1) if at else Mark(file)
        raise ContentError(
            [Problem(mark, f"this is not YAML: {error.problem}", "get the file again", code="yaml")]
        ) from error
    return reading.found


class _Reading:
    def __init__(self, file: str) -> None:
        self.found = Foreign(file)
        self._stack: list[tuple[Any, list[str]]] = []  # a list or mapping, and the key that waits for its value
        self._values = 0

    def take(self, event: yaml.Event) -> None:
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent):
            self._refuse(line, "an alias (*) stands here")
        elif isinstance(event, yaml.ScalarEvent):
            self._plain(event, line)
            self._add(event.value, line)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            self._plain(event, line)
            if len(self._stack) >= MAX_DEPTH:
                self._refuse(line, f"this is nested deeper than {MAX_DEPTH} levels")
            made: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
            self._add(made, line)
            self._stack.append((made, []))
        elif isinstance(event, yaml.CollectionEndEvent):
            self._stack.pop()
        elif isinstance(event, yaml.DocumentStartEvent) and self.found.data is not None:
            self._refuse(line, "a second document begins here")

    def _plain(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, line: int) -> None:
        if event.anchor is not None:
            self._refuse(line, "an anchor (&) stands here")
        if event.tag is not None:
            self._refuse(line, "a tag (!) stands here")

    def _refuse(self, line: int, what: str) -> None:
        mend = "this file is read as plain lists and texts; get it again from where it is published"
        raise ContentError([Problem(Mark(self.found.file, line), what, mend, code="yaml")])

    def _add(self, value: Any, line: int) -> None:
        self._values += 1
        if self._values > MAX_VALUES:
            self._refuse(line, f"there are more than {MAX_VALUES:,} values")
        if not self._stack:
            self.found.data = value
            return
        holder, waiting = self._stack[-1]
        top = len(self._stack) == 1
        if isinstance(holder, list):
            if top:
                self.found.lines[len(holder)] = line
            holder.append(value)
        elif waiting:
            holder[waiting.pop()] = value
        elif isinstance(value, str):
            if value in holder:
                self._refuse(line, f'"{value}" stands twice')
            if top:
                self.found.lines[value] = line
            waiting.append(value)
        else:
            self._refuse(line, "a key is not a text")


def text_of(entry: Any, *path: str) -> str:
    """The text at a path of keys, or the empty string."""
    for key in path:
        entry = entry.get(key) if isinstance(entry, Mapping) else None
    return entry.strip() if isinstance(entry, str) and entry.strip().lower() not in ("null", "~") else ""
