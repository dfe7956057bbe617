"""What stands in a file in the place of each sentence, table row and big number of a document that was edited by hand.

Each is found among the lines of the document, in their order, so that of two cells with the same figure the right one
is taken for edited.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from generator.receipts.alignment import bare
from generator.receipts.edits import Edit, likeness, matched, sentences_of

IN_A_ROW = " · "
"""Between the cells of a row in a statement."""
THE_SAME = 0.8
"""How like a sentence has to be, 0 to 1, to be that of a statement: one with a number of a note amid it."""
_NOTES = re.compile(r"[\d,]*")


class _Place(NamedTuple):
    """Lines of a document, from and up to a number, and the parts of a statement that they are: one each, or None for a
    sentence within one line."""

    first: int
    last: int
    parts: Sequence[str] | None


class StandingText:
    """The lines of a document as they were made (`lines`), and how a file has them after edits by hand."""

    def __init__(self, lines: Sequence[str], edits: Sequence[Edit]) -> None:
        self._lines = list(map(bare, lines))
        self._said = lines
        in_text = [(edit, edit.lines) for edit in edits if edit.lines and bare(edit.was) != bare(edit.now)]
        self._edits = [edit for edit, _ in in_text]
        self._of_line = {n: edit for edit, (first, last) in in_text for n in range(first, last)}
        self._beside = {bare(edit.was): edit.now for edit in edits if edit.was and not edit.lines}
        self._sentences = {edit: _sentences(edit) for edit in self._edits}
        self._at = 0

    def now(self, statement: str) -> str:
        """What stands in the place of a statement: the same if nobody touched it, nothing if it was taken out."""
        place = self._place(statement)
        if place is None:
            return self._beside.get(bare(statement), statement)
        edits = list(dict.fromkeys(self._of_line[n] for n in range(place.first, place.last) if n in self._of_line))
        if not edits:
            return statement
        if place.parts is None:
            return self._sentence(statement, edits[0])
        parts = [self._part(n, part) for n, part in enumerate(place.parts, place.first)]
        return (IN_A_ROW if IN_A_ROW in statement else " ").join(filter(None, parts))

    def added(self) -> Iterator[str]:
        """The sentences that somebody put into the text."""
        for edit in self._edits:
            said = dict(self._sentences[edit]).values()
            yield from (s for s in sentences_of(edit.now) if s not in said and "hidden" not in edit.place)

    # --- where a statement stands --------------------------------------------------------------------------------

    def _place(self, statement: str) -> _Place | None:
        """The lines of a statement: the next that are, else the first."""
        cells = [cell for cell in statement.split(IN_A_ROW) if bare(cell)]
        order = (*range(self._at, len(self._lines)), *range(self._at))
        for first in order:
            if place := self._at_line(first, statement, cells):
                self._at = place.first if place.parts is None else place.last
                return place
        return next((_Place(n, n + 1, None) for n in order if self._is_like(n, statement)), None)

    def _at_line(self, first: int, statement: str, cells: Sequence[str]) -> _Place | None:
        letters, line = bare(statement), self._lines[first]
        if letters in line:
            return _Place(first, first + 1, None)
        if len(cells) > 1 and all(self._is(first + n, cell) for n, cell in enumerate(cells)):
            return _Place(first, first + len(cells), cells)
        if line and letters.startswith(line):  # a big number above its label
            number, label = _parted(statement, line)
            if label and self._is(first + 1, label):
                return _Place(first, first + 2, (number, label))
        return None

    def _is(self, number: int, part: str) -> bool:
        """Whether a line is this, but for the numbers of notes behind it."""
        line, letters = self._lines[number] if number < len(self._lines) else "", bare(part)
        return line.startswith(letters) and bool(_NOTES.fullmatch(line[len(letters) :]))

    def _is_like(self, number: int, statement: str) -> bool:
        return any(likeness(sentence, statement) >= THE_SAME for sentence in sentences_of(self._said[number]))

    # --- what stands there ---------------------------------------------------------------------------------------

    def _sentence(self, statement: str, edit: Edit) -> str:
        letters = bare(statement)
        for was, now in self._sentences[edit]:
            if letters in bare(was):
                notes = bare(was).removeprefix(letters)
                now = now.removesuffix(notes) if _NOTES.fullmatch(notes) else now
                return statement if letters == bare(now) else now
        if letters in bare(edit.now):
            return statement
        was, now = max(self._sentences[edit], key=lambda pair: likeness(pair[0], statement), default=("", ""))
        return now

    def _part(self, number: int, part: str) -> str:
        """A cell, a big number or its label as it stands now, without the numbers of notes."""
        edit = self._of_line.get(number)
        if edit is None:
            return part
        line = self._said[number]
        now = " ".join((edit.now if bare(edit.was) == self._lines[number] else _within(edit, line)).split())
        notes = self._lines[number][len(bare(part)) :]
        return now.removesuffix(notes) if notes else now


def _sentences(edit: Edit) -> list[tuple[str, str]]:
    """The sentences that stood there, each with what it became (nothing: it was taken out)."""
    old, new = sentences_of(edit.was), sentences_of(edit.now)
    kept = {bare(sentence): sentence for sentence in new}
    gone = [sentence for sentence in old if bare(sentence) not in kept]
    letters = set(map(bare, old))
    came = [sentence for sentence in new if bare(sentence) not in letters]
    became = {gone[n]: "" if to is None else came[to] for n, to in matched(gone, came) if n is not None}
    return [(sentence, became.get(sentence, kept.get(bare(sentence), ""))) for sentence in old]


def _parted(statement: str, letters: str) -> tuple[str, str]:
    """The words of a statement that are these letters, and the others."""
    words = statement.split()
    number = next((n for n in range(len(words) + 1) if bare("".join(words[:n])) == letters), len(words))
    return " ".join(words[:number]), " ".join(words[number:])


def _within(edit: Edit, line: str) -> str:
    """What stands in the place of one of several lines that an edit changed."""
    old, new, words = edit.was.split(), edit.now.split(), line.split()
    first = next((n for n in range(len(old)) if old[n : n + len(words)] == words), 0)
    last, now = first + len(words), list[str]()
    for kind, start, end, at, to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if (start < last and end > first) or (start == end and first < start < last):
            if kind == "equal":
                at, to = at + max(first - start, 0), to - max(end - last, 0)
            now += new[at:to]
    return " ".join(now)
