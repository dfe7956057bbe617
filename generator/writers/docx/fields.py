"""Fields of a binder in Word: the contents, its page numbers, and the hidden marks that it is made from.

The contents lists hidden `TC` marks, not headings, so that "Update field" in Word gives the very lines that are there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.layout.laid_out import Place
from generator.writers.docx.xml import Xml, el, escaped, joined

CONTENTS = "toc 1"
"""The style of the first line of a contents."""
_PLAIN = Xml("")
_HIDDEN = el("w:rPr", el("w:vanish"))
_CONTENTS_FIELD = r" TOC \f C \h \z "


def bookmark_of(place: str) -> str:
    """The bookmark of a place; hidden in Word. (LibreOffice drops those that begin with _Toc.)."""
    return f"_binder_{re.sub('[^A-Za-z0-9]', '_', place)}"[:40]


def contents_begin() -> Xml:
    return joined((_char("begin"), _instruction(_CONTENTS_FIELD), _char("separate")))


def contents_end() -> Xml:
    return _char("end")


def entry_mark(place: Place) -> Xml:
    """The hidden mark of an entry of the contents. Word prints the code of such a mark unless its runs are hidden."""
    words = place.title.replace("\\", "").replace('"', "”")
    instruction = _instruction(f' TC "{words}" \\f C \\l "{place.level}" ', _HIDDEN)
    return joined((_char("begin", _HIDDEN), instruction, _char("end", _HIDDEN)))


def page_of(place: str, number: Xml) -> Xml:
    """The number of the page that a place is on; `number` is the run that shows it."""
    instruction = _instruction(f" PAGEREF {bookmark_of(place)} \\h ")
    return joined((_char("begin"), instruction, _char("separate"), number, _char("end")))


def inner_link(place: str, said: Sequence[Xml]) -> Xml:
    return el("w:hyperlink", *said, history=1, anchor=bookmark_of(place))


def _char(kind: str, look: Xml = _PLAIN) -> Xml:
    return el("w:r", look, el("w:fldChar", fldCharType=kind))


def _instruction(words: str, look: Xml = _PLAIN) -> Xml:
    return el("w:r", look, el("w:instrText", escaped(words), **{"xml:space": "preserve"}))
