"""An office's own letterhead: a Word file whose page, header, footer and styles our document is put into.

The text of its body goes. Our styles stand beside its own. Where both have one of a name, the letterhead's is renamed
and goes on looking as it did wherever its header and footer use it, and the name is ours: the text was laid out in our
styles.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from copy import deepcopy
from functools import lru_cache
from typing import Any, NamedTuple

import docx
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from lxml import etree

from generator.errors import OnepagerError
from generator.layout.laid_out import PageFrame
from generator.units import POINTS_PER_INCH
from generator.writers.docx.header_height import header_height
from generator.writers.docx.lists import Bullets, numbering
from generator.writers.docx.package import Frame, Part, Relationship
from generator.writers.docx.styles import PREFIX, StyleSet, base_style, our_styles
from generator.writers.docx.template import set_compatibility
from generator.writers.docx.xml import NAMESPACES, document, el, parsed

_BASE = ("OnepagerBase", "Onepager Base")
_SAFETY_PT = 6.0  # added to an estimate
_LARGEST_UNPACKED = 50_000_000
_MOST_PARTS = 1_000
_KEPT = {
    "styles",
    "settings",
    "theme",
    "fontTable",
    "webSettings",
    "header",
    "footer",
    "footnotes",
    "endnotes",
    "numbering",
}
_WRITTEN_ANEW = ("[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/_rels/document.xml.rels", "docProps/")
_DAMAGE = (
    *(zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError, etree.XMLSyntaxError, zlib.error, EOFError),
    *(AttributeError, IndexError, AssertionError, RuntimeError),
)
"""What Python and python-docx say of a file that is not what it should be; RuntimeError: it has a password."""
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_NUMBERING_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"


class LetterheadError(OnepagerError):
    """The letterhead cannot be used."""


class _Letterhead(NamedTuple):
    """A letterhead without its text. `styles` and `numbering` are still to be added to."""

    parts: tuple[Part, ...]
    styles: bytes
    numbering: bytes
    section: str
    relationships: tuple[Relationship, ...]
    types: tuple[tuple[str, str], ...]
    frame: PageFrame
    says: str


def letterhead_says(letterhead: bytes) -> str:
    """All that its heads and feet say, with the descriptions of their pictures. LetterheadError if it cannot be
    used."""
    return _emptied(letterhead).says


def letterhead_frame(letterhead: bytes) -> PageFrame:
    """Where the body stands on the pages of a letterhead, for the layout. LetterheadError if it cannot be used.

    A head or foot that is higher than its margin pushes the body away: how far is estimated.
    """
    return _emptied(letterhead).frame


@lru_cache(maxsize=16)  # saves taking a letterhead apart, some fifty milliseconds, for each document that stands on it
def on_letterhead(letterhead: bytes, styles: StyleSet, lists: tuple[Bullets, ...]) -> Frame:
    """What goes around the body."""
    own = _emptied(letterhead)
    added = (
        Part("word/styles.xml", _with_styles(own.styles, styles)),
        Part("word/numbering.xml", _with_lists(own.numbering, lists)),
    )
    return Frame((*own.parts, *added), parsed(own.section)[0], own.relationships, own.types)


# --- taking it apart ---------------------------------------------------------------------------------------------


@lru_cache(maxsize=16)  # saves the same for the layout and the writer
def _emptied(letterhead: bytes) -> _Letterhead:
    try:
        return _taken_apart(letterhead)
    except _DAMAGE as problem:
        message = "the letterhead is not a Word document (.docx); open it in Word and save it as one"
        raise LetterheadError(message) from problem


def _taken_apart(letterhead: bytes) -> _Letterhead:
    opened = _opened(letterhead)
    section = opened.element.body.sectPr
    if section is None:
        raise LetterheadError("the letterhead has no page setup; open it in Word and save it again")
    _inherit(opened)
    _first_page_first(opened)
    stories = _stories(opened)
    if not any(_shows(story) for story in stories):
        raise LetterheadError(
            "the letterhead has neither head nor foot; its text stands in the page: cut it there, open the head with a "
            "double click at the top of the page, paste it, and save"
        )
    frame = _frame(opened)
    set_compatibility(opened.settings.element)
    # What is no longer referred to is not saved: pictures and links of the text, comments, an attached template.
    for key, relationship in list(opened.part.rels.items()):
        if _kind(relationship.reltype) not in _KEPT:
            opened.part.rels.pop(key)
    _detach_template(opened)
    _refuse_outside_parts(opened)
    related = tuple(
        Relationship(key, r.reltype, r.target_ref) for key, r in opened.part.rels.items() if not r.is_external
    )
    if not any(_kind(r.type) == "numbering" for r in related):
        related += (Relationship("rIdNumbering", "numbering", "numbering.xml"),)
    content = _saved(opened)
    kept = {n: c for n, c in content.items() if not n.startswith(_WRITTEN_ANEW)}
    styles = kept.pop("word/styles.xml")
    lists = kept.pop("word/numbering.xml", document(el("w:numbering")))
    return _Letterhead(
        parts=tuple(Part(name, kept[name]) for name in sorted(kept)),
        styles=styles,
        numbering=lists,
        section=_markup(section),
        relationships=related,
        types=(*_types(content["[Content_Types].xml"], kept), ("/word/numbering.xml", _NUMBERING_TYPE)),
        frame=frame,
        says=" ".join(text for story in stories for text in _texts(story)),
    )


def _markup(section: Any) -> str:
    """The section without what newer versions of Word add to it: our body does not declare their namespaces."""
    for child in list(section):
        if etree.QName(child).namespace != NAMESPACES["w"]:
            section.remove(child)
    return etree.tostring(section, encoding="unicode", with_tail=False)


def _opened(letterhead: bytes) -> WordDocument:
    with zipfile.ZipFile(io.BytesIO(letterhead)) as package:
        entries = package.infolist()
        if len(entries) > _MOST_PARTS or sum(entry.file_size for entry in entries) > _LARGEST_UNPACKED:
            raise LetterheadError("the letterhead is too large; make its pictures smaller")
    return docx.Document(io.BytesIO(letterhead))


def _inherit(opened: WordDocument) -> None:
    """Give the last section the heads and feet that it takes over from those before it, which go."""
    *earlier, last = (section._sectPr for section in opened.sections)
    for section in reversed(earlier):
        known = {_reference(r) for r in _references(last)}
        for place, reference in enumerate(r for r in _references(section) if _reference(r) not in known):
            last.insert(place, deepcopy(reference))


def _first_page_first(opened: WordDocument) -> None:
    """Of several sections the first heads the first page, and the last the others, as in the letterhead itself."""
    first, last = opened.sections[0], opened.sections[-1]
    if first._sectPr is last._sectPr:
        return
    kind = "first" if first.different_first_page_header_footer else "default"
    heads = [r for r in _references(first._sectPr) if r.get(qn("w:type")) == kind]
    own = {(r.tag, r.get(qn("r:id"))) for r in _references(last._sectPr) if r.get(qn("w:type")) == "default"}
    if not heads or {(r.tag, r.get(qn("r:id"))) for r in heads} <= own:
        return
    for reference in _references(last._sectPr):
        if reference.get(qn("w:type")) == "first":
            last._sectPr.remove(reference)
    for reference in reversed(heads):
        taken = deepcopy(reference)
        taken.set(qn("w:type"), "first")
        last._sectPr.insert(0, taken)
    last.different_first_page_header_footer = True
    for side in ("top_margin", "bottom_margin"):
        theirs, others = getattr(first, side), getattr(last, side)
        if theirs is not None and others is not None and others >= 0:
            setattr(last, side, max(abs(theirs), others))


def _stories(opened: WordDocument) -> list[Any]:
    """The heads and feet that the last section prints."""
    section = opened.sections[-1]._sectPr
    alone = opened.sections[-1].different_first_page_header_footer
    kinds = ("default", "even", "first") if alone else ("default", "even")
    used = [r.get(qn("r:id")) for r in _references(section) if r.get(qn("w:type")) in kinds]
    return [parse_xml(opened.part.rels[key].target_part.blob) for key in used if key in opened.part.rels]


def _texts(story: Any) -> Iterator[str]:
    yield "".join((node.text or "") if node.tag == qn("w:t") else " " for node in story.iter(qn("w:t"), qn("w:p")))
    for node in story.iter():
        if isinstance(node.tag, str) and etree.QName(node).localname in ("docPr", "shape"):
            yield " ".join(node.get(name, "") for name in ("descr", "title", "alt"))


def _shows(story: Any) -> bool:
    pictures = (qn("w:drawing"), qn("w:pict"), qn("w:object"))
    return bool("".join(_texts(story)).strip()) or next(story.iter(*pictures), None) is not None


def _references(section: Any) -> list[Any]:
    return [*section.findall(qn("w:headerReference")), *section.findall(qn("w:footerReference"))]


def _reference(element: Any) -> tuple[str, str]:
    return element.tag, element.get(qn("w:type"))


def _frame(opened: WordDocument) -> PageFrame:
    section = opened.sections[-1]

    def points(length: Any, default: float) -> float:
        return float(length.pt) if length is not None else default

    if any(int(columns.get(qn("w:num"), 1)) > 1 for columns in section._sectPr.findall(qn("w:cols"))):
        raise LetterheadError("the letterhead has its text in columns; set it in one")
    height = points(section.page_height, 11 * POINTS_PER_INCH)
    width = points(section.page_width, 8.5 * POINTS_PER_INCH)
    left = points(section.left_margin, POINTS_PER_INCH) + points(section.gutter, 0.0)
    right = points(section.right_margin, POINTS_PER_INCH)
    head_top = points(section.header_distance, POINTS_PER_INCH / 2)
    foot_bottom = points(section.footer_distance, POINTS_PER_INCH / 2)

    def pushed(margin: Any, distance: float, *stories: Any) -> float:
        at_least = points(margin, POINTS_PER_INCH)
        if at_least < 0:  # Word's word for: exactly so, whatever the head needs
            return -at_least
        needed = distance + max(header_height(story, max(width - left - right, 1.0)) for story in stories)
        return needed + _SAFETY_PT if needed > at_least else at_least

    first = section.different_first_page_header_footer
    heads = (section.header, *([section.first_page_header] if first else []))
    feet = (section.footer, *([section.first_page_footer] if first else []))
    return PageFrame(
        left=left,
        right=right,
        body_top=pushed(section.top_margin, head_top, *heads),
        body_bottom=height - pushed(section.bottom_margin, foot_bottom, *feet),
        head_top=head_top,
        foot_bottom=foot_bottom,
        width=width,
        height=height,
    )


def _kind(relationship_type: str) -> str:
    return relationship_type.rpartition("/")[2]


def _detach_template(opened: WordDocument) -> None:
    """Forget the template on somebody's disk that the letterhead was made from."""
    settings = opened.settings.element
    for attached in settings.findall(qn("w:attachedTemplate")):
        opened.part.part_related_by(RELATIONSHIP_TYPE.SETTINGS).rels.pop(attached.get(qn("r:id")), None)
        settings.remove(attached)


