"""The structure tree of a PDF: which marked content is which heading, item, cell or figure, in reading order.

Elements come into being when their path is first met, so their order is the order of drawing. An exception are the
cells of a table, which all come with it: an empty one is never drawn, and its row would be short without it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import inf
from typing import NamedTuple, TypeVar
from urllib.parse import quote

from generator.layout.laid_out import Grid, Path
from generator.writers.pdf.objects import FIRST_PAGE, escaped, ref, text

_CONTENTS_TAGS = {"TOC", "TOCI", "Reference"}
_TEXT_TAGS = {"Part", "Sect", "Div", "BlockQuote", "P", "H1", "H2", "H3", "H4", "H5", "H6", "Figure", "Span", "Quote"}
_LIST_TAGS = {"L", "LI", "Lbl", "LBody"}
_TABLE_TAGS = {"Table", "TR", "TH", "TD", "Caption"}
STANDARD_TAGS = frozenset(_CONTENTS_TAGS | _TEXT_TAGS | _LIST_TAGS | _TABLE_TAGS)
"""What a path may be made of: types of ISO 32000-1, 14.8.4, which a reader knows without a role map."""

_URI_SAFE = "!#$%&'()*+,-./:;=?@[]_~"

Step = tuple[str, int]
Box = tuple[float, float, float, float]
"""Left, bottom, right, top in points."""


class UntaggedText(AssertionError):
    """Text outside the structure, or a structure that PDF does not know: a bug of ours, not of the content."""


@dataclass(slots=True, eq=False)
class Element:
    """A structure element. Its kids are elements, (page, number) of marked content, and the boxes of links.

    `number` counts the objects of the tree. `entries` are further entries of its dictionary, such as the alternative
    text of a figure; `numbering` is how the items of an L are numbered.
    """

    tag: str
    parent: Element | None
    number: int
    entries: bytes = b""
    numbering: str = ""
    kids: list[Element | tuple[int, int] | LinkBox] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Link(Element):
    """A link. It may run over several lines: `words` is all of its text."""

    href: str = ""
    words: str = ""


@dataclass(slots=True, eq=False)
class LinkBox:
    """Where a link can be clicked on one line."""

    link: Link
    page: int
    number: int
    box: Box = (inf, inf, -inf, -inf)

    def widen(self, box: Box) -> None:
        """Take in another box."""
        left, bottom, right, top = self.box
        self.box = min(left, box[0]), min(bottom, box[1]), max(right, box[2]), max(top, box[3])


AnyElement = TypeVar("AnyElement", bound=Element)


class Tree(NamedTuple):
    """A finished tree: its objects, the first of which is its root and follows the pages of the file; and the entry
    that each page has for its links.
    """

    objects: Sequence[bytes]
    links: Sequence[bytes]


class StructureTree:
    """The structure of one document, filled while its pages are gone through in order (pages count from 0)."""

    def __init__(self, tables: Mapping[Step, Grid]) -> None:
        """`tables` has each table by the last step of its path."""
        self._tables = tables
        self._objects = 1  # the root
        self._elements: list[Element] = []
        self._by_step: dict[Step, Element] = {}
        self._top_rows: dict[Element, Element] = {}
        self._marked: dict[int, list[Element]] = {}
        self._boxes: list[LinkBox] = []
        self._places: dict[str, tuple[int, float]] = {}
        self._top = self._enter(Element("Document", None, self._object()))

    # --- filling -------------------------------------------------------------------------------------------------

    def element(self, path: Path) -> Element:
        """The element at a path, made with those around it when it is new. UntaggedText for an unknown tag."""
        if known := self._by_step.get(path[-1]):
            return known
        parent = self._top
        for step in path:
            parent = self._by_step.get(step) or self._new(step, parent)
        return parent

    def mark(self, element: Element, page: int) -> int:
        """The number that marks the next content of an element on a page."""
        marked = self._marked.setdefault(page, [])
        marked.append(element)
        element.kids.append((page, len(marked) - 1))
        return len(marked) - 1

    def label(self, label: Element, words: str) -> None:
        """Note the text of a list's label, from which the list knows how it is numbered."""
        ancestor: Element | None = label
        while ancestor and ancestor.tag != "L":
            ancestor = ancestor.parent
        if ancestor:
            ancestor.numbering = ancestor.numbering or ("Decimal" if words[:1].isdigit() else "Disc")

    def link(self, parent: Element, href: str) -> Link:
        """The link to an address that `parent` goes on with: the last thing in it, if it is that link, or a new one."""
        last = parent.kids[-1] if parent.kids else None
        if isinstance(last, Link) and last.href == href:
            return last
        return self._enter(Link("Link", parent, self._object(), href=href))

    def place(self, name: str, page: int, top: float) -> None:
        """Note where links to `#name` lead: a page, and the height of what is to be seen at its top."""
        self._places[name] = (page, top)

    def link_box(self, link: Link, page: int) -> LinkBox:
        """A place to click for a link, still without extent."""
        made = LinkBox(link, page, self._object())
        self._boxes.append(made)
        link.kids.append(made)
        return made

    def _object(self) -> int:
        """The number of a new object."""
        self._objects += 1
        return self._objects - 1

    def _enter(self, element: AnyElement) -> AnyElement:
        self._elements.append(element)
        if element.parent:
            element.parent.kids.append(element)
        return element

    def _new(self, step: Step, parent: Element) -> Element:
        tag = step[0]
        if tag not in STANDARD_TAGS:
            raise UntaggedText(f"a path has the tag {tag}, which readers do not know")
        element = self._by_step[step] = self._enter(Element(tag, parent, self._object()))
        if tag == "TH":
            element.entries = b"/A<</O/Table/Scope/%s>>" % self._scope(parent)
        elif tag == "Table" and (grid := self._tables.get(step)):
            element.entries = table_entries(grid)
            for row in grid.rows:
                for cell in row:
                    self.element(cell.path)
        return element

    def _scope(self, row: Element) -> bytes:
        """What a header cell in this row is the header of."""
        table = row.parent or row
        return b"Column" if self._top_rows.setdefault(table, row) is row else b"Row"

    # --- finishing -----------------------------------------------------------------------------------------------

    def finish(self, pages: int) -> Tree:
        """The tree of a file of so many pages."""
        return _Finishing(self._objects, pages, self._places).tree(
            self._elements, self._boxes, [self._marked.get(page, []) for page in range(pages)]
        )


