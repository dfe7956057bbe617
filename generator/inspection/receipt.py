"""Reading back the receipt that a finished file carries: a part of custom XML in a DOCX, a property in a PDF's XMP."""

from __future__ import annotations

import io
from collections.abc import Iterator

from lxml import etree

from generator.inspection import package
from generator.inspection.opened import MAX_FILE, Opened, Unreadable

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
            return _in_pdf(data)
    except Unreadable as error:
        raise Unreadable(f"{name} {error}") from error
    raise Unreadable(f"{name} is neither a Word file nor a PDF")


def _in_docx(name: str, data: bytes) -> Iterator[str]:
    for part, content in package.parts(Opened(name), "", data):
        # Word renames the parts of custom XML as it likes; only what is in them tells.
        if part.endswith(".xml") and b"urn:onepager:receipt" in content and (root := _parsed(content)) is not None:
            yield from ("".join(map(str, e.itertext())) for e in root.iter(DOCX_RECEIPT))


def _in_pdf(data: bytes) -> str:
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
            metadata = pdf.Root.get("/Metadata")
            root = _parsed(bytes(metadata.read_bytes())) if isinstance(metadata, pikepdf.Stream) else None
    except pikepdf.PasswordError as error:
        raise Unreadable("is encrypted with a password") from error
    except (pikepdf.PdfError, RuntimeError, ValueError) as error:
        raise Unreadable("is a damaged PDF") from error
    if root is None:
        return ""
    # Other programs write a simple property as an attribute.
    texts = ("".join(map(str, e.itertext())) for e in root.iter(PDF_RECEIPT))
    return next(texts, "") or next((str(v) for e in root.iter() for k, v in e.attrib.items() if k == PDF_RECEIPT), "")


def _parsed(content: bytes) -> etree._Element | None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
