"""The words in a content stream of a PDF: every string that it shows, in the order in which it shows them.

Where on the page, in which colour and whether visibly at all plays no part. What stands in a content stream besides
(replacement texts, comments) is read too. Strings are decoded with what their font says of its codes.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

Decode = Callable[[bytes], str | None]
"""Text of the codes of a font, or None when it does not say what one of them stands for."""

# A string, a hexadecimal one, brackets of a dictionary, a comment, a choice of font, and what moves to another place.
# What they begin with is tested first: it halves the time.
_TOKENS = re.compile(
    rb"(?=[(<>%/qQBT])(?:"
    rb"\(([^()\\]*(?:\\.[^()\\]*)*)([()])"
    rb"|<([0-9A-Fa-f\s]+)>"
    rb"|%([^\r\n]*)"
    rb"|/([^\s/<>\[\](){}%]+)\s+[-+.\d]+\s+Tf\b"
    rb"|(<<|>>|(?<![/\w])(?:q|Q|BT|T[dDm*]|BI)(?!\w)))",
    re.DOTALL,
)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\r\n": b"", b"\n": b"", b"\r": b""}
_MOVES = frozenset((b"BT", b"Td", b"TD", b"Tm", b"T*"))


@dataclass
class Shown:
    """What a content stream says. `unknown` has the fonts whose letters cannot be known."""

    words: list[str] = field(default_factory=list)
    besides: list[str] = field(default_factory=list)
    unknown: set[str] = field(default_factory=set)

    @property
    def text(self) -> str:
        return "".join(self.words)


class TooIntricate(Exception):
    """A content stream that the quick reader does not take apart safely."""


class _State(NamedTuple):
    """What a piece of a content stream depends on besides: the font, those put by, and how deep in dictionaries."""

    font: str = ""
    saved: tuple[str, ...] = ()
    depth: int = 0


class _Read(NamedTuple):
    """What a piece of a content stream says, the state that it leaves, and whether a bracket in it is in no token."""

    words: str
    besides: tuple[str, ...]
    unknown: frozenset[str]
    state: _State
    open: bool


_CUT = b"\nEMC\n"
"""Where a content stream is cut: at the ends of marked pieces, most of which are the same in many files. No token but
a string goes on after it."""
_LONGEST_PIECE = 4 << 10


def read_content(content: bytes, fonts: Mapping[str, Decode]) -> Shown:
    """The words of a content stream whose fonts are `fonts`. Raises `TooIntricate`."""
    known = frozenset(fonts.items())
    try:
        return _in_pieces(content, known)
    except TooIntricate:
        return _shown([_read(content, _State(), known)])


def _in_pieces(content: bytes, fonts: frozenset[tuple[str, Decode]]) -> Shown:
    """The same, read in pieces. Raises `TooIntricate`, also where a string goes on from one to the next."""
    found: list[_Read] = []
    state = _State()
    *pieces, last = content.split(_CUT)
    for piece in (*[piece + _CUT for piece in pieces], last):
        read = (_kept if len(piece) <= _LONGEST_PIECE else _read)(piece, state, fonts)
        if read.open:
            raise TooIntricate
        found.append(read)
        state = read.state
    return _shown(found)


def _shown(found: Iterable[_Read]) -> Shown:
    shown = Shown()
    for read in found:
        shown.words.append(read.words)
        shown.besides += read.besides
        shown.unknown |= read.unknown
    return shown


def _read(piece: bytes, state: _State, fonts: frozenset[tuple[str, Decode]]) -> _Read:
    """A piece of a content stream, or all of it. Raises `TooIntricate`."""
    shown = Shown()
    decoders = dict(fonts)
    font, saved, depth = state.font, list(state.saved), state.depth
    brackets = 0
    for literal, closing, digits, comment, chosen, token in _TOKENS.findall(piece):
        if closing:
            if closing == b"(":
                raise TooIntricate
            brackets += 1 + literal.count(b"(")
            _show(shown, unescaped(literal) if b"\\" in literal else literal, font, decoders, depth)
        elif token in _MOVES:
            shown.words.append(" ")
        elif chosen:
            font = name_of(chosen)
        elif digits:
            _show(shown, from_hex(digits), font, decoders, depth)
        elif token == b"q":
            saved.append(font)
        elif token == b"Q":
            font = saved.pop() if saved else font
        elif token == b"BI":
            raise TooIntricate
        elif comment:
            brackets += comment.count(b"(")
            shown.besides.append(comment.decode("utf-8", "replace"))
        elif token:
            depth += 1 if token == b"<<" else -1
    state = _State(font, tuple(saved), depth)
    is_open = brackets != piece.count(b"(")
    return _Read(shown.text, tuple(shown.besides), frozenset(shown.unknown), state, is_open)


_kept = lru_cache(maxsize=3_072)(_read)


def read_instructions(instructions: Iterator[tuple[list[Any], str]], fonts: Mapping[str, Decode]) -> Shown:
    """The same of a content stream that a library took apart: operands (bytes for strings, `/F1` for names, lists and
    mappings of such) and operator."""
    shown = Shown()
    font = ""
    saved: list[str] = []
    for operands, operator in instructions:
        if operator == "Tf" and operands:
            font = str(operands[0]).lstrip("/")
        elif operator == "q":
            saved.append(font)
        elif operator == "Q":
            font = saved.pop() if saved else font
        elif operator in ("BDC", "DP", "MP", "BMC", "BI"):
            shown.besides += [text_string(s) for s in _strings(operands)]
        else:
            if operator.encode() in _MOVES:
                shown.words.append(" ")
            for string in _strings(operands):
                _show(shown, string, font, fonts, 0)
    return shown


def _strings(value: Any) -> Iterator[bytes]:
    if isinstance(value, bytes):
        yield value
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _strings(inner)
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _strings(inner)


def _show(shown: Shown, codes: bytes, font: str, fonts: Mapping[str, Decode], depth: int) -> None:
    if depth > 0:
        shown.besides.append(text_string(codes))
    elif codes:
        words = fonts[font](codes) if font in fonts else None
        if words is None:
            shown.unknown.add(font)
            words = codes.decode("latin-1")
        shown.words.append(words)


# --- strings and names -------------------------------------------------------------------------------------------


def unescaped(literal: bytes) -> bytes:
    """The inside of a literal string without its escapes."""
    return _ESCAPE.sub(_escaped, literal)


def _escaped(match: re.Match[bytes]) -> bytes:
    code = match[1]
    if code[:1].isdigit():
        return bytes((int(code, 8) & 0xFF,)) if code[0] < 0x38 else code
    return _ESCAPES.get(code, code)


def from_hex(digits: bytes) -> bytes:
    digits = b"".join(digits.split())
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))


def name_of(name: bytes) -> str:
    """A name without its slash, its `#xx` read."""
    if b"#" in name:
        name = re.sub(rb"#([0-9A-Fa-f]{2})", lambda m: bytes.fromhex(m[1].decode()), name)
    return name.decode("utf-8", "replace")


def text_string(value: bytes) -> str:
    """A text string: one that readers show, such as a title."""
    for mark, encoding in ((b"\xfe\xff", "utf-16-be"), (b"\xff\xfe", "utf-16-le"), (b"\xef\xbb\xbf", "utf-8")):
        if value.startswith(mark):
            return value[len(mark) :].decode(encoding, "replace")
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        import pikepdf  # noqa: F401 it brings this encoding with it, and takes long to import

        return value.decode("pdfdoc", "replace")


# --- fonts -------------------------------------------------------------------------------------------------------

_SECTIONS = re.compile(rb"begin(codespacerange|bfchar|bfrange)(.*?)end\1", re.DOTALL)
_PAIR = re.compile(rb"<([0-9A-Fa-f\s]*)>\s*<([0-9A-Fa-f\s]*)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]+)>\s*(?:<([0-9A-Fa-f\s]*)>|\[([^\]]*)\])")
_LARGEST_RANGE = 0x10000


@lru_cache(maxsize=256)
def decoder_of(cmap: bytes) -> Decode | None:
    """What the codes of a font stand for, from its ToUnicode map; None if that is of a kind not known here."""
    table: dict[int, str] = {}
    widths: set[int] = set()
    for kind, body in _SECTIONS.findall(cmap):
        if kind == b"codespacerange":
            widths |= {len(from_hex(first)) for first, _ in _PAIR.findall(body)}
        elif kind == b"bfchar":
            table.update((int.from_bytes(from_hex(code)), _utf16(text)) for code, text in _PAIR.findall(body))
        else:
            for entry in _RANGE.findall(body):
                table.update(_ranged(*entry))
    if len(widths) != 1 or not table:
        return None
    [width] = widths
    if width == 1:
        return one_byte(table)
    return _two_bytes(table) if width == 2 else None


def _utf16(digits: bytes) -> str:
    return from_hex(digits).decode("utf-16-be", "replace")


def _ranged(first: bytes, last: bytes, text: bytes, texts: bytes) -> Iterator[tuple[int, str]]:
    start, end = int.from_bytes(from_hex(first)), int.from_bytes(from_hex(last))
    if texts:
        for offset, digits in enumerate(re.findall(rb"<([0-9A-Fa-f\s]*)>", texts)):
            yield start + offset, _utf16(digits)
        return
    base = _utf16(text)
    for offset in range(min(end - start + 1, _LARGEST_RANGE)):
        if base:
            yield start + offset, base[:-1] + chr(min(ord(base[-1]) + offset, 0x10FFFF))


def one_byte(table: Mapping[int, str]) -> Decode:
    """What decodes by a table of codes below 256."""
    # The C implementation of charmap takes a mapping; a code without text raises.
    known = {code: text for code, text in table.items() if code < 256}

    def decode(codes: bytes) -> str | None:
        try:
            return codecs.charmap_decode(codes, "strict", known)[0]
        except UnicodeDecodeError:
            return None

    return decode


def _two_bytes(table: Mapping[int, str]) -> Decode:
    def decode(codes: bytes) -> str | None:
        texts = [table.get(int.from_bytes(codes[i : i + 2])) for i in range(0, len(codes), 2)]
        return None if None in texts else "".join(filter(None, texts))

    return decode
