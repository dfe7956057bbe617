"""Reading a part of a Word file in pieces: most of them are the same, byte for byte, in many files.

A part is cut at the ends of its paragraphs, and in each of them, and in the rest of the part, the words are parted from
the tags. Tags are parsed without words, between those of the root, and what they say is kept. If they are well-formed,
and the words are such as may stand anywhere, then the part is well-formed, and says what the tags and the words say.
Where this might not be so, the part is read as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from generator.inspection.opened import Strand, Unreadable, one
from generator.inspection.word_xml import MAX_KEPT, has_asides, parsed, place_of_words, read_parsed, read_xml

_FRAMES = (
    (b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>', b""),
    (b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>', b'\n<?xpacket end="r"?>'),
)
"""What stands before and after the root."""
_ROOT = re.compile(rb"\s*<([A-Za-z][\w.-]*(?::[A-Za-z][\w.-]*)?)(?: [^<>]*[^<>/])?>")
_OPENS, _OPENS_WITH, _CLOSES, _EMPTY = b"<w:p>", b"<w:p ", b"</w:p>", b"<w:p/>"
_TAG = re.compile(rb"(<[^<>]*>)")
_FINE = bytes({0, *b"\t\n", *range(32, 256)} - set(b"<"))
"""Bytes of words. Not among them are control characters, and the line ends that a parser replaces."""
_NOT_FINE = (b"]]>", "\ufffe".encode(), "\uffff".encode())
_ENTITIES = {"&quot;": '"', "&lt;": "<", "&gt;": ">", "&apos;": "'", "&amp;": "&"}
"""The last is read last."""
_LARGEST = 1 << 20
_LARGEST_TAGS = _LARGEST_KEPT = 16 << 10
_LONG = 2_000
"""Longer words are of one file only."""
_DEEPEST = 40
"""How deep elements may lie in a piece. In the whole they lie deeper, and the parser has a limit."""
_TOO_DEEP = etree.XPath(f"boolean({'/*' * (_DEEPEST + 1)})")


class _Whole(Exception):
    """A part that must be read as a whole."""


class _Around(NamedTuple):
    """What stands around the pieces of a part: its name, and what comes before and after them with the root's tags."""

    name: str
    before: bytes
    after: bytes


class _Tags(NamedTuple):
    """What the tags of a piece say, and how many elements there are beside one another."""

    strands: tuple[Strand, ...]
    elements: int


class _Piece(NamedTuple):
    """A paragraph, or the rest of a part."""

    words: str
    tags: _Tags


def read_part(name: str, data: bytes) -> Sequence[Strand]:
    """Every text of a part. Raises `Unreadable`. Small parts are kept."""
    return (_kept if len(data) <= MAX_KEPT else _read)(name, data)


def _read(name: str, data: bytes) -> Sequence[Strand]:
    try:
        return _in_pieces(name, data)
    except _Whole:
        return read_xml(name, data)


_kept = lru_cache(maxsize=128)(_read)


def _in_pieces(name: str, data: bytes) -> Sequence[Strand]:
    """Every text of a part, the order of what is beside its words aside. Raises `_Whole`."""
    if len(data) > _LARGEST:
        raise _Whole
    around, content = _framed(name, data)
    paragraphs, rest = _cut(content)
    if max(map(len, (*paragraphs, rest))) > _LARGEST_KEPT and paragraphs:
        raise _Whole
    if paragraphs and b"xmlns" in rest:
        raise _Whole  # a paragraph could mean something else where it stands
    pieces = [_paragraph(around, paragraph) for paragraph in paragraphs]
    last = _rest(around, rest) if paragraphs else _piece(around, rest)
    if paragraphs and last.words:
        raise _Whole
    words = one(place_of_words(name), "".join([piece.words for piece in pieces]) or last.words)
    words.kept = len(words.text) <= _LONG
    # Many paragraphs have the same tags, which are the same object then.
    return (words, *dict.fromkeys((*last.tags.strands, *(s for piece in pieces for s in piece.tags.strands))))


def _framed(name: str, data: bytes) -> tuple[_Around, bytes]:
    """What stands around the pieces, and the rest. There, where there is a `<` there is a tag: no comments, sections of
    characters, instructions or definitions."""
    for head, tail in _FRAMES:
        root = _ROOT.match(data, len(head)) if data.startswith(head) and data.endswith(tail) else None
        if root:
            after = b"</%s>" % root[1] + tail
            content = data[root.end() : -len(after)]
            if not data[root.end() :].endswith(after) or b"<!" in content or b"<?" in content or b"xml:id" in content:
                break
            return _Around(name, data[: root.end()], after), content
    raise _Whole


def _cut(content: bytes) -> tuple[list[bytes], bytes]:
    """The paragraphs, and the rest with an empty one in the place of each."""
    *pieces, last = content.split(_CLOSES)
    paragraphs: list[bytes] = []
    rest: list[bytes] = []
    for piece in pieces:
        start = max(piece.rfind(_OPENS), piece.rfind(_OPENS_WITH))
        if start < 0:
            raise _Whole  # the end of one with another in it
        rest.append(piece[:start])
        paragraphs.append(piece[start:] + _CLOSES)
    return paragraphs, _EMPTY.join((*rest, last))


@lru_cache(maxsize=1_536)
def _paragraph(around: _Around, paragraph: bytes) -> _Piece:
    piece = _piece(around, paragraph)
    if piece.tags.elements != 1:
        raise _Whole
    return piece


@lru_cache(maxsize=256)
def _rest(around: _Around, rest: bytes) -> _Piece:
    return _piece(around, rest)


def _piece(around: _Around, content: bytes) -> _Piece:
    parted = _TAG.split(content)
    tags = b"".join(parted[1::2])
    if len(tags) > _LARGEST_TAGS:
        raise _Whole
    return _Piece(_words(parted[::2]), _tags(around, tags))


def _words(texts: list[bytes]) -> str:
    """The words between tags. Raises `_Whole` for any that have to be parsed."""
    raw = b"\0".join(texts)
    if raw.translate(None, _FINE) or any(mark in raw for mark in _NOT_FINE) or raw.count(b"\0") != len(texts) - 1:
        raise _Whole
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise _Whole from None
    return _without_entities(text).replace("\0", "")


def _without_entities(text: str) -> str:
    left = text.count("&")
    for entity, character in _ENTITIES.items():
        if left and (count := text.count(entity)):
            text = text.replace(entity, character)
            left -= count
    if left:
        raise _Whole
    return text


@lru_cache(maxsize=1_024)
def _tags(around: _Around, tags: bytes) -> _Tags:
    """Tags without words, parsed between those of the root."""
    try:
        part = parsed(around.name, around.before + tags + around.after)
    except Unreadable:
        raise _Whole from None  # the parser is to say it of the whole
    if has_asides(part) or _TOO_DEEP(part.root):
        raise _Whole
    strands = tuple(s for s in read_parsed(part) if s.text)
    for strand in strands:
        strand.kept = True
    return _Tags(strands, len(part.root))
