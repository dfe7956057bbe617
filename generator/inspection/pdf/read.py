"""Reading a PDF: its pages, everything else that is drawn, every string of every object, every stream, and what lies
between the objects."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pikepdf

from generator.inspection.opened import Opened, Text
from generator.inspection.pdf.document import Document, opened_pdf, what_qpdf_says
from generator.inspection.pdf.earlier_revisions import leftovers
from generator.inspection.pdf.objects import object_names, object_strings
from generator.inspection.pdf.page_words import other_words, page_words
from generator.inspection.pdf.streams import behind_streams, other_streams

Reader = Callable[[Document], Iterator[Text]]

_HARMLESS = "a common error handled correctly by qpdf and most other applications"
"""What qpdf says of a cross-reference stream that does not name itself, and of an object that is nowhere."""
_NOWHERE = "object has offset 0"
_MISCOUNTED = re.compile("reported number of objects")
_REPAIRED = re.compile(
    f"{_NOWHERE}|file is damaged|Attempting to reconstruct cross-reference table|startxref|xref|trailer"
)
"""What qpdf says when the table of objects is wrong or missing, and it has looked for the objects itself."""
_REFERENCE = re.compile(rb"(?<![\w.])(\d{1,10}) (\d{1,5}) R\b")

READERS: list[Reader] = [
    page_words,
    other_words,
    object_strings,
    object_names,
    other_streams,
    behind_streams,
    leftovers,
]
"""Each reads a document for texts of one sort. The first two come first: what they draw the others need not read."""


def read_pdf(opened: Opened, inside: str, data: bytes, *, thorough: bool = False) -> Iterator[Text]:
    """Every text of a PDF. Raises `Unreadable`."""
    with opened_pdf(data) as pdf:
        document = Document(pdf, data, opened, inside, thorough)
        texts = [text for reader in READERS for text in reader(document)]
        warnings = [what_qpdf_says(w) for w in pdf.get_warnings()]
        _judge(document, [w for w in warnings if _HARMLESS not in w or _NOWHERE in w])
    yield from texts


def _judge(document: Document, warnings: list[str]) -> None:
    """Enter what was put right on reading among the notes, if nothing is lost by it, and else among the unread."""
    place = document.inside or document.opened.name
    graver = [w for w in warnings if not _MISCOUNTED.search(w)]
    damage = next((w for w in graver if not _REPAIRED.search(w)), "")
    if graver and not damage and (lost := _lost(document)):
        damage = f"{graver[0]}; object {lost} is missing"
    if damage:
        document.opened.fail(place, f"is damaged ({damage})")
    elif warnings:
        document.opened.notes.append(f"{place}: its table of objects was put right to read it ({warnings[0]})")


def _lost(document: Document) -> int:
    """The number of an object that is referred to and not there; 0 if all are.

    Looked for in the bytes of the file: qpdf leaves out what refers to nothing.
    """
    objects = ((value, text) for value, text in document.objects if isinstance(value, pikepdf.Object))
    there = {value.objgen for value, text in objects if text != b"null"}
    packed = (value for value, text in document.objects if b"/Type /ObjStm" in text)
    texts = (document.data, *(document.decoded(stream) for stream in packed))
    named = {(int(m[1]), int(m[2])) for text in texts for m in _REFERENCE.finditer(text)}
    return min((number for number, _ in named - there), default=0)
