"""Reading a package (DOCX and its like): every part, every name, and the bytes that belong to no part.

zipfile reads the directory. The parts are unpacked here with zlib: zipfile passes over what stands behind the end of
packed data, and a part that unpacks to gigabytes is not waited for.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from itertools import pairwise

from generator.inspection.opened import MAX_PART, Opened, Piece, Text, Unreadable, join_with_barrier

_HEAD = 30
"""The length of what stands before the name of a part; its last four bytes are the lengths of name and extra fields."""
_ENCRYPTED = 0x1
_HAS_DESCRIPTOR = 0x8
_LARGEST_DESCRIPTOR = 24
_LENGTH_OF_END = 22


def parts(opened: Opened, inside: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """Every part with its place, unpacked; what cannot be unpacked is entered among the unread.

    Raises `Unreadable` when there is no directory.
    """
    archive = _directory(data)
    shown = inside or "the package"
    if overlapping := _overlapping(data, archive):
        raise Unreadable(
            f"has parts that lie over one another ({overlapping}), so that two programs may read two files"
        )
    names = [Piece(f"name of a part in {shown}", e.filename) for e in archive.infolist()]
    opened.add(*join_with_barrier(names))
    opened.add(*_remarks(shown, data, archive))
    for entry in archive.infolist():
        place = f"{inside} › {entry.filename}" if inside else entry.filename
        try:
            content = _unpacked(data, entry)
            opened.spend(len(content), entry.compress_size)
        except Unreadable as error:
            opened.fail(place, str(error))
            continue
        if not entry.is_dir() or content:
            yield place, content
    if count := _unclaimed(data, archive):
        opened.fail(shown, f"has {count:,} bytes that belong to no part")


def _directory(data: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, struct.error, ValueError, NotImplementedError, EOFError, OSError) as error:
        raise Unreadable(f"is a damaged package ({error})") from error


def _lengths(data: bytes, entry: zipfile.ZipInfo) -> tuple[int, int]:
    """How long the name and the extra fields are that stand before a part: zipfile does not tell."""
    last = entry.header_offset + _HEAD
    return int.from_bytes(data[last - 4 : last - 2], "little"), int.from_bytes(data[last - 2 : last], "little")


def _end(data: bytes, entry: zipfile.ZipInfo) -> int:
    """Where the packed bytes of a part end."""
    return entry.header_offset + _HEAD + sum(_lengths(data, entry)) + entry.compress_size


def _unpacked(data: bytes, entry: zipfile.ZipInfo) -> bytes:
    """The content of a part. Raises `Unreadable`."""
    head, end = entry.header_offset + _HEAD, _end(data, entry)
    name = data[head : head + _lengths(data, entry)[0]]
    if not data.startswith(b"PK\3\4", entry.header_offset) or end > len(data) or not _is_name(name, entry):
        raise Unreadable("is not where the directory says")
    if entry.flag_bits & _ENCRYPTED:
        raise Unreadable("is encrypted")
    packed = data[end - entry.compress_size : end]
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Unreadable("is packed in a way that is not known")
    content = packed if entry.compress_type == zipfile.ZIP_STORED else _inflated(packed)
    if zlib.crc32(content) != entry.CRC or len(content) != entry.file_size:
        raise Unreadable("is damaged")
    return content


def _is_name(found: bytes, entry: zipfile.ZipInfo) -> bool:
    """Whether what stands before a part is its name, in one of the ways in which it may be written."""
    return any(found == entry.orig_filename.encode(code, "replace") for code in ("ascii", "utf-8", "cp437"))


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


def _remarks(shown: str, data: bytes, archive: zipfile.ZipFile) -> Iterator[Text]:
    """Comments on the package and its parts, and what else was put beside their names, there and in the directory."""
    found = [archive.comment]
    for entry in archive.infolist():
        name, extra = _lengths(data, entry)
        start = entry.header_offset + _HEAD + name
        found += (entry.comment, entry.extra, data[start : start + extra])
    texts = [remark.decode("utf-8", "replace") for remark in found if len(remark) > _LARGEST_DESCRIPTOR / 2]
    yield from join_with_barrier([Piece(f"comment on {shown}", text) for text in texts], prose=True)


def _overlapping(data: bytes, archive: zipfile.ZipFile) -> str:
    """The names of two parts that share bytes, or of one that lies in the directory; empty if none do."""
    claimed = sorted((e.header_offset, _end(data, e), e.filename) for e in archive.infolist())
    for (_, end, one), (start, _, other) in pairwise((*claimed, (archive.start_dir, len(data), "the directory"))):
        if start < end:
            return f"{one} and {other}"
    return ""


def _unclaimed(data: bytes, archive: zipfile.ZipFile) -> int:
    """How many bytes lie between the parts or after the end, where a package has nothing but white space."""
    end = data.rfind(b"PK\5\6") + _LENGTH_OF_END + len(archive.comment)
    claimed = sorted((e.header_offset, _end(data, e) + _descriptor(data, e)) for e in archive.infolist())
    position = 0
    for start, after in (*claimed, (archive.start_dir, end), (len(data), len(data))):
        if (between := data[position:start]).strip(b"\0\r\n\t "):
            return len(between)
        position = max(position, after)
    return 0


def _descriptor(data: bytes, entry: zipfile.ZipInfo) -> int:
    """The length of what stands behind a part whose sizes were not known when it was begun: with or without a mark,
    and with sizes of four or eight bytes."""
    if not entry.flag_bits & _HAS_DESCRIPTOR:
        return 0
    end = _end(data, entry)
    mark = 4 if data.startswith(b"PK\7\x08", end) else 0
    crc = entry.CRC.to_bytes(4, "little")
    for size in (4, 8):
        sizes = entry.compress_size.to_bytes(size, "little") + entry.file_size.to_bytes(size, "little")
        if data.startswith(crc + sizes, end + mark):
            return mark + 4 + 2 * size
    return 0
