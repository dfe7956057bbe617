"""Word from a laid-out document: the flow, in real styles, lists and tables. It emits, and decides nothing.

The same document gives the same bytes, always and everywhere. What documents have in common (styles, settings, heads)
is made once and kept compressed; only the body, the foot and the properties are new in each.
"""

from __future__ import annotations

from datetime import datetime, time

from generator.document.blocks import Meta
from generator.layout.flow import LaidOut
from generator.writers.docx_body import Body, bookmark_name, numbering_part
from generator.writers.docx_furniture import SECTION_RELATIONSHIPS, furniture_parts, section
from generator.writers.docx_package import Part, Relationship, archive, content_types, part, relationships
from generator.writers.docx_styles import StyleSet, normal_look, styles_parts
from generator.writers.docx_xml import document, el, escaped, plain_document

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
    *SECTION_RELATIONSHIPS,
)
_RECEIPT = Relationship("rId9", "customXml", "../customXml/item1.xml")
_FIRST_FREE = 10


def write_docx(laid: LaidOut, receipt: str = "") -> bytes:
    """The Word file. `receipt` (JSON) becomes a custom XML part, if there is one.

    ValueError for characters that XML cannot hold, and for two styles that Word could not tell apart.
    """
    styles = tuple(laid.styles.values())
    body = Body(laid, _FIRST_FREE)
    meta = laid.document.meta
    related = [*_OF_DOCUMENT, *([_RECEIPT] if receipt else []), *body.relationships]
    parts = [
        *styles_parts(StyleSet(styles, frozenset(body.strong), meta.language)),
        numbering_part(tuple(body.lists)),
        *furniture_parts(laid, normal_look(styles)),
        body.part(section(laid)),
        relationships("word/_rels/document.xml.rels", related),
        *body.media.values(),
        *(_receipt_parts(receipt) if receipt else ()),
        _core(meta),
        _APPLICATION,
    ]
    names = tuple(sorted(made.name for made in parts))
    return archive([content_types(names), _OF_PACKAGE, *parts])


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
    return part("docProps/core.xml", properties)


# --- receipt -----------------------------------------------------------------------------------------------------


def _receipt_parts(receipt: str) -> tuple[Part, ...]:
    content = plain_document("receipt", RECEIPT_NAMESPACE, escaped(receipt))
    return (part("customXml/item1.xml", content), *_RECEIPT_PROPERTIES)


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
