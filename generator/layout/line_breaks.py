"""Breaking text into lines where Word does; the runs and lines of whole paragraphs.

Greedy, over plain advance widths. A line may end after a space, a hyphen, an en dash or a slash (not before a digit
after a hyphen or slash), and before or after an em dash; never at a no-break space. A newline ends a line.
What is wider than a line all the same is cut between any two characters.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import accumulate
from operator import add, sub
from typing import NamedTuple

from generator.document.inlines import Inlines
from generator.layout.fonts import text_width, widths
from generator.layout.laid_out import Face, Line, Run
from generator.layout.runs import Look, as_written, joined_runs

_ATOMS = re.compile(r"[ ]+|\n|—|[^ \n—\-–/]*[\-–/]|[^ \n—\-–/]+")

_NOT_WORDS = re.compile(r"  |\n")
_MAY_BREAK = re.compile(r"[—\-–/]")
MOST_TEXTS = 1_000
"""Texts that are remembered as they were measured: fitting asks for the same ones in several sizes."""
MOST_WORDS = 5_000
"""Words of a face that are remembered with their widths: most words of a text are words of others too."""

MAX_BORDER_SPACE_PT = 31
"""Word keeps a border at most this far from its text."""
MOST_SET = 2_000

# Widths add up in floating point and Word counts in twips: let a line be over by less than anyone sees.
TOLERANCE_PT = 0.02


class _Cut(NamedTuple):
    """A text of one face cut wherever a line may end.

    Of each word: where it starts and ends in the text, its width and that of the spaces after it in thousandths of the
    type size, whatever that will be, and how many spaces these are. `forced` has the numbers of the words that a
    newline ends; `last` is the atom that the text ends with. It may begin with spaces: then its first word is empty.
    """

    starts: Sequence[int]
    ends: Sequence[int]
    widths: Sequence[float]
    spaces: Sequence[float]
    blanks: Sequence[int]
    forced: Sequence[int]
    last: str


class _WordWidths(dict[str, float]):
    """Widths of words of a face, in thousandths of the type size."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._advance = widths(face).__getitem__

    def __missing__(self, word: str) -> float:
        if len(self) >= MOST_WORDS:
            self.clear()
        width = self[word] = sum(map(self._advance, word), 0.0)
        return width


@cache
def _word_widths(face: Face) -> Mapping[str, float]:
    return _WordWidths(face)


@lru_cache(maxsize=MOST_TEXTS)
def _cut(text: str, face: Face) -> _Cut:
    return _cut_at_spaces(text, face) if text and not _NOT_WORDS.search(text) else _cut_at_atoms(text, face)


def _cut_at_spaces(text: str, face: Face) -> _Cut:
    """Of a text of words with single spaces between them, as most are."""
    words = text.split(" ")
    blanks, last = [1] * len(words), words[-1]
    if last:
        blanks[-1] = 0
    else:
        del words[-1], blanks[-1]
        last = " "
    if _MAY_BREAK.search(text):
        last = _ATOMS.findall(last)[-1]
        parts = list(map(_parts, words))
        blanks = [b for part, blank in zip(parts, blanks, strict=True) for b in (*[0] * (len(part) - 1), blank)]
        words = [word for part in parts for word in part]
    space = widths(face)[" "]
    lengths = list(map(len, words))
    ends = list(map(add, accumulate(lengths), accumulate(blanks[:-1], initial=0)))
    starts = list(map(sub, ends, lengths))
    wide = list(map(_word_widths(face).__getitem__, words))
    return _Cut(starts, ends, wide, [space * blank for blank in blanks], blanks, (), last)


@lru_cache(maxsize=MOST_WORDS)
def _parts(word: str) -> Sequence[str]:
    """A word cut at its dashes and slashes, where a line may end too."""
    parts: list[str] = []
    last = ""
    for atom in _ATOMS.findall(word):
        if parts and not _may_break(last, atom):
            parts[-1] += atom
        else:
            parts.append(atom)
        last = atom
    return parts or [word]


