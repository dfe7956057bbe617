"""Reading a package (DOCX and its like): every part, every name, and the bytes that belong to no part.

The directory is read with zipfile, unless the package is a plain one. The parts are unpacked here, so that what does
not end where it says it ends is noticed, and a part that unpacks to gigabytes is not waited for.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from functools import lru_cache

from generator.inspection.opened import MAX_PART, Chunk, Opened, Strand, Unreadable, apart
from generator.inspection.plain_package import plain_parts

_LOCAL = struct.Struct("<4s5H3I2H")
_STORED, _DEFLATED = zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED
_ENCRYPTED = 0x1
_LARGEST_DESCRIPTOR = 24
_LENGTH_OF_END = 22
_LARGEST_KEPT = 64 << 10


def directory(data: bytes) -> zipfile.ZipFile:
    """The directory of an archive. Raises `Unreadable`."""
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, struct.error, ValueError, NotImplementedError, EOFError, OSError) as error:
        raise Unreadable(f"is a damaged package ({error})") from error


def parts(opened: Opened, inside: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """Every part with its place, unpacked; what cannot be unpacked is entered among the unread."""
    plain = plain_parts(data)
    if plain is None:
        yield from _any_parts(opened, inside, data)
        return
    opened.add(*_names(inside, [part.name for part in plain]))
    for part in plain:
        place = f"{inside} › {part.name}" if inside else part.name
        try:
            content = _unpacked(data[part.start : part.end], part.method, part.crc, part.size)
            opened.spend(len(content), part.end - part.start)
        except Unreadable as error:
            opened.fail(place, str(error))
            continue
        yield place, content


def _names(inside: str, names: Sequence[str]) -> Iterator[Strand]:
    return apart([Chunk(f"name of a part in {inside or 'the package'}", name) for name in names])


def _any_parts(opened: Opened, inside: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """The same of a package of any kind."""
    archive = directory(data)
    read: list[tuple[int, int]] = []
    entries = archive.infolist()
    opened.add(*_names(inside, [e.filename for e in entries]))
    for entry in entries:
        place = f"{inside} › {entry.filename}" if inside else entry.filename
        try:
            start, end = _span(data, entry)
            read.append((entry.header_offset, end))
            if entry.flag_bits & _ENCRYPTED:
                raise Unreadable("is encrypted")
            content = _unpacked(data[start:end], entry.compress_type, entry.CRC, entry.file_size)
            opened.spend(len(content), entry.compress_size)
        except Unreadable as error:
            opened.fail(place, str(error))
            continue
        if not entry.is_dir() or content:
            yield place, content
    _remarks(opened, inside, archive)
    _rest(opened, inside, data, read, archive)


def _span(data: bytes, entry: zipfile.ZipInfo) -> tuple[int, int]:
    """Where the packed bytes of a part begin and end."""
    try:
        magic, *_, name_length, extra_length = _LOCAL.unpack_from(data, entry.header_offset)
    except struct.error:
        raise Unreadable("is not where the directory says") from None
    start = entry.header_offset + _LOCAL.size + name_length + extra_length
    end = start + entry.compress_size
    name = data[entry.header_offset + _LOCAL.size : start - extra_length]
    if magic != b"PK\3\4" or end > len(data) or not _is_name(name, entry.orig_filename):
        raise Unreadable("is not where the directory says")
    return start, end


def _is_name(found: bytes, original: str) -> bool:
    """Whether what stands before a part is its name, in one of the ways in which it may be written."""
    return any(found == original.encode(code, "replace") for code in ("ascii", "utf-8", "cp437"))


def _unpacked(packed: bytes, method: int, crc: int, size: int) -> bytes:
    unpack = _kept if max(len(packed), size) <= _LARGEST_KEPT else _checked
    return unpack(packed, method, crc, size)


def _checked(packed: bytes, method: int, crc: int, size: int) -> bytes:
    if method == _STORED:
        content = packed
    elif method == _DEFLATED:
        content = _inflated(packed)
    else:
        raise Unreadable("is packed in a way that is not known")
    if zlib.crc32(content) != crc or len(content) != size:
        raise Unreadable("is damaged")
    return content


@lru_cache(maxsize=128)
def _kept(packed: bytes, method: int, crc: int, size: int) -> bytes:
    """Many files have most of their parts in common, packed alike."""
    return _checked(packed, method, crc, size)


def _inflated(packed: bytes) -> bytes:
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        content = inflater.decompress(packed, MAX_PART + 1)
    except zlib.error as error:
        raise Unreadable("is damaged") from error
    if len(content) > MAX_PART:
        raise Unreadable(f"unpacks to more than {MAX_PART >> 20} MB")
    if not inflater.eof or inflater.unused_data:
        raise Unreadable("does not end where the directory says")
    return content


def _remarks(opened: Opened, inside: str, archive: zipfile.ZipFile) -> None:
    """Comments on the package and its parts, and what else was put beside their names."""
    found = [archive.comment, *(e.comment for e in archive.infolist()), *(e.extra for e in archive.infolist())]
    texts = [remark.decode("utf-8", "replace") for remark in found if len(remark) > _LARGEST_DESCRIPTOR / 2]
    opened.add(*apart([Chunk(f"comment on {inside or 'the package'}", text) for text in texts], prose=True))


def _rest(opened: Opened, inside: str, data: bytes, read: list[tuple[int, int]], archive: zipfile.ZipFile) -> None:
    """What lies between the parts or after the end, where a package has nothing."""
    end = data.rfind(b"PK\5\6") + _LENGTH_OF_END + len(archive.comment)
    position = 0
    for start, after in (*sorted(read), (archive.start_dir, end), (len(data), len(data))):
        between = data[position:start]
        if len(between) > _LARGEST_DESCRIPTOR and between.strip(b"\0"):
            opened.fail(inside or "the package", f"has {len(between):,} bytes that belong to no part")
            return
        position = max(position, after)
