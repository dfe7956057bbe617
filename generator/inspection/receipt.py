"""Reading back the receipt that a finished file carries: a part of custom XML in a DOCX, a property in a PDF's XMP.

Everything that asks a file for its receipt asks here.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from generator.inspection import package
from generator.inspection.opened import MAX_FILE, Opened, Unreadable
from generator.inspection.word_xml import parsed

DOCX_RECEIPT = "{urn:onepager:receipt}receipt"
PDF_RECEIPT = "{https://onepager.example/ns/receipt/}record"


def receipt_in(name: str, data: bytes) -> str:
    """The receipt in a DOCX or PDF, or the empty string. Raises `Unreadable` for a file that cannot be opened."""
    if len(data) > MAX_FILE:
        raise Unreadable(f"{name} is larger than {MAX_FILE >> 20} MB")
    try:
        if data.startswith(b"PK\3\4"):
            return next(_in_docx(name, data), "")
        if b"%PDF-" in data[:1024]:
            return next(_in_pdf(data), "")
    except Unreadable as error:
        raise Unreadable(f"{name} {error}") from error
    raise Unreadable(f"{name} is neither a Word file nor a PDF")


def _in_docx(name: str, data: bytes) -> Iterator[str]:
    for part, content in package.parts(Opened(name), "", data):
        # Word renames the parts of custom XML as it likes; only what is in them tells.
        if part.endswith(".xml") and b"urn:onepager:receipt" in content:
            yield from ("".join(map(str, e.itertext())) for e in _elements(content) if e.tag == DOCX_RECEIPT)


def _in_pdf(data: bytes) -> Iterator[str]:
    import pikepdf  # late: most who ask for a receipt ask a Word file, and it takes 50 ms to import

    from generator.inspection.pdf.document import opened_pdf, unpacked

    with opened_pdf(data) as pdf:
        metadata = pdf.Root.get("/Metadata")
        packet = unpacked(metadata)[0] if isinstance(metadata, pikepdf.Stream) else b""
    for element in _elements(packet):
        if element.tag == PDF_RECEIPT:
            yield "".join(map(str, element.itertext()))
        elif PDF_RECEIPT in element.attrib:  # other programs write a simple property as an attribute
            yield str(element.attrib[PDF_RECEIPT])


def _elements(content: bytes) -> Iterator[etree._Element]:
    """The elements of XML, none of what is not well-formed."""
    try:
        yield from parsed(content).iter("*")
    except Unreadable:
        return
