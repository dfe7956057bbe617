"""Streams of a PDF that are not drawn, each read as what it is; one of unknown kind is read in every way there is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pikepdf

from generator.inspection import media
from generator.inspection.opened import Piece, Text, Unreadable, join_with_barrier, single
from generator.inspection.pdf.document import Document
from generator.inspection.pdf.page_words import all_fonts, words_drawn
from generator.inspection.word_xml import read_xml

_FONT = re.compile(rb"/Length1 |/Subtype /(?:Type1C|CIDFontType0C|OpenType)\b")
_TABLE = re.compile(rb"/FunctionType |/ShadingType |/Type /(?:XRef|ObjStm|CMap)\b|/N [134]\b")
_SHOWS = re.compile(rb"\bT[jJ]\b")
_PICTURE = re.compile(rb"/(?:DCTDecode|JPXDecode)\b")


def other_streams(document: Document) -> Iterator[Text]:
    """The streams that draw nothing: metadata, attachments, fonts, pictures, scripts and whatever else."""
    for value, unparsed in document.objects:
        if isinstance(value, pikepdf.Stream) and value.objgen not in document.drawn:
            yield from _read_stream(document, value, unparsed)


def _read_stream(document: Document, stream: Any, unparsed: bytes) -> Iterator[Text]:
    number = stream.objgen[0]
    if b"/Subtype /Image" in unparsed:
        yield from _picture(document, stream, unparsed)
    elif b"/Type /EmbeddedFile" in unparsed:
        document.opened.embed(document.place(f"attachment (object {number})"), document.decoded(stream))
    elif b"/Type /Metadata" in unparsed:
        yield from read_xml(document.place("metadata (XMP)"), document.decoded(stream))
    elif stream.objgen in document.maps or _FONT.search(unparsed) or _TABLE.search(unparsed):
        yield from _table(document, stream)
    else:
        yield from _whatever(document, stream)


def _table(document: Document, stream: Any) -> Iterator[Text]:
    """A font, its map, a colour profile, a function."""
    place = document.place("a font, profile or table")
    content = document.maps[stream.objgen] if stream.objgen in document.maps else document.decoded(stream)
    yield from join_with_barrier([Piece(place, text) for text in media.strings(content)])


def _picture(document: Document, stream: Any, unparsed: bytes) -> Iterator[Text]:
    place = document.place(f"picture (object {stream.objgen[0]})")
    if b"/SMask" in unparsed or b"/ImageMask true" not in unparsed:
        document.opened.pictures.append(place)
    if _PICTURE.search(unparsed):
        yield from media.words_of(place, bytes(stream.read_raw_bytes()))


def _whatever(document: Document, stream: Any) -> Iterator[Text]:
    """A script, a form in XML, content that no page uses any more, or something never heard of."""
    place = document.place(f"stream (object {stream.objgen[0]})")
    content = document.decoded(stream)
    text = content.decode("utf-16" if content[:2] in (b"\xfe\xff", b"\xff\xfe") else "utf-8", "replace")
    yield single(place, text)
    yield from join_with_barrier([Piece(place, s) for s in media.strings(content)], prose=True)
    if b"BT" in content and _SHOWS.search(content):
        shown = words_drawn(document, content, all_fonts(document))
        yield single(place, shown.text + "".join(shown.besides))


def behind_streams(document: Document) -> Iterator[Text]:
    """What stands behind the packed data of a stream, where no reader goes on reading."""
    for value, _ in document.objects:
        if isinstance(value, pikepdf.Stream) and (rest := _behind(document, value).strip(b"\0\r\n\t ")):
            place = document.place(f"behind the data of a stream (object {value.objgen[0]})")
            yield from join_with_barrier([Piece(place, text) for text in media.strings(rest)], prose=True)


def _behind(document: Document, stream: Any) -> bytes:
    if stream.objgen not in document.behind and b"/FlateDecode" in stream.get("/Filter", pikepdf.Array()).unparse():
        try:
            document.decoded(stream)
        except Unreadable:  # a picture in some other form, which has no text
            return b""
    return document.behind.get(stream.objgen, b"")
