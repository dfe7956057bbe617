"""The objects of a plain PDF: one of which every byte is accounted for by a few lines of grammar.

A plain file is a header, objects numbered from 1 in order with nothing between them, one table of where they begin, a
trailer, and the end. Objects are written with a part of the syntax only, which leaves no doubt. Whatever else there is
in a file, and there is much that is allowed, is `NotPlain`: it is read with pikepdf.

Most objects are the same, byte for byte, in many files: fonts and profiles, elements of the structure. What was found
in an object is kept, by all of its bytes.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from generator.inspection.opened import RATIO_FROM, Chunk
from generator.inspection.pdf.content import from_hex, unescaped
from generator.inspection.pdf.strings import names_in, strings_in

Value = bytes | list["Value"] | dict[bytes, "Value"]
"""A scalar as it is written, `b"/Name"` or `b"12 0 R"`; or what is in brackets."""

MOST_OBJECTS = 50_000
_DEEPEST = 8
_SMALL = 2 << 10
_LARGE = 256 << 10

_HEAD = re.compile(rb"%PDF-1\.[4-7]\n%[\x80-\xff]{4}\n")
_TAIL = re.compile(
    rb"trailer\n<</Size (\d{1,6})/Root (\d{1,6}) 0 R/Info (\d{1,6}) 0 R/ID\[<([0-9a-f]{32})><\4>\]>>\n"
    rb"startxref\n(\d{1,9})\n%%EOF\n"
)
_LONGEST_TAIL = 256
_TABLE = re.compile(rb"0000000000 65535 f \n((?:\d{10} 00000 n \n)+)")
_ROW = 20

# Each token with the white space before it; nothing for a byte that begins none, which is a doubt. What is written
# without brackets ends where a bracket, a name or white space follows.
_NUMBER = rb"-?(?:\d{1,9}(?:\.\d{1,9})?|\.\d{1,9})"
_WIDE_LITERAL = rb"\(\\376\\377(?:[ -'*-\[\]-~]++|\\[()\\]|\\[0-3][0-7][0-7])*+\)"
_TOKEN = re.compile(
    rb"[ \n]*+(?:(<<|>>|\[|\]"
    rb"|(?:/[A-Za-z0-9+_.\-]++|[1-9]\d{0,5} 0 R|true|false|" + _NUMBER + rb")(?=[ \n/<>\[\]()])"
    rb"|\((?:[ -'*-\[\]-~]++|\\[()\\])*+\)"
    rb"|" + _WIDE_LITERAL + rb"|<FEFF(?:[0-9A-F]{4})*+>)"
    rb"|.)",
    re.DOTALL,
)
_WIDE_LITERALS = re.compile(_WIDE_LITERAL)
_REFERENCE = b" 0 R"
_COMMENT = re.compile(rb"%((?:[\x20-\x7e\t]|[\xc2-\xf4][\x80-\xbf]+){12,})")


class NotPlain(Exception):
    """Something in a file is not as it is in a plain one."""


class Entry(NamedTuple):
    """An object: its value, and of a stream the packed contents, and how they are packed."""

    number: int
    value: dict[bytes, Value]
    packed: bytes | None
    filter: bytes
    highest: int
    """The highest number of an object that it refers to."""
    strings: tuple[Chunk, ...]
    names: tuple[bytes, ...]
    comments: tuple[str, ...]

    @property
    def reference(self) -> bytes:
        return b"%d 0 R" % self.number


class File(NamedTuple):
    """The objects of a file, and the number of the one that is its catalog."""

    entries: Sequence[Entry]
    root: int

    def at(self, reference: Value | None) -> Entry:
        """The object that is referred to."""
        if not isinstance(reference, bytes) or not reference.endswith(_REFERENCE):
            raise NotPlain
        return self.entries[int(reference[: -len(_REFERENCE)]) - 1]

    def dictionary(self, value: Value | None) -> Mapping[bytes, Value]:
        """A dictionary that stands where it is needed, or is referred to."""
        if isinstance(value, dict):
            return value
        entry = self.at(value)
        if entry.packed is not None:
            raise NotPlain
        return entry.value


def plain_objects(data: bytes) -> File:
    """The objects of a plain PDF. Raises `NotPlain`."""
    head = _HEAD.match(data)
    start = data.rfind(b"trailer\n", -_LONGEST_TAIL)
    tail = _TAIL.fullmatch(data, start) if start > 0 else None
    if not head or not tail:
        raise NotPlain
    size, root, info, _, table = tail.groups()
    count = int(size) - 1
    bounds = _bounds(data, int(table), start, count)
    if bounds[0] != head.end() or not 0 < count <= MOST_OBJECTS:
        raise NotPlain
    entries = [_entry(data[start:end]) for start, end in pairwise(bounds)]
    if [entry.number for entry in entries] != list(range(1, count + 1)):
        raise NotPlain
    highest = max(int(root), int(info), max([entry.highest for entry in entries]))
    if highest > count or not int(root) or not int(info):
        raise NotPlain
    return File(entries, int(root))


def _bounds(data: bytes, table: int, end: int, count: int) -> list[int]:
    """Where each object begins, and where the last one ends: at the table, which goes on to `end`."""
    head = b"xref\n0 %d\n" % (count + 1)
    rows = _TABLE.fullmatch(data, table + len(head), end)
    if not data.startswith(head, table) or not rows or len(rows[1]) != count * _ROW:
        raise NotPlain
    return [*map(int, rows[1].replace(b" 00000 n ", b"").split()), table]


# --- one object --------------------------------------------------------------------------------------------------

_OPENS, _CLOSES = b" 0 obj\n", b"\nendobj\n"
_BEFORE_STREAM, _AFTER_STREAM = b"\nstream\n", b"\nendstream\nendobj\n"
_ELSEWHERE = (b"%%EOF", b"/ObjStm", b"%PDF-")
"""Marks that have the other reader look for other objects."""


def _entry(whole: bytes) -> Entry:
    """An object, from all bytes up to the next."""
    if len(whole) <= _SMALL:
        return _small(whole)
    return _large(whole) if len(whole) <= _LARGE else _read(whole)


def _read(whole: bytes) -> Entry:
    digits, opens, rest = whole.partition(_OPENS)
    if not opens or not re.fullmatch(rb"[1-9]\d{0,5}", digits) or not rest.endswith(_CLOSES):
        raise NotPlain
    if whole.count(b" obj") != 1 or any(mark in whole for mark in _ELSEWHERE):
        raise NotPlain
    unparsed, begins, after = rest.partition(_BEFORE_STREAM)
    packed = None
    if begins:
        if not after.endswith(_AFTER_STREAM):
            raise NotPlain
        packed = after[: -len(_AFTER_STREAM)]
    else:
        unparsed = rest[: -len(_CLOSES)]
    value, highest = _parsed(unparsed)
    strings = _strings(unparsed, digits)
    filter_ = value.get(b"/Filter", b"")
    if packed is not None and (value.get(b"/Length") != b"%d" % len(packed) or strings):
        raise NotPlain
    if not isinstance(filter_, bytes):
        raise NotPlain
    comments = tuple(m[1].decode("utf-8", "replace") for m in _COMMENT.finditer(whole))
    return Entry(int(digits), value, packed, filter_, highest, strings, _names(unparsed), comments)


_small = lru_cache(maxsize=3_072)(_read)
_large = lru_cache(maxsize=64)(_read)


def _strings(unparsed: bytes, number: bytes) -> tuple[Chunk, ...]:
    found = list(strings_in(unparsed))
    if any(s.key == "ActualText" for s in found):
        raise NotPlain  # they are read in the order of the structure
    return tuple(Chunk(f"{s.label} (object {number.decode()})", s.text) for s in found)


def _names(unparsed: bytes) -> tuple[bytes, ...]:
    """The long names of an object, and what looks like one in a string. In wide strings nothing does."""
    return tuple(names_in(_WIDE_LITERALS.sub(b"", unparsed) if b"(\\376" in unparsed else unparsed))


def _parsed(unparsed: bytes) -> tuple[dict[bytes, Value], int]:
    """The value of an object, which must be a dictionary, and the highest number of an object in it."""
    stack: list[list[Value]] = []
    items: list[Value] = []
    opened: list[bytes] = []
    highest = 0
    for token in _TOKEN.findall(unparsed):
        if token in (b"<<", b"["):
            stack.append(items)
            opened.append(token)
            items = []
            if len(stack) > _DEEPEST:
                raise NotPlain
        elif token in (b">>", b"]"):
            if not stack or opened.pop() != (b"<<" if token == b">>" else b"["):
                raise NotPlain
            closed: Value = _dictionary(items) if token == b">>" else items
            items = stack.pop()
            items.append(closed)
        else:
            if token.endswith(_REFERENCE):
                highest = max(highest, int(token[: -len(_REFERENCE)]))
            elif not _is_scalar(token):
                raise NotPlain
            items.append(token)
    if stack or len(items) != 1 or not isinstance(value := items[0], dict):
        raise NotPlain
    return value, highest


def _is_scalar(token: bytes) -> bool:
    """Whether a token that is no bracket and no reference is one of which there is no doubt.

    A wide string that has a zero in it is one that qpdf writes in hexadecimal digits: no name is found in it.
    """
    if token.startswith(b"<FEFF"):
        return 0 in from_hex(token[1:-1])
    if token.startswith(b"(\\376"):
        return 0 in unescaped(token[1:-1])
    return bool(token)


def _dictionary(items: Sequence[Value]) -> dict[bytes, Value]:
    keys = [key for key in items[::2] if isinstance(key, bytes) and key.startswith(b"/")]
    if 2 * len(keys) != len(items) or len(set(keys)) != len(keys):
        raise NotPlain
    return dict(zip(keys, items[1::2], strict=True))


# --- streams -----------------------------------------------------------------------------------------------------


def contents(entry: Entry) -> bytes:
    """What is in a stream. Raises `NotPlain`."""
    if entry.packed is None or b"/DecodeParms" in entry.value:
        raise NotPlain
    return unpacked(entry.packed, entry.filter)


def unpacked(packed: bytes, filter_: bytes) -> bytes:
    """What was not packed, or in the one plain way. Raises `NotPlain`."""
    if not filter_:
        return packed
    inflater = zlib.decompressobj()
    try:
        content = inflater.decompress(packed, RATIO_FROM)
    except zlib.error as error:
        raise NotPlain from error
    if filter_ != b"/FlateDecode" or not inflater.eof or inflater.unused_data:
        raise NotPlain
    return content
