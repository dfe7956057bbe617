"""Breaking text into lines where Word does.

Greedy, over plain advance widths. A line may end after a space, a hyphen, an en dash or a slash (not before a digit
after a hyphen or slash), and before or after an em dash; never at a no-break space. A newline ends a line.
What is wider than a line all the same is cut between any two characters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from generator.layout.flow import Face, Line, Run
from generator.layout.fonts import text_width, widths

_ATOMS = re.compile(r"[ ]+|\n|—|[^ \n—\-–/]*[\-–/]|[^ \n—\-–/]+")

_NOT_WORDS = re.compile(r"  |[\n—\-–/]")
MOST_TEXTS = 1_000
"""Texts that are remembered as they were measured: fitting asks for the same ones in several sizes."""

# Widths add up in floating point and Word counts in twips: let a line be over by less than anyone sees.
TOLERANCE_PT = 0.02


class _Word:
    """Atoms between two places where a line may end. `space` is the width of the spaces after it."""

    __slots__ = ("forced", "parts", "space", "width")

    def __init__(self) -> None:
        self.parts: list[tuple[str, int]] = []
        self.width = 0.0
        self.space = 0.0
        self.forced = False


class _Cut(NamedTuple):
    """A word of one run, and the spaces after it, with widths in thousandths of the type size, whatever that will be.

    `forced`: a newline ends it. `last` is the atom that it ends with.
    """

    text: str
    width: float
    spaces: str
    space: float
    forced: bool
    last: str


@lru_cache(maxsize=MOST_TEXTS)
def _cut(text: str, face: Face) -> tuple[_Cut, ...]:
    """A text cut wherever a line may end. It may begin with spaces, and go on with the word before it."""
    advance = widths(face).__getitem__
    if text and not _NOT_WORDS.search(text):
        return _words_of(text, advance)
    cuts: list[_Cut] = []
    word = spaces = last = ""
    for atom in _ATOMS.findall(text):
        is_newline = atom == "\n"
        if is_newline or (last and atom[0] != " " and last != "\n" and _may_break(last, atom)):
            width, space = sum(map(advance, word)), sum(map(advance, spaces))
            cuts.append(_Cut(word, width, spaces, space, is_newline, atom if is_newline else last))
            word = spaces = ""
        if atom[0] == " ":
            spaces += atom
        elif not is_newline:
            word += atom
        last = atom
    if text:
        cuts.append(_Cut(word, sum(map(advance, word)), spaces, sum(map(advance, spaces)), False, last))
    return tuple(cuts)


def _words_of(text: str, advance: Callable[[str], float]) -> tuple[_Cut, ...]:
    """The same of a text of words with single spaces between them, as most are, in half the time."""
    *words, end = text.split(" ")
    space = advance(" ")
    cuts = [_Cut(word, sum(map(advance, word)), " ", space, False, " ") for word in words]
    if end:
        cuts.append(_Cut(end, sum(map(advance, end)), "", 0.0, False, end))
    return tuple(cuts)


def _words(runs: Sequence[Run]) -> list[_Word]:
    word = _Word()
    words = [word]
    previous = ""
    for index, run in enumerate(runs):
        scale, tracking = run.size / 1000.0, run.tracking
        is_first = True
        for text, width, spaces, space, forced, last in _cut(run.text, run.face):
            if text:
                if word.parts and not (is_first and not _may_break(previous, text)):
                    word = _Word()
                    words.append(word)
                word.parts.append((text, index))
                word.width += width * scale + tracking * len(text)
            if spaces:
                word.parts.append((spaces, index))
                word.space += space * scale + tracking * len(spaces)
            if forced:
                word.forced = True
                word = _Word()
                words.append(word)
            previous, is_first = last, False
    return words


def _may_break(before: str, after: str) -> bool:
    last, first = before[-1:], after[0]
    if last == " ":
        return True
    if last == "—" or first == "—":
        return not (last == "—" and first == "—")
    if last == "–":
        return len(before) > 1
    return last in "-/" and len(before) > 1 and not first.isdigit()


def _pieces(word: _Word, runs: Sequence[Run], width: float) -> Iterator[_Word]:
    """The word; one that is wider than a line in pieces that are not, cut between any two characters as Word does."""
    if word.width <= width + TOLERANCE_PT:
        yield word
        return
    piece = _Word()
    for atom, index in word.parts:
        run = runs[index]
        for character in atom if atom[0] != " " else ():
            wide = text_width(character, run.face, run.size, run.tracking)
            if piece.parts and piece.width + wide > width + TOLERANCE_PT:
                yield piece
                piece = _Word()
            piece.parts.append((character, index))
            piece.width += wide
        if atom[0] == " ":
            piece.parts.append((atom, index))
    piece.space, piece.forced = word.space, word.forced
    yield piece


def _fill(words: Sequence[_Word], width: float) -> list[list[_Word]]:
    lines: list[list[_Word]] = []
    line: list[_Word] = []
    used, most = 0.0, width + TOLERANCE_PT
    for word in words:
        if line and used + word.width > most:
            lines.append(line)
            line, used = [], 0.0
        line.append(word)
        used += word.width + word.space
        if word.forced:
            lines.append(line)
            line, used = [], 0.0
    if line:
        lines.append(line)
    return lines


def _line(words: Sequence[_Word], runs: Sequence[Run], last: bool) -> Line:
    texts: list[tuple[int, list[str]]] = []
    current = -1
    for word in words:
        for atom, index in word.parts:
            if index != current:
                texts.append((index, atoms := []))
                current = index
            atoms.append(atom)
    said = [(index, "".join(atoms)) for index, atoms in texts]
    spaced = bool(said) and said[-1][1].endswith(" ")
    if spaced:
        while said and not (left := said[-1][1].rstrip(" ")) and not runs[said[-1][0]].field:
            said.pop()
        if said:
            said[-1] = said[-1][0], left
    cut = [runs[index].saying(text) for index, text in said]
    width = sum([w.width + w.space for w in words]) - (words[-1].space if words else 0.0)
    return Line(tuple(cut), width, (spaced or words[-1].forced) and not last)


def break_lines(runs: tuple[Run, ...], width: float) -> tuple[Line, ...]:
    """The lines of a paragraph in a column `width` points wide."""
    return _broken(_words(runs), runs, width)


def _broken(words: Sequence[_Word], runs: tuple[Run, ...], width: float) -> tuple[Line, ...]:
    if max([word.width for word in words]) > width + TOLERANCE_PT:
        words = [piece for word in words for piece in _pieces(word, runs, width)]
    filled = _fill(words, width)
    return tuple([_line(f, runs, i == len(filled) - 1) for i, f in enumerate(filled)])


def break_without_widow(runs: tuple[Run, ...], width: float) -> tuple[float, tuple[Line, ...]]:
    """The lines, and the extra right indent that keeps the last line from being a single word; 0 if none is needed or
    none does it without another line."""
    words = _words(runs)
    lines = _broken(words, runs, width)
    if len(lines) < 2 or not _is_widow(lines[-1]):
        return 0.0, lines
    for step in range(1, 13):
        narrowed = step * width / 48
        tried = _broken(words, runs, width - narrowed)
        if len(tried) > len(lines):
            break
        if not _is_widow(tried[-1]):
            return narrowed, tried
    return 0.0, lines


def _is_widow(line: Line) -> bool:
    text = "".join(r.text for r in line.runs if not r.rise)
    return " " not in text.strip() and "\u00a0" not in text