def _cut_at_atoms(text: str, face: Face) -> _Cut:
    words: list[tuple[int, int, int]] = []
    forced = []
    at = start = end = blank = 0
    last = ""
    for atom in _ATOMS.findall(text):
        is_newline = atom == "\n"
        if is_newline or (last and atom[0] != " " and last != "\n" and _may_break(last, atom)):
            if is_newline:
                forced.append(len(words))
            words.append((start, end, blank))
            start = end = at + is_newline
            blank = 0
        if atom[0] == " ":
            blank += len(atom)
        elif not is_newline:
            end = at + len(atom)
        at += len(atom)
        last = atom
    if text:
        words.append((start, end, blank))
    wide, space = _word_widths(face), widths(face)[" "]
    return _Cut(
        [start for start, _, _ in words],
        [end for _, end, _ in words],
        [wide[text[start:end]] for start, end, _ in words],
        [space * blank for _, _, blank in words],
        [blank for _, _, blank in words],
        forced,
        last,
    )


def _may_break(before: str, after: str) -> bool:
    last, first = before[-1:], after[0]
    if last == " ":
        return True
    if last == "—" or first == "—":
        return not (last == "—" and first == "—")
    if last == "–":
        return len(before) > 1
    return last in "-/" and len(before) > 1 and not first.isdigit()


