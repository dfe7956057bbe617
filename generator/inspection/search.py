"""Searching one text for many strings in one pass, however many there are.

A pattern is a sequence of squeezed literals with gaps between them, where figures were filled in. For each pattern
windows of `WINDOW` letters go into a table: `STRIDE` neighbours near its beginning and as many near its end. Of any
`STRIDE` neighbours in the text one at least is looked up, so any whole occurrence meets at least one of them; a hit is
then compared in full, in both directions. Note numbers within a sentence and a change of page, with its foot and head,
are looked past.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from generator.inspection.fold import BARRIER, LEAST_LETTERS, PAGE

WINDOW = 10
STRIDE = LEAST_LETTERS - WINDOW + 1
LARGEST_GAP = 80
"""Letters and digits that may stand where a figure was filled in."""
LARGEST_NOTE = 3
"""Digits of a note number."""
LARGEST_FURNITURE = 200
"""Letters and digits of a foot, and of a head, where a page changes. More would take the text of the page for them."""
NEXT = 24
"""Letters after and before a window that are compared first."""
_CUT = "the"
"""Where a text is cut: often enough that most pieces of it are pieces of other files too."""
_LONGEST_PIECE = 400
_MOST_SEEN = 6_000
"""Pieces whose windows were looked up are remembered, so many of them."""
CANDIDATES = 6
"""Places for a window that are weighed against one another: the least used is taken."""

_AHEAD = WINDOW - 1 + NEXT
"""Letters after a piece that are looked at with it."""

Literals = tuple[str, ...]
_Key = str | tuple[str, int]


class Anchor(NamedTuple):
    """A window of a pattern: which pattern, which of its literals, and where in it."""

    pattern: int
    literal: int
    offset: int


class _Seen(NamedTuple):
    """What is in a piece of a text: where windows are, and those that may go on as their patterns do."""

    places: Sequence[int]
    likely: Sequence[tuple[int, Anchor]]


class Found(NamedTuple):
    """An occurrence of a pattern: `start` to `end` of the squeezed text."""

    pattern: int
    start: int
    end: int


def can_be_found(literals: Literals) -> bool:
    """Whether a pattern has a literal that is long enough to look for."""
    return any(len(literal) >= LEAST_LETTERS for literal in literals)


class Patterns:
    """Patterns to search for. Each must be one that `can_be_found`."""

    def __init__(self, patterns: Iterable[Literals] = ()) -> None:
        self.patterns: list[Literals] = []
        self._windows: dict[str, list[Anchor]] = {}
        self._seen: dict[_Key, _Seen] = {}
        self.add(patterns)

    def add(self, patterns: Iterable[Literals]) -> None:
        """Search for these too; their numbers follow those of the others."""
        self._seen.clear()
        for number, pattern in enumerate(patterns, len(self.patterns)):
            self.patterns.append(pattern)
            for literal, zone in _zones(pattern):
                self._enter(number, literal, zone)

    def drop(self, numbers: Collection[int]) -> None:
        """Search for these no longer; the others keep their numbers."""
        self._seen.clear()
        left = ((window, [a for a in anchors if a.pattern not in numbers]) for window, anchors in self._windows.items())
        self._windows = {window: anchors for window, anchors in left if anchors}

    def _enter(self, number: int, literal: int, zone: range) -> None:
        """Put `STRIDE` windows that follow one another into the table, from the place where they are rarest."""
        text, windows = self.patterns[number][literal], self._windows
        offsets = zone[:: max(1, len(zone) // CANDIDATES)]
        loads = [len(windows.get(text[o : o + WINDOW], ())) for o in offsets]
        best = offsets[loads.index(min(loads))]
        for offset in range(best, best + STRIDE):
            windows.setdefault(text[offset : offset + WINDOW], []).append(Anchor(number, literal, offset))

    def search(self, text: str) -> Iterator[Found]:
        """Every occurrence in a squeezed text; one that was met by both of its anchors comes twice."""
        met = self._met(text) if self._windows else ()
        if not met:
            return
        there = _There(text)
        for place, anchor in met:
            if found := self._whole(there, place, anchor):
                yield found

    def _met(self, text: str) -> list[tuple[int, Anchor]]:
        """The windows of the table that are in a text where it is looked at, each with its place."""
        met: list[tuple[int, Anchor]] = []
        paged = PAGE in text
        for start, end, key in _pieces(text):
            seen = self._seen.get(key) or self._see(key, text[start : end + _AHEAD], end - start)
            if seen.places:
                if paged and PAGE in text[max(start - LARGEST_FURNITURE, 0) : end + _AHEAD + LARGEST_FURNITURE]:
                    places = [(start + p, text[start + p : start + p + WINDOW]) for p in seen.places]
                    met += [(place, anchor) for place, window in places for anchor in self._windows[window]]
                else:
                    met += [(start + place, anchor) for place, anchor in seen.likely]
        return met

    def _see(self, key: _Key, stretch: str, length: int) -> _Seen:
        """Look up windows that begin in the first `length` letters of a stretch: the first, and every `STRIDE`th."""
        windows = self._windows
        every = range(0, min(length, len(stretch) - WINDOW + 1), STRIDE)
        places = [place for place in every if stretch[place : place + WINDOW] in windows]
        met = [(place, anchor) for place in places for anchor in windows[stretch[place : place + WINDOW]]]
        seen = _Seen(places, [(p, a) for p, a in met if self._may_go_on(a, stretch[p + WINDOW :][:NEXT])])
        if len(self._seen) >= _MOST_SEEN:
            self._seen.clear()
        self._seen[key] = seen
        return seen

    def _may_go_on(self, anchor: Anchor, after: str) -> bool:
        """Whether what comes after a window may be its pattern, unless the page changes there.

        Most windows of a text that are in the table are there by chance: this sends them away.
        """
        start = anchor.offset + WINDOW
        return _may_agree(after, self.patterns[anchor.pattern][anchor.literal][start : start + NEXT])

    def _whole(self, there: _There, place: int, anchor: Anchor) -> Found | None:
        """The occurrence that has a window of its pattern at `place`, if the rest of it is there too."""
        number, literal, offset = anchor
        literals = self.patterns[number]
        whole = literals[literal]
        start = place - offset
        if not there.came_from(whole[max(offset - NEXT, 0) : offset], place):
            return None
        if len(literals) == 1 and there.text.startswith(whole, start) and start >= 0:
            return Found(number, start, start + len(whole))
        end = _follow(there.text, place, (whole[offset:], *literals[literal + 1 :]))
        if end < 0:
            return None
        before = tuple(b[::-1] for b in (whole[:offset], *reversed(literals[:literal])))
        start = len(there.text) - _follow(there.backwards, len(there.text) - place, before)
        return None if start > len(there.text) else Found(number, start, end)


def _pieces(text: str) -> Iterator[tuple[int, int, _Key]]:
    """The pieces of a text: from where to where, and what tells one from another, with what comes after it.

    Where a piece ends shows in its letters, but for one that is cut off because it is long.
    """
    start = 0
    for piece in text.split(_CUT):
        end = start + len(piece) + len(_CUT)
        if end - start <= _LONGEST_PIECE:
            yield start, end, text[start : end + _AHEAD]
        else:
            for begin in range(start, end, _LONGEST_PIECE):
                stop = min(begin + _LONGEST_PIECE, end)
                yield begin, stop, (text[begin : stop + _AHEAD], stop - begin)
        start = end


class _There:
    """A text that is searched."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.paged = PAGE in text

    @cached_property
    def backwards(self) -> str:
        return self.text[::-1]

    def came_from(self, letters: str, position: int) -> bool:
        """Whether the letters of a literal are before `position`, or something that must be looked past."""
        found = self.text[max(position - len(letters), 0) : position]
        return _may_agree(found[::-1], letters[::-1]) or self._turns(position - len(letters), position)

    def _turns(self, start: int, end: int) -> bool:
        """Whether a page changes so near to a part of the text that the part may go on beyond the change."""
        return self.paged and PAGE in self.text[max(start - LARGEST_FURNITURE, 0) : end + LARGEST_FURNITURE]


