"""What the objects of a PDF say: every string, with the key it stands under, and every long name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

from generator.inspection.opened import Piece, Text, join_with_barrier
from generator.inspection.pdf.document import Document, Reference
from generator.inspection.pdf.strings import names_in, strings_in, text_of_names, text_string


def object_strings(document: Document) -> Iterator[Text]:
    """Every string of every object: properties, annotations, outlines, structure, forms, layers, scripts."""
    pieces: list[Piece] = []
    replaced: list[Piece] = []
    for value, unparsed in document.objects:
        for key, label, text in strings_in(unparsed):
            piece = Piece(document.place(f"{label} (object {value.objgen[0]})"), text)
            pieces.append(piece)
            if key == "ActualText":
                replaced.append(piece)
    in_trailer = strings_in(_trailer(document))
    pieces += [Piece(document.place(f"{label} (trailer)"), text) for _, label, text in in_trailer]
    yield from join_with_barrier(pieces, prose=True)
    if replaced:
        yield Text(tuple(replaced))
        yield from _replacements(document)


def _trailer(document: Document) -> bytes:
    """The text of the trailer, without the identifiers of the file, which are no texts."""
    entries = document.pdf.trailer.items()
    return b"\n".join([f"{key} ".encode() + _unparsed(value) for key, value in entries if key != "/ID"])


def _unparsed(value: Any) -> bytes:
    return bytes(value.unparse()) if isinstance(value, pikepdf.Object) else b""


def _replacements(document: Document) -> Iterator[Text]:
    """The replacement texts in the order of the structure, as a screen reader says them."""
    pieces: list[Piece] = []
    seen: set[Reference] = set()
    stack = [document.pdf.Root.get("/StructTreeRoot")]
    while stack:
        element = stack.pop()
        if not isinstance(element, pikepdf.Dictionary) or (element.objgen in seen and element.objgen != (0, 0)):
            continue
        seen.add(element.objgen)
        if "/ActualText" in element:
            place = document.place(f"replacement text (object {element.objgen[0]})")
            pieces.append(Piece(place, text_string(bytes(element["/ActualText"]))))
        kids = element.get("/K")
        stack += list(kids)[::-1] if isinstance(kids, pikepdf.Array) else [kids]
    yield Text(tuple(pieces))


def object_names(document: Document) -> Iterator[Text]:
    """The names in objects: of colours, destinations, layers, glyphs."""
    unparsed = [_trailer(document), *(unparsed for _, unparsed in document.objects)]
    yield from text_of_names(document.place("name in an object"), set(names_in(b"\n".join(unparsed))))
