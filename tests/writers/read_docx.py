"""A reader of Word files for tests: lxml on the parts of the package, nothing of the writer's."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from lxml import etree

NS = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "rel": "http://schemas.openxmlformats.org/package/2006/relationships",
    "ct": "http://schemas.openxmlformats.org/package/2006/content-types",
}
Element = etree._Element


class Word:
    """One Word file. Paths are XPath with the usual prefixes: `word.all("//w:hyperlink")`."""

    def __init__(self, content: bytes) -> None:
        self.zip = zipfile.ZipFile(io.BytesIO(content))
        self.names = self.zip.namelist()
        self.body = self.xml("word/document.xml")[0]
        self.styles = self.xml("word/styles.xml")

    def xml(self, name: str) -> Element:
        return etree.fromstring(self.zip.read(name))

    def all(self, path: str, within: Element | None = None) -> list[Element]:
        return (self.body if within is None else within).xpath(path, namespaces=NS)

    def one(self, path: str, within: Element | None = None) -> Element:
        (only,) = self.all(path, within)
        return only

    def values(self, path: str, within: Element | None = None) -> list[str]:
        """Of a path that ends in attributes or text."""
        return [str(v) for v in self.all(path, within)]

    def paragraphs(self) -> list[Element]:
        """Those of the body itself, not of its tables."""
        return self.all("w:p")

    def style(self, name: str) -> Element:
        return self.one(f"w:style[w:name/@w:val='{name}']", self.styles)

    def relationships(self, part: str = "word/_rels/document.xml.rels") -> dict[str, Element]:
        return {r.get("Id"): r for r in self.xml(part)}

    def texts(self) -> Iterator[str]:
        """Every piece of text of the body, heads and feet."""
        for name in self.names:
            if name.startswith(("word/document", "word/header", "word/footer")):
                yield from self.xml(name).xpath("//w:t/text()", namespaces=NS)


def words_of(element: Element) -> str:
    return "".join(element.xpath(".//w:t/text()", namespaces=NS))


def attributes(element: Element) -> dict[str, str]:
    """Without their namespaces."""
    return {etree.QName(k).localname: str(v) for k, v in element.attrib.items()}


def properties(element: Element) -> dict[str, dict[str, str]]:
    """`pPr` or `rPr` as its children's attributes by name, in order."""
    return {etree.QName(child).localname: attributes(child) for child in element}
