"""Word from a laid-out document: the flow, in real styles, lists and tables. It emits, and decides nothing.

The same document gives the same bytes, always and everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from hashlib import sha256

from generator.document.blocks import Meta
from generator.layout.laid_out import Bound, LaidOut
from generator.writers.docx.body import bookmark_name, write_body
from generator.writers.docx.headers_footers import header_and_footer_parts, section, section_relationships
from generator.writers.docx.lists import Bullets, numbering_part
from generator.writers.docx.package import (
    Frame,
    Part,
    Relationship,
    archive,
    content_types,
    plain_document,
    plain_element,
    relationships,
)
from generator.writers.docx.styles import PREFIX, StyleSet, normal_look, styles_parts
from generator.writers.docx.xml import document, el

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
    body = write_body(sections, PREFIX if letterhead else "", breaks)
    styles = StyleSet(tuple(sections[0].styles.values()), frozenset(body.strong), laid.document.meta.language)
    lists = tuple(body.lists)
    frame = _letterhead(letterhead, styles, lists) if letterhead else _plain_frame(sections, styles, lists)
    related = (*frame.relationships, *((_RECEIPT,) if receipt else ()), *body.relationships)
    parts = [
        *frame.parts,
        body.part(frame.section),
        relationships("word/_rels/document.xml.rels", related),
        *body.media.values(),
        _core(laid.document.meta),
        _APPLICATION,
    ]
    parts += _receipt_parts(receipt, parts) if receipt else ()
    names = tuple(sorted(made.name for made in parts))
    return archive([content_types(names, frame.types), _OF_PACKAGE, *parts])


def _letterhead(letterhead: bytes, styles: StyleSet, lists: tuple[Bullets, ...]) -> Frame:
    """The letterhead itself goes around the body."""
    from generator.writers.docx.letterhead import on_letterhead  # late: few have one, and python-docx takes 100 ms

    return on_letterhead(letterhead, styles, lists)


def _plain_frame(sections: Sequence[LaidOut], styles: StyleSet, lists: tuple[Bullets, ...]) -> Frame:
    """What goes around the body when there is no letterhead."""
    headers = header_and_footer_parts(sections, normal_look(styles.styles))
    related = [r for number in range(len(sections)) for r in section_relationships(number)]
    parts = (*styles_parts(styles), numbering_part(lists), *headers)
    return Frame(parts, section(sections[-1], len(sections) - 1), (*_OF_DOCUMENT, *related))


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
_APPLICATION = Part(
    "docProps/app.xml",
    plain_document(plain_element(_EXTENDED, "Properties"), plain_element(_EXTENDED, "Application", "onepager")),
)
_MOMENT = {"xsi:type": "dcterms:W3CDTF"}


def _core(meta: Meta) -> Part:
    """The properties. Dates are the day the document speaks as of, never a clock's."""
    noon = datetime.combine(meta.as_of, time(12)).strftime("%Y-%m-%dT%H:%M:%SZ")
    properties = el(
        "cp:coreProperties",
        el("dc:title", meta.title),
        el("dc:subject", meta.subject),
        el("dc:creator", meta.author),
        el("cp:keywords", ", ".join(meta.keywords)),
        el("cp:lastModifiedBy", meta.author),
        el("cp:revision", "1"),
        el("dcterms:created", noon, **_MOMENT),
        el("dcterms:modified", noon, **_MOMENT),
        el("dc:language", meta.language),
    )
    return Part("docProps/core.xml", document(properties))


# --- receipt -----------------------------------------------------------------------------------------------------


def _receipt_parts(receipt: str, others: Sequence[Part]) -> tuple[Part, ...]:
    """The part with the receipt. It has a digest of all other parts of ours, so that a file nobody has edited can be
    told from one that was saved again."""
    element = plain_element(RECEIPT_NAMESPACE, "receipt", receipt, made=digest_of(others))
    return (Part("customXml/item1.xml", plain_document(element)), *_RECEIPT_PROPERTIES)


def digest_of(parts: Sequence[Part]) -> str:
    """The digest of parts, in whatever order they stand."""
    return sha256(b"".join(sha256(p.name.encode() + b"\0" + p.content).digest() for p in sorted(parts))).hexdigest()


_RECEIPT_PROPERTIES = (
    Part(
        "customXml/itemProps1.xml",
        document(
            el(
                "ds:datastoreItem",
                el("ds:schemaRefs", el("ds:schemaRef", **{"ds:uri": RECEIPT_NAMESPACE})),
                **{"ds:itemID": _RECEIPT_ID},
            )
        ),
    ),
    relationships("customXml/_rels/item1.xml.rels", (Relationship("rId1", "customXmlProps", "itemProps1.xml"),)),
)
