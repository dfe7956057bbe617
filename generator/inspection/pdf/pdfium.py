"""A second reading of the pages of a PDF, with pdfium: for fonts that the first reading does not know, and when a file
is looked at for its own sake and there is time."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Lock

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from generator.inspection.opened import Opened, Piece, Text, Unreadable, join_pages

_reading = Lock()
"""pdfium is one for all threads."""


def second_reading(opened: Opened, inside: str, data: bytes) -> Iterator[Text]:
    """The words of the pages. Letters that nobody can know are entered among the unread."""
    with _reading:
        found = []
        try:
            document = pdfium.PdfDocument(data)
        except pdfium.PdfiumError as error:
            raise Unreadable(f"has pages that cannot be read ({error})") from error
        try:
            for number in range(len(document)):
                place = f"{inside} › page {number + 1}" if inside else f"page {number + 1}"
                text, unknown = _page(document, number)
                found.append(Piece(place, text))
                if unknown:
                    opened.fail(place, f"has {unknown} letters in a font that does not say what they are")
        finally:
            document.close()
    yield from join_pages(found)


def _page(document: pdfium.PdfDocument, number: int) -> tuple[str, int]:
    """The text of a page, and how many of its letters are unknown."""
    page = document[number]
    try:
        text_page = page.get_textpage()
        try:
            count = text_page.count_chars()
            unknown = sum(pdfium_c.FPDFText_HasUnicodeMapError(text_page, i) == 1 for i in range(count))
            return text_page.get_text_range(), unknown
        finally:
            text_page.close()
    finally:
        page.close()
