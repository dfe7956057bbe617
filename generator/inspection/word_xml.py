"""Reading the XML parts of a package: words, hidden and deleted ones too, attributes, comments, names.

Nothing here asks what a part is for. All text of a part is read in document order; where there is text that a reader
may see apart from the rest (hidden, deleted, in a box) it is read with it, without it, and alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from threading import local
from typing import NamedTuple

from lxml import etree

from generator.inspection.fold import squeeze
from generator.inspection.opened import Chunk, Strand, Unreadable, apart, one

SHORTEST_ATTRIBUTE = 10
"""Shorter values of attributes say nothing."""
MAX_KEPT = 64 << 10
"""Larger parts are not kept in the cache."""

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
_SPECIAL = tuple(f"{{*}}{tag}" for tag in (*_CLASS_OF_TAG, *_HIDING, "vertAlign", "sym"))
_ASIDE = frozenset(_CLASS_OF_TAG.values()) | {"hidden text", "raised text"}

_OFFICE_NAMESPACES = (
    "http://schemas.openxmlformats.org/",
    "http://schemas.microsoft.com/",
    "http://purl.oclc.org/ooxml/",
    "http://purl.org/dc/",
    "urn:schemas-microsoft-com:",
)
_TEXT = etree.XPath("string(.)")
_ATTRIBUTES = etree.XPath(f"/descendant::*/@*[string-length(.) >= {SHORTEST_ATTRIBUTE}]")
_WORDS_OWN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
"""Of nearly every element. Asking for this one first is quick: it is not compared letter by letter."""
_FOREIGN = etree.XPath(
    "/descendant::*[not(self::w:*)]"
    f"[not({' or '.join(f'starts-with(namespace-uri(), {n!r})' for n in _OFFICE_NAMESPACES)})]",
    namespaces={"w": _WORDS_OWN},
)
_REMARKS = etree.XPath("//comment() | //processing-instruction()")

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

_of_thread = local()


class Part(NamedTuple):
    """An XML part that was parsed."""

    name: str
    data: bytes
    root: etree._Element


Reader = Callable[[Part], Iterator[Strand]]


def read_xml(name: str, data: bytes) -> Sequence[Strand]:
    """Every text of a part. Raises `Unreadable`. Small parts, which many files have in common, are kept."""
    if len(data) > MAX_KEPT:
        return _read(name, data)
    return _kept(name, data)


@lru_cache(maxsize=128)
def _kept(name: str, data: bytes) -> Sequence[Strand]:
    strands = _read(name, data)
    for strand in strands:
        strand.kept = True
    return strands


def _read(name: str, data: bytes) -> Sequence[Strand]:
    return read_parsed(parsed(name, data))


def read_parsed(part: Part) -> Sequence[Strand]:
    """Every text of a part that was parsed."""
    return tuple(strand for reader in READERS for strand in reader(part))


def parsed(name: str, data: bytes) -> Part:
    """A part. Raises `Unreadable`."""
    try:
        root = etree.fromstring(data, _parser())
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(f"is not well-formed XML ({str(error).splitlines()[0]})") from error
    if next(root.iter(etree.Entity), None) is not None:
        raise Unreadable("has entities whose text stands elsewhere")
    return Part(name, data, root)


def _parser() -> etree.XMLParser:
    """This thread's: making one takes as long as parsing a page."""
    if not hasattr(_of_thread, "parser"):
        _of_thread.parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    parser: etree.XMLParser = _of_thread.parser
    return parser


def _local(element: etree._Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


# --- words -------------------------------------------------------------------------------------------------------


def words(part: Part) -> Iterator[Strand]:
    """All text of a part in document order."""
    if has_asides(part):
        places = ((_first(kinds), text) for text, kinds in _runs(part.root))
        yield Strand(tuple(Chunk(f"{place} in {part.name}", text) for place, text in places))
    else:
        yield one(place_of_words(part.name), str(_TEXT(part.root)))


def place_of_words(name: str) -> str:
    """Where the words of a part are said to stand, if nothing is to be said of them."""
    return f"text in {name}"


def has_asides(part: Part) -> bool:
    """Whether a part has text that a reader may see apart from the rest."""
    return next(part.root.iter(*_SPECIAL), None) is not None


def _first(kinds: frozenset[str]) -> str:
    return min(kinds, default="text")


def asides(part: Part) -> Iterator[Strand]:
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
        strand = one(f"{place} in {part.name}", "".join(texts))
        if strand.squeezed and strand.squeezed not in seen:
            seen.add(strand.squeezed)
            yield strand


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
        if item.text and _local(item):
            children.append((item.text, inner))
        for child in item:
            children.append((child, inner))
            if child.tail:
                children.append((child.tail, inner))
        stack.extend(reversed(children))


def _kinds(element: etree._Element) -> frozenset[str]:
    tag = _local(element)
    if tag in _CLASS_OF_TAG:
        return frozenset((_CLASS_OF_TAG[tag],))
    if tag != "r":
        return frozenset()
    found = set()
    for child in element.iterfind("{*}rPr/*"):
        value = next((v for k, v in child.attrib.items() if str(k).endswith("}val")), "")
        if _local(child) in _HIDING and value not in ("0", "false", "off"):
            found.add("hidden text")
        if _local(child) == "vertAlign" and value in _RAISED:
            found.add("raised text")
    return frozenset(found)


def _symbol(element: etree._Element) -> str:
    """The letter that a symbol of a font stands for: fonts of symbols have theirs at U+F000."""
    if _local(element) != "sym":
        return ""
    code = next((str(v) for k, v in element.attrib.items() if str(k).endswith("}char")), "")
    try:
        return chr(int(code, 16) & 0xFF if code.upper().startswith("F0") else int(code, 16))
    except ValueError:
        return ""


# --- what stands besides -----------------------------------------------------------------------------------------


def attributes(part: Part) -> Iterator[Strand]:
    """The values of attributes: alternative texts, names of bookmarks, addresses, field codes and whatever else."""
    chunks = []
    for value in _ATTRIBUTES(part.root):
        element = value.getparent()
        name = str(value.attrname).rpartition("}")[2]
        usual = f"attribute {name} of {_local(element)}"
        chunks.append(Chunk(f"{_PLACES.get((_local(element), name), usual)} in {part.name}", str(value)))
    yield from apart(chunks)


def remarks(part: Part) -> Iterator[Strand]:
    """Comments and processing instructions of the XML itself."""
    if b"<!--" in part.data or part.data.count(b"<?") > 1:
        texts = [f"{r.text or ''}" for r in _REMARKS(part.root)]
        yield from apart([Chunk(f"XML comment in {part.name}", text) for text in texts], prose=True)


def names(part: Part) -> Iterator[Strand]:
    """The names of elements and attributes that are not Office's own, as custom XML has them."""
    elements: list[etree._Element] = _FOREIGN(part.root)
    found = {str(e.tag) for e in elements} | {str(k) for e in elements for k in e.attrib}
    yield from apart([Chunk(f"name of an element in {part.name}", n) for n in sorted(found) if _is_long(n)])


@lru_cache(maxsize=1_024)
def _is_long(name: str) -> bool:
    return len(squeeze(name)) > 9


READERS: list[Reader] = [words, asides, attributes, remarks, names]
"""Each reads a part for texts of one sort."""
