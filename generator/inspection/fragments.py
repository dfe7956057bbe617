"""What a search for parts of texts looks for: any so many consecutive words of one of them.

Of each text so many short anchors are known that both halves of every run of that many words have one in them
(`search.py` tells how they are met). From there the texts are compared in both directions, note numbers and a change of
page aside; as either breaks one anchor at most, the other still leads to the words.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence, Sized
from itertools import accumulate
from typing import NamedTuple

from generator.inspection import search
from generator.inspection.fold import PAGE, SENTENCE_LETTERS, letters_for_digits
from generator.inspection.search import (
    ANCHOR,
    Anchor,
    Squeezed,
    anchor_at,
    common,
    digits_at,
    is_before,
    is_behind,
    least_used,
)

_REACH = 400
"""Letters that are compared on each side of an anchor: what goes on has its own anchors."""
_REPEATS = 3
"""How often the same letters of one text are an anchor: one that has them oftener repeats itself."""


class Run(NamedTuple):
    """Consecutive words of a text that were found: of which text, which words, and from where to where they stand."""

    text: int
    first: int
    last: int
    start: int
    end: int


class Fragments:
    """Texts to search for by parts of at least so many `words`. Each is given as its squeezed words, none empty."""

    def __init__(self, texts: Iterable[Sequence[str]], words: int) -> None:
        self.words = words
        self._texts: list[Squeezed] = []
        self._begins: list[list[int]] = []
        """Where in the letters of each text its words begin; the last is where it ends."""
        self.anchors: dict[str, list[Anchor]] = {}
        for number, text in enumerate(texts):
            plain, begins = "".join(text), [0, *accumulate(map(len, text))]
            letters = letters_for_digits(plain)
            self._texts.append(Squeezed(plain, letters))
            self._begins.append(begins)
            offsets = _anchors(letters, begins, words // 2, self.anchors) if len(text) >= words else ()
            for offset in offsets:
                anchor = anchor_at(letters, number, 0, offset)
                same = self.anchors.setdefault(letters[offset : offset + ANCHOR], [])
                if len(same) < _REPEATS or same[-_REPEATS].pattern != number:
                    same.append(anchor)

    def is_likely(self, text: Squeezed, end: int, anchor: Anchor) -> bool:
        """Whether what is behind an anchor, or what is before it, is there: a run has one half and more beside it."""
        is_there = bool(anchor.behind) and is_behind(text, end, anchor.behind)
        return is_there or (bool(anchor.before) and is_before(text, end - ANCHOR, anchor.before))

    def found_at(self, text: Squeezed, end: int, anchor: Anchor) -> Iterator[Run]:
        """The run of enough words around an anchor."""
        known = self._texts[anchor.pattern]
        plain = self._run(text.plain, end, anchor, known.plain)
        if run := plain or self._run(text.letters, end, anchor, known.letters):
            yield run

    def _run(self, text: str, end: int, anchor: Anchor, letters: str) -> Run | None:
        """The whole words of a text around an anchor that stand there, if they are enough."""
        behind, ahead = _reach(text, end, letters[anchor.offset + ANCHOR :][:_REACH])
        start = end - ANCHOR
        letters_before = letters[max(anchor.offset - _REACH, 0) : anchor.offset]
        reach = len(letters_before) * (1 + search.LARGEST_NOTE) + 2 * search.LARGEST_FURNITURE
        before, back = _reach(text[max(start - reach, 0) : start][::-1], 0, letters_before[::-1])
        begins = self._begins[anchor.pattern]
        first = bisect_left(begins, anchor.offset - before)
        last = bisect_right(begins, anchor.offset + ANCHOR + behind) - 1
        if last - first < self.words or begins[last] - begins[first] < SENTENCE_LETTERS:
            return None
        return Run(anchor.pattern, first, last, start - back, end + ahead)


def _anchors(letters: str, begins: list[int], words: int, used: Mapping[str, Sized]) -> Iterator[int]:
    """Where to take the anchors of a text from, so that every run of so many words has one in it."""
    covered = -1
    for first in range(len(begins) - words):
        start, end = begins[first], begins[first + words]
        if start <= covered or end - start < ANCHOR:
            continue
        latest = end - ANCHOR
        covered = least_used(letters, range(latest, max(start, latest - ANCHOR) - 1, -1), used)
        yield covered


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
