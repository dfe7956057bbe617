"""What lies in a PDF besides what it shows: earlier versions, objects that nothing refers to, comments, a tail."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from generator.inspection import media
from generator.inspection.opened import MAX_DEPTH, MAX_PART, Chunk, Strand, apart, one
from generator.inspection.pdf.content import from_hex, text_string, unescaped

if TYPE_CHECKING:
    from generator.inspection.pdf.document import Document

_END = b"%%EOF"
_OBJECT = re.compile(rb"(?<![\w.])(\d{1,10})\s+(\d{1,5})\s+obj\b(.*?)\bendobj\b", re.DOTALL)
_COMMENT = re.compile(rb"%((?:[\x20-\x7e\t]|[\xc2-\xf4][\x80-\xbf]+){12,})")
_STRING = re.compile(rb"\(((?:[^()\\]++|\\.)*+)\)|<([0-9A-Fa-f\s]{2,})>", re.DOTALL)
_STREAM = re.compile(rb"\bstream\r?\n(.*?)\r?\n?endstream\b", re.DOTALL)
MOST_VERSIONS = 50


def read_leftovers(document: Document) -> Iterator[Strand]:
    """Everything of the file that is not in the objects of its last version."""
    data = document.data
    ends = [m.end() for m in re.finditer(_END, data)]
    yield from _versions(document, ends)
    if tail := data[ends[-1] if ends else 0 :].strip(b"\0\r\n\t "):
        place = document.place("after the end of the file")
        document.opened.fail(place, f"there are {len(tail):,} bytes more")
        yield from (one(place, text) for text in media.strings(tail))
    if head := data[: data.find(b"%PDF-")].strip(b"\0\r\n\t "):
        yield one(document.place("before the beginning of the file"), head.decode("latin-1"))
    comments = [m[1].decode("utf-8", "replace") for m in _COMMENT.finditer(data)]
    yield from apart([Chunk(document.place("comment in the file"), c) for c in comments], prose=True)
    if data.count(b" obj") > len(document.objects) or b"/ObjStm" in data:
        yield from _unused(document)


def _versions(document: Document, ends: list[int]) -> Iterator[Strand]:
    """The file as it was before each change that was appended to it."""
    from generator.inspection.pdf.document import read_pdf

    linearized = b"/Linearized" in document.data[:1024]
    if len(ends) > MOST_VERSIONS:
        document.opened.fail(document.inside or document.opened.name, f"was changed {len(ends)} times")
    earlier = ends[1 if linearized else 0 : -1]
    # The last of them shares most with the file, the others with it.
    for number, end in enumerate(earlier[-1:], len(earlier)):
        place = document.place(f"earlier version {number}")
        if document.depth >= MAX_DEPTH:
            document.opened.fail(place, "lies too deep within other versions")
        else:
            yield from read_pdf(document.opened, place, document.data[:end], depth=document.depth + 1)


def _unused(document: Document) -> Iterator[Strand]:
    """Objects that the file's own table does not know, or knows in a newer version only."""
    found = list(_OBJECT.finditer(document.data))
    times = Counter((int(m[1]), int(m[2])) for m in found)
    known = {value.objgen for value, _ in document.objects}
    for match in found:
        key = int(match[1]), int(match[2])
        if key in known and times[key] == 1:
            continue
        times[key] -= 1
        place = document.place(f"unused object {key[0]}")
        packed = _STREAM.search(match[3])
        said = match[3][: packed.start()] if packed else match[3]
        texts = [text_string(from_hex(d) if d else unescaped(s)) for s, d in _STRING.findall(said)]
        yield from apart([Chunk(place, t) for t in texts], prose=True)
        if packed:
            yield from _unused_stream(place, packed[1])


def _unused_stream(place: str, packed: bytes) -> Iterator[Strand]:
    try:
        content = zlib.decompressobj().decompress(packed, MAX_PART)
    except zlib.error:
        content = packed
    yield from apart([Chunk(place, t) for t in media.strings(content)], prose=True)
    words = [text_string(from_hex(d) if d else unescaped(s)) for s, d in _STRING.findall(content)]
    yield one(place, "".join(words))
