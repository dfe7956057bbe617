"""A PDF that is being read: its objects, where it lies, and its streams, which are unpacked within limits."""

from __future__ import annotations

import io
import re
import zlib
from base64 import a85decode
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from generator.inspection.opened import MAX_PART, Opened, Unreadable
from generator.inspection.pdf.fonts import Decode
from generator.inspection.pdf.strings import from_hex

_UNPACKS = frozenset(("/FlateDecode", "/LZWDecode", "/RunLengthDecode"))
_SPELLS: Mapping[str, Callable[[bytes], bytes]] = {
    "/ASCII85Decode": lambda raw: a85decode(raw.strip().removeprefix(b"<~").removesuffix(b"~>")),
    "/ASCIIHexDecode": lambda raw: from_hex(raw.strip().removesuffix(b">")),
}
"""Filters that only spell a stream in letters."""
_LARGEST_RATIO = 1_032
"""Of what these filters can unpack to what they unpack it from."""

_NAME_OF_FILE = re.compile(r"stream <[^>]*>:? ?|(?<!\S)/\S+: ")

Reference = tuple[int, int]
"""The number and generation of an object."""


@dataclass
class Document:
    """A PDF being read. `inside` is where it lies, empty for the file itself."""

    pdf: pikepdf.Pdf
    data: bytes
    opened: Opened
    inside: str
    thorough: bool
    objects: list[tuple[Any, bytes]] = field(default_factory=list)
    """Each object with its text, without the contents of streams."""
    drawn: set[Reference] = field(default_factory=set)
    """The streams that were read as content."""
    maps: dict[Reference, bytes] = field(default_factory=dict)
    """The contents of the streams that say what the codes of a font stand for."""
    fonts: dict[Reference, Decode | None] = field(default_factory=dict)
    behind: dict[Reference, bytes] = field(default_factory=dict)
    """What stands behind the packed data of the streams that were unpacked."""

    def __post_init__(self) -> None:
        self.objects = [(value, _unparsed(value)) for value in self.pdf.objects]

    def place(self, what: str) -> str:
        return f"{self.inside} › {what}" if self.inside else what

    def decoded(self, stream: Any) -> bytes:
        """The contents of a stream. Raises `Unreadable`."""
        content, self.behind[stream.objgen] = unpacked(stream)
        self.opened.spend(len(content), len(self.data))
        return content


@contextmanager
def opened_pdf(data: bytes) -> Iterator[pikepdf.Pdf]:
    """A PDF while it is read. Raises `Unreadable` for what qpdf cannot read, now or within."""
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
            yield pdf
    except pikepdf.PasswordError as error:
        raise Unreadable("is encrypted with a password") from error
    except (pikepdf.PdfError, RuntimeError, ValueError, KeyError, AttributeError, TypeError) as error:
        if isinstance(error, RecursionError):
            raise
        raise Unreadable(f"is a damaged PDF ({what_qpdf_says(error)})") from error


def what_qpdf_says(error: object) -> str:
    """The first line of an error or a warning, without the name that qpdf gives to what it reads. What Python says of
    an object that is not there, as in half a file, tells nobody anything."""
    if isinstance(error, (AttributeError, TypeError, KeyError)):
        return "parts of it are missing or cut off"
    line = next(iter(str(error).splitlines()), "") or repr(error)
    return _NAME_OF_FILE.sub("", line)[:120]


def _unparsed(value: Any) -> bytes:
    if isinstance(value, pikepdf.Stream):
        return bytes(value.stream_dict.unparse())
    return bytes(value.unparse(resolved=True)) if isinstance(value, pikepdf.Object) else b""


def unpacked(stream: Any) -> tuple[bytes, bytes]:
    """The contents of a stream, and what stands behind its packed data, where no reader goes on reading.

    Raises `Unreadable`, also for a stream that unpacks to too much: qpdf would not stop before all of it is in memory.
    """
    what = f"has a stream (object {stream.objgen[0]})"
    try:
        filters = stream.get("/Filter")
        names = [str(f) for f in filters] if isinstance(filters, pikepdf.Array) else [str(filters)] if filters else []
        if not _UNPACKS.intersection(names):
            return bytes(stream.read_bytes()), b""
        raw = bytes(stream.read_raw_bytes())
        if names[0] in _SPELLS:
            raw = _SPELLS[names.pop(0)](raw)
        if len(names) != 1:
            raise Unreadable(f"{what} packed in layers")
        if names == ["/FlateDecode"]:
            return _inflated(stream, raw, what)
        if len(raw) > MAX_PART // _LARGEST_RATIO:
            raise Unreadable(f"{what} that may unpack to more than {MAX_PART >> 20} MB")
        return bytes(stream.read_bytes()), b""
    except (pikepdf.PdfError, ValueError) as error:
        raise Unreadable(f"{what} that cannot be unpacked") from error


def _inflated(stream: Any, raw: bytes, what: str) -> tuple[bytes, bytes]:
    inflater = zlib.decompressobj()
    try:
        content = inflater.decompress(raw, MAX_PART + 1)
    except zlib.error:
        return bytes(stream.read_bytes()), b""  # qpdf reads what there is, and warns
    if len(content) > MAX_PART:
        raise Unreadable(f"{what} that unpacks to more than {MAX_PART >> 20} MB")
    is_plain = inflater.eof and "/DecodeParms" not in stream
    return content if is_plain else bytes(stream.read_bytes()), inflater.unused_data
