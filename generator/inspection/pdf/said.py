"""What a PDF says to whoever reads it now: the words drawn on its pages, notes and stamps on them, and what pictures
have for who cannot see them. What an earlier revision said is not asked here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

import pikepdf

from generator.inspection.opened import Opened
from generator.inspection.pdf.document import Document, opened_pdf
from generator.inspection.pdf.page_words import inherited, words_drawn
from generator.inspection.pdf.pdfium import second_reading
from generator.inspection.pdf.strings import text_string

Said = tuple[Literal["text", "picture", "beside", "title", "link"], str, str]
"""Kind, place and text."""

_MOST_FORMS = 200
"""Drawings within drawings that are followed on one page."""
_HARMLESS_NOTES = ("/Link", "/Popup")


def said_in_pdf(name: str, data: bytes) -> Iterator[Said]:
    """All that it says, page by page. Raises `Unreadable`."""
    with opened_pdf(data) as pdf:
        reading = _Reading(Document(pdf, data, Opened(name), "", False))
        pages = list(reading.pages())
        if reading.unknown:  # a font does not say what its letters are: another library may know
            pages = [("text", p.place, p.text) for text in second_reading(Opened(name), "", data) for p in text.pieces]
        yield from pages
        yield from reading.notes()
        yield from reading.told()
        yield from reading.links()
        if "/Info" in pdf.trailer and (title := _string(pdf.trailer["/Info"], "/Title")):
            yield "title", "the title in the file's properties", title


def _string(holder: Any, key: str) -> str:
    found = holder.get(key)
    return text_string(bytes(found)) if isinstance(found, pikepdf.String) else ""


class _Reading:
    """A PDF being read. `unknown` has the fonts whose letters cannot be known."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.unknown: set[str] = set()

    def pages(self) -> Iterator[Said]:
        """The words of each page, in the order in which they are drawn."""
        for number, page in enumerate(self.document.pdf.pages, 1):
            resources = inherited(page.obj, "/Resources")
            words = [self._drawn(page.obj.get("/Contents"), resources), *self._forms(resources, set())]
            yield "text", f"page {number}", "\n".join(words)

    def notes(self) -> Iterator[Said]:
        """What stands in notes, stamps and fields; of one without words, what it draws."""
        for number, page in enumerate(self.document.pdf.pages, 1):
            for note in page.obj.get("/Annots", ()):
                if isinstance(note, pikepdf.Dictionary) and note.get("/Subtype") not in _HARMLESS_NOTES:
                    yield "beside", f"a note or stamp on page {number}", " ".join(self._noted(note).split())

    def links(self) -> Iterator[Said]:
        """Where links lead outside of the file."""
        for page in self.document.pdf.pages:
            for note in page.obj.get("/Annots", ()):
                action = note.get("/A") if isinstance(note, pikepdf.Dictionary) else None
                if isinstance(action, pikepdf.Dictionary) and (address := _string(action, "/URI")):
                    yield "link", "a link", address

    def told(self) -> Iterator[Said]:
        """What elements of the structure have for who cannot see them."""
        for value, _ in self.document.objects:
            if isinstance(value, pikepdf.Dictionary) and value.get("/S") is not None:
                texts = (_string(value, key) for key in ("/Alt", "/ActualText"))
                yield from (("picture", "text", text) for text in texts if text)

    def _noted(self, note: Any) -> str:
        texts = " ".join(filter(None, (_string(note, key) for key in ("/Contents", "/V"))))
        looks = note.get("/AP")
        look = looks.get("/N") if isinstance(looks, pikepdf.Dictionary) else None
        if texts or not isinstance(look, pikepdf.Stream):
            return texts
        return self._drawn(look, look.get("/Resources"))

    def _drawn(self, content: Any, resources: Any) -> str:
        streams = list(content) if isinstance(content, pikepdf.Array) else [content]
        read = b"\n".join(self.document.decoded(s) for s in streams if isinstance(s, pikepdf.Stream))
        shown = words_drawn(self.document, read, resources)
        self.unknown |= shown.unknown
        return shown.text

    def _forms(self, resources: Any, seen: set[tuple[int, int]]) -> Iterator[str]:
        """The words of drawings that a page takes in."""
        inner = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
        for form in inner.values() if isinstance(inner, pikepdf.Dictionary) else ():
            if form.get("/Subtype") == "/Form" and form.objgen not in seen and len(seen) < _MOST_FORMS:
                seen.add(form.objgen)
                own = form.get("/Resources", resources)
                yield self._drawn(form, own)
                yield from self._forms(own, seen)
