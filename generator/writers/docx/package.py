"""A Word file as a package of parts: a ZIP archive whose bytes depend on nothing but what is in it.

Most parts of a document are the same in the next one: a `Part` is compressed once and used again as it is.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from generator.same import remembered
from generator.writers.deflate import USUAL, packed
from generator.writers.docx.xml import Xml, el, plain_document

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5HI")
_OFFSET = struct.Struct("<I")
_END = struct.Struct("<4s4H2IH")
_VERSION = 20  # of the ZIP format: deflate
_NO_FLAGS = 0
_DEFLATED = 8
_MIDNIGHT, _FIRST_OF_1980 = 0, 0x21  # the earliest moment ZIP can name: no clock gets into the file

_CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


MOST_PARTS = 128
"""Parts whose heads are remembered: most of each document's are of many."""
FIRST_NUMBER = 1001
"""Of our lists and of what a body refers to: a letterhead counts its own from 1."""


class Part(NamedTuple):
    """A file of the package, ready to be written."""

    name: str
    crc: int
    size: int
    deflated: bytes


class Relationship(NamedTuple):
    """A reference from a part to another (`target`), or to an address when `external`."""

    id: str
    type: str
    target: str
    external: bool = False


def part(name: str, content: bytes, level: int = USUAL) -> Part:
    """Compress a part."""
    return Part(name, zlib.crc32(content), len(content), packed(content, level, bare=True))


def archive(parts: Sequence[Part]) -> bytes:
    """The package, its parts in the order given."""
    body: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for part in parts:
        head, entry, name = _heads(part)
        body += (head, part.deflated)
        directory += (entry, _OFFSET.pack(offset), name)
        offset += len(head) + len(part.deflated)
    listing = b"".join(directory)
    end = _END.pack(b"PK\5\6", 0, 0, len(parts), len(parts), len(listing), offset, 0)
    return b"".join((*body, listing, end))


@remembered(MOST_PARTS)
def _heads(part: Part) -> tuple[bytes, bytes, bytes]:
    """What stands before a part, its entry in the directory up to where the part is, and its name."""
    name = part.name.encode()
    sizes = (part.crc, len(part.deflated), part.size, len(name), 0)
    common = (_NO_FLAGS, _DEFLATED, _MIDNIGHT, _FIRST_OF_1980, *sizes)
    head = _LOCAL.pack(b"PK\3\4", _VERSION, *common) + name
    return head, _CENTRAL.pack(b"PK\1\2", _VERSION, _VERSION, *common, 0, 0, 0, 0), name


# --- what holds a package together -------------------------------------------------------------------------------


class Shell(NamedTuple):
    """A document without its body: the parts around it, the section (`sectPr`) that ends it, what it refers to, and the
    types of those parts that are not ours, by extension or `/name`."""

    parts: tuple[Part, ...]
    section: Xml
    relationships: tuple[Relationship, ...]
    types: tuple[tuple[str, str], ...] = ()


@lru_cache(maxsize=256)
def content_types(names: tuple[str, ...], more: tuple[tuple[str, str], ...] = ()) -> Part:
    """`[Content_Types].xml` for parts of these names, and `more` types by extension or `/name`."""
    types = {**dict(more), **_BY_EXTENSION, **{f"/{name}": kind for name in names if (kind := _type_of(name))}}
    by_extension = (el("Default", Extension=k, ContentType=t) for k, t in types.items() if not k.startswith("/"))
    by_name = (el("Override", PartName=k, ContentType=t) for k, t in types.items() if k.startswith("/"))
    return part("[Content_Types].xml", plain_document("Types", _CONTENT_TYPES, *by_extension, *by_name))


@lru_cache(maxsize=256)
def relationships(name: str, entries: tuple[Relationship, ...]) -> Part:
    """The relationships part called `name`. Types of the office schema may be given by their last word alone."""
    return part(name, plain_document("Relationships", _RELATIONSHIPS, *map(_relationship, entries)))


@lru_cache(maxsize=1024)
def _relationship(entry: Relationship) -> Xml:
    kind = entry.type if ":" in entry.type else _OFFICE + entry.type
    mode = {"TargetMode": "External"} if entry.external else {}
    return el("Relationship", Id=entry.id, Type=kind, Target=entry.target, **mode)


_BY_EXTENSION = {
    "rels": "application/vnd.openxmlformats-package.relationships+xml",
    "xml": "application/xml",
    "png": "image/png",
}
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_BY_NAME = {
    "word/document.xml": f"{_WORD}document.main+xml",
    "word/styles.xml": f"{_WORD}styles+xml",
    "word/settings.xml": f"{_WORD}settings+xml",
    "word/numbering.xml": f"{_WORD}numbering+xml",
    "word/theme/theme1.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    "customXml/itemProps1.xml": "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
}


def _type_of(name: str) -> str | None:
    for stem in ("header", "footer"):
        if name.startswith(f"word/{stem}"):
            return f"{_WORD}{stem}+xml"
    return _BY_NAME.get(name)
