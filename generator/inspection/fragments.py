"""Searching a text for parts of other texts: any so many consecutive words of one of them.

As in `search.py` an automaton knows short anchors: so many of each text that both halves of every run of that many
words have one in them. Where it meets one, the texts are compared from there in both directions, note numbers and a
change of page aside; as either breaks one anchor at most, the other still leads to the words.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence, Sized
from itertools import accumulate
from typing import NamedTuple

import ahocorasick

from generator.inspection import search
from generator.inspection.fold import PAGE, SENTENCE_LETTERS
from generator.inspection.search import ANCHOR, common, digits_at, least_used

_BESIDE = 8
"""Letters at an anchor of which those on one side must be there: they send away most that is met by chance."""


class Run(NamedTuple):
    """Consecutive words of a text that were found: of which text, which words, and from where to where they stand."""

    text: int
    first: int
    last: int
    start: int
    end: int


class _Known(NamedTuple):
    """A text that is looked for: its letters, and where in them each word begins; the last is where it ends."""

    letters: str
    begins: list[int]


class Fragments:
    """Texts to search for by parts of at least so many `words`. Each is given as its squeezed words, none empty."""

    def __init__(self, texts: Iterable[Sequence[str]], words: int) -> None:
        self.words = words
        self._texts = [_Known("".join(text), [0, *accumulate(map(len, text))]) for text in texts]
        anchors: dict[str, list[tuple[int, int]]] = {}
        for number, known in enumerate(self._texts):
            for offset in _anchors(known, words // 2, anchors):
                anchors.setdefault(known.letters[offset : offset + ANCHOR], []).append((number, offset))
        self._automaton = ahocorasick.Automaton()
        for text, places in anchors.items():
            self._automaton.add_word(text, places)
        self._automaton.make_automaton()
        self._is_empty = not anchors

    def search(self, text: str) -> Iterator[Run]:
        """Every run of enough words in a squeezed text; one that was met by several anchors comes as often."""
        if self._is_empty or len(text) < SENTENCE_LETTERS:
            return
        for last, places in self._automaton.iter(text):
            end = last + 1
            for number, offset in places:
                known = self._texts[number]
                if _goes_on(text, end, known.letters, offset) and (run := self._run(text, end, number, offset)):
                    yield run

    def _run(self, text: str, end: int, number: int, offset: int) -> Run | None:
        """The whole words of a text around an anchor that stand there, if they are enough."""
        letters, begins = self._texts[number]
        behind, ahead = _reach(text, end, letters[offset + ANCHOR :])
        start = end - ANCHOR
        reach = offset * (1 + search.LARGEST_NOTE) + 2 * search.LARGEST_FURNITURE
        before, back = _reach(text[max(start - reach, 0) : start][::-1], 0, letters[:offset][::-1])
        first = bisect_left(begins, offset - before)
        last = bisect_right(begins, offset + ANCHOR + behind) - 1
        if last - first < self.words or begins[last] - begins[first] < SENTENCE_LETTERS:
            return None
        return Run(number, first, last, start - back, end + ahead)


def _anchors(known: _Known, words: int, used: Mapping[str, Sized]) -> Iterator[int]:
    """Where to take the anchors of a text from, so that every run of so many words has one in it."""
    letters, begins = known
    covered = -1
    for first in range(len(begins) - words):
        start, end = begins[first], begins[first + words]
        if start <= covered or end - start < ANCHOR:
            continue
        latest = end - ANCHOR
        covered = least_used(letters, range(latest, max(start, latest - ANCHOR) - 1, -1), used)
        yield covered


def _goes_on(text: str, end: int, letters: str, offset: int) -> bool:
    """Whether the letters behind an anchor, or those before it, are there too, as far as they are not interrupted."""
    behind = letters[offset + ANCHOR : offset + ANCHOR + _BESIDE]
    if (behind and text.startswith(behind, end)) or not text[end : end + _BESIDE].isalpha():
        return True
    start, before = end - ANCHOR, letters[max(offset - _BESIDE, 0) : offset]
    return bool(before and text.endswith(before, 0, start)) or not text[max(start - _BESIDE, 0) : start].isalpha()


def _reach(text: str, position: int, letters: str) -> tuple[int, int]:
    """How many of some letters stand at a position, note numbers and a change of page aside, and how far they reach."""
    done, begin = 0, position
    while done < len(letters):
        same = common(text, position, letters[done:])
        position, done = position + same, done + same
        if done == len(letters):
            break
        after = _over_a_note(text, position, letters[done])
        after = after if after >= 0 else _over_the_page(text, position, letters[done : done + ANCHOR])
        if after < 0:
            break
        position = after
    return done, position - begin


def _over_a_note(text: str, position: int, letter: str) -> int:
    """Where a letter stands behind a note number, or -1."""
    digits = digits_at(text, position)
    return position + digits if 0 < digits <= search.LARGEST_NOTE and text.startswith(letter, position + digits) else -1


def _over_the_page(text: str, position: int, letters: str) -> int:
    """Where some letters stand behind the next change of page, its foot and head, or -1."""
    turn = text.find(PAGE, position, position + search.LARGEST_FURNITURE)
    if turn < 0 or len(letters) < ANCHOR:
        return -1
    return text.find(letters, turn + 1, turn + 1 + search.LARGEST_FURNITURE + len(letters))
