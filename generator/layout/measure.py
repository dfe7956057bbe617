"""Breaking text into lines where Word does.

Greedy, over plain advance widths. A line may end after a space, a hyphen, an en dash or a slash (not before a digit
after a hyphen or slash), and before or after an em dash; never at a no-break space. A newline ends a line.
What is wider than a line all the same is cut between any two characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.layout.flow import Line, Run
from generator.layout.fonts import text_width

_ATOMS = re.compile(r"[ ]+|\n|—|[^ \n—\-–/]*[\-–/]|[^ \n—\-–/]+")

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


def _words(runs: Sequence[Run]) -> list[_Word]:
    words = [_Word()]
    previous = ""
    for index, run in enumerate(runs):
        for match in _ATOMS.finditer(run.text):
            atom = match.group()
            word = words[-1]
            if atom == "\n":
                word.forced = True
                words.append(_Word())
            elif atom[0] == " ":
                word.parts.append((atom, index))
                word.space += text_width(atom, run.face, run.size, run.tracking)
            else:
                if word.parts and _may_break(previous, atom):
                    word = _Word()
                    words.append(word)
                word.parts.append((atom, index))
                word.width += text_width(atom, run.face, run.size, run.tracking)
            previous = atom
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


def _fill(words: Sequence[_Word], width: float) -> Iterator[list[_Word]]:
    line: list[_Word] = []
    used = 0.0
    for word in words:
        if line and used + word.width > width + TOLERANCE_PT:
            yield line
            line, used = [], 0.0
        line.append(word)
        used += word.width + word.space
        if word.forced:
            yield line
            line, used = [], 0.0
    if line:
        yield line


def _line(words: Sequence[_Word], runs: Sequence[Run], last: bool) -> Line:
    texts: list[list[object]] = []
    for word in words:
        for atom, index in word.parts:
            if texts and texts[-1][1] == index:
                texts[-1][0] = f"{texts[-1][0]}{atom}"
            else:
                texts.append([atom, index])
    cut = [runs[int(str(i))].saying(str(t)) for t, i in texts]
    spaced = bool(cut) and cut[-1].text.endswith(" ")
    while cut and not cut[-1].text.rstrip(" ") and not cut[-1].field:
        cut.pop()
    if cut:
        cut[-1] = cut[-1].saying(cut[-1].text.rstrip(" "))
    width = sum(w.width + w.space for w in words) - (words[-1].space if words else 0.0)
    return Line(tuple(cut), width, (spaced or words[-1].forced) and not last)


def break_lines(runs: tuple[Run, ...], width: float) -> tuple[Line, ...]:
    """The lines of a paragraph in a column `width` points wide."""
    words = [piece for word in _words(runs) for piece in _pieces(word, runs, width)]
    filled = list(_fill(words, width))
    return tuple(_line(f, runs, i == len(filled) - 1) for i, f in enumerate(filled))


def break_without_widow(runs: tuple[Run, ...], width: float) -> tuple[float, tuple[Line, ...]]:
    """The lines, and the extra right indent that keeps the last line from being a single word; 0 if none is needed or
    none does it without another line."""
    lines = break_lines(runs, width)
    if len(lines) < 2 or not _is_widow(lines[-1]):
        return 0.0, lines
    for step in range(1, 13):
        narrowed = step * width / 48
        tried = break_lines(runs, width - narrowed)
        if len(tried) > len(lines):
            break
        if not _is_widow(tried[-1]):
            return narrowed, tried
    return 0.0, lines


def _is_widow(line: Line) -> bool:
    text = "".join(r.text for r in line.runs if not r.rise)
    return " " not in text.strip() and "\u00a0" not in text
