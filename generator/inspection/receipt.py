"""Reading back the receipt that a finished file carries: a part of custom XML in a DOCX, a property in a PDF's XMP.

Everything that asks a file for its receipt asks here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256

from lxml import etree

from generator.inspection import package
from generator.inspection.opened import Opened, Unreadable, reading
from generator.inspection.word_xml import parsed

DOCX_RECEIPT = "{urn:onepager:receipt}receipt"
_PDF_ID = re.compile(rb"/ID\[<([0-9a-f]{32})><\1>\]")
PDF_RECEIPT = "{https://onepager.example/ns/receipt/}record"


def receipt_in(name: str, data: bytes) -> str:
    """The receipt in a DOCX or PDF, or the empty string. Raises `Unreadable` for a file that cannot be opened."""
    return next(iter(receipts_in(name, data)), "")


def receipts_in(name: str, data: bytes) -> list[str]:
    """All receipts in a DOCX or PDF: one that was put together of several may have more than one."""
    with reading(name, data):
        if data.startswith(b"PK\3\4"):
            return list(_in_docx(name, data))
        if b"%PDF-" in data[:1024]:
            return list(_in_pdf(data))
        raise Unreadable("is neither a Word file nor a PDF")


def is_as_written(name: str, data: bytes) -> bool:
    """Whether a DOCX or PDF is one of ours to the last word, as no other program has saved it since."""
    try:
        if data.startswith(b"PK\3\4"):
            return _docx_as_written(name, data)
        return data.startswith(b"%PDF-") and _pdf_as_written(data)
    except Unreadable:
        return False


def _docx_as_written(name: str, data: bytes) -> bool:
    """Whether the digest that stands beside the receipt is that of the other parts."""
    stated, others = "", []
    for part, content in package.parts(Opened(name), "", data):
        if part.startswith("customXml/"):
            stated = stated or next((e.get("made", "") for e in _elements(content) if e.tag == DOCX_RECEIPT), "")
        elif part not in ("[Content_Types].xml", "_rels/.rels"):
            others.append((part, content))
    digests = (sha256(part.encode() + b"\0" + content).digest() for part, content in sorted(others))
    return bool(stated) and sha256(b"".join(digests)).hexdigest() == stated


def _pdf_as_written(data: bytes) -> bool:
    """Whether the identifier of a PDF is the digest of all before its table of objects; nothing may come after that."""
    body, table, rest = data.rpartition(b"\nxref\n")
    identifier = _PDF_ID.search(rest)
    digest = sha256(body + b"\n").hexdigest()[:32].encode()
    whole = data.count(b"%%EOF") == 1 and data.rstrip().endswith(b"%%EOF")
    return bool(table and whole and identifier and identifier[1] == digest)


def _in_docx(name: str, data: bytes) -> Iterator[str]:
    for part, content in package.parts(Opened(name), "", data):
        # Word renames the parts of custom XML as it likes; only what is in them tells.
        if part.endswith(".xml") and b"urn:onepager:receipt" in content:
            yield from ("".join(map(str, e.itertext())) for e in _elements(content) if e.tag == DOCX_RECEIPT)


def _in_pdf(data: bytes) -> Iterator[str]:
    import pikepdf  # late: most who ask for a receipt ask a Word file, and it takes 50 ms to import

    from generator.inspection.pdf.document import opened_pdf, unpacked

    with opened_pdf(data) as pdf:
        first = pdf.Root.get("/Metadata")
        others = (o for o in pdf.objects if isinstance(o, pikepdf.Stream) and o.get("/Type") == "/Metadata")
        streams = [first, *others] if isinstance(first, pikepdf.Stream) else list(others)
        packets = dict.fromkeys(unpacked(stream)[0] for stream in streams)
    for element in (e for packet in packets for e in _elements(packet)):
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
