"""Combining marks in their places: an accent is set over the letter before it, or under it, and moves nothing.

A face that lacks a mark takes it from the serif face of the same weight (`printing_face`). For whoever copies the text
the mark follows its letter, as it was typed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from unicodedata import combining

from generator.layout.fonts import font_face, printing_face, stretches, widths
from generator.layout.laid_out import Face

APART = 50.0
"""Between a letter and its mark, and between two marks: in thousandths of the type size."""
_ABOVE, _BELOW = 230, 220
"""Classes of marks, as Unicode numbers them; the others are joined to their letter, as a cedilla is."""


class Piece(NamedTuple):
    """Text of one face. A mark is moved by `shift` from where the letter before it ends, and lifted by `lift`, both in
    thousandths of the type size. `whole` is a letter with its marks as one text: it begins with the letter and `ends`
    with a space that nobody sees. That brings readers back to the end of the letter, where the next one begins: else
    some of them would take the way from the mark for the gap between two words."""

    text: str
    face: Face
    is_mark: bool = False
    shift: float = 0.0
    lift: float = 0.0
    whole: str = ""
    ends: bool = False


def pieces(text: str, face: Face) -> list[Piece]:
    """A text with its marks apart, and what its face lacks."""
    return [piece for stretch, own in stretches(text, face) for piece in _pieces_of(stretch, own)]


def _pieces_of(text: str, face: Face) -> list[Piece]:
    if text.isascii() or not any(map(combining, text)):
        return [Piece(text, face)]
    return [piece for cluster in _clusters(text) for piece in _pieces(cluster, face)]


def _clusters(text: str) -> Iterator[str]:
    """A text cut into letters with their marks, and what stands between those."""
    start = at = 0
    while at < len(text):
        end = at + 1
        while end < len(text) and combining(text[end]):
            end += 1
        if end > at + 1:
            if start < at:
                yield text[start:at]
            yield text[at:end]
            start = end
        at = end
    if start < len(text):
        yield text[start:]


def _pieces(cluster: str, face: Face) -> Iterator[Piece]:
    if len(cluster) < 2 or not combining(cluster[1]):
        yield Piece(cluster, face)
        return
    letter, marks = cluster[0], cluster[1:]
    yield Piece(letter, face, whole=cluster)
    left, low, right, high = font_face(face).extent(ord(letter))
    middle = (left + right) / 2 - widths(face)[letter]
    for mark in marks:
        own = printing_face(mark, face)
        left, bottom, right, top = font_face(own).extent(ord(mark))
        lift = 0.0
        if combining(mark) == _ABOVE:
            lift = high + APART - bottom
            high = top + lift
        elif combining(mark) == _BELOW:
            lift = low - APART - top
            low = bottom + lift
        yield Piece(mark, own, True, middle - (left + right) / 2, lift)
    yield Piece(" ", face, shift=-widths(face)[" "], ends=True)