class _Finishing:
    """Writes the objects of a tree, which refer to one another and to the pages."""

    def __init__(self, count: int, pages: int, places: Mapping[str, tuple[int, float]]) -> None:
        first = FIRST_PAGE + pages
        self._pages = [ref(number) for number in range(FIRST_PAGE, first)]
        self._refs = [ref(number) for number in range(first, first + count + 1)]
        self._objects = [b""] * count
        self._places = places

    def tree(
        self,
        elements: Sequence[Element],
        boxes: Sequence[LinkBox],
        marked: Sequence[Sequence[Element]],
    ) -> Tree:
        refs, objects = self._refs, self._objects
        for element in elements:
            objects[element.number] = self._dictionary(element)
        numbers = [b"%d[%s]" % (p, b" ".join([refs[e.number] for e in of_page])) for p, of_page in enumerate(marked)]
        links: list[list[bytes]] = [[] for _ in marked]
        for number, box in enumerate(boxes, len(marked)):
            objects[box.number] = _annotation(box, number, self._action(box.link))
            numbers.append(b"%d %s" % (number, refs[box.link.number]))
            links[box.page].append(refs[box.number])
        root = b"<</Type/StructTreeRoot/K %s/ParentTree %s/ParentTreeNextKey %d>>"
        objects[0] = root % (refs[elements[0].number], refs[len(objects)], len(marked) + len(boxes))
        objects.append(b"<</Nums[%s]>>" % b" ".join(numbers))
        return Tree(
            tuple(objects),
            tuple([b"/Annots[%s]" % b" ".join(of_page) if of_page else b"" for of_page in links]),
        )

    def _action(self, link: Link) -> bytes:
        """What a link does. `KeyError` for a place that is not there: a bug of ours."""
        if link.href.startswith("#"):
            page, top = self._places[link.href[1:]]
            return b"/Dest[%s/XYZ 0 %.2f 0]" % (self._pages[page], top)
        address = quote(link.href, safe=_URI_SAFE)
        return b"/A<</S/URI/URI(%s)>>" % escaped(address).encode("ascii")

    def _dictionary(self, element: Element) -> bytes:
        """An element as an object of the file."""
        home = next((kid[0] for kid in element.kids if isinstance(kid, tuple)), None)
        return b"<</Type/StructElem/S/%s/P %s%s%s%s/K[%s]>>" % (
            element.tag.encode("ascii"),
            self._refs[element.parent.number if element.parent else 0],
            b"" if home is None else b"/Pg " + self._pages[home],
            _list_entries(element) if element.tag == "L" else b"",
            element.entries,
            b" ".join([self._kid(kid, home) for kid in element.kids]),
        )

    def _kid(self, kid: Element | tuple[int, int] | LinkBox, home: int | None) -> bytes:
        """A kid as it stands in the list of an element whose own page is `home`."""
        match kid:
            case Element():
                return self._refs[kid.number]
            case LinkBox():
                return b"<</Type/OBJR/Obj %s/Pg %s>>" % (self._refs[kid.number], self._pages[kid.page])
            case (page, number):
                if page == home:
                    return b"%d" % number
                return b"<</Type/MCR/MCID %d/Pg %s>>" % (number, self._pages[page])


def figure_entries(alt: str, box: Box) -> bytes:
    """The entries of a figure: what stands for it when it cannot be seen, and where it is, in points."""
    return b"/Alt%s/A<</O/Layout/Placement/Block/BBox[%s]>>" % (text(alt), _box(box))


def table_entries(grid: Grid) -> bytes:
    title = b"/T" + text(grid.caption) if grid.caption else b""
    return title + (b"/A<</O/Table/Summary%s>>" % text(grid.description) if grid.description else b"")


def _list_entries(element: Element) -> bytes:
    return b"/A<</O/List/ListNumbering/%s>>" % (element.numbering or "None").encode("ascii")


def _annotation(box: LinkBox, number: int, action: bytes) -> bytes:
    link = box.link
    words = link.words.strip()
    inside = link.href.startswith("#")
    said = words if inside else link.href if words in link.href else f"{words} ({link.href})"
    return b"<</Type/Annot/Subtype/Link/Rect[%s]/Border[0 0 0]/F 4/Contents%s/StructParent %d%s>>" % (
        _box(box.box),
        text(said),
        number,
        action,
    )


def _box(box: Box) -> bytes:
    return b"%.2f %.2f %.2f %.2f" % box
