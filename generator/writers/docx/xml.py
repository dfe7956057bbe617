"""WordprocessingML in small pieces: elements as text, and what tells words and rules how to look.

Markup is of the type `Xml`, which only `el`, `escaped` and `joined` make: words cannot pass for it. Building text takes
a quarter of the time of building a tree and writing it out. The order of children matters to Word: within `rPr` and
`pPr` it is that of the schema.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple, NewType

from generator.layout.fonts import FACES
from generator.layout.laid_out import Face, ParaStyle, Run
from generator.units import eighth_points, half_points, twips

Xml = NewType("Xml", str)

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
DRAWING = ("w", "r", "wp", "a", "pic")
"""What text with pictures in it uses."""
LARGEST_BORDER_SPACE_PT = 31  # Word takes no more between text and border

_NEEDS_CARE = re.compile('[&<>"\x00-\x1f\ufffe\uffff\ud800-\udfff]')
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def escaped(words: str) -> Xml:
    """Words as they stand in XML, between tags or in an attribute. ValueError for characters that it cannot hold."""
    if not _NEEDS_CARE.search(words):
        return Xml(words)
    if illegal := _NOT_XML.search(words):
        raise ValueError(f"a Word file cannot hold the character U+{ord(illegal[0]):04X} in {words!r}")
    return Xml(words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;"))


def joined(pieces: Iterable[Xml]) -> Xml:
    return Xml("".join(pieces))


def el(name: str, /, *children: Xml, **attributes: object) -> Xml:
    """An element: `el("w:tab", val="right", pos=9360)`. Attributes of `w:` elements are in that namespace too, unless
    they name their own."""
    own = "w:" if name.startswith("w:") else ""
    said = "".join(f' {key if ":" in key else own + key}="{escaped(str(value))}"' for key, value in attributes.items())
    content = "".join(children)
    return Xml(f"<{name}{said}>{content}</{name}>" if content else f"<{name}{said}/>")


def document(name: str, *children: Xml, namespaces: Sequence[str] = DRAWING, **attributes: str) -> bytes:
    """A part whose outermost element is `name`, its namespaces declared."""
    declared = {f"xmlns:{prefix}": NAMESPACES[prefix] for prefix in namespaces}
    return (_DECLARATION + el(name, *children, **declared, **attributes)).encode()


def plain_document(name: str, namespace: str, *children: Xml) -> bytes:
    """A part all of whose elements are in one namespace."""
    return (_DECLARATION + el(name, *children, xmlns=namespace)).encode()


def rgb(color: str) -> str:
    """A colour as Word writes it: `1F3A5F`."""
    return color.lstrip("#").upper()


def border(side: str, width: float, color: str, space: float = 0.0) -> Xml:
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


def appearance(new: Look, old: Look | None = None) -> Xml:
    """What `rPr` must say for text to look like `new` that would look like `old` (None: nothing is settled yet)."""
    now, was = FACES[new.face], FACES[old.face] if old else None
    said: list[Xml] = []
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
    return joined(said)


def _switch(name: str, complex_name: str, on: bool) -> list[Xml]:
    return [el(name), el(complex_name)] if on else [el(name, val=0), el(complex_name, val=0)]


@lru_cache(maxsize=4096)
def _run_opening(new: Look, old: Look) -> str:
    said = appearance(new, old)
    return f'<w:r>{el("w:rPr", said) if said else ""}<w:t xml:space="preserve">'


def run_xml(run: Run, base: Look) -> Xml:
    """A run in a paragraph whose style looks like `base`."""
    return Xml(f"{_run_opening(look_of(run), base)}{escaped(run.text)}</w:t></w:r>")