class _Words:
    """Runs cut wherever a line may end. They are measured as they are written, and cut with their origins.

    Of each word: where it starts and ends in the text of all runs, its width and that of the spaces after it in points,
    and how many these are. `forced` has the numbers of the words that a newline ends.
    """

    def __init__(self, runs: tuple[Run, ...]) -> None:
        self.runs = runs
        self.begins = list(accumulate((len(run.text) for run in runs), initial=0))
        """Where each run begins in the text of all, and where the last ends."""
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.widths: list[float] = []
        self.spaces: list[float] = []
        self.blanks: list[int] = []
        self.forced: list[int] = []

    def measured(self) -> _Words:
        """With the words of its runs."""
        previous = ""
        runs = as_written(self.runs)
        begins = accumulate((len(run.text) for run in runs), initial=0)
        for run, begin in zip(runs, begins, strict=False):
            if run.text:
                cut = _cut(run.text, run.face)
                self._add(run, begin, cut, self._goes_on(run.text, cut, previous))
                previous = cut.last
        if not self.starts:
            self._append(0, 0, 0.0, 0.0, 0)
        return self._summed_up()

    def _goes_on(self, text: str, cut: _Cut, previous: str) -> bool:
        """Whether a text begins within the last word of those before it, which end with the atom `previous`."""
        if not self.starts:
            return False
        is_nothing = self.starts[-1] == self.ends[-1] and not self.blanks[-1]
        return is_nothing or cut.starts[0] == cut.ends[0] or not _may_break(previous, text)

    def _add(self, run: Run, begin: int, cut: _Cut, goes_on: bool) -> None:
        scale, tracking = run.size / 1000.0, run.tracking
        wide, spaces = [width * scale for width in cut.widths], [space * scale for space in cut.spaces]
        if tracking:
            lengths = map(sub, cut.ends, cut.starts)
            wide = [width + tracking * length for width, length in zip(wide, lengths, strict=True)]
            spaces = [space + tracking * blank for space, blank in zip(spaces, cut.blanks, strict=True)]
        if goes_on:
            if cut.starts[0] < cut.ends[0]:
                if self.starts[-1] == self.ends[-1]:
                    self.starts[-1] = begin + cut.starts[0]
                self.ends[-1] = begin + cut.ends[0]
            self.widths[-1] += wide[0]
            self.spaces[-1] += spaces[0]
            self.blanks[-1] += cut.blanks[0]
        first = len(self.starts) - goes_on
        self.forced += [first + number for number in cut.forced]
        self.starts += [begin + start for start in cut.starts[goes_on:]]
        self.ends += [begin + end for end in cut.ends[goes_on:]]
        self.widths += wide[goes_on:]
        self.spaces += spaces[goes_on:]
        self.blanks += cut.blanks[goes_on:]

    def _append(self, start: int, end: int, width: float, space: float, blank: int) -> None:
        self.starts.append(start)
        self.ends.append(end)
        self.widths.append(width)
        self.spaces.append(space)
        self.blanks.append(blank)

    def _summed_up(self) -> _Words:
        self.sums = list(accumulate(map(add, self.widths, self.spaces), initial=0.0))
        """How wide everything is that stands before each word."""
        self.reach = list(map(add, self.sums, self.widths))
        """The same with the word, without the spaces after it."""
        return self

    def no_wider_than(self, width: float) -> _Words:
        """The same with what is wider in pieces that are not, cut between any two characters as Word does."""
        if max(self.widths) <= width + TOLERANCE_PT:
            return self
        cut = _Words(self.runs)
        for number, word in enumerate(zip(self.starts, self.ends, self.widths, strict=True)):
            *pieces, (start, end, wide) = [word] if word[2] <= width + TOLERANCE_PT else self._pieces(*word[:2], width)
            for piece in pieces:
                cut._append(*piece, 0.0, 0)
            cut._append(start, end, wide, self.spaces[number], self.blanks[number])
            if number in self.forced:
                cut.forced.append(len(cut.starts) - 1)
        return cut._summed_up()

    def _pieces(self, start: int, end: int, width: float) -> Iterator[tuple[int, int, float]]:
        """Where each piece of a word starts and ends, and its width."""
        used = 0.0
        for at in range(start, end):
            number = bisect_right(self.begins, at) - 1
            run = self.runs[number]
            wide = text_width(run.text[at - self.begins[number]], run.face, run.size, run.tracking)
            if at > start and used + wide > width + TOLERANCE_PT:
                yield start, at, used
                start, used = at, 0.0
            used += wide
        yield start, end, used

    def filled(self, width: float) -> list[tuple[int, int]]:
        """The lines in a column `width` points wide: the numbers of its first word and of that after its last."""
        lines: list[tuple[int, int]] = []
        first, most, forced = 0, width + TOLERANCE_PT, self.forced
        while first < len(self.starts):
            after = max(bisect_right(self.reach, self.sums[first] + most, first), first + 1)
            if forced and (place := bisect_left(forced, first)) < len(forced):
                after = min(after, forced[place] + 1)
            lines.append((first, after))
            first = after
        return lines

    def line(self, first: int, after: int) -> Line:
        """Words as a line. The spaces at its end are not of it."""
        start, end = self.starts[first], self.ends[after - 1]
        cut = []
        for number in range(bisect_right(self.begins, start) - 1, len(self.runs)):
            begin, run = self.begins[number], self.runs[number]
            if begin >= end:
                break
            if text := run.text[max(start - begin, 0) : end - begin]:
                cut.append(run.saying(text))
        width = self.sums[after] - self.sums[first] - self.spaces[after - 1]
        is_last = after == len(self.starts)
        return Line(tuple(cut), width, not is_last and (self.blanks[after - 1] > 0 or after - 1 in self.forced))


def break_lines(runs: tuple[Run, ...], width: float) -> tuple[Line, ...]:
    """The lines of a paragraph in a column `width` points wide."""
    words = _Words(runs).measured().no_wider_than(width)
    return tuple([words.line(*line) for line in words.filled(width)])


def break_without_widow(runs: tuple[Run, ...], width: float) -> tuple[float, tuple[Line, ...]]:
    """The lines, and the extra right indent that keeps the last line from being a single word; 0 if none is needed or
    none does it without another line."""
    words = _Words(runs).measured()
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
