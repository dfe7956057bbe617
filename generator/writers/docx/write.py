"""Word from a laid-out document: the flow, in real styles, lists and tables. It emits, and decides nothing.

The same document gives the same bytes, always and everywhere. What documents have in common (styles, settings, heads)
is made once and kept compressed; only the body, the foot and the properties are new in each.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from functools import lru_cache

from generator.document.blocks import Meta
from generator.layout.laid_out import Bound, LaidOut
from generator.writers.deflate import QUICK
from generator.writers.docx.body import Body, bookmark_name
from generator.writers.docx.headers_footers import furniture_parts, section, section_relationships
from generator.writers.docx.lists import Bullets, numbering_part
from generator.writers.docx.package import Part, Relationship, Shell, archive, content_types, part, relationships
from generator.writers.docx.styles import PREFIX, StyleSet, normal_look, styles_parts
from generator.writers.docx.xml import Xml, document, el, escaped, plain_document
from generator.writers.xml_text import between_tags

__all__ = ["RECEIPT_NAMESPACE", "bookmark_name", "write_docx"]

RECEIPT_NAMESPACE = "urn:onepager:receipt"
"""Of the one element, `receipt`, of the custom XML part that holds the receipt as text."""

_CORE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_RECEIPT_ID = "{6B1D8E52-3C5F-4E0B-9A41-7D2E0C94F1A3}"
_OF_DOCUMENT = (
    Relationship("rId1", "styles", "styles.xml"),
    Relationship("rId2", "settings", "settings.xml"),
    Relationship("rId3", "theme", "theme/theme1.xml"),
    Relationship("rId4", "numbering", "numbering.xml"),
)
_RECEIPT = Relationship("rIdReceipt", "customXml", "../customXml/item1.xml")


def write_docx(laid: LaidOut | Bound, receipt: str = "", letterhead: bytes | None = None) -> bytes:
    """The Word file of a document or a binder. `receipt` (JSON) becomes a custom XML part, if there is one.

    `letterhead` is a Word file of the office's own: its page, head, foot and styles then take the place of ours, and
    ours stand beside them. It should have been laid out in the `letterhead_frame` of that file.

    ValueError for characters that XML cannot hold, and for two styles that Word could not tell apart; LetterheadError
    for a letterhead that cannot be used.
    """
    sections = laid.sections if isinstance(laid, Bound) else (laid,)
    breaks = [section(each, number) for number, each in enumerate(sections[:-1])]
    body = Body(sections, PREFIX if letterhead else "", breaks)
    styles = StyleSet(tuple(sections[0].styles.values()), frozenset(body.strong), laid.document.meta.language)
    lists = tuple(body.lists)
    shell = _dressed(letterhead, styles, lists) if letterhead else _plain_shell(sections, styles, lists)
    related = (*shell.relationships, *((_RECEIPT,) if receipt else ()), *body.relationships)
    parts = [
        *shell.parts,
        body.part(shell.section),
        relationships("word/_rels/document.xml.rels", related),
        *body.media.values(),
        *(_receipt_parts(receipt) if receipt else ()),
        _core(laid.document.meta),
        _APPLICATION,
    ]
    names = tuple(sorted(made.name for made in parts))
    return archive([content_types(names, shell.types), _OF_PACKAGE, *parts])


def _dressed(letterhead: bytes, styles: StyleSet, lists: tuple[Bullets, ...]) -> Shell:
    """The letterhead itself goes around the body."""
    from generator.writers.docx.letterhead import dressed  # late: few have one, and python-docx takes 100 ms

    return dressed(letterhead, styles, lists)


def _plain_shell(sections: Sequence[LaidOut], styles: StyleSet, lists: tuple[Bullets, ...]) -> Shell:
    """What goes around the body when there is no letterhead."""
    furniture = furniture_parts(sections, normal_look(styles.styles))
    related = [r for number in range(len(sections)) for r in section_relationships(number)]
    parts = (*styles_parts(styles), numbering_part(lists), *furniture)
    return Shell(parts, section(sections[-1], len(sections) - 1), (*_OF_DOCUMENT, *related))


# --- properties --------------------------------------------------------------------------------------------------

_OF_PACKAGE = relationships(
    "_rels/.rels",
    (
        Relationship("rId1", "officeDocument", "word/document.xml"),
        Relationship("rId2", _CORE, "docProps/core.xml"),
        Relationship("rId3", "extended-properties", "docProps/app.xml"),
    ),
)
_EXTENDED = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
_APPLICATION = part("docProps/app.xml", plain_document("Properties", _EXTENDED, el("Application", escaped("onepager"))))
_MOMENT = {"xsi:type": "dcterms:W3CDTF"}


@lru_cache(maxsize=256)
def _core(meta: Meta) -> Part:
    """The properties. Dates are the day the document speaks as of, never a clock's."""
    noon = datetime.combine(meta.as_of, time(12)).strftime("%Y-%m-%dT%H:%M:%SZ")
    properties = document(
        "cp:coreProperties",
        el("dc:title", escaped(meta.title)),
        el("dc:subject", escaped(meta.subject)),
        el("dc:creator", escaped(meta.author)),
        el("cp:keywords", escaped(", ".join(meta.keywords))),
        el("cp:lastModifiedBy", escaped(meta.author)),
        el("cp:revision", escaped("1")),
        el("dcterms:created", escaped(noon), **_MOMENT),
        el("dcterms:modified", escaped(noon), **_MOMENT),
        el("dc:language", escaped(meta.language)),
        namespaces=("cp", "dc", "dcterms", "xsi"),
    )
    return part("docProps/core.xml", properties, QUICK)


# --- receipt -----------------------------------------------------------------------------------------------------


def _receipt_parts(receipt: str) -> tuple[Part, ...]:
    content = plain_document("receipt", RECEIPT_NAMESPACE, Xml(between_tags(receipt)))
    return (part("customXml/item1.xml", content, QUICK), *_RECEIPT_PROPERTIES)


_RECEIPT_PROPERTIES = (
    part(
        "customXml/itemProps1.xml",
        document(
            "ds:datastoreItem",
            el("ds:schemaRefs", el("ds:schemaRef", **{"ds:uri": RECEIPT_NAMESPACE})),
            namespaces=("ds",),
            **{"ds:itemID": _RECEIPT_ID},
        ),
    ),
    relationships("customXml/_rels/item1.xml.rels", (Relationship("rId1", "customXmlProps", "itemProps1.xml"),)),
)
