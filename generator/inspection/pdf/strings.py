"""The strings and long names in the text of a PDF object, each string with what it is there for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from generator.inspection.fold import squeeze
from generator.inspection.opened import Chunk, Strand, apart
from generator.inspection.pdf.content import from_hex, name_of, text_string, unescaped

_STRING = re.compile(
    rb"(?:/([A-Za-z0-9]+)[ \n]*+(?:\[[ \n]*+)?)?(?:\(((?:[^()\\]++|\\.)*+)\)|<([0-9a-fA-F]+)>)", re.DOTALL
)
_HEXADECIMAL = re.compile(rb"<[0-9a-fA-F]")
_NAME = re.compile(rb"/([^\s/<>\[\](){}%]{12,})")
_SHORTEST_NAME = 12
_LABELS = {
    "Alt": "alternative text",
    "ActualText": "replacement text",
    "E": "expansion of an abbreviation",
    "T": "title of an element or form field",
    "TU": "tip of a form field",
    "V": "value of a form field",
    "DV": "default of a form field",
    "Contents": "text of an annotation or link",
    "RC": "rich text of an annotation",
    "Subj": "subject of an annotation",
    "URI": "link target",
    "Title": "title in the outline or the properties",
    "F": "name of an attachment",
    "UF": "name of an attachment",
    "Desc": "description of an attachment",
    "Name": "name of a layer",
    "JS": "script",
    "Lang": "language",
    "P": "label of a page",
}
_PROPERTIES = ("Author", "Subject", "Keywords", "Creator", "Producer")


class Labelled(NamedTuple):
    """A string of an object: the key it is the value of, that in words, and its text."""

    key: str
    label: str
    text: str


def strings_in(unparsed: bytes) -> Iterator[Labelled]:
    """Every string in the text of an object."""
    if b"(" not in unparsed and not _HEXADECIMAL.search(unparsed):
        return
    for key, literal, digits in _STRING.findall(unparsed):
        name = key.decode()
        label = _LABELS.get(name) or (f"property {name}" if name in _PROPERTIES else f"string {name}".strip())
        yield Labelled(name, label, text_string(from_hex(digits) if digits else unescaped(literal)))


def names_in(unparsed: bytes) -> list[bytes]:
    """The names in the text of an object that are long enough to say something, and what looks like one."""
    found: list[bytes] = _NAME.findall(unparsed)
    return found


def strand_of_names(place: str, names: Iterable[bytes]) -> Iterator[Strand]:
    """The names of a file, each once."""
    chunks = [Chunk(place, name_of(name)) for name in sorted(names)]
    yield from apart([c for c in chunks if len(squeeze(c.text)) >= _SHORTEST_NAME])