def _refuse_outside_parts(opened: WordDocument) -> None:
    """Links may lead outside. A picture that lives elsewhere would be missing, or tell its owner who opens the file."""
    for holder in opened.part.package.iter_parts():
        for relationship in holder.rels.values():
            if relationship.is_external and _kind(relationship.reltype) != "hyperlink":
                raise LetterheadError(
                    f"the letterhead takes its {_kind(relationship.reltype)} from {relationship.target_ref};"
                    " insert it into the file instead of linking it"
                )


def _saved(opened: WordDocument) -> dict[str, bytes]:
    buffer = io.BytesIO()
    opened.save(buffer)
    with zipfile.ZipFile(buffer) as package:
        return {name: package.read(name) for name in package.namelist()}


def _types(content_types: bytes, kept: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    for entry in parse_xml(content_types):
        kind, name = entry.get("ContentType", ""), entry.get("PartName", "")
        if entry.tag == f"{_TYPES}Default":
            yield entry.get("Extension", ""), kind
        elif name.lstrip("/") in kept:
            yield name, kind


# --- adding ours -------------------------------------------------------------------------------------------------


def _with_styles(theirs: bytes, ours: StyleSet) -> bytes:
    root: Any = parse_xml(theirs)
    added: list[Any] = [base_style(ours, *_BASE), *our_styles(ours, _BASE[0], PREFIX)]
    taken = {_name_of(style).lower() for style in added}
    for style in root.findall(qn("w:style")):
        if _name_of(style).lower() in taken:
            style.find(qn("w:name")).set(qn("w:val"), f"{_name_of(style)} (letterhead)")
            style.set(qn("w:customStyle"), "1")
    root.extend(added)
    return _bytes(root)


def _name_of(style: Any) -> str:
    return str(style.find(qn("w:name")).get(qn("w:val")))


def _with_lists(theirs: bytes, lists: tuple[Bullets, ...]) -> bytes:
    """Definitions go before lists: Word wants them apart."""
    root: Any = parse_xml(theirs)
    definitions, instances = numbering(lists)
    place = len(root.findall(qn("w:numPicBullet"))) + len(root.findall(qn("w:abstractNum")))
    root[place:place] = definitions
    last = root.find(qn("w:numIdMacAtCleanup"))
    for instance in instances:
        if last is None:
            root.append(instance)
        else:
            last.addprevious(instance)
    return _bytes(root)


def _bytes(root: Any) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
