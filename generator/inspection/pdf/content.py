"""The words in a content stream of a PDF: every string that it shows, in the order in which it shows them.

Where on the page, in which colour and whether visibly at all plays no part. What stands in a content stream besides
(replacement texts, comments) is read too. Strings are decoded with what their font says of its codes.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import pikepdf

from generator.inspection.opened import Unreadable
from generator.inspection.pdf.fonts import Decode
from generator.inspection.pdf.strings import text_string

_END = "EndOfContent"
"""An operator put behind the content. If it is not met there, the content ends within a string or an array."""
_DRAWING = {
    "rg",
    "RG",
    "g",
    "G",
    "k",
    "K",
    "re",
    "m",
    "l",
    "c",
    "v",
    "y",
    "w",
    "J",
    "j",
    "M",
    "i",
    "d",
    "cm",
    "f",
    "F",
    "f*",
    "B",
    "B*",
    "b",
    "b*",
    "S",
    "s",
    "n",
    "h",
    "W",
    "W*",
    "ET",
    "EMC",
    "BT",
    "Td",
    "TD",
    "Tm",
    "T*",
    "Tc",
    "Tw",
    "Tz",
    "TL",
    "Ts",
    "Tr",
}
"""Operators that take numbers alone. To ask for their operands is most of the time that reading takes."""
_STRING_FOR_DRAWING = re.compile(
    rb"[)>\]]\s*(?:(?:[-+.\d][^\s()<>\[\]/%]*|/[^\s()<>\[\]/%]*|true|false|null)\s+)*(?:"
    + b"|".join(re.escape(operator).encode() for operator in _DRAWING)
    + rb")(?![^\s()<>\[\]/%])"
)
"""What may be a string, array or dictionary before such an operator: no reader shows it."""
_OUTSIDE_A_STRING = re.compile(rb"[)\r\n][^()\r\n%]*%")
"""What may be a comment: after it, operators and their operands are not where the pattern above looks for them."""
_MOVING = frozenset(("BT", "Td", "TD", "Tm", "T*"))
"""Operators that go on elsewhere: another word may begin there."""
_NUMBERS = (int, Decimal, bool)
_COMMENT = re.compile(rb"%([^\r\n]{8,})")


@dataclass
class Shown:
    """What a content stream says. `unknown` has the fonts whose letters cannot be known."""

    words: list[str] = field(default_factory=list)
    besides: list[str] = field(default_factory=list)
    unknown: set[str] = field(default_factory=set)

    @property
    def text(self) -> str:
        return "".join(self.words)


def read_content(pdf: pikepdf.Pdf, content: bytes, fonts: Mapping[str, Decode]) -> Shown:
    """The words of a content stream of `pdf` whose fonts are `fonts`. Raises `Unreadable`."""
    shown = Shown()
    font = ""
    saved: list[str] = []
    careful = (b"%" in content and _OUTSIDE_A_STRING.search(b"\n" + content)) or _STRING_FOR_DRAWING.search(content)
    for instruction in _instructions(pdf, content):
        operator = str(instruction.operator)
        if operator in _MOVING:
            shown.words.append(" ")
        if operator in _DRAWING and not careful:
            continue
        operands = instruction.operands
        match operator:
            case "Tf":
                font = str(operands[-2]).lstrip("/") if len(operands) > 1 else font
            case "q":
                saved.append(font)
            case "Q":
                font = saved.pop() if saved else font
            case "BDC" | "DP":
                shown.besides += map(text_string, _strings(operands))
            case "INLINE IMAGE":
                shown.besides.append(operands[0].unparse().decode("latin-1"))
            case _:
                for codes in _strings(operands):
                    _show(shown, codes, font, fonts)
    # What looks like a comment in a string does no harm.
    shown.besides += [c.decode("utf-8", "replace") for c in _COMMENT.findall(content)]
    return shown


def _instructions(pdf: pikepdf.Pdf, content: bytes) -> list[Any]:
    """Each operator with its operands. What qpdf has to warn of it says in the warnings of `pdf`."""
    stream = pdf.make_stream(content + b"\n" + _END.encode())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of an end that is missed: see below
        parsed = pikepdf.parse_content_stream(stream)
    if not parsed or str(parsed[-1].operator) != _END:
        raise Unreadable("has a page or drawing that ends within a string")
    return parsed


def _strings(values: Iterable[Any]) -> Iterator[bytes]:
    """The strings among operands, in arrays and dictionaries too."""
    for inner in values:
        if type(inner) in _NUMBERS:  # most are, and asking pikepdf what else they might be takes long
            continue
        if isinstance(inner, pikepdf.String):
            yield bytes(inner)
        elif isinstance(inner, pikepdf.Array):
            yield from _strings(inner)
        elif isinstance(inner, pikepdf.Dictionary):
            yield from _strings(inner.values())


def _show(shown: Shown, codes: bytes, font: str, fonts: Mapping[str, Decode]) -> None:
    if codes:
        words = fonts[font](codes) if font in fonts else None
        if words is None:
            shown.unknown.add(font)
            words = codes.decode("latin-1")
        shown.words.append(words)
