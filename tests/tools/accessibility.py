"""Rules for a Word file that everyone can read, checked on the XML in the package: no program, no Word needed.

The Open XML SDK says whether a file is valid. These say whether it is built of real headings, lists and tables, so that
a screen reader can use it, and name a few faults that Word or LibreOffice answer badly though the schema allows them.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NS = {
    "w": W,
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "dc": "http://purl.org/dc/elements/1.1/",
}
LONGEST_BOOKMARK = 40
SHORT_LINE = 60  # a line in bold no longer than this looks like a heading
TYPED_MARKER = re.compile(r"([•●▪–*·o-]|\(?\d{1,2}[.)])\s")  # not the dash before the name of who is quoted
EMPTY_LINK_TEXT = re.compile(r"https?://|(click here|here|link|this|read more)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Docx:
    """The parts that the rules read. `parts` is the document with its headers, footers and notes."""

    document: etree._Element
    styles: etree._Element
    settings: etree._Element
    core: etree._Element
    parts: dict[str, etree._Element]

    @classmethod
    def read(cls, path: Path) -> _Docx:
        with zipfile.ZipFile(path) as package:
            xml = {name: etree.fromstring(package.read(name)) for name in package.namelist() if name.endswith(".xml")}
        return cls(
            document=xml["word/document.xml"],
            styles=xml["word/styles.xml"],
            settings=xml["word/settings.xml"],
            core=xml["docProps/core.xml"],
            parts={
                name: xml[name]
                for name in sorted(xml)
                if re.fullmatch(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml", name)
            },
        )

    def every(self, tag: str) -> Iterator[etree._Element]:
        for part in self.parts.values():
            yield from part.iter(_q(tag))

    def style_name(self, paragraph: etree._Element) -> str:
        used = paragraph.find("w:pPr/w:pStyle", NS)
        if used is None:
            return ""
        for style in self.styles.findall("w:style", NS):
            if style.get(_q("w:styleId")) == used.get(_q("w:val")):
                name = style.find("w:name", NS)
                return "" if name is None else name.get(_q("w:val"), "").lower()
        return ""

    def is_numbered(self, paragraph: etree._Element) -> bool:
        """Whether the paragraph, or the style it uses or is based on, is an item of a real list."""
        if (own := paragraph.find("w:pPr/w:numPr", NS)) is not None:
            number = own.find("w:numId", NS)
            return number is None or number.get(_q("w:val")) != "0"
        used = paragraph.find("w:pPr/w:pStyle", NS)
        styles = {style.get(_q("w:styleId")): style for style in self.styles.findall("w:style", NS)}
        seen: set[str | None] = set()
        name = None if used is None else used.get(_q("w:val"))
        while name in styles and name not in seen:
            seen.add(name)
            style = styles[name]
            if style.find("w:pPr/w:numPr", NS) is not None:
                return True
            base = style.find("w:basedOn", NS)
            name = None if base is None else base.get(_q("w:val"))
        return False


def docx_accessibility(path: Path) -> list[str]:
    """What is wrong with the Word file, a line each; nothing is an empty list."""
    docx = _Docx.read(path)
    return [fault for rule in _RULES for fault in rule(docx)]


# --- rules -------------------------------------------------------------------------------------------------------


def _properties(docx: _Docx) -> Iterator[str]:
    if not (docx.core.findtext("dc:title", namespaces=NS) or "").strip():
        yield "no title in the properties"
    language = docx.styles.find("w:docDefaults/w:rPrDefault/w:rPr/w:lang", NS)
    if language is None or not language.get(_q("w:val")):
        yield "no language (w:lang in docDefaults)"


def _headings(docx: _Docx) -> Iterator[str]:
    level, found = 0, False
    for paragraph in docx.document.iter(_q("w:p")):
        heading = re.fullmatch(r"heading (\d)", docx.style_name(paragraph))
        text = _text(paragraph)
        if not heading:
            if _looks_like_a_heading(paragraph, text):
                yield f"a whole paragraph in bold looks like a heading and is none: {text!r}"
            continue
        found = True
        if int(heading[1]) > level + 1:
            yield f"heading level jumps from {level} to {heading[1]}: {text!r}"
        if not text:
            yield "empty heading"
        level = int(heading[1])
    if not found:
        yield "no heading"


def _looks_like_a_heading(paragraph: etree._Element, text: str) -> bool:
    runs = [run for run in paragraph.iter(_q("w:r")) if _text(run)]
    return (
        0 < len(text) < SHORT_LINE
        and bool(runs)
        and all(run.find("w:rPr/w:b", NS) is not None for run in runs)
        and not _inside(paragraph, "w:tc")
    )


def _lists(docx: _Docx) -> Iterator[str]:
    for paragraph in docx.document.iter(_q("w:p")):
        text = _text(paragraph)
        if TYPED_MARKER.match(text) and not docx.is_numbered(paragraph):
            yield f"a bullet or number typed by hand instead of a list: {text[:40]!r}"


def _spacing(docx: _Docx) -> Iterator[str]:
    for paragraph in docx.document.iter(_q("w:p")):
        text = _text(paragraph)
        holds_something = text or paragraph.find(".//w:drawing", NS) is not None or _inside(paragraph, "w:tc")
        if not holds_something and paragraph.find("w:pPr/w:sectPr", NS) is None:
            yield "an empty paragraph used as space"
        in_contents = docx.style_name(paragraph).startswith("toc ")  # there a tab is what Word itself puts
        if paragraph.find(".//w:r/w:tab", NS) is not None and not in_contents:
            yield f"a tab used for layout: {text[:40]!r}"


def _tables(docx: _Docx) -> Iterator[str]:
    for table in docx.every("w:tbl"):
        first = table.find("w:tr", NS)
        if first is None or first.find("w:trPr/w:tblHeader", NS) is None:
            yield "a table without a header row (w:tblHeader)"
        if table.find("w:tblPr/w:tblDescription", NS) is None:
            yield "a table without alternative text (w:tblDescription)"
        for cell in table.iter(_q("w:tc")):
            if len(cell) == 0 or cell[-1].tag != _q("w:p"):
                yield "a cell that does not end in a paragraph (Word calls the file corrupt; the schema does not)"
        spans = (int(span.get(_q("w:val"), "1")) for span in table.iter(_q("w:gridSpan")))
        if table.find(".//w:vMerge", NS) is not None or any(span > 1 for span in spans):
            yield "merged cells"


def _drawings(docx: _Docx) -> Iterator[str]:
    for name, part in docx.parts.items():
        drawings = list(part.iter(_q("wp:docPr")))
        for drawing in drawings:
            if not drawing.get("descr", "").strip():
                yield f"a picture without alternative text: {drawing.get('name')}"
            parent = drawing.getparent()
            if parent is not None and parent.tag == _q("wp:anchor"):
                yield f"a floating picture, out of the reading order: {drawing.get('name')}"
        ids = [drawing.get("id") for drawing in drawings]
        if len(set(ids)) < len(ids):
            yield f"two pictures in {name} with one id"


def _links(docx: _Docx) -> Iterator[str]:
    for link in docx.every("w:hyperlink"):
        text = _text(link)
        if not text or EMPTY_LINK_TEXT.match(text):
            yield f"the text of a link says nothing: {text!r}"


def _content_controls(docx: _Docx) -> Iterator[str]:
    for control in docx.document.iter(_q("w:sdt")):
        block = control.find("w:sdtContent/w:p", NS) is not None
        if block and any(control.find(f".//{tag}", NS) is not None for tag in ("w:hyperlink", "w:footnoteReference")):
            yield "a block content control around a link or footnote (LibreOffice 7.4 loses or garbles its text)"


def _bookmarks(docx: _Docx) -> Iterator[str]:
    names = [bookmark.get(_q("w:name"), "") for bookmark in docx.every("w:bookmarkStart")]
    if len({name.lower() for name in names}) < len(names):
        yield "two bookmarks with one name"
    yield from (f"a bookmark name over {LONGEST_BOOKMARK} characters: {n}" for n in names if len(n) > LONGEST_BOOKMARK)


def _compatibility(docx: _Docx) -> Iterator[str]:
    modes = [
        setting.get(_q("w:val"))
        for setting in docx.settings.iter(_q("w:compatSetting"))
        if setting.get(_q("w:name")) == "compatibilityMode"
    ]
    if modes != ["15"]:
        yield f"compatibilityMode is {modes}, not 15: Word opens the file in Compatibility Mode"


_RULES: tuple[Callable[[_Docx], Iterator[str]], ...] = (
    _properties,
    _headings,
    _lists,
    _spacing,
    _tables,
    _drawings,
    _links,
    _content_controls,
    _bookmarks,
    _compatibility,
)


# --- XML ---------------------------------------------------------------------------------------------------------


def _q(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"{{{NS[prefix]}}}{local}"


def _text(element: etree._Element) -> str:
    return "".join(t.text or "" for t in element.iter(_q("w:t"))).strip()


def _inside(element: etree._Element, tag: str) -> bool:
    return next(element.iterancestors(_q(tag)), None) is not None
