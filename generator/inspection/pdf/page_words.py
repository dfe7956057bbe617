"""What is drawn in a PDF: the words of its pages, and of whatever else is drawn or could be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pikepdf

from generator.inspection.opened import Piece, Text, Unreadable, join_pages, single
from generator.inspection.pdf.content import Shown, read_content
from generator.inspection.pdf.document import Document
from generator.inspection.pdf.fonts import Decode, decoder_of_font, decoder_of_map

MAX_PAGES = 2_000
MAX_TREE_DEPTH = 60
_CONTENT = re.compile(rb"/Subtype /Form|/PatternType 1")
"""In the dictionary of a stream that draws something."""


def page_words(document: Document) -> Iterator[Text]:
    """The words of every page, in the order in which they are drawn."""
    found: list[Piece] = []
    doubtful = document.thorough
    if len(document.pdf.pages) > MAX_PAGES:
        raise Unreadable(f"has more than {MAX_PAGES:,} pages")
    for number, page in enumerate(document.pdf.pages, 1):
        contents = page.obj.get("/Contents")
        streams = list(contents) if isinstance(contents, pikepdf.Array) else [contents] if contents is not None else []
        document.drawn |= {s.objgen for s in streams}
        drawn = b"\n".join(document.decoded(s) for s in streams if isinstance(s, pikepdf.Stream))
        shown = words_drawn(document, drawn, inherited(page.obj, "/Resources"))
        place = document.place(f"page {number}")
        found.append(Piece(place, shown.text))
        yield from _besides(shown, place)
        doubtful = doubtful or bool(shown.unknown)
    yield from join_pages(found)
    if doubtful:
        from generator.inspection.pdf.pdfium import second_reading  # late: few files ask for it

        yield from second_reading(document.opened, document.inside, document.data)


def inherited(page: Any, key: str) -> Any:
    """What a page has itself, or the tree of pages for it."""
    for _ in range(MAX_TREE_DEPTH):
        if page is None or key in page:
            break
        page = page.get("/Parent")
    return page.get(key) if page is not None else None


def _besides(shown: Shown, place: str) -> Iterator[Text]:
    if shown.besides:
        yield single(f"replacement text or comment of {place}", "".join(shown.besides))


def other_words(document: Document) -> Iterator[Text]:
    """The words of whatever else is drawn or could be: forms, patterns, looks of annotations, pages taken out."""
    for value, unparsed in document.objects:
        if not isinstance(value, pikepdf.Stream) or value.objgen in document.drawn or not _CONTENT.search(unparsed):
            continue
        document.drawn.add(value.objgen)
        shown = words_drawn(document, document.decoded(value), value.get("/Resources") or all_fonts(document))
        place = document.place(f"drawing (object {value.objgen[0]})")
        yield single(place, shown.text)
        yield from _besides(shown, place)
        if shown.unknown:
            document.opened.fail(place, "has text in a font that does not say what its letters are")


def words_drawn(document: Document, content: bytes, resources: Any) -> Shown:
    """What a content stream says."""
    return read_content(document.pdf, content, dict(_decoders(document, resources)))


def all_fonts(document: Document) -> Mapping[str, Any]:
    """Resources with every font of the file, for content that names none of its own."""
    found: dict[str, Any] = {}
    for value, unparsed in document.objects:
        if b"/Font" in unparsed and isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
            for holder in (value, value.get("/Resources")):
                fonts = holder.get("/Font") if isinstance(holder, pikepdf.Dictionary | pikepdf.Stream) else None
                found |= dict(fonts.items()) if isinstance(fonts, pikepdf.Dictionary) else {}
    return {"/Font": found}


def _decoders(document: Document, resources: Any) -> Iterator[tuple[str, Decode]]:
    fonts = resources.get("/Font") if resources is not None else None
    for name, font in fonts.items() if fonts is not None else ():
        if font.objgen not in document.fonts or font.objgen == (0, 0):
            document.fonts[font.objgen] = _decoder(document, font)
        if decode := document.fonts[font.objgen]:
            yield name.lstrip("/"), decode


def _decoder(document: Document, font: Any) -> Decode | None:
    unicode_map = font.get("/ToUnicode")
    if isinstance(unicode_map, pikepdf.Stream):
        if unicode_map.objgen not in document.maps:
            document.maps[unicode_map.objgen] = document.decoded(unicode_map)
        return decoder_of_map(document.maps[unicode_map.objgen])
    return decoder_of_font(font)
