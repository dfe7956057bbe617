"""Searching one text for many strings in one pass, however many there are.

A pattern is a sequence of squeezed literals with gaps between them, where figures were filled in. An automaton
(Aho-Corasick) knows two short anchors of each pattern; where it meets one, the pattern is compared in full, in both
directions. Note numbers within a sentence and a change of page, with its foot and head, are looked past; as either
breaks one anchor at most, the other still leads to the sentence.

Anchors are letters: digits that look like some count as those. What an anchor leads to is compared as it reads, and
again with letters for such digits.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sized
from typing import Generic, NamedTuple, Protocol, TypeVar

import ahocorasick

from generator.inspection.fold import BARRIER, LEAST_LETTERS, PAGE, letters_for_digits

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


class Squeezed(NamedTuple):
    """A squeezed text as it is searched: as it reads, and with letters for the digits that look like some."""

    plain: str
    letters: str


class Anchor(NamedTuple):
    """A piece of a pattern: which pattern, which of its literals, where in it, and the letters before and behind it."""

    pattern: int
    literal: int
    offset: int
    before: str
    behind: str


def anchor_at(whole: str, pattern: int, literal: int, offset: int) -> Anchor:
    """The anchor at an offset of the letters of a literal."""
    end = offset + ANCHOR
    return Anchor(pattern, literal, offset, whole[max(offset - NEXT, 0) : offset], whole[end : end + NEXT])


FoundT = TypeVar("FoundT", covariant=True)


class Sought(Protocol[FoundT]):
    """What can be searched for by anchors."""

    @property
    def anchors(self) -> Mapping[str, list[Anchor]]:
        """What each anchor leads to."""

    def is_likely(self, text: Squeezed, end: int, anchor: Anchor) -> bool:
        """Whether the letters beside an anchor, which ends at a place of a text, are there: most are met by chance."""

    def found_at(self, text: Squeezed, end: int, anchor: Anchor) -> Iterator[FoundT]:
        """What stands around an anchor."""


class Searcher(Generic[FoundT]):
    """All that is sought, in one automaton: so a text is gone through once."""

    def __init__(self, *sought: Sought[FoundT]) -> None:
        known: dict[str, list[tuple[Sought[FoundT], list[Anchor]]]] = {}
        for one in sought:
            for text, anchors in one.anchors.items():
                known.setdefault(text, []).append((one, anchors))
        self._automaton = ahocorasick.Automaton()
        for text, led_to in known.items():
            self._automaton.add_word(text, led_to)
        self._automaton.make_automaton()
        self._is_empty = not known

    def search(self, text: str) -> Iterator[FoundT]:
        """Everything sought that is in a squeezed text; what was met by several of its anchors comes as often."""
        if self._is_empty or len(text) < ANCHOR:
            return
        squeezed = Squeezed(text, letters_for_digits(text))
        for last, led_to in self._automaton.iter(squeezed.letters):
            for one, anchors in led_to:
                for anchor in anchors:
                    if one.is_likely(squeezed, last + 1, anchor):
                        yield from one.found_at(squeezed, last + 1, anchor)


class Found(NamedTuple):
    """An occurrence of a pattern: `start` to `end` of the squeezed text."""

    pattern: int
    start: int
    end: int


def can_be_found(literals: Literals) -> bool:
    """Whether a pattern has a literal that is long enough to look for."""
    return any(len(literal) >= LEAST_LETTERS for literal in literals)


class Patterns:
    """Patterns to search for, by their numbers. Each must be one that `can_be_found`.

    Nothing interrupts those that are `unbroken`: they are met by one anchor, at their end. So are refs, as all of a
    topic begin with its name, which stands in every file of the topic.
    """

    def __init__(self, patterns: Iterable[Literals], unbroken: Container[Literals] = ()) -> None:
        self.patterns = list(patterns)
        self._letters = [tuple(map(letters_for_digits, pattern)) for pattern in self.patterns]
        self.anchors: dict[str, list[Anchor]] = {}
        for number, pattern in enumerate(self._letters):
            places = list(_places(pattern, self.anchors))
            for literal, offset in places[-1:] if self.patterns[number] in unbroken else places:
                anchor = anchor_at(pattern[literal], number, literal, offset)
                self.anchors.setdefault(pattern[literal][offset : offset + ANCHOR], []).append(anchor)

    def is_likely(self, text: Squeezed, end: int, anchor: Anchor) -> bool:
        """Whether the letters on both sides of an anchor are there."""
        return is_behind(text, end, anchor.behind) and is_before(text, end - ANCHOR, anchor.before)

    def found_at(self, text: Squeezed, end: int, anchor: Anchor) -> Iterator[Found]:
        """The pattern around an anchor, if all of it stands there."""
        for seen, patterns in ((text.plain, self.patterns), (text.letters, self._letters)):
            first, after = _whole(seen, end - ANCHOR, patterns[anchor.pattern], anchor.literal, anchor.offset)
            if 0 <= first < after:
                yield Found(anchor.pattern, first, after)
                return


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


def is_behind(text: Squeezed, end: int, letters: str) -> bool:
    """Whether letters begin at a place, up to where a note number or a change of page may break them."""
    if text.letters.startswith(letters, end):
        return True
    near = text.plain[end : end + len(letters)]
    if not near.isalpha() and text.letters.startswith(letters[: _unbroken(near)], end):
        return True
    return text.plain.find(PAGE, end, end + LARGEST_FURNITURE + NEXT) >= 0


def is_before(text: Squeezed, start: int, letters: str) -> bool:
    """The same of letters that end at a place."""
    if text.letters.endswith(letters, 0, start):
        return True
    near = text.plain[max(start - len(letters), 0) : start]
    if not near.isalpha() and text.letters.endswith(letters[len(letters) - _unbroken(near[::-1]) :], 0, start):
        return True
    return text.plain.find(PAGE, max(start - LARGEST_FURNITURE - NEXT, 0), start) >= 0


def _unbroken(near: str) -> int:
    """With how many letters a text begins."""
    return next((at for at, character in enumerate(near) if not character.isalpha()), len(near))


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
    if text.startswith(literal, position):
        return len(literal)
    low, high = 0, 1
    while high < len(literal) and text.startswith(literal[low:high], position + low):
        low, high = high, 2 * high
    high = min(high, len(literal))
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
