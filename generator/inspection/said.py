"""What a Word file or a PDF says to whoever reads it now: its paragraphs or pages, heads and feet, what pictures have
for who cannot see them, and what somebody put beside the text: comments, notes, stamps.

Text that is hidden, or added with changes tracked, stands in the file, so it is read; what was deleted with changes
tracked does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from lxml import etree

from generator.inspection import package
from generator.inspection.opened import Opened, reading
from generator.inspection.word_xml import parsed

PassageKind = Literal["text", "head", "foot", "picture", "beside", "title", "link"]


PLAIN = "plain text"
"""The place of every line of a file that is neither Word nor PDF: where they were wrapped means nothing."""


class Passage(NamedTuple):
    """One text of a file and where it stands: a paragraph of a Word file, a page of a PDF. `how` says that it is hidden
    or tracked."""

    kind: PassageKind
    place: str
    text: str
    how: str = ""


def passages_of(name: str, data: bytes) -> Sequence[Passage]:
    """What a file says, in its order. Raises `Unreadable`."""
    with reading(name, data):
        if data.startswith(b"PK\3\4"):
            return list(_word(name, data))
        if b"%PDF-" in data[:1024]:
            from generator.inspection.pdf.said import said_in_pdf  # late: pikepdf takes 50 ms to import

            return [Passage(kind, place, text) for kind, place, text in said_in_pdf(name, data)]
    return [Passage("text", PLAIN, line) for line in data.decode("utf-8", "replace").splitlines()]


# --- Word --------------------------------------------------------------------------------------------------------

_PARTS: dict[str, tuple[PassageKind, str]] = {
    "document": ("text", "text"),
    "hdr": ("head", "the head of the page"),
    "ftr": ("foot", "the foot of the page"),
    "comments": ("beside", "a comment"),
    "footnotes": ("beside", "a footnote"),
    "endnotes": ("beside", "an endnote"),
}
"""By the name of its root: what a part is."""
_ORDER = tuple(_PARTS)
_LEFT_OUT = ("Fallback", "del", "moveFrom", "rPr", "pPr", "instrText", "delText", "delInstrText")
_HIDING = ("vanish", "webHidden", "specVanish")
_SIGNS = {"tab": " ", "br": " ", "cr": " ", "noBreakHyphen": "-", "ptab": " "}
_OFF = ("0", "false", "off")
_LINK = re.compile(r'\bHYPERLINK\s+"([^"]+)"')
"""In the code of a field."""


def _word(name: str, data: bytes) -> Iterator[Passage]:
    found: list[tuple[int, etree._Element]] = []
    for part, content in package.parts(Opened(name), "", data):
        if part == "docProps/core.xml":
            titles = [str(e.text) for e in parsed(content).iter("{*}title") if e.text]
            yield from (Passage("title", "the title in the file's properties", title) for title in titles)
        elif part.endswith(".rels"):
            leads = [e for e in parsed(content).iter("{*}Relationship") if str(e.get("Type")).endswith("/hyperlink")]
            yield from (Passage("link", "a link", str(e.get("Target"))) for e in leads if e.get("TargetMode"))
        elif part.endswith(".xml") and not part.startswith(("customXml/", "docProps/", "[")):
            root = parsed(content)
            codes = " ".join(str(code.text) for code in root.iter("{*}instrText"))
            yield from (Passage("link", "a link", address) for address in _LINK.findall(codes))
            found.append((_ORDER.index(local) if (local := _local(root)) in _PARTS else len(_ORDER), root))
    for _, root in sorted(found, key=lambda part: part[0]):
        yield from _part(root)


def _part(root: etree._Element) -> Iterator[Passage]:
    kind, place = _PARTS.get(_local(root), ("beside", "a drawing"))
    paragraphs = [p for e in root.iter("{*}p") if not _within(e, "Fallback") and (p := _paragraph(e))[0].strip()]
    if kind in ("head", "foot"):
        if paragraphs:
            yield Passage(kind, place, " ".join(text for text, _ in paragraphs), paragraphs[0][1])
    else:
        yield from (Passage(kind, place, text.strip(), how) for text, how in paragraphs)
    for tag in root.iter("{*}docPr"):
        if not _within(tag, "Fallback"):
            told = tag.get("descr") or tag.get("title") or ""
            yield Passage("picture", place, str(told))
    for tag in root.iter("{*}tblCaption", "{*}tblDescription"):
        told = next((str(v) for k, v in tag.attrib.items() if str(k).endswith("}val")), "")
        if told:
            yield Passage("picture", f"{place}, a table", told)


def _paragraph(paragraph: etree._Element) -> tuple[str, str]:
    """The text of a paragraph without those within it, and whether any of it is hidden or tracked."""
    texts: list[str] = []
    how: dict[str, None] = {}
    waiting: list[tuple[etree._Element, str]] = [(child, "") for child in reversed(paragraph)]
    while waiting:
        element, state = waiting.pop()
        tag = _local(element)
        if not tag or tag in _LEFT_OUT or tag == "p":
            continue
        if tag in ("ins", "moveTo"):
            state = "added with changes tracked"
        elif tag == "r" and _is_hidden(element):
            state = "hidden"
        said = element.text or "" if tag == "t" else _SIGNS.get(tag, _symbol(element) if tag == "sym" else "")
        texts.append(said)
        if said.strip() and state:
            how[state] = None
        waiting += [(child, state) for child in reversed(element)]
    return "".join(texts), ", ".join(how)


def _is_hidden(run: etree._Element) -> bool:
    for sign in run.iterfind("{*}rPr/*"):
        off = any(str(v) in _OFF for k, v in sign.attrib.items() if str(k).endswith("}val"))
        if _local(sign) in _HIDING and not off:
            return True
    return False


def _symbol(element: etree._Element) -> str:
    code = next((str(v) for k, v in element.attrib.items() if str(k).endswith("}char")), "")
    try:
        return chr(int(code, 16))
    except ValueError:
        return ""


def _within(element: etree._Element, tag: str) -> bool:
    return next(element.iterancestors(f"{{*}}{tag}"), None) is not None


def _local(element: etree._Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
