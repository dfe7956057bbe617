"""The quick reader of plain packages against zipfile: the same parts in the same places, or no reading."""

from __future__ import annotations

import random
import struct
from collections.abc import Callable
from typing import Any

import pytest

from generator.inspection import package as packages
from generator.inspection.opened import Opened, Unreadable
from generator.inspection.plain_package import plain_parts
from tests.inspection.planting import good, package, parts_of
from tests.starter import everything

CHANGES = 3_000
Read = tuple[list[tuple[str, bytes]], Any]


def quickly(data: bytes) -> Read:
    opened = Opened("a.docx")
    return list(packages.parts(opened, "", data)), _said(opened)


def slowly(data: bytes) -> Read | str:
    opened = Opened("a.docx")
    try:
        return list(packages._any_parts(opened, "", data)), _said(opened)
    except Unreadable as error:
        return str(error)


def _said(opened: Opened) -> Any:
    return [(s.chunks, s.prose) for s in opened.strands], opened.unread, opened.inflated, opened.parts


def test_our_own_files_are_plain_and_read_alike() -> None:
    for data in (good("docx"), *(f.docx.read_bytes() for f in everything()[::4])):
        assert plain_parts(data) is not None
        assert quickly(data) == slowly(data)


def _changed(data: bytes, chance: random.Random) -> bytes:
    """With some bytes changed, mostly in heads and the directory; or with an entry or a part moved."""
    changed = bytearray(data)
    directory = data.index(b"PK\1\2")
    heads = [i for i in range(len(data)) if data.startswith(b"PK\3\4", i)]
    for _ in range(chance.randint(1, 2)):
        at = chance.choice((chance.choice(heads) + chance.randrange(40), chance.randrange(directory, len(data))))
        at = chance.randrange(len(data)) if chance.random() < 0.2 else at
        changed[at : at + chance.randint(0, 2)] = bytes(
            chance.choices((*range(8), 20, 47, 80, 255), k=chance.randint(0, 2))
        )
    return bytes(changed)


def test_changed_by_chance_they_agree() -> None:
    chance = random.Random(2)
    small = package({"a.xml": b"<a/>", "b/c.xml": b"<b/>" * 9, "d.txt": b"said"})
    plain = 0
    for _ in range(CHANGES):
        data = _changed(chance.choice((small, small, good("docx"))), chance)
        if plain_parts(data) is not None:
            plain += 1
            assert quickly(data) == slowly(data)
    assert plain > CHANGES // 50


def _end(offset: int, value: int) -> Callable[[bytes], bytes]:
    """With two bytes of the end changed."""
    return lambda data: data[: len(data) - 22 + offset] + struct.pack("<H", value) + data[len(data) - 20 + offset :]


def _gap(data: bytes) -> bytes:
    """With bytes between the last part and the directory, of which the end is told."""
    directory = data.index(b"PK\1\2")
    end = struct.pack("<I", directory + 4) + data[-2:]
    return data[:directory] + b"said" + data[directory:-6] + end


NOT_PLAIN: dict[str, Callable[[bytes], bytes]] = {
    "bytes before": lambda data: b"x" + data,
    "bytes after": lambda data: data + b"x",
    "a comment": lambda data: package(parts_of(data), b"said"),
    "two packages": lambda data: data + data,
    "a part fewer": _end(10, 3),
    "parts on other disks": _end(8, 3),
    "another disk": _end(4, 1),
    "a folder": lambda data: package({**parts_of(data), "word/": b""}),
    "a name with letters beyond ASCII": lambda data: package({**parts_of(data), "münchen.xml": b"<a/>"}),
    "an encrypted part": lambda data: data.replace(b"PK\3\4\x14\0\0", b"PK\3\4\x14\0\1", 1),
    "another name in the head": lambda data: data.replace(b"[Content_Types].xml", b"[Content_Typos].xml", 1),
    "flags in both heads": lambda data: data.replace(b"PK\3\4\x14\0\0", b"PK\3\4\x14\0\2", 1).replace(
        b"PK\1\2\x14\0\x14\0\0", b"PK\1\2\x14\0\x14\0\2", 1
    ),
    "bytes before the directory": _gap,
    "nothing": lambda data: b"",
    "an end only": lambda data: data[-22:],
}


@pytest.mark.parametrize("name", NOT_PLAIN)
def test_what_is_not_plain_is_left_to_zipfile(name: str) -> None:
    assert plain_parts(NOT_PLAIN[name](good("docx"))) is None
