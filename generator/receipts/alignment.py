"""Two texts held against each other: the paragraphs that a document was made with, and what a file says now.

Compared are the letters, digits and signs that a reader sees, not how they were broken into lines, runs or pages: so a
file that another program has saved is not taken for an edited one. Quotes, dashes and spaces of all kinds are one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from unicodedata import category, normalize

_ALIKE = str.maketrans(
    {
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d", "-"),
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033", '"'),
        **dict.fromkeys("\u2022\u25aa\u25e6\u25cf\u25cb\u25a0\uf0b7", ""),
    }
)
"""Signs that programs put for one another; bullets, which Word makes itself, are none."""
_UNSEEN = ("Cf", "Cc", "Zs", "Zl", "Zp")


def bare(text: str) -> str:
    """What is compared of a text."""
    if not text.isascii():
        text = normalize("NFKC", text).translate(_ALIKE)
        text = "".join([c for c in text if category(c) not in _UNSEEN])
    return "".join(text.split()).casefold()


@dataclass
class Stream:
    """What a file says, in one: `text` is bare, and `ends` are the places in it where something may end (words of a
    PDF, paragraphs of a Word file)."""

    text: str = ""
    ends: list[int] = field(default_factory=lambda: [0])
    said: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)

    def add(self, place: str, said: str) -> None:
        """Go on with what stands between two ends."""
        if letters := bare(said):
            self.text += letters
            self.ends.append(len(self.text))
            self.said.append(said)
            self.places.append(place)

    def begins_a_page(self, start: int) -> bool:
        """Whether what stands there is the first on its page."""
        first = bisect_left(self.ends, start)
        return first == 0 or first >= len(self.places) or self.places[first - 1] != self.places[first]

    def between(self, start: int, end: int) -> list[tuple[str, str]]:
        """The place and the words of what stands there."""
        first, last = bisect_left(self.ends, start), bisect_left(self.ends, end)
        return list(zip(self.places[first:last], self.said[first:last], strict=True))


class Gap(NamedTuple):
    """Where the two part: these pieces of the one, and this part of the other."""

    first: int
    last: int
    start: int
    end: int


def gaps(pieces: Sequence[str], stream: Stream) -> Iterator[Gap]:
    """Where a file says something else than `pieces`, bare texts of which none is empty."""
    ends = set(stream.ends)
    waiting = [Gap(0, len(pieces), 0, len(stream.text))]
    while waiting:
        gap = _trimmed(waiting.pop(), pieces, stream.text, ends)
        if "".join(pieces[gap.first : gap.last]) == stream.text[gap.start : gap.end]:
            continue
        if anchors := _anchors(gap, pieces, stream.text, ends):
            waiting += reversed(list(_around(gap, anchors, pieces)))
        else:
            yield gap


def _trimmed(gap: Gap, pieces: Sequence[str], text: str, ends: set[int]) -> Gap:
    """Without what is alike at both ends."""
    first, last, start, end = gap
    while first < last:
        after = start + len(pieces[first])
        if after > end or after not in ends or not text.startswith(pieces[first], start):
            break
        first, start = first + 1, after
    while last > first:
        before = end - len(pieces[last - 1])
        if before < start or before not in ends or not text.startswith(pieces[last - 1], before):
            break
        last, end = last - 1, before
    return Gap(first, last, start, end)


def _anchors(gap: Gap, pieces: Sequence[str], text: str, ends: set[int]) -> list[tuple[int, int]]:
    """Pieces that stand once in both, with their places, as many as are in one order."""
    counts = Counter(pieces[gap.first : gap.last])
    found = []
    for number in range(gap.first, gap.last):
        piece = pieces[number]
        if counts[piece] == 1:
            places = [at for at in _standing(piece, text, gap) if at in ends and at + len(piece) in ends]
            if len(places) == 1:
                found.append((number, places[0]))
    return _rising(found, pieces)


def _standing(piece: str, text: str, gap: Gap) -> Iterator[int]:
    at = text.find(piece, gap.start, gap.end)
    while at >= 0:
        yield at
        at = text.find(piece, at + 1, gap.end)


def _rising(found: Sequence[tuple[int, int]], pieces: Sequence[str]) -> list[tuple[int, int]]:
    """The longest run of them, by letters, whose places rise and do not overlap."""
    best: list[tuple[int, int]] = []  # letters so far, and the one before
    ordered: list[tuple[int, int, int]] = []  # end, letters, which
    for number, (piece, at) in enumerate(found):
        fitting = [entry for entry in ordered if entry[0] <= at]
        letters, before = max(((entry[1], entry[2]) for entry in fitting), default=(0, -1))
        size = len(pieces[piece])
        best.append((letters + size, before))
        ordered.append((at + size, letters + size, number))
    chain: list[tuple[int, int]] = []
    at = max(range(len(best)), key=lambda n: best[n][0], default=-1)
    while at >= 0:
        chain.append(found[at])
        at = best[at][1]
    return chain[::-1]


def _around(gap: Gap, anchors: Sequence[tuple[int, int]], pieces: Sequence[str]) -> Iterator[Gap]:
    first, start = gap.first, gap.start
    for number, at in anchors:
        yield Gap(first, number, start, at)
        first, start = number + 1, at + len(pieces[number])
    yield Gap(first, gap.last, start, gap.end)


def pattern_of(text: str, field_mark: str) -> re.Pattern[str]:
    """What finds a head or foot in a bare text, whatever the numbers of pages in it."""
    return re.compile(r"\d{0,4}".join(re.escape(bare(part)) for part in text.split(field_mark)))
