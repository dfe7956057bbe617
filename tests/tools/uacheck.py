"""The structure of a tagged PDF, checked without Java in about 10 ms a file, where veraPDF does not look.

veraPDF is the judge. It does not ask whether a link is in its own element, whether rows are of one length when a cell
is missing, or in what order a reader hears the text: this does.

    python -m tests.tools.uacheck FILE…     prints the faults, and the text in reading order
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name

__all__ = ["Node", "reading_order", "ua_faults"]

MAY_HOLD = {
    "L": {"LI", "Caption", "L"},
    "LI": {"Lbl", "LBody"},
    "Table": {"TR", "THead", "TBody", "TFoot", "Caption"},
    "TR": {"TH", "TD"},
}
INSIDE_ONLY = {"LI": {"L"}, "Lbl": {"LI"}, "LBody": {"LI"}, "TR": {"Table", "THead", "TBody", "TFoot"}}
INSIDE_ONLY |= {"TH": {"TR"}, "TD": {"TR"}}
REPLACED = "replaced"
TEXT_OPERATORS = {"Tj", "TJ", "'", '"'}
PAINT_OPERATORS = TEXT_OPERATORS | {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "Do", "sh", "INLINE IMAGE"}
PRINT = 4  # the flag of an annotation


class Node(NamedTuple):
    """A structure element as a reader meets it: how deep it stands, its tag, the text in it and in what it holds."""

    depth: int
    tag: str
    text: str


def ua_faults(path: Path) -> list[str]:
    """What is wrong with the structure, a line each; nothing is an empty list."""
    with pikepdf.open(path) as pdf:
        reading = _Reading(pdf)
        reading.read()
        return list(dict.fromkeys(reading.faults))


def reading_order(path: Path) -> list[Node]:
    """The structure elements of a file from first to last."""
    with pikepdf.open(path) as pdf:
        reading = _Reading(pdf)
        reading.read()
        return reading.nodes


@dataclass
class _Reading:
    """One file being read."""

    pdf: pikepdf.Pdf
    faults: list[str] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)
    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    """Text by page and number of the marked content."""
    used: set[tuple[int, int]] = field(default_factory=set)
    level: int = 0

    def need(self, right: object, fault: str) -> None:
        if not right:
            self.faults.append(fault)

    def read(self) -> None:
        self.catalog()
        tree = self.pdf.Root.get("/StructTreeRoot")
        if tree is None:
            self.faults.append("no structure tree")
            return
        self.pages = {page.obj.objgen: number for number, page in enumerate(self.pdf.pages)}
        self.parents = dict(_numbers(tree.get("/ParentTree", {})))
        for number, page in enumerate(self.pdf.pages):
            self.page(number, page)
        tops = _list(tree.get("/K"))
        self.need([top.get("/S") for top in tops] == [Name.Document], "the top of the tree is not one Document")
        for top in tops:
            self.element(top, 0, None, "")
        missed = sorted(set(self.texts) - self.used)
        self.need(not missed, f"content that the tree does not reach: {missed[:5]}")

    # --- the file as a whole -------------------------------------------------------------------------------------

    def catalog(self) -> None:
        root = self.pdf.Root
        self.need(root.get("/MarkInfo", Dictionary()).get("/Marked", False), "MarkInfo does not say Marked")
        self.need(str(root.get("/Lang", "")), "no language")
        preferences = root.get("/ViewerPreferences", Dictionary())
        self.need(preferences.get("/DisplayDocTitle", False), "DisplayDocTitle is not set")
        metadata = root.get("/Metadata")
        xmp = "" if metadata is None else metadata.read_bytes().decode("utf-8", "replace")
        self.need("<pdfuaid:part>1<" in xmp, "XMP does not say PDF/UA-1")
        title = re.search(r"<dc:title>.*?<rdf:li[^>]*>\s*\S.*?</rdf:li>", xmp, re.DOTALL)
        self.need(title, "XMP has no title")

    # --- pages ---------------------------------------------------------------------------------------------------

    def page(self, number: int, page: pikepdf.Page) -> None:
        content = _Content(page, number, self.need)
        content.read()
        self.texts |= {(number, mark): text for mark, text in content.texts.items()}
        marks = self.parents.get(int(page.obj.get("/StructParents", -1)))
        if marks is None:
            self.faults.append(f"page {number} is not in the parent tree")
        else:
            complete = sorted(content.texts) == list(range(len(marks)))
            self.need(complete, f"the parent tree does not match the marks on page {number}")
            for mark, element in enumerate(marks):
                kids = [_mark(kid) for kid in _list(element.get("/K"))]
                self.need(mark in kids, f"mark {mark} of page {number} has a parent that does not know it")
        if "/Annots" in page.obj:
            self.need(page.obj.get("/Tabs") == Name.S, f"page {number}: the tab order is not that of the structure")
        for annotation in page.obj.get("/Annots", []):
            self.annotation(annotation, page)

    def annotation(self, annotation: Any, page: pikepdf.Page) -> None:
        element = self.parents.get(int(annotation.get("/StructParent", -1)))
        self.need(element is not None and element.get("/S") == Name.Link, "an annotation outside a Link element")
        self.need(str(annotation.get("/Contents", "")).strip(), "a link annotation without Contents")
        self.need(int(annotation.get("/F", 0)) & PRINT, "an annotation that does not print")
        left, bottom, right, top = map(float, annotation.Rect)
        x0, y0, x1, y1 = map(float, page.mediabox)
        self.need(x0 <= left < right <= x1 and y0 <= bottom < top <= y1, "an annotation off the page or of no extent")

    # --- the tree ------------------------------------------------------------------------------------------------

    def element(self, element: Any, depth: int, page: Any, parent: str) -> str:
        """Read an element and what it holds; its text."""
        tag = str(element.get("/S"))[1:]
        page = element.get("/Pg", page)
        place = len(self.nodes)
        self.nodes.append(Node(depth, tag, ""))
        self.nesting(tag, parent)
        text = ""
        kids = _list(element.get("/K"))
        for kid in kids:
            if (mark := _mark(kid)) is not None:
                text += self.content(mark, page if isinstance(kid, int) else kid.get("/Pg", page))
            elif kid.get("/Type") != Name.OBJR:
                text += self.element(kid, depth + 1, page, tag)
        self.nodes[place] = Node(depth, tag, text)
        self.rules(tag, element, kids, text)
        return text

    def content(self, mark: int, page: Any) -> str:
        key = (-1 if page is None else self.pages.get(page.objgen, -1), mark)
        self.need(key in self.texts, f"the tree names content that is on no page: {key}")
        self.need(key not in self.used, f"content twice in the tree: {key}")
        self.used.add(key)
        return self.texts.get(key, "")

    def nesting(self, tag: str, parent: str) -> None:
        if parent in MAY_HOLD:
            self.need(tag in MAY_HOLD[parent], f"{tag} inside {parent}")
        if tag in INSIDE_ONLY:
            self.need(parent in INSIDE_ONLY[tag], f"{tag} inside {parent}")
        if heading := re.fullmatch(r"H([1-6])", tag):
            level = int(heading[1])
            self.need(level <= self.level + 1, f"the heading level jumps from {self.level} to {level}")
            self.level = level

    def rules(self, tag: str, element: Any, kids: list[Any], text: str) -> None:
        attributes = {key: value for a in _list(element.get("/A")) for key, value in a.items()}
        match tag:
            case "Figure":
                self.need(str(element.get("/Alt", "")).strip(), "a figure without alternative text")
                self.need("/BBox" in attributes, "a figure without its place")
            case "TH":
                self.need("/Scope" in attributes, "a header cell without scope")
            case "Link":
                boxes = [k for k in kids if isinstance(k, Dictionary) and k.get("/Type") == Name.OBJR]
                self.need(boxes, "a link without a place to click")
                self.need(text.strip(), "a link without text")
            case "L":
                labelled = any(
                    k.get("/S") == Name.Lbl for item in kids for k in _list(item.get("/K")) if _is_element(k)
                )
                numbering = attributes.get("/ListNumbering", Name("/None"))
                self.need(labelled == (numbering != Name("/None")), "a list whose numbering does not fit its labels")
            case "Table":
                rows = {sum(map(_is_element, _list(row.get("/K")))) for row in kids if row.get("/S") == Name.TR}
                self.need(len(rows) == 1, f"a table with rows of {sorted(rows)} cells")
            case "P" | "H1" | "H2" | "H3":
                self.need(text.strip(), f"an empty {tag}")


@dataclass
class _Content:
    """The content of one page being read."""

    page: pikepdf.Page
    number: int
    need: Callable[[object, str], None]
    texts: dict[int, str] = field(default_factory=dict)
    open: list[tuple[str, int | None]] = field(default_factory=list)
    """Tag and number of the marks around what comes next."""
    font: str = ""
    characters: dict[str, Mapping[int, str]] = field(default_factory=dict)

    def read(self) -> None:
        for instruction in pikepdf.parse_content_stream(self.page):
            operands, name = instruction.operands, str(instruction.operator)
            if name in ("BDC", "BMC"):
                self.begin(operands)
            elif name == "EMC":
                self.need(self.open, "an end of marked content without a beginning")
                self.open = self.open[:-1]
            elif name == "Tf":
                self.font = str(operands[0])
            elif name in PAINT_OPERATORS:
                self.paint(name, operands)
        self.need(not self.open, "marked content without end")

    def begin(self, operands: Any) -> None:
        tag = str(operands[0])[1:]
        properties = operands[1] if len(operands) > 1 and isinstance(operands[1], Dictionary) else Dictionary()
        number = int(properties["/MCID"]) if "/MCID" in properties else None
        tagged = any(mark is not None for _, mark in self.open)
        if tag == "Artifact":
            self.need(not tagged, "an artifact inside tagged content")
        elif number is not None:
            self.need(not self.open, "tagged content inside other marked content")
            self.need(number not in self.texts, f"the mark {number} is used twice on page {self.number}")
            self.texts[number] = ""
        if "/ActualText" in properties:  # which is read in place of what is painted
            self.say(str(properties["/ActualText"]))
            tag = REPLACED
        self.open.append((tag, number))

    def say(self, text: str) -> None:
        """Add to the text of what is open."""
        for _, number in self.open:
            if number is not None:
                self.texts[number] += text

    def paint(self, name: str, operands: Any) -> None:
        known = any(tag == "Artifact" or number is not None for tag, number in self.open)
        self.need(known, f"content outside the structure ({name}) on page {self.number}")
        if name in TEXT_OPERATORS:
            text = "".join(self.decoded(part) for part in (operands[0] if name == "TJ" else [operands[-1]]))
            if all(tag != REPLACED for tag, _ in self.open):
                self.say(text)

    def decoded(self, part: Any) -> str:
        """The text of a string; a number between strings is none."""
        if not isinstance(part, pikepdf.String):
            return ""
        if self.font not in self.characters:
            self.characters[self.font] = self.read_font()
        characters = self.characters[self.font]
        codes = bytes(part)
        self.need(all(code in characters for code in codes), f"codes without text in {codes!r}")
        return "".join(characters.get(code, "\ufffd") for code in codes)

    def read_font(self) -> Mapping[int, str]:
        font = self.page.resources.get("/Font", Dictionary()).get(self.font)
        if font is None:
            self.need(False, f"the font {self.font} is not on page {self.number}")
            return {}
        self.need("/FontFile2" in font.get("/FontDescriptor", Dictionary()), f"{font.BaseFont} is not embedded")
        table = font.get("/ToUnicode")
        self.need(table is not None, f"{font.BaseFont} does not say what its codes mean")
        pairs = re.findall(rb"<([0-9A-F]{2})> <((?:[0-9A-F]{4})+)>", b"" if table is None else table.read_bytes())
        return {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in pairs}


# --- PDF objects -------------------------------------------------------------------------------------------------


def _list(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, Array) else [value]


def _mark(kid: Any) -> int | None:
    """The number of the marked content that a kid is, if it is that."""
    if isinstance(kid, int):
        return kid
    return int(kid.MCID) if isinstance(kid, Dictionary) and kid.get("/Type") == Name.MCR else None


def _is_element(kid: Any) -> bool:
    return isinstance(kid, Dictionary) and "/S" in kid


def _numbers(tree: Any) -> Iterator[tuple[int, Any]]:
    """The entries of a number tree."""
    flat = _list(tree.get("/Nums"))
    yield from ((int(key), value) for key, value in zip(flat[::2], flat[1::2], strict=True))
    for kid in _list(tree.get("/Kids")):
        yield from _numbers(kid)


def main(names: list[str]) -> int:
    wrong = False
    for name in names:
        faults = ua_faults(Path(name))
        wrong = wrong or bool(faults)
        print(f"{name}: {'; '.join(faults) or 'no fault'}")
        for node in reading_order(Path(name)):
            print("  " * (node.depth + 1) + f"{node.tag}: {node.text}")
    return int(wrong)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