def _may_agree(there: str, letters: str) -> bool:
    """Whether letters are there, or the first thing that is not one of them is something that must be looked past: a
    digit of a note, or a barrier, at which the comparison in full decides."""
    for found, letter in zip(there, letters, strict=False):
        if found != letter:
            return not found.isalpha()
    return True


def _zones(literals: Literals) -> Iterator[tuple[int, range]]:
    """Where the windows of a pattern may be taken from: the number of a literal, and offsets in it.

    The first half of the first literal that is long enough and the second half of the last one, so that a change of
    page or a note number spoils one of them at most.
    """
    long = [n for n, literal in enumerate(literals) if len(literal) >= LEAST_LETTERS]
    first, last = long[0], long[-1]
    starts = range(len(literals[first]) - LEAST_LETTERS + 1)
    if first == last and len(starts) <= LEAST_LETTERS:
        yield first, starts
        return
    half = len(literals[first]) // 2 if first == last else len(literals[first])
    yield first, range(min(max(half - LEAST_LETTERS, 0) + 1, len(starts)))
    starts = range(len(literals[last]) - LEAST_LETTERS + 1)
    yield last, starts[min(half if first == last else 0, len(starts) - 1) :]


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
        same = _common(text, position, rest)
        position, done = position + same, done + same
        digits = _digits(text, position)
        if digits and not (digits > LARGEST_NOTE) and text[position + digits : position + digits + 1] == literal[done]:
            position += digits
            continue
        return _over_the_page(text, position, literal[done:])
    return position + len(rest)


def _common(text: str, position: int, literal: str) -> int:
    """How many characters of `literal` are at `position`."""
    low, high = 0, len(literal)
    while low < high:
        middle = (low + high + 1) // 2
        if text.startswith(literal[:middle], position):
            low = middle
        else:
            high = middle - 1
    return low


def _digits(text: str, position: int) -> int:
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
