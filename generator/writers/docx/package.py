"""A Word file as a package of parts: a ZIP archive whose bytes depend on nothing but what is in it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from typing import NamedTuple

from lxml import etree

from generator.writers.docx.xml import Element

_CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_FIRST_OF_1980 = (1980, 1, 1, 0, 0, 0)
"""The earliest moment ZIP can name: no clock gets into the file."""
_MS_DOS = 0
"""The system that entries say they were made on: the same wherever the program runs."""

FIRST_NUMBER = 1001
"""Of our lists and of what a body refers to: a letterhead counts its own from 1."""


class Part(NamedTuple):
    """A file of the package."""

    name: str
    content: bytes


class Relationship(NamedTuple):
    """A reference from a part to another (`target`), or to an address when `external`."""

    id: str
    type: str
    target: str
    external: bool = False


def archive(parts: Sequence[Part]) -> bytes:
    """The package, its parts in the order given."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for part in parts:
            entry = zipfile.ZipInfo(part.name, _FIRST_OF_1980)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, _MS_DOS
            package.writestr(entry, part.content)
    return file.getvalue()


# --- what holds a package together -------------------------------------------------------------------------------


class Frame(NamedTuple):
    """A document without its body: the parts around it, the section (`sectPr`) that ends it, what it refers to, and the
    types of those parts that are not ours, by extension or `/name`."""

    parts: tuple[Part, ...]
    section: Element
    relationships: tuple[Relationship, ...]
    types: tuple[tuple[str, str], ...] = ()


def plain_document(root: Element, *children: Element) -> bytes:
    """A part all of whose elements are in one namespace."""
    root.extend(children)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def plain_element(namespace: str, name: str, text: str = "", **attributes: str) -> Element:
    """An element of such a part."""
    element = etree.Element(f"{{{namespace}}}{name}", attributes, nsmap={None: namespace})
    element.text = text or None
    return element


def content_types(names: tuple[str, ...], more: tuple[tuple[str, str], ...] = ()) -> Part:
    """`[Content_Types].xml` for parts of these names, and `more` types by extension or `/name`."""
    types = {**dict(more), **_BY_EXTENSION, **{f"/{name}": kind for name in names if (kind := _type_of(name))}}
    entries = [
        plain_element(_CONTENT_TYPES, "Override", PartName=key, ContentType=kind)
        if key.startswith("/")
        else plain_element(_CONTENT_TYPES, "Default", Extension=key, ContentType=kind)
        for key, kind in sorted(types.items(), key=lambda entry: entry[0].startswith("/"))
    ]
    return Part("[Content_Types].xml", plain_document(plain_element(_CONTENT_TYPES, "Types"), *entries))


def relationships(name: str, entries: tuple[Relationship, ...]) -> Part:
    """The relationships part called `name`. Types of the office schema may be given by their last word alone."""
    return Part(name, plain_document(plain_element(_RELATIONSHIPS, "Relationships"), *map(_relationship, entries)))


def _relationship(entry: Relationship) -> Element:
    kind = entry.type if ":" in entry.type else _OFFICE + entry.type
    mode = {"TargetMode": "External"} if entry.external else {}
    return plain_element(_RELATIONSHIPS, "Relationship", Id=entry.id, Type=kind, Target=entry.target, **mode)


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
