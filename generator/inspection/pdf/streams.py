"""Streams of a PDF that are not drawn, each read as what it is; one of unknown kind is read in every way there is."""

from __future__ import annotations

import re
import zlib
from base64 import a85decode
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pikepdf

from generator.inspection import files, media
from generator.inspection.opened import MAX_PART, Chunk, Strand, Unreadable, apart, one
from generator.inspection.pdf.content import Decode, decoder_of, from_hex
from generator.inspection.xml_pieces import read_part

if TYPE_CHECKING:
    from generator.inspection.pdf.document import Document

_UNPACKS = frozenset(("/FlateDecode", "/LZWDecode", "/RunLengthDecode"))
_SPELLS: Mapping[str, Callable[[bytes], bytes]] = {
    "/ASCII85Decode": lambda raw: a85decode(raw.strip().removeprefix(b"<~").removesuffix(b"~>")),
    "/ASCIIHexDecode": lambda raw: from_hex(raw.strip().removesuffix(b">")),
}
"""Filters that only spell a stream in letters."""
_LARGEST_RATIO = 1_032
"""Of what these filters can unpack to what they unpack it from."""
_CONTENT = (b"/Subtype /Form", b"/PatternType 1")
_FONT = re.compile(rb"/Length1 |/Subtype /(?:Type1C|CIDFontType0C|OpenType)\b")
_TABLE = re.compile(rb"/FunctionType |/ShadingType |/Type /(?:XRef|ObjStm|CMap)\b|/N [134]\b")
_LOOKS_DRAWN = re.compile(rb"\bBT\b.*\bT[jJ]\b", re.DOTALL)
_PICTURE = re.compile(rb"/(?:DCTDecode|JPXDecode)\b")


def unpacked(stream: Any) -> bytes:
    """The contents of a stream. Raises `PdfError`, and `Unreadable` for one that unpacks to too much: qpdf would not
    stop before all of it is in memory."""
    filters = stream.get("/Filter")
    names = [str(f) for f in filters] if isinstance(filters, pikepdf.Array) else [str(filters)] if filters else []
    if not _UNPACKS.intersection(names):
        return bytes(stream.read_bytes())
    what = f"has a stream (object {stream.objgen[0]})"
    raw = bytes(stream.read_raw_bytes())
    if names[0] in _SPELLS:
        try:
            raw = _SPELLS[names.pop(0)](raw)
        except ValueError as error:
            raise Unreadable(f"{what} that cannot be unpacked") from error
    if len(names) != 1:
        raise Unreadable(f"{what} packed in layers")
    if names == ["/FlateDecode"]:
        inflater = zlib.decompressobj()
        try:
            content = inflater.decompress(raw, MAX_PART + 1)
        except zlib.error:
            return bytes(stream.read_bytes())
        if len(content) > MAX_PART:
            raise Unreadable(f"{what} that unpacks to more than {MAX_PART >> 20} MB")
        if inflater.eof and "/DecodeParms" not in stream:
            return content
    elif len(raw) > MAX_PART // _LARGEST_RATIO:
        raise Unreadable(f"{what} that may unpack to more than {MAX_PART >> 20} MB")
    return bytes(stream.read_bytes())


def rest_of(stream: Any) -> bytes:
    """What is left of a stream behind its packed data."""
    if stream.get("/Filter") not in (pikepdf.Name.FlateDecode, pikepdf.Array([pikepdf.Name.FlateDecode])):
        return b""
    inflater = zlib.decompressobj()
    try:
        inflater.decompress(bytes(stream.read_raw_bytes()), MAX_PART + 1)
    except zlib.error:  # said elsewhere
        return b""
    return inflater.unused_data.strip(b"\0\r\n\t ")


def is_content(unparsed: bytes) -> bool:
    """Whether a stream with this dictionary draws something."""
    return any(mark in unparsed for mark in _CONTENT)


def read_stream(document: Document, stream: Any, unparsed: bytes) -> Iterator[Strand]:
    """The texts of a stream that is no content."""
    number = stream.objgen[0]
    if b"/Subtype /Image" in unparsed:
        yield from _picture(document, stream, unparsed)
    elif b"/Type /EmbeddedFile" in unparsed:
        place = document.place(f"attachment (object {number})")
        files.read(document.opened, place, _decoded(document, stream), depth=document.depth + 1)
    elif b"/Type /Metadata" in unparsed:
        yield from read_part(document.place("metadata (XMP)"), _decoded(document, stream))
    elif stream.objgen in document.cmaps or _FONT.search(unparsed) or _TABLE.search(unparsed):
        yield from _kept(document.place("a font, profile or table"), _Same(stream))
    else:
        yield from _whatever(document, stream)


def _decoded(document: Document, stream: Any) -> bytes:
    from generator.inspection.pdf.document import decoded

    return decoded(document, stream)


class _Same:
    """A stream by its packed bytes: fonts and profiles are the same in thousands of files."""

    def __init__(self, stream: Any) -> None:
        self.stream = stream
        self.raw = stream.read_raw_bytes(), repr(stream.get("/Filter"))
        self._hash = hash(self.raw)

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.raw == other.raw


def decoder_in(cmap: Any) -> Decode | None:
    """What the codes of a font stand for, from its ToUnicode map."""
    return _decoder(_Same(cmap))


@lru_cache(maxsize=128)
def _decoder(same: _Same) -> Decode | None:
    stream, same.stream = same.stream, None
    return decoder_of(unpacked(stream))


@lru_cache(maxsize=128)
def _kept(place: str, same: _Same) -> tuple[Strand, ...]:
    stream, same.stream = same.stream, None  # or the cache would keep its file open
    try:
        content = unpacked(stream)
    except pikepdf.PdfError as error:
        raise Unreadable(f"has a stream ({place}) that cannot be unpacked") from error
    strands = tuple(apart([Chunk(place, text) for text in media.strings(content)]))
    for strand in strands:
        strand.kept = True
    return strands


def _picture(document: Document, stream: Any, unparsed: bytes) -> Iterator[Strand]:
    place = document.place(f"picture (object {stream.objgen[0]})")
    if b"/SMask" in unparsed or b"/ImageMask true" not in unparsed:
        document.opened.pictures.append(place)
    if _PICTURE.search(unparsed):
        yield from media.words_of(place, bytes(stream.read_raw_bytes()))


def _whatever(document: Document, stream: Any) -> Iterator[Strand]:
    """A script, a form in XML, content that no page uses any more, or something never heard of."""
    from generator.inspection.pdf.document import all_fonts, words_drawn

    place = document.place(f"stream (object {stream.objgen[0]})")
    content = _decoded(document, stream)
    text = content.decode("utf-16" if content[:2] in (b"\xfe\xff", b"\xff\xfe") else "utf-8", "replace")
    yield one(place, text)
    yield from apart([Chunk(place, s) for s in media.strings(content)], prose=True)
    if _LOOKS_DRAWN.search(content):
        shown = words_drawn(document, content, all_fonts(document))
        yield one(place, shown.text + "".join(shown.besides))
