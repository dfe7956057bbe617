"""Searching one text for many strings in one pass, however many there are.

A pattern is a sequence of squeezed literals with gaps between them, where figures were filled in. An automaton
(Aho-Corasick) knows two short anchors of each pattern; where it meets one, the pattern is compared in full, in both
directions. Note numbers within a sentence and a change of page, with its foot and head, are looked past; as either
breaks one anchor at most, the other still leads to the sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sized
from typing import NamedTuple

import ahocorasick

from generator.inspection.fold import BARRIER, LEAST_LETTERS, PAGE

ANCHOR = 10
"""Letters of an anchor."""
CANDIDATES = 8
"""Places for an anchor that are weighed against one another: the least used is taken."""
NEXT = 16
"""Letters before and behind an anchor that are compared first: they tell apart refs of a topic, which begin alike."""
LARGEST_GAP = 80
"""Letters and digits that may stand where a figure was filled in."""
LARGEST_NOTE = 3
"""Digits of a note number."""
LARGEST_FURNITURE = 200
"""Letters and digits of a foot, and of a head, where a page changes. More would take the text of the page for them."""

Literals = tuple[str, ...]


class Anchor(NamedTuple):
    """A piece of a pattern: which pattern, which of its literals, where in it, and the letters before and behind it."""

    pattern: int
    literal: int
    offset: int
    before: str
    behind: str


class Found(NamedTuple):
    """An occurrence of a pattern: `start` to `end` of the squeezed text."""

    pattern: int
    start: int
    end: int


def can_be_found(literals: Literals) -> bool:
    """Whether a pattern has a literal that is long enough to look for."""
    return any(len(literal) >= LEAST_LETTERS for literal in literals)


class Patterns:
    """Patterns to search for, by their numbers. Each must be one that `can_be_found`."""

    def __init__(self, patterns: Iterable[Literals]) -> None:
        self.patterns = list(patterns)
        anchors: dict[str, list[Anchor]] = {}
        for number, pattern in enumerate(self.patterns):
            for literal, offset in _places(pattern, anchors):
                end = offset + ANCHOR
                whole = pattern[literal]
                before, behind = whole[max(offset - NEXT, 0) : offset], whole[end : end + NEXT]
                anchors.setdefault(whole[offset:end], []).append(Anchor(number, literal, offset, before, behind))
        self._automaton = ahocorasick.Automaton()
        for text, known in anchors.items():
            self._automaton.add_word(text, known)
        self._automaton.make_automaton()

    def search(self, text: str) -> Iterator[Found]:
        """Every occurrence in a squeezed text; one that was met by both of its anchors comes twice."""
        if not self.patterns or len(text) < ANCHOR:
            return
        for last, anchors in self._automaton.iter(text):
            end = last + 1
            start = end - ANCHOR
            for number, literal, offset, before, behind in anchors:
                # Most anchors are met by chance: this sends them away.
                if (text.startswith(behind, end) or _may_be_broken(text, end)) and (
                    text.endswith(before, 0, start) or _may_be_broken_back(text, start)
                ):
                    first, after = _whole(text, start, self.patterns[number], literal, offset)
                    if 0 <= first < after:
                        yield Found(number, first, after)


def _places(literals: Literals, used: Mapping[str, Sized]) -> Iterator[tuple[int, int]]:
    """Where to take the anchors of a pattern from: the number of a literal, and the offset in it.

    One is in the first literal that is long enough, one in the last, and they do not overlap unless they must.
    """
    long = [n for n, literal in enumerate(literals) if len(literal) >= LEAST_LETTERS]
    first, last = long[0], long[-1]
    end = len(literals[first]) - ANCHOR
    offset = least_used(literals[first], range(max(end - ANCHOR if first == last else end, 0) + 1), used)
    yield first, offset
    end = len(literals[last]) - ANCHOR
    start = min(offset + ANCHOR, end) if first == last else 0
    # From the end: what many patterns have in common, and many texts, they begin with.
    yield last, least_used(literals[last], range(end, start - 1, -1), used)


def least_used(literal: str, offsets: range, used: Mapping[str, Sized]) -> int:
    """Of some of the offsets, that of the anchor that the fewest patterns have."""
    some = offsets[:: max(1, len(offsets) // CANDIDATES)]
    return min(some, key=lambda offset: len(used.get(literal[offset : offset + ANCHOR], ())))


# --- comparing in full -------------------------------------------------------------------------------------------


def _whole(text: str, place: int, literals: Literals, number: int, offset: int) -> tuple[int, int]:
    """From where to where a pattern is in a text, if its anchor is at `place`: at `offset` of the literal `number`.

    One of the two is negative if it is not.
    """
    literal = literals[number]
    end = _follow(text, place, (literal[offset:], *literals[number + 1 :]))
    if end < 0:
        return -1, -1
    before = tuple(reversed((*literals[:number], literal[:offset])))
    return _follow_back(text, place, before), end


def _may_be_broken(text: str, position: int) -> bool:
    """Whether something that must be looked past may stand among the next letters: a note number, a change of page."""
    if not text[position : position + NEXT].isalpha():
        return True
    return text.find(PAGE, position, position + LARGEST_FURNITURE + NEXT) >= 0


def _may_be_broken_back(text: str, place: int) -> bool:
    """The same of the last letters before a place."""
    if not text[max(place - NEXT, 0) : place].isalpha():
        return True
    return text.find(PAGE, max(place - LARGEST_FURNITURE - NEXT, 0), place) >= 0


def _follow_back(text: str, place: int, literals: Literals) -> int:
    """Where the last of the literals begins, the first of which ends at `place`; -1 if they are not all there."""
    if len(literals) == 1 and text.endswith(literals[0], 0, place):
        return place - len(literals[0])
    # Each letter may have a note number at it, each literal a change of page and a gap.
    reach = sum(len(b) * (1 + LARGEST_NOTE) + LARGEST_GAP + 2 * LARGEST_FURNITURE for b in literals)
    found = _follow(text[max(place - reach, 0) : place][::-1], 0, tuple(b[::-1] for b in literals))
    return -1 if found < 0 else place - found


def _follow(text: str, position: int, literals: Literals) -> int:
    """Where the last of the literals ends, the first being at `position` and gaps between them; -1 if they are not
    all there."""
    position = _match(text, position, literals[0])
    for literal in literals[1:]:
        if position < 0:
            return -1
        found = text.find(literal, position, position + LARGEST_GAP + len(literal))
        if found < 0 or BARRIER in text[position:found]:
            return -1
        position = found + len(literal)
    return position


def _match(text: str, position: int, literal: str) -> int:
    """Where `literal` ends that begins at `position`, note numbers and a change of page aside; -1 if it does not."""
    done = 0
    while not text.startswith(rest := literal[done:], position):
        same = common(text, position, rest)
        position, done = position + same, done + same
        digits = digits_at(text, position)
        if digits and not (digits > LARGEST_NOTE) and text[position + digits : position + digits + 1] == literal[done]:
            position += digits
            continue
        return _over_the_page(text, position, literal[done:])
    return position + len(rest)


def common(text: str, position: int, literal: str) -> int:
    """How many characters of `literal` are at `position`."""
    low, high = 0, len(literal)
    while low < high:
        middle = (low + high + 1) // 2
        if text.startswith(literal[:middle], position):
            low = middle
        else:
            high = middle - 1
    return low


def digits_at(text: str, position: int) -> int:
    """How many digits begin at `position`."""
    count = 0
    while count <= LARGEST_NOTE and text[position + count : position + count + 1].isdigit():
        count += 1
    return count


def _over_the_page(text: str, position: int, rest: str) -> int:
    """Where the rest of a literal ends that goes on after the next change of page; -1 if it does not."""
    turn = text.find(PAGE, position, position + LARGEST_FURNITURE)
    if turn < 0:
        return -1
    found = text.find(rest, turn + 1, turn + 1 + LARGEST_FURNITURE + len(rest))
    return -1 if found < 0 else found + len(rest)
