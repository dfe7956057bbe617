"""What people leave in a file beside its text: comments, tracked changes, hidden text; annotations of a PDF.

None of it need be a secret. It is not meant for whoever gets the file all the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lxml import etree

from generator.inspection import package
from generator.inspection.opened import Opened, Unreadable
from generator.inspection.word_xml import attribute, local, parsed

_CHANGES = {
    "ins": "inserted text",
    "del": "deleted text",
    "moveFrom": "text moved away",
    "moveTo": "text moved here",
    "cellIns": "inserted cell",
    "cellDel": "deleted cell",
}
_FORMAT = "tracked change of the look"
_NOT_REMARKS = ("/Link", "/Widget", "/Popup")
_LONGEST = 160
_OFF = ("0", "false", "off")


class Remark(NamedTuple):
    """Something left in a file: of what kind, where, by whom (empty if the file does not say), and its words."""

    kind: str
    place: str
    author: str
    words: str

    def __str__(self) -> str:
        by = f" by {self.author}" if self.author else ""
        words = f": “{self.words}”" if self.words else ""
        return f"{self.kind}{by}, {self.place}{words}"


def is_pdf(data: bytes) -> bool:
    """Whether the bytes of a file are those of a PDF, whatever its name."""
    return b"%PDF-" in data[:1024]


def remarks_in(name: str, data: bytes) -> list[Remark]:
    """Everything that somebody left in a Word file or a PDF beside its text, each once; of other files nothing."""
    try:
        if data.startswith(b"PK\3\4"):
            parts = dict(package.parts(Opened(name), "", data))
            return list(dict.fromkeys(_in_word(parts)))
        if is_pdf(data):
            return list(dict.fromkeys(_in_pdf(data)))
    except Unreadable:
        pass  # who looks for leaks says so
    return []


# --- Word files --------------------------------------------------------------------------------------------------


def _in_word(parts: Mapping[str, bytes]) -> Iterator[Remark]:
    roots = {name: parsed(data) for name, data in parts.items() if name.startswith("word/") and name.endswith(".xml")}
    hiding = {attribute(s, "styleId") for s in roots.get("word/styles.xml", ()) if _has(s, "vanish")}
    for name, root in roots.items():
        if local(root) not in ("document", "hdr", "ftr", "footnotes", "endnotes", "comments"):
            continue
        if local(root) == "comments":
            yield from _comments(root, roots.get("word/document.xml"))
        for number, paragraph in enumerate(root.iter("{*}p"), 1):
            where = f"paragraph {number} of {name}"
            yield from _changes(paragraph, where)
            yield from _hidden(paragraph, where, hiding)
        yield from _changes_of_tables(root, name)


def _comments(root: etree._Element, body: etree._Element | None) -> Iterator[Remark]:
    numbers: dict[str, int] = {}
    for number, paragraph in enumerate(body.iter("{*}p") if body is not None else (), 1):
        numbers |= {attribute(r, "id"): number for r in paragraph.iter("{*}commentReference")}
    for comment in root.iter("{*}comment"):
        found = numbers.get(attribute(comment, "id"))
        where = f"at paragraph {found}" if found else "in word/comments.xml"
        yield Remark("comment", where, attribute(comment, "author"), _words(comment))


def _changes(paragraph: etree._Element, where: str) -> Iterator[Remark]:
    for element in paragraph.iter("{*}ins", "{*}del", "{*}moveFrom", "{*}moveTo", "{*}rPrChange", "{*}pPrChange"):
        if _paragraph_of(element) is not paragraph:
            continue  # that of a text box within, which comes by itself
        kind = _CHANGES.get(local(element), _FORMAT)
        inside = next(element.iterancestors("{*}rPr"), None) is not None
        words = _words(paragraph if kind == _FORMAT else element)
        kind = kind.replace("text", "end of a paragraph") if inside and kind != _FORMAT else kind
        yield Remark(kind, where, attribute(element, "author"), words)


def _changes_of_tables(root: etree._Element, name: str) -> Iterator[Remark]:
    for element in root.iter("{*}cellIns", "{*}cellDel", "{*}trPr"):
        if local(element) == "trPr":
            for change in element.iterfind("{*}ins"), element.iterfind("{*}del"):
                yield from (
                    Remark(_CHANGES[local(c)].replace("text", "row"), f"a table of {name}", attribute(c, "author"), "")
                    for c in change
                )
        else:
            yield Remark(_CHANGES[local(element)], f"a table of {name}", attribute(element, "author"), "")


def _hidden(paragraph: etree._Element, where: str, hiding: set[str]) -> Iterator[Remark]:
    style = paragraph.find("{*}pPr/{*}pStyle")
    whole = style is not None and attribute(style, "val") in hiding
    words = "".join(_words(r) for r in paragraph.iter("{*}r") if _is_hidden(r, hiding, whole=whole))
    if words.strip():
        yield Remark("hidden text", where, "", _short(words))


def _is_hidden(run: etree._Element, hiding: set[str], *, whole: bool) -> bool:
    own = run.find("{*}rPr/{*}vanish")
    if own is not None:
        return attribute(own, "val") not in _OFF
    style = run.find("{*}rPr/{*}rStyle")
    return whole or (style is not None and attribute(style, "val") in hiding)


def _has(element: etree._Element, tag: str) -> bool:
    return any(attribute(e, "val") not in _OFF for e in element.iterfind(f"{{*}}rPr/{{*}}{tag}"))


def _paragraph_of(element: etree._Element) -> etree._Element | None:
    return next(element.iterancestors("{*}p"), None)


def _words(element: etree._Element) -> str:
    """The words of an element, deleted ones too, without field codes."""
    return _short("".join(e.text or "" for e in element.iter("{*}t", "{*}delText")))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


# --- PDF ---------------------------------------------------------------------------------------------------------


def _in_pdf(data: bytes) -> Iterator[Remark]:
    import pikepdf  # late: it takes 50 ms to import, and most files are Word's

    from generator.inspection.pdf.document import opened_pdf
    from generator.inspection.pdf.strings import text_string

    with opened_pdf(data) as pdf:
        for number, page in enumerate(pdf.pages, 1):
            notes = page.obj.get("/Annots")
            for note in notes if isinstance(notes, pikepdf.Array) else ():
                kind = str(note.get("/Subtype", "")) if isinstance(note, pikepdf.Dictionary) else ""
                if not kind or kind in _NOT_REMARKS:
                    continue
                said, author = (text_string(bytes(note.get(key, pikepdf.String("")))) for key in ("/Contents", "/T"))
                yield Remark("annotation", f"page {number}", author, _short(said))
