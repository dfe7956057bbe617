"""Strings and long names in the text of PDF objects, each string with what it is there for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import pikepdf  # noqa: F401 it brings the encoding "pdfdoc" with it

from generator.inspection.fold import squeeze
from generator.inspection.opened import Piece, Text, join_with_barrier

_STRING = re.compile(
    rb"(?:/([A-Za-z0-9]+)[ \n]*+(?:\[[ \n]*+)?)?(?:\(((?:[^()\\]++|\\.)*+)\)|<([0-9a-fA-F]+)>)", re.DOTALL
)
_HEXADECIMAL = re.compile(rb"<[0-9a-fA-F]")
_NAME = re.compile(rb"/([^\s/<>\[\](){}%]{12,})")
_SHORTEST_NAME = 12
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\r\n": b"", b"\n": b"", b"\r": b""}
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


def text_of_names(place: str, names: Iterable[bytes]) -> Iterator[Text]:
    """The names of a file, each once."""
    pieces = [Piece(place, _name(name)) for name in sorted(names)]
    yield from join_with_barrier([p for p in pieces if len(squeeze(p.text)) >= _SHORTEST_NAME])


def _name(name: bytes) -> str:
    """A name without its slash, its `#xx` read."""
    if b"#" in name:
        name = re.sub(rb"#([0-9A-Fa-f]{2})", lambda m: bytes.fromhex(m[1].decode()), name)
    return name.decode("utf-8", "replace")


# --- how strings are written -------------------------------------------------------------------------------------


def unescaped(literal: bytes) -> bytes:
    """The inside of a literal string without its escapes."""
    return _ESCAPE.sub(_escaped, literal)


def _escaped(match: re.Match[bytes]) -> bytes:
    code = match[1]
    if code[:1].isdigit():
        return bytes((int(code, 8) & 0xFF,)) if code[0] < 0x38 else code
    return _ESCAPES.get(code, code)


def from_hex(digits: bytes) -> bytes:
    """The bytes of a hexadecimal string."""
    digits = b"".join(digits.split())
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))


def text_string(value: bytes) -> str:
    """A text string: one that readers show, such as a title."""
    for mark, encoding in ((b"\xfe\xff", "utf-16-be"), (b"\xff\xfe", "utf-16-le"), (b"\xef\xbb\xbf", "utf-8")):
        if value.startswith(mark):
            return value[len(mark) :].decode(encoding, "replace")
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("pdfdoc", "replace")
