"""Reading the XML parts of a package: words, hidden and deleted ones too, attributes, comments, names.

Nothing here asks what a part is for. All text of a part is read in document order; where there is text that a reader
may see apart from the rest (hidden, deleted, in a box) it is read with it, without it, and alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from generator.inspection.escapes import BACKWARDS, FORWARDS
from generator.inspection.fold import squeeze
from generator.inspection.opened import Piece, Text, Unreadable, join_with_barrier, single

SHORTEST_ATTRIBUTE = 10
"""Shorter values of attributes say nothing."""

_CLASS_OF_TAG = {
    "del": "deleted text",
    "moveFrom": "deleted text",
    "delText": "deleted text",
    "ins": "inserted text",
    "moveTo": "inserted text",
    "instrText": "field code",
    "delInstrText": "field code",
    "txbxContent": "text box",
    "rt": "phonetic guide",
    "Fallback": "fallback text",
}
_HIDING = ("vanish", "webHidden", "specVanish")
_RAISED = ("superscript", "subscript")
_SPECIAL = tuple(f"{{*}}{tag}" for tag in (*_CLASS_OF_TAG, *_HIDING, "vertAlign", "sym", "bdo"))
_ASIDE = frozenset(_CLASS_OF_TAG.values()) | {"hidden text", "raised text"}

_OFFICE_NAMESPACES = (
    "http://schemas.openxmlformats.org/",
    "http://schemas.microsoft.com/",
    "http://purl.oclc.org/ooxml/",
    "http://purl.org/dc/",
    "urn:schemas-microsoft-com:",
)
_TEXT = etree.XPath("string(.)")
_LONG_ATTRIBUTES = etree.XPath(f"/descendant::*/@*[string-length() >= {SHORTEST_ATTRIBUTE}]")
_WORDS_OWN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
"""Of nearly every element. Counting its elements is quick, and most parts have no others."""
_FOREIGN = etree.XPath(
    "/*[count(/descendant::*) > count(/descendant::w:*)]/descendant-or-self::*[not(self::w:*)]"
    f"[not({' or '.join(f'starts-with(namespace-uri(), {n!r})' for n in _OFFICE_NAMESPACES)})]",
    namespaces={"w": _WORDS_OWN},
)

_PLACES = {
    ("docPr", "descr"): "alternative text",
    ("docPr", "title"): "title of a picture",
    ("docPr", "name"): "name of a picture",
    ("cNvPr", "descr"): "alternative text",
    ("shape", "alt"): "alternative text",
    ("bookmarkStart", "name"): "bookmark name",
    ("fldSimple", "instr"): "field code",
    ("Relationship", "Target"): "link target",
    ("tblCaption", "val"): "table caption",
    ("tblDescription", "val"): "table description",
    ("alias", "val"): "title of a content control",
    ("tag", "val"): "tag of a content control",
    ("docVar", "val"): "document variable",
    ("hyperlink", "tooltip"): "tip of a link",
}

_LARGEST_KEPT = 64 << 10
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


class Part(NamedTuple):
    """An XML part that was parsed."""

    name: str
    root: etree._Element


Reader = Callable[[Part], Iterator[Text]]


def read_xml(name: str, data: bytes) -> Sequence[Text]:
    """Every text of a part. Raises `Unreadable`."""
    return read_small(name, data) if len(data) <= _LARGEST_KEPT else _read(name, data)


def _read(name: str, data: bytes) -> Sequence[Text]:
    part = Part(name, parsed(data))
    return tuple(text for reader in READERS for text in reader(part))


read_small = lru_cache(maxsize=128)(_read)  # saves reading again what all files of a theme have alike


def parsed(data: bytes) -> etree._Element:
    """The root of a part: no entity in it stands for anything elsewhere. Raises `Unreadable`."""
    try:
        root = etree.fromstring(data, _PARSER)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(f"is not well-formed XML ({str(error).splitlines()[0]})") from error
    if next(root.iter(etree.Entity), None) is not None:
        raise Unreadable("has entities whose text stands elsewhere")
    return root


def local(element: etree._Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


# --- words -------------------------------------------------------------------------------------------------------


def words(part: Part) -> Iterator[Text]:
    """All text of a part in document order."""
    if has_asides(part):
        places = ((_first(kinds), text) for text, kinds in _runs(part.root))
        yield Text(tuple(Piece(f"{place} in {part.name}", text) for place, text in places))
    else:
        yield single(f"text in {part.name}", str(_TEXT(part.root)))


def has_asides(part: Part) -> bool:
    """Whether a part has text that a reader may see apart from the rest."""
    return next(part.root.iter(*_SPECIAL), None) is not None


def _first(kinds: frozenset[str]) -> str:
    return min(kinds, default="text")


def asides(part: Part) -> Iterator[Text]:
    """Text that is read apart from the rest: each kind alone, the rest without it, and what is left without any."""
    if not has_asides(part):
        return
    runs = list(_runs(part.root))
    kinds = sorted(set().union(*(kinds for _, kinds in runs)))
    seen: set[str] = set()
    views = [*((kind, frozenset((kind,)), frozenset[str]()) for kind in kinds)]
    views += [("text", frozenset(), frozenset((kind, "field code"))) for kind in kinds]
    views += [("text", frozenset(), _ASIDE), ("text", frozenset(), _ASIDE - {"inserted text"})]
    views += [("text", frozenset(), _ASIDE - {"deleted text"})]
    for place, with_all, without in views:
        texts = [text for text, of in runs if with_all <= of and not (without & of)]
        view = single(f"{place} in {part.name}", "".join(texts))
        if view.squeezed and view.squeezed not in seen:
            seen.add(view.squeezed)
            yield view


def _runs(root: etree._Element) -> Iterator[tuple[str, frozenset[str]]]:
    """Every piece of text, and the kinds of text it is of."""
    stack: list[tuple[etree._Element | str, frozenset[str]]] = [(root, frozenset())]
    while stack:
        item, kinds = stack.pop()
        if isinstance(item, str):
            yield item, kinds
            continue
        inner = kinds | _kinds(item)
        if symbol := _symbol(item):
            yield symbol, inner
        children: list[tuple[etree._Element | str, frozenset[str]]] = []
        if turned := _is_turned(item):
            children.append((BACKWARDS, inner))
        if item.text and local(item):
            children.append((item.text, inner))
        for child in item:
            children.append((child, inner))
            if child.tail:
                children.append((child.tail, inner))
        if turned:
            children.append((FORWARDS, inner))
        stack.extend(reversed(children))


def _kinds(element: etree._Element) -> frozenset[str]:
    tag = local(element)
    if tag in _CLASS_OF_TAG:
        return frozenset((_CLASS_OF_TAG[tag],))
    if tag != "r":
        return frozenset()
    found = set()
    for child in element.iterfind("{*}rPr/*"):
        value = attribute(child, "val")
        if local(child) in _HIDING and value not in ("0", "false", "off"):
            found.add("hidden text")
        if local(child) == "vertAlign" and value in _RAISED:
            found.add("raised text")
    return frozenset(found)


def _is_turned(element: etree._Element) -> bool:
    """Whether an element has its letters shown from right to left, whatever they are."""
    return local(element) == "bdo" and attribute(element, "val") == "rtl"


def attribute(element: etree._Element, name: str) -> str:
    """The value of an attribute, of whatever namespace."""
    return next((str(v) for k, v in element.attrib.items() if str(k).endswith(f"}}{name}")), "")


def _symbol(element: etree._Element) -> str:
    """The letter that a symbol of a font stands for: fonts of symbols have theirs at U+F000."""
    if local(element) != "sym":
        return ""
    code = attribute(element, "char")
    try:
        return chr(int(code, 16) & 0xFF if code.upper().startswith("F0") else int(code, 16))
    except ValueError:
        return ""


# --- what stands besides -----------------------------------------------------------------------------------------


def attributes(part: Part) -> Iterator[Text]:
    """The values of attributes: alternative texts, names of bookmarks, addresses, field codes and whatever else."""
    pieces = []
    for value in _LONG_ATTRIBUTES(part.root):
        tag, name = local(value.getparent()), value.attrname.rpartition("}")[2]
        place = _PLACES.get((tag, name), f"attribute {name} of {tag}")
        pieces.append(Piece(f"{place} in {part.name}", str(value)))
    yield from join_with_barrier(pieces)


def remarks(part: Part) -> Iterator[Text]:
    """Comments and processing instructions of the XML itself."""
    root = part.root
    beside = (*root.itersiblings(preceding=True), *root.itersiblings())
    found = (*beside, *root.iter(etree.Comment, etree.ProcessingInstruction))
    yield from join_with_barrier([Piece(f"XML comment in {part.name}", r.text or "") for r in found], prose=True)


def names(part: Part) -> Iterator[Text]:
    """The names of elements and attributes that are not Office's own, as custom XML has them."""
    elements: list[etree._Element] = _FOREIGN(part.root)
    found = {str(e.tag) for e in elements} | {str(k) for e in elements for k in e.attrib}
    yield from join_with_barrier([Piece(f"name of an element in {part.name}", n) for n in sorted(found) if _is_long(n)])


def _is_long(name: str) -> bool:
    return len(squeeze(name)) > 9


READERS: list[Reader] = [words, asides, attributes, remarks, names]
"""Each reads a part for texts of one sort."""
