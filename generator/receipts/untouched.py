"""Whether a finished file is, byte for byte, as onepager wrote it: told by the file alone, on whatever computer.

A Word file has a digest of all its parts beside its receipt, and a PDF file is named by a digest of its objects. Any
program that saves the file changes one of the two, even if nobody changed a word.
"""

from __future__ import annotations

import re
import zlib

from lxml import etree

from generator.document.receipt import Receipt, ReceiptError, decode
from generator.inspection import Unreadable, package, receipt_in
from generator.inspection.opened import Opened
from generator.writers.docx.package import digest_of
from generator.writers.docx.write import RECEIPT_NAMESPACE, RECEIPT_PART
from generator.writers.pdf.objects import identifier

_END_OF_PDF = re.compile(
    rb"xref\n0 \d+\n(?:\d{10} \d{5} [fn] \n)+trailer\n<<[^<>]*/ID\[<([0-9a-f]{32})><\1>\]>>\nstartxref\n(\d+)\n%%EOF\n"
)
_UNREADABLE = (Unreadable, ReceiptError, zlib.error, etree.XMLSyntaxError, ValueError)


def receipt_of_file(name: str, data: bytes) -> Receipt | None:
    """The receipt in a file; None if it has none that can be read."""
    try:
        text = receipt_in(name, data)
        return decode(text) if text else None
    except _UNREADABLE:
        return None


def is_untouched(name: str, data: bytes) -> bool:
    """Whether nobody has touched a file since onepager wrote it. False for what onepager did not write, too."""
    try:
        return _untouched_word(name, data) if data.startswith(b"PK\3\4") else _untouched_pdf(data)
    except _UNREADABLE:
        return False


def _untouched_word(name: str, data: bytes) -> bool:
    opened = Opened(name)
    parts = dict(package.parts(opened, "", data))
    held = parts.get(RECEIPT_PART)
    if held is None or opened.unread:
        return False
    element = etree.fromstring(held, etree.XMLParser(resolve_entities=False, no_network=True))
    if element.tag != f"{{{RECEIPT_NAMESPACE}}}receipt" or len(element):
        return False
    parts[RECEIPT_PART] = (element.text or "").encode()
    return element.get("digest") == digest_of(parts.items())


def _untouched_pdf(data: bytes) -> bool:
    found = re.search(rb"startxref\n(\d+)\n%%EOF\n\Z", data[-64:])
    if not found:
        return False
    start = int(found[1])
    end = _END_OF_PDF.fullmatch(data, start) if start < len(data) else None
    return end is not None and end[1] == identifier(data[:start])
