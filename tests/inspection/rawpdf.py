"""PDF files byte by byte: our own taken apart into the text of their objects, and put together again.

For what no library would write as it is wanted here: pikepdf writes every string and name in a way of its own.
"""

from __future__ import annotations

import random
import re
import zlib
from collections.abc import Sequence

HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_OBJECT = re.compile(rb"\d+ 0 obj\n(.*?)\nendobj\n", re.DOTALL)
_STREAM = re.compile(rb"(.*)/Length (\d+)(.*?)\nstream\n(.*)\nendstream\Z", re.DOTALL)
Objects = list[bytes]


def apart(data: bytes) -> tuple[Objects, int, int]:
    """The objects of one of our files, and which of them are its catalog and its information."""
    [[root, info]] = re.findall(rb"/Root (\d+) 0 R/Info (\d+) 0 R", data)
    return _OBJECT.findall(data), int(root), int(info)


def together(objects: Sequence[bytes], root: int, info: int) -> bytes:
    """A file of the objects."""
    data, table = HEAD, b"0000000000 65535 f \n"
    for number, body in enumerate(objects, 1):
        table += b"%010d 00000 n \n" % len(data)
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    size, digest = len(objects) + 1, b"0" * 32
    trailer = b"<</Size %d/Root %d 0 R/Info %d 0 R/ID[<%s><%s>]>>" % (size, root, info, digest, digest)
    return data + b"xref\n0 %d\n%strailer\n%s\nstartxref\n%d\n%%%%EOF\n" % (size, table, trailer, len(data))


def stream(content: bytes, entries: bytes) -> bytes:
    """The text of an object that is a packed stream."""
    packed = zlib.compress(content)
    return b"<<%s/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream" % (entries, len(packed), packed)


def repacked(objects: Sequence[bytes], old: bytes, new: bytes) -> Objects:
    """The objects with the first `old` in the first stream that has it replaced."""
    for number, body in enumerate(objects):
        found = _STREAM.fullmatch(body)
        if not found:
            continue
        before, _, after, packed = found.groups()
        flate = b"/FlateDecode" in before + after
        content = zlib.decompress(packed) if flate else packed
        if old in content:
            content = content.replace(old, new, 1)
            packed = zlib.compress(content) if flate else content
            body = b"%s/Length %d%s\nstream\n%s\nendstream" % (before, len(packed), after, packed)
            return [*objects[:number], body, *objects[number + 1 :]]
    raise AssertionError(old)


def damaged(data: bytes, chance: random.Random) -> bytes:
    """A file with some bytes changed, taken out or put in, mostly where its objects and its table are."""
    marks = [m.start() for m in re.finditer(rb"obj\n|/Kids|/Contents|/Filter|/Length|xref|trailer|%%EOF", data)]
    at = chance.choice((chance.choice(marks) + chance.randrange(20), chance.randrange(len(data))))
    new = bytes(chance.choices((*range(256), *b"0123456789 /<>()[]R\n"), k=chance.randint(0, 2)))
    return data[:at] + new + data[at + chance.randint(0, 2) :]
