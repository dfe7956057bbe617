"""The directory of a plain package: one of which every byte is accounted for.

The parts follow one another from the first byte on, each after a head that says what the directory says; the directory
follows, and the end. There are no comments, nothing beside the names, and nothing that is encrypted. Whatever else
there is in a package is looked at with zipfile.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Sequence
from typing import NamedTuple

_END = struct.Struct("<4s2H2H2IH")
_ENTRY = struct.Struct("<4s2x3H4x3I4H6xI")
_LOCAL_HEAD = 30
_VERSION = 20
_METHODS = (0, 8)
_NAME = re.compile(rb"(?!.*//)[A-Za-z0-9_.\[\]/-]*[A-Za-z0-9_.\]-]")


class PlainPart(NamedTuple):
    """A part: its name, where its packed bytes are, how they are packed, and what they should unpack to."""

    name: str
    start: int
    end: int
    method: int
    crc: int
    size: int


def plain_parts(data: bytes) -> Sequence[PlainPart] | None:
    """The parts of a plain package; None for a package that is not plain."""
    end = len(data) - _END.size
    if end <= 0 or data[end - 20 : end - 16] == b"PK\6\7":  # an end of another kind before it
        return None
    mark, disk, first_disk, count, all_, size, directory, comment = _END.unpack_from(data, end)
    if mark != b"PK\5\6" or disk or first_disk or comment or count != all_ or directory + size != end:
        return None
    parts: list[PlainPart] = []
    position, offset = directory, 0
    for _ in range(count):
        part = _part(data, position, offset) if position + _ENTRY.size <= end else None
        if part is None:
            return None
        parts.append(part)
        position, offset = position + _ENTRY.size + len(part.name), part.end
    return parts if parts and position == end and offset == directory else None


def _part(data: bytes, position: int, offset: int) -> PlainPart | None:
    """The part whose entry in the directory is at `position`, if its head is at `offset`."""
    mark, version, flags, method, crc, packed, size, length, *others, header = _ENTRY.unpack_from(data, position)
    name = data[position + _ENTRY.size : position + _ENTRY.size + length]
    start = offset + _LOCAL_HEAD + length
    is_plain = (
        mark == b"PK\1\2"
        and version == _VERSION
        and method in _METHODS
        and not flags
        and not any(others)
        and header == offset
        and data[offset : offset + 4] == b"PK\3\4"
        # What both heads have in common, from the version to the lengths.
        and data[offset + 4 : offset + _LOCAL_HEAD] == data[position + 6 : position + 32]
        and data[offset + _LOCAL_HEAD : start] == name
        and _NAME.fullmatch(name)
        and start + packed <= len(data)
    )
    return PlainPart(name.decode("ascii"), start, start + packed, method, crc, size) if is_plain else None
