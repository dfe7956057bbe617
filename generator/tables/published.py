"""Files of data that others publish as YAML: large, a list or a mapping, and never trusted further than their texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from generator.errors import ContentError, Mark
from generator.reading import yaml


@dataclass(frozen=True, slots=True)
class Published:
    """What a file says. `lines` has the line of each entry at the top, by its index or key."""

    file: str
    data: Any
    lines: Mapping[int | str, int]

    def entries(self) -> Iterator[tuple[Mark, Any]]:
        """The entries at the top of a list, or the values of a mapping, each with its place."""
        found = enumerate(self.data) if isinstance(self.data, list) else self.data.items()
        for name, entry in found:
            yield Mark(self.file, self.lines.get(name, 1)), entry


def read_published(path: Path) -> Published:
    """Read a file. Raises `ContentError`."""
    try:
        return Published(path.name, *yaml.read_published(path))
    except ContentError as error:
        mend = "get this file again from where it is published"
        raise ContentError([replace(problem, mend=mend) for problem in error.problems]) from error


def text_of(entry: Any, *path: str) -> str:
    """The text at a path of keys, or the empty string."""
    for key in path:
        entry = entry.get(key) if isinstance(entry, Mapping) else None
    return entry.strip() if isinstance(entry, str) and entry.strip().lower() not in ("null", "~") else ""
