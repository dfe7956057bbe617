"""Fields of a binder in Word: the contents, its page numbers, and the hidden marks that it is made from.

The contents lists hidden `TC` marks, not headings, so that "Update field" in Word gives the very lines that are there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.layout.laid_out import Place
from generator.writers.docx.xml import Element, el

CONTENTS = "toc 1"
"""The style of the first line of a contents."""
_CONTENTS_FIELD = r" TOC \f C \h \z "


def bookmark_of(place: str) -> str:
    """The bookmark of a place; hidden in Word. (LibreOffice drops those that begin with _Toc.)."""
    return f"_binder_{re.sub('[^A-Za-z0-9]', '_', place)}"[:40]


def contents_begin() -> list[Element]:
    """Runs that begin the field of a contents."""
    return [_char("begin"), _instruction(_CONTENTS_FIELD), _char("separate")]


def contents_end() -> Element:
    """The run that ends it."""
    return _char("end")


def entry_mark(place: Place) -> list[Element]:
    """The hidden mark of an entry of the contents. Word prints the code of such a mark unless its runs are hidden."""
    words = place.title.replace("\\", "").replace('"', "”")
    instruction = _instruction(f' TC "{words}" \\f C \\l "{place.level}" ', hidden=True)
    return [_char("begin", hidden=True), instruction, _char("end", hidden=True)]


def page_of(place: str, number: Element) -> list[Element]:
    """The number of the page that a place is on; `number` is the run that shows it."""
    instruction = _instruction(f" PAGEREF {bookmark_of(place)} \\h ")
    return [_char("begin"), instruction, _char("separate"), number, _char("end")]


def inner_link(place: str, runs: Sequence[Element]) -> Element:
    """A link to a place in the same file."""
    return el("w:hyperlink", runs, history=1, anchor=bookmark_of(place))


def _char(kind: str, *, hidden: bool = False) -> Element:
    return el("w:r", _looks(hidden), el("w:fldChar", fldCharType=kind))


def _instruction(words: str, *, hidden: bool = False) -> Element:
    return el("w:r", _looks(hidden), el("w:instrText", words, **{"xml:space": "preserve"}))


def _looks(hidden: bool) -> list[Element]:
    return [el("w:rPr", el("w:vanish"))] if hidden else []
