"""Elements of Office Open XML: how they are made, and the properties of runs and borders.

`el("w:tab", val="right", pos=9360)` is an lxml element, as python-docx's are; names are written with python-docx's
prefixes. (Its own classes are not used: importing them takes a sixth of the time of a whole command.) The order of
children matters to Word: within `rPr` and `pPr` it is that of the schema.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from lxml import etree

from generator.layout.addresses import without_breaks
from generator.layout.fonts import FACES, stretches
from generator.layout.laid_out import Face, ParaStyle, Run
from generator.units import eighth_points, half_points, twips

Element = etree._Element

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "ds": "http://schemas.openxmlformats.org/officeDocument/2006/customXml",
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
}
LARGEST_BORDER_SPACE_PT = 31  # Word takes no more between text and border

_ALWAYS = ("w", "r", "wp", "a", "pic")
"""Declared by every document, with pictures or without."""

for _prefix, _uri in NAMESPACES.items():
    etree.register_namespace(_prefix, _uri)
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@cache  # saves putting a name together for each of some thousand elements and attributes of a document
def qn(name: str) -> str:
    """A name with its namespace, as lxml writes it: `w:p` is `{http://…/main}p`. Names without a prefix have none."""
    prefix, colon, local = name.partition(":")
    if prefix == "xml":
        return f"{{http://www.w3.org/XML/1998/namespace}}{local}"
    return f"{{{NAMESPACES[prefix]}}}{local}" if colon else name


def el(name: str, /, *children: Element | Iterable[Element] | str, **attributes: object) -> Element:
    """An element with its children, or with a text. Attributes of `w:` elements are in that namespace too, unless they
    name their own. ValueError for characters that XML cannot hold."""
    element = etree.Element(qn(name))
    own = "w:" if name.startswith("w:") else ""
    try:
        for key, value in attributes.items():
            element.set(qn(key if ":" in key else own + key), str(value))
        for child in children:
            if isinstance(child, Element):
                element.append(child)
            elif isinstance(child, str):
                element.text = child
            else:
                element.extend(child)
    except ValueError:
        raise _not_xml([*map(str, attributes.values()), *(c for c in children if isinstance(c, str))]) from None
    return element


def _not_xml(words: Iterable[str]) -> ValueError:
    """What to say of words of which one has a character that XML cannot hold."""
    for each in words:
        if illegal := _ILLEGAL.search(each):
            return ValueError(f"a Word file cannot hold the character U+{ord(illegal[0]):04X} in {each!r}")
    return ValueError("a Word file cannot hold this")


def document(root: Element) -> bytes:
    """A part as it stands in the package, the namespaces that it uses declared at its top."""
    etree.cleanup_namespaces(
        root, top_nsmap=NAMESPACES, keep_ns_prefixes=_ALWAYS if root.tag == qn("w:document") else ()
    )
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def parsed(markup: str) -> list[Element]:
    """Elements written as text, with the prefix `w`."""
    return list(etree.fromstring(f'<w:body xmlns:w="{NAMESPACES["w"]}">{markup}</w:body>'))


def rgb(color: str) -> str:
    """A colour as Word writes it: `1F3A5F`."""
    return color.lstrip("#").upper()


def border(side: str, width: float, color: str, space: float = 0.0) -> Element:
    """One side of a border; `space` keeps it off the text, in whole points as Word has it."""
    kept_off = min(max(round(space), 0), LARGEST_BORDER_SPACE_PT)
    return el(f"w:{side}", val="single", sz=eighth_points(width), space=kept_off, color=rgb(color))


# --- text --------------------------------------------------------------------------------------------------------


class Look(NamedTuple):
    """What text looks like, apart from what it says."""

    face: Face
    size: float
    color: str
    tracking: float = 0.0
    rise: float = 0.0


def look_of(thing: Run | ParaStyle) -> Look:
    return Look(thing.face, thing.size, thing.color, thing.tracking, thing.rise if isinstance(thing, Run) else 0.0)


def appearance(new: Look, old: Look | None = None) -> list[Element]:
    """What `rPr` must say for text to look like `new` that would look like `old` (None: nothing is settled yet)."""
    if new == old:
        return []
    now, was = FACES[new.face], FACES[old.face] if old else None
    said: list[Element] = []
    if was is None or now.word_family != was.word_family:
        # All four, or Word falls back on the theme's fonts for some characters.
        said.append(el("w:rFonts", **dict.fromkeys(("ascii", "hAnsi", "eastAsia", "cs"), now.word_family)))
    if now.bold != (was is not None and was.bold):
        said += _switch("w:b", "w:bCs", now.bold)
    if now.italic != (was is not None and was.italic):
        said += _switch("w:i", "w:iCs", now.italic)
    if old is None or rgb(new.color) != rgb(old.color):
        said.append(el("w:color", val=rgb(new.color)))
    if new.tracking != (old.tracking if old else 0.0):
        said.append(el("w:spacing", val=twips(new.tracking)))
    if new.rise != (old.rise if old else 0.0):
        said.append(el("w:position", val=half_points(new.rise)))
    if old is None or new.size != old.size:
        size = half_points(new.size)
        said += [el("w:sz", val=size), el("w:szCs", val=size)]
    return said


def _switch(name: str, complex_name: str, on: bool) -> list[Element]:
    return [el(name), el(complex_name)] if on else [el(name, val=0), el(complex_name, val=0)]


def runs_xml(run: Run, base: Look) -> list[Element]:
    """A run in a paragraph whose style looks like `base`: several where letters are taken from another face, which Word
    is told, since it would choose one of its own."""
    return [_run_xml(text, look_of(run)._replace(face=face), base) for text, face in stretches(run.text, run.face)]


def _run_xml(text: str, look: Look, base: Look) -> Element:
    looks = appearance(look, base)
    texts = [el("w:t", piece, **{"xml:space": "preserve"}) for piece in without_breaks(text)]
    # Word ends a line at any other hyphen.
    said = [part for text in texts for part in (el("w:noBreakHyphen"), text)][1:]
    return el("w:r", *([el("w:rPr", looks)] if looks else []), *said)
