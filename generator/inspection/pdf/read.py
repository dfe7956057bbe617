"""Reading a PDF: its pages, everything else that is drawn, every string of every object, every stream, and what lies
between the objects."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.inspection.opened import Opened, Text
from generator.inspection.pdf.document import Document, opened_pdf, what_qpdf_says
from generator.inspection.pdf.earlier_revisions import leftovers
from generator.inspection.pdf.objects import object_names, object_strings
from generator.inspection.pdf.page_words import other_words, page_words
from generator.inspection.pdf.streams import behind_streams, other_streams

Reader = Callable[[Document], Iterator[Text]]

_HARMLESS = "a common error handled correctly by qpdf and most other applications"
"""What qpdf says of a cross-reference stream that does not name itself."""

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
        if warnings := [what_qpdf_says(w) for w in pdf.get_warnings() if _HARMLESS not in str(w)]:
            opened.fail(inside or opened.name, f"is damaged ({warnings[0]})")
    yield from texts
