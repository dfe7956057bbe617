"""Breaking text into lines where Word does; the runs and lines of whole paragraphs.

Greedy, over plain advance widths. A line may end after a space, a hyphen, an en dash or a slash (not before a digit
after a hyphen or slash, nor between slashes), and before or after an em dash; never at a no-break space. In an address
of mail or of the web it may end after slashes alone. A newline ends a line.
What is wider than a line all the same is cut between any two characters.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from generator.document.inlines import Inlines
from generator.layout.addresses import ADDRESS, has_address
from generator.layout.fonts import text_width, widths
from generator.layout.laid_out import Line, Run
from generator.layout.runs import Look, as_written, joined_runs

_ATOMS = re.compile(r"[ ]+|\n|—|[^ \n—\-–/]*[\-–/]|[^ \n—\-–/]+")

_PARTS_OF_ADDRESS = re.compile(r"[^/]*/+|[^/]+")

MAX_BORDER_SPACE_PT = 31
"""Word keeps a border at most this far from its text."""
MOST_SET = 2_000

# Widths add up in floating point and Word counts in twips: let a line be over by less than anyone sees.
TOLERANCE_PT = 0.02


class Word(NamedTuple):
    """What stands between two places where a line may end: where it starts and ends in the text of all runs, its width
    and that of the spaces after it in points, how many these are, and whether a newline ends it."""

    start: int
    end: int
    width: float
    space: float
    blanks: int
    is_forced: bool = False


def _may_break(before: str, after: str) -> bool:
    last, first = before[-1:], after[0]
    if last == " ":
        return True
    if last == "—" or first == "—":
        return not (last == "—" and first == "—")
    if first == "/":
        return False
    if last == "–":
        return len(before) > 1
    return last in "-/" and len(before) > 1 and not first.isdigit()


class _Words:
    """Runs cut wherever a line may end. They are measured as they are written, and cut with their origins.

    Places and widths of words are those in the text of all runs, and in points.
    """

    def __init__(self, runs: tuple[Run, ...], words: list[Word]) -> None:
        self.runs, self.words = runs, words
        self.begins = list(accumulate((len(run.text) for run in runs), initial=0))
        """Where each run begins in the text of all, and where the last ends."""
        self.sums = list(accumulate([word.width + word.space for word in words], initial=0.0))
        """How wide everything is that stands before each word."""
        self.reach = [before + word.width for before, word in zip(self.sums, words, strict=False)]
        """The same with the word, without the spaces after it."""
        self.forced = [number for number, word in enumerate(words) if word.is_forced]

    def no_wider_than(self, width: float) -> _Words:
        """The same with what is wider in pieces that are not, cut between any two characters as Word does."""
        most = width + TOLERANCE_PT
        if all(word.width <= most for word in self.words):
            return self
        cut: list[Word] = []
        for word in self.words:
            cut += self._pieces(word, most) if word.width > most else [word]
        return _Words(self.runs, cut)

    def _pieces(self, word: Word, most: float) -> Iterator[Word]:
        start, used = word.start, 0.0
        for at in range(word.start, word.end):
            number = bisect_right(self.begins, at) - 1
            run = self.runs[number]
            wide = text_width(run.text[at - self.begins[number]], run.face, run.size, run.tracking)
            if at > start and used + wide > most:
                yield Word(start, at, used, 0.0, 0)
                start, used = at, 0.0
            used += wide
        yield word._replace(start=start, width=used)

    def filled(self, width: float) -> list[tuple[int, int]]:
        """The lines in a column `width` points wide: the numbers of its first word and of that after its last."""
        lines: list[tuple[int, int]] = []
        first, most, forced = 0, width + TOLERANCE_PT, self.forced
        while first < len(self.words):
            after = max(bisect_right(self.reach, self.sums[first] + most, first), first + 1)
            if forced and (place := bisect_left(forced, first)) < len(forced):
                after = min(after, forced[place] + 1)
            lines.append((first, after))
            first = after
        return lines

    def line(self, first: int, after: int) -> Line:
        """Words as a line. The spaces at its end are not of it."""
        last = self.words[after - 1]
        start, end = self.words[first].start, last.end
        cut = []
        for number in range(bisect_right(self.begins, start) - 1, len(self.runs)):
            begin, run = self.begins[number], self.runs[number]
            if begin >= end:
                break
            if text := run.text[max(start - begin, 0) : end - begin]:
                cut.append(run.saying(text))
        width = self.sums[after] - self.sums[first] - last.space
        is_last = after == len(self.words)
        return Line(tuple(cut), width, not is_last and (last.blanks > 0 or last.is_forced))


def _words_of(runs: tuple[Run, ...]) -> _Words:
    words: list[Word] = []
    last, begin = "", 0
    for run in as_written(runs):
        if run.text:
            atoms = _atoms(run.text)
            first, *others = _cut(run, atoms, begin)
            if words and _goes_on(words[-1], first, last, run.text):
                words[-1] = _joined(words[-1], first)
            else:
                words.append(first)
            words += others
            last = atoms[-1]
        begin += len(run.text)
    return _Words(runs, words or [Word(0, 0, 0.0, 0.0, 0)])


def _atoms(text: str) -> list[str]:
    """What a text is made of, cut wherever a line may end; an address only after slashes."""
    if not has_address(text):
        return _ATOMS.findall(text)
    atoms: list[str] = []
    at = 0
    for address in ADDRESS.finditer(text):
        atoms += _ATOMS.findall(text[at : address.start()])
        atoms += _PARTS_OF_ADDRESS.findall(address[0])
        at = address.end()
    return atoms + _ATOMS.findall(text[at:])


def _cut(run: Run, atoms: Sequence[str], begin: int) -> list[Word]:
    """The words of a run whose text begins at a place of that of all; if with spaces, the first word is empty."""
    scale, tracking = run.size / 1000.0, run.tracking
    advances = widths(run.face)
    advance, space = advances.__getitem__, advances[" "]
    words: list[Word] = []
    at = start = end = begin
    wide, blanks, last = 0.0, 0, ""

    def word(*, is_forced: bool = False) -> Word:
        width = wide * scale + tracking * (end - start)
        return Word(start, end, width, space * blanks * scale + tracking * blanks, blanks, is_forced)

    for atom in atoms:
        length = len(atom)
        if atom[0] == " ":
            blanks += length
        else:
            is_newline = atom == "\n"
            if is_newline or blanks or (last and last != "\n" and _may_break(last, atom)):
                words.append(word(is_forced=is_newline))
                start = end = at + is_newline
                wide, blanks = 0.0, 0
            if not is_newline:
                end = at + length
                wide += sum(map(advance, atom), 0.0)
        at += length
        last = atom
    return [*words, word()]


def _goes_on(word: Word, first: Word, previous: str, text: str) -> bool:
    """Whether the first word of a text is one with the last of those before it, which end with the atom `previous`."""
    is_nothing = word.start == word.end and not word.blanks
    return is_nothing or first.start == first.end or not _may_break(previous, text)


def _joined(word: Word, more: Word) -> Word:
    """A word and what goes on with it."""
    is_empty = word.start == word.end
    return Word(
        more.start if is_empty and more.start < more.end else word.start,
        more.end if more.start < more.end else word.end,
        word.width + more.width,
        word.space + more.space,
        word.blanks + more.blanks,
        more.is_forced,
    )


def break_lines(runs: tuple[Run, ...], width: float) -> tuple[Line, ...]:
    """The lines of a paragraph in a column `width` points wide."""
    words = _words_of(runs).no_wider_than(width)
    return tuple([words.line(*line) for line in words.filled(width)])


def break_without_widow(runs: tuple[Run, ...], width: float) -> tuple[float, tuple[Line, ...]]:
    """The lines, and the extra right indent that keeps the last line from being a single word; 0 if none is needed or
    none does it without another line."""
    words = _words_of(runs)
    fitting = words.no_wider_than(width)
    lines = fitting.filled(width)
    if len(lines) > 1 and _is_widow(fitting.line(*lines[-1])):
        for step in range(1, 13):
            narrowed = step * width / 48
            tried = words.no_wider_than(width - narrowed)
            narrower = tried.filled(width - narrowed)
            if len(narrower) > len(lines):
                break
            if not _is_widow(tried.line(*narrower[-1])):
                return narrowed, tuple([tried.line(*line) for line in narrower])
    return 0.0, tuple([fitting.line(*line) for line in lines])


def _is_widow(line: Line) -> bool:
    text = "".join(r.text for r in line.runs if not r.rise)
    return " " not in text.strip() and "\u00a0" not in text


# --- paragraphs --------------------------------------------------------------------------------------------------

Lines = tuple[tuple[Run, ...], float, tuple[Line, ...]]
"""The runs of a paragraph, by how much it is narrowed, and its lines."""


@lru_cache(maxsize=MOST_SET)  # saves breaking a paragraph again for each density tried and for each reader who has it
def set_lines(content: Inlines | tuple[Run, ...], look: Look, column: float, inset: float, alone: bool) -> Lines:
    """The runs and lines of a paragraph. `alone`: not one of several in a box, so it may be narrowed to keep its last
    line from being a single word."""
    runs = joined_runs(content, look)
    narrowed, lines = break_without_widow(runs, column) if alone else (0.0, break_lines(runs, column))
    if inset and narrowed > MAX_BORDER_SPACE_PT - inset:
        narrowed, lines = 0.0, break_lines(runs, column)
    return runs, narrowed, lines
