"""The words in pictures, fonts and other binary parts: comments, metadata, names. What a picture shows is not read."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from functools import lru_cache

from generator.inspection.opened import Piece, Text, join_with_barrier

_LONGEST_KEPT = 256 << 10
_INFLATED = 1 << 20
_ASCII = re.compile(rb"[\x20-\x7e\t\r\n]{12,}")
_WIDE = re.compile(rb"(?:[\x20-\x7e]\x00){4,}|(?:\x00[\x20-\x7e]){12,}")
_TEXT_RECORDS = {83: (1, "cp1252"), 84: (2, "utf-16-le")}
"""Of an EMF: the numbers of the records that set text, with the size and encoding of a letter."""

MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF8", "gif"),
    (b"BM", "bmp"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"\x01\x00\x00\x00", "emf"),
    (b"\xd7\xcd\xc6\x9a", "wmf"),
    (b"\x01\x00\x09\x00", "wmf"),
    (b"\x00\x01\x00\x00", "font"),
    (b"OTTO", "font"),
    (b"true", "font"),
    (b"ttcf", "font"),
    (b"wOFF", "font"),
    (b"wOF2", "font"),
    (b"\x00\x00\x00\x0cjP  ", "jpeg 2000"),
    (b"\xff\x4f\xff\x51", "jpeg 2000"),
)


def kind_of(data: bytes) -> str:
    """`png`, `font` and so on; the empty string for what is none of them."""
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "webp"
    if data[4:12] == b"ftypavif" or data[4:12] == b"ftypheic":
        return "heif"
    kind = next((kind for magic, kind in MAGIC if data.startswith(magic)), "")
    return kind if b"\0" in data[:64] else ""  # a text may begin with `BM` or `true`


def words_of(place: str, data: bytes) -> Iterator[Text]:
    """The texts in a binary part of a kind that is known."""
    kind = kind_of(data)
    texts = {"png": _png, "jpeg": _jpeg, "emf": _emf}.get(kind, strings)(data)
    yield from join_with_barrier([Piece(f"metadata of {place}", text) for text in texts], prose=True)


def strings(data: bytes) -> tuple[str, ...]:
    """Whatever in some bytes reads as text."""
    return _strings(data) if len(data) <= _LONGEST_KEPT else _strings.__wrapped__(data)


@lru_cache(maxsize=64)  # saves looking through the fonts (1 ms each) that all files of a theme have alike
def _strings(data: bytes) -> tuple[str, ...]:
    narrow = [m[0].decode("ascii") for m in _ASCII.finditer(data)]
    wide = [m[0].replace(b"\0", b"").decode("ascii") for m in _WIDE.finditer(data)]
    return (*narrow, *wide)


def _emf(data: bytes) -> Iterator[str]:
    """A drawing of Windows: it sets its words in small pieces, each in a record of its own."""
    words: list[str] = []
    position = 0
    while position + 8 <= len(data):
        kind, size = struct.unpack_from("<II", data, position)
        if size < 8 or position + size > len(data):
            break
        if kind in _TEXT_RECORDS and size >= 52:
            letters, offset = struct.unpack_from("<II", data, position + 44)
            width, encoding = _TEXT_RECORDS[kind]
            start = position + offset
            words.append(data[start : min(start + width * letters, position + size)].decode(encoding, "replace"))
        position += size
    yield "".join(words)
    yield from strings(data)


# --- PNG and JPEG ------------------------------------------------------------------------------------------------

_PNG_PIXELS = (b"IHDR", b"PLTE", b"IDAT", b"IEND", b"pHYs", b"gAMA", b"cHRM", b"sRGB", b"tRNS", b"bKGD", b"sBIT")


def _png(data: bytes) -> Iterator[str]:
    """Every chunk that is no picture, and what comes after the last."""
    position = 8
    while position + 12 <= len(data):
        [length] = struct.unpack_from(">I", data, position)
        name, content = data[position + 4 : position + 8], data[position + 8 : position + 8 + length]
        if name not in _PNG_PIXELS:
            yield from _of_chunk(name, content)
        position += 12 + length
        if name == b"IEND":
            break
    yield from _loosely(data[position:])


def _of_chunk(name: bytes, content: bytes) -> Iterator[str]:
    if name == b"iCCP" or name == b"zTXt":
        keyword, _, packed = content.partition(b"\0")
        content = keyword + b" " + _inflated(packed[1:])
    elif name == b"iTXt":
        keyword, _, rest = content.partition(b"\0")
        compressed, rest = rest[:1] == b"\1", rest[2:]
        language, _, rest = rest.partition(b"\0")
        translated, _, text = rest.partition(b"\0")
        content = b" ".join((keyword, language, translated, _inflated(text) if compressed else text))
    yield from _loosely(content)


def _inflated(packed: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, _INFLATED)
    except zlib.error:
        return packed


def _loosely(content: bytes) -> Iterator[str]:
    """Text in whatever encoding."""
    if content:
        try:
            yield content.decode("utf-8")
        except UnicodeDecodeError:
            yield content.decode("latin-1")
        yield from strings(content)


def _jpeg(data: bytes) -> Iterator[str]:
    """Every segment before the picture, and what comes after it."""
    position = 2
    while position + 4 <= len(data) and data[position] == 0xFF and data[position + 1] != 0xDA:
        [length] = struct.unpack_from(">H", data, position + 2)
        if 0xE0 <= data[position + 1] <= 0xEF or data[position + 1] == 0xFE:
            yield from _loosely(data[position + 4 : position + 2 + length])
        position += 2 + length
    end = data.rfind(b"\xff\xd9")
    yield from _loosely(data[end + 2 :]) if end >= 0 else strings(data[position:])
