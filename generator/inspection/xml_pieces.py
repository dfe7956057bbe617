"""Reading a part of a Word file paragraph by paragraph: most of them are the same, byte for byte, in many files.

A part is cut at the ends of its paragraphs. Each paragraph is parsed between the tags of the root, and what is left of
the part with an empty paragraph in the place of each. If all are well-formed the part is; and what is in it is what is
in the paragraphs and in the rest. Where this might not be so, the part is read as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from generator.inspection.opened import Strand, Unreadable, one
from generator.inspection.xml import has_asides, parsed, place_of_words, read_parsed, read_xml

_DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_ROOT = re.compile(rb"\s*<([A-Za-z][\w.-]*(?::[A-Za-z][\w.-]*)?)(?: [^<>]*[^<>/])?>")
_OPENS, _OPENS_WITH, _CLOSES, _EMPTY = b"<w:p>", b"<w:p ", b"</w:p>", b"<w:p/>"
_LARGEST, _LARGEST_PIECE = 1 << 20, 16 << 10
_DEEPEST = 40
"""How deep elements may lie in a piece. In the whole they lie deeper, and the parser has a limit."""
_TOO_DEEP = etree.XPath(f"boolean({'/*' * (_DEEPEST + 1)})")


class _Whole(Exception):
    """A part that must be read as a whole."""


class _Piece(NamedTuple):
    """A paragraph, or the rest of a part: its words, and the strands of what else it says."""

    words: str
    others: tuple[Strand, ...]


def read_part(name: str, data: bytes) -> Sequence[Strand]:
    """Every text of a part. Raises `Unreadable`."""
    if _CLOSES in data:
        try:
            return _in_pieces(name, data)
        except _Whole:
            pass
    return read_xml(name, data)


def _in_pieces(name: str, data: bytes) -> Sequence[Strand]:
    """Every text of a part, the order of what is beside its words aside. Raises `_Whole`."""
    root = _ROOT.match(data, len(_DECLARATION)) if data.startswith(_DECLARATION) else None
    if not root or not data.endswith(end := b"</%s>" % root[1]) or len(data) > _LARGEST:
        raise _Whole
    # No comments, sections of characters, instructions or definitions: where there is a `<` there is a tag.
    if b"<!" in data or data.count(b"<?") > 1 or b"xml:id" in data:
        raise _Whole
    paragraphs, rest = _cut(data[root.end() : -len(end)])
    if b"xmlns" in rest:
        raise _Whole  # a paragraph could mean something else where it stands
    opens = root[0]
    pieces = [_paragraph(name, opens, end, paragraph) for paragraph in paragraphs]
    around = _around(name, opens, end, rest)
    words = one(place_of_words(name), "".join([piece.words for piece in pieces]))
    return (words, *around.others, *(strand for piece in pieces for strand in piece.others))


def _cut(body: bytes) -> tuple[list[bytes], bytes]:
    """The paragraphs, and the rest with an empty one in the place of each."""
    *pieces, last = body.split(_CLOSES)
    paragraphs: list[bytes] = []
    rest: list[bytes] = []
    for piece in pieces:
        start = max(piece.rfind(_OPENS), piece.rfind(_OPENS_WITH))
        if start < 0:
            raise _Whole  # the end of one with another in it
        rest.append(piece[:start])
        paragraphs.append(piece[start:] + _CLOSES)
    return paragraphs, _EMPTY.join((*rest, last))


@lru_cache(maxsize=4_096)
def _paragraph(name: str, opens: bytes, end: bytes, paragraph: bytes) -> _Piece:
    root, piece = _read(name, opens, end, paragraph)
    if len(root) != 1 or root.text or root[0].tail:
        raise _Whole
    return piece


@lru_cache(maxsize=256)
def _around(name: str, opens: bytes, end: bytes, rest: bytes) -> _Piece:
    _, piece = _read(name, opens, end, rest)
    if piece.words:
        raise _Whole
    return piece


def _read(name: str, opens: bytes, end: bytes, content: bytes) -> tuple[etree._Element, _Piece]:
    """A piece, parsed by itself between the tags of the root."""
    if len(content) > _LARGEST_PIECE:
        raise _Whole
    try:
        part = parsed(name, _DECLARATION + opens + content + end)
    except Unreadable:
        raise _Whole from None  # the parser is to say it of the whole
    if has_asides(part) or _TOO_DEEP(part.root):
        raise _Whole
    strands = read_parsed(part)
    words = [s for s in strands if s.chunks[0].place == place_of_words(name)]
    others = tuple(s for s in strands if s not in words and s.text)
    for strand in others:
        strand.kept = True
    return part.root, _Piece("".join([s.text for s in words]), others)
