"""Adds an entry to a YAML file in its place and touches nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from generator.errors import ContentError, OnepagerError, UsageError
from generator.files.whole import cause, replace_file

if TYPE_CHECKING:
    from generator.reading.yaml import Node


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entry goes: a file of the workspace, its name in messages, and the key of the mapping, if it has one."""

    path: Path
    shown: str
    section: str = ""


def insert(place: Place, entry_id: str, block: str) -> int:
    """Add `block`, the entry `entry_id`, to the end of its mapping; give the line where it begins.

    The rest of the file stays as it is, to the byte. Raises `UsageError` when there is such an entry, `ContentError`
    when the file has mistakes, `OnepagerError` when it cannot be written.
    """
    from generator.reading.yaml import read_bytes, read_yaml_text

    data = read_bytes(place.path, place.shown)
    node = _read(data, place.shown)
    path = (place.section, entry_id) if place.section else (entry_id,)
    if node.has(*path):
        mark = node.mark(*path, key=True)
        raise UsageError(f'there is a "{entry_id}" already, at {mark.file}:{mark.line}; choose another name')
    # Line ends and a byte order mark stay what they are: the work is done on the bytes' own text.
    text = data.decode("utf-8")
    newline = "\r\n" if "\r\n" in text else "\n"
    lines = text.splitlines(keepends=True)
    at, added = _addition(place, node, [line.rstrip("\r\n") for line in lines], block)
    if at > 0 and not lines[at - 1].endswith("\n"):
        lines[at - 1] += newline
    new = "".join([*lines[:at], *(line + newline for line in added), *lines[at:]])
    try:
        unharmed = _same_but_for(read_yaml_text(_decoded(new), place.shown), node, path)
    except ContentError:
        unharmed = False
    if not unharmed:
        raise OnepagerError(
            f"{place.shown} is laid out so that nothing can be added safely, and was not changed. Add this by hand:\n\n"
            + block.rstrip()
        )
    write(place.path, place.shown, new.encode("utf-8"))
    return at + next(i for i, line in enumerate(added, 1) if line.lstrip().startswith(f"{entry_id}:"))


def write(path: Path, shown: str, data: bytes) -> None:
    """Write a file of the workspace whole or not at all. A link is followed: it is the user's own file."""
    try:
        if replace_file(path.resolve(), data):
            return
    except OSError as error:
        raise OnepagerError(f"Could not write {shown}: {cause(error)}.") from error
    raise OnepagerError(f"{shown} is open in another program. Close it there, then try again.")


def _read(data: bytes, shown: str) -> Node:
    from generator.reading.yaml import decode, read_yaml_text

    return read_yaml_text(decode(data, shown), shown)


def _decoded(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n")


def _addition(place: Place, node: Node, lines: list[str], block: str) -> tuple[int, list[str]]:
    """How many lines come before the entry, and its lines."""
    added = block.rstrip("\n").split("\n")
    if not place.section:
        return _end(lines), added
    if not node.has(place.section):
        gap = [""] if lines and lines[-1].strip() else []
        return len(lines), [*gap, f"{place.section}:", *added]
    entries = node.data.get(place.section)
    head = node.mark(place.section, key=True).line
    if isinstance(entries, dict) and entries:
        indent = node.mark(place.section, next(iter(entries)), key=True).column - 1
        added = _indented(added, indent)
    following = [line for key in node.data if (line := node.mark(key, key=True).line) > head]
    if not following:
        return _end(lines), added
    at = min(following) - 1
    while at > head and (not lines[at - 1].strip() or lines[at - 1].startswith("#")):
        at -= 1  # what stands right above the next key belongs to that key
    return at, added


def _end(lines: list[str]) -> int:
    """After the last line that is not blank."""
    at = len(lines)
    while at > 0 and not lines[at - 1].strip("\ufeff \t"):
        at -= 1
    return at


def _indented(block: list[str], indent: int) -> list[str]:
    """A block that is written with an indent of two, with another one."""
    return [re.sub(r"^  ", " " * indent, line) for line in block]


def _same_but_for(new: Node, old: Node, path: tuple[str, ...]) -> bool:
    """Whether `new` says what `old` says and one entry more."""
    data = dict(new.data)
    if len(path) == 1:
        return data.pop(path[0], None) is not None and data == old.data
    section, entry_id = path
    entries = data.pop(section, None)
    before = old.data.get(section)
    if not isinstance(entries, dict) or entries.get(entry_id) is None:
        return False
    rest = {key: value for key, value in entries.items() if key != entry_id}
    return rest == (before or {}) and data == {key: value for key, value in old.data.items() if key != section}
