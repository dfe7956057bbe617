"""What lies in a PDF besides what it shows: earlier versions, objects that nothing refers to, comments, a tail."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterator

import pikepdf

from generator.inspection import media
from generator.inspection.opened import MAX_PART, Piece, Text, join_with_barrier, single
from generator.inspection.pdf.document import Document
from generator.inspection.pdf.strings import from_hex, text_string, unescaped

_END = b"%%EOF"
_OBJECT = re.compile(rb"(?<![\w.])(\d{1,10})\s+(\d{1,5})\s+obj\b(.*)", re.DOTALL)
_COMMENT = re.compile(rb"%((?:[\x20-\x7e\t]|[\xc2-\xf4][\x80-\xbf]+){12,})")
_STRING = re.compile(rb"\(((?:[^()\\]++|\\.)*+)\)|<([0-9A-Fa-f\s]{2,})>", re.DOTALL)
_STREAM = re.compile(rb"\bstream\r?\n")
_NO_VERSION = re.compile(rb"startxref\s+0\s+%%EOF\Z")
MOST_VERSIONS = 50


def leftovers(document: Document) -> Iterator[Text]:
    """What a reader of the file never shows: earlier versions of it, objects it does not use, comments, a tail."""
    data = document.data
    ends = [m.end() for m in re.finditer(_END, data)]
    _embed_earlier(document, ends)
    if tail := data[ends[-1] if ends else 0 :].strip(b"\0\r\n\t "):
        place = document.place("after the end of the file")
        document.opened.fail(place, f"there are {len(tail):,} bytes more")
        yield from (single(place, text) for text in media.strings(tail))
    if head := data[: data.find(b"%PDF-")].strip(b"\0\r\n\t "):
        yield single(document.place("before the beginning of the file"), head.decode("latin-1"))
    comments = [m[1].decode("utf-8", "replace") for m in _COMMENT.finditer(data)]
    yield from join_with_barrier([Piece(document.place("comment in the file"), c) for c in comments], prose=True)
    if data.count(b" obj") > len(document.objects) or b"/ObjStm" in data:
        yield from _unused(document)


def _embed_earlier(document: Document, ends: list[int]) -> None:
    """Have the file read as it was before the last change that was appended to it."""
    if len(ends) > MOST_VERSIONS:
        document.opened.fail(document.inside or document.opened.name, f"was changed {len(ends)} times")
        return
    # A linearized file has an end in its middle, behind what its first page needs; readers do not begin there.
    earlier = [end for end in ends[:-1] if not _NO_VERSION.search(document.data, max(end - 60, 0), end)]
    if earlier:
        # This version says itself what was before it.
        place = document.place(f"earlier version {len(earlier)}")
        document.opened.embed(place, document.data[: earlier[-1]], is_version=True)


def _unused(document: Document) -> Iterator[Text]:
    """Objects that the file's own table does not know, or knows in a newer version only."""
    whole = document.data.split(b"endobj")[:-1]
    found = [match for match in map(_OBJECT.search, whole) if match]
    times = Counter((int(m[1]), int(m[2])) for m in found)
    known = {value.objgen for value, _ in document.objects if isinstance(value, pikepdf.Object)}  # others are numbers
    for match in found:
        key = int(match[1]), int(match[2])
        if key in known and times[key] == 1:
            continue
        times[key] -= 1
        place = document.place(f"unused object {key[0]}")
        stream = _STREAM.search(match[3])
        entries = match[3][: stream.start()] if stream else match[3]
        texts = [text_string(from_hex(d) if d else unescaped(s)) for s, d in _STRING.findall(entries)]
        yield from join_with_barrier([Piece(place, t) for t in texts], prose=True)
        if stream:
            end = match[3].rfind(b"endstream")
            yield from _unused_stream(place, match[3][stream.end() : end if end > stream.end() else None])


def _unused_stream(place: str, packed: bytes) -> Iterator[Text]:
    try:
        content = zlib.decompressobj().decompress(packed, MAX_PART)
    except zlib.error:
        content = packed
    yield from join_with_barrier([Piece(place, t) for t in media.strings(content)], prose=True)
    words = [text_string(from_hex(d) if d else unescaped(s)) for s, d in _STRING.findall(content)]
    yield single(place, "".join(words))
