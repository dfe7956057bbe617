"""What is in a file: every text with its place, the files within it, and what could not be read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from generator.errors import OnepagerError
from generator.inspection.escapes import BACKWARDS, ESCAPES, read_bars_as_letters
from generator.inspection.fold import BARRIER, PAGE, locate, squeeze

MAX_FILE = 100 << 20
MAX_INFLATED = 256 << 20
MAX_PART = 64 << 20
MAX_RATIO = 250
"""Of a part that inflates to more than `RATIO_FROM` bytes."""
RATIO_FROM = 1 << 20
MAX_PARTS = 4_000
LONGEST_WORD = 40
_ENDS_WITH_A_WORD = re.compile(r"[^\W_]{1,40}\Z")
_BEGINS_WITH_A_WORD = re.compile(r"[^\W_]+")


class Unreadable(OnepagerError):
    """A file, or a part of one, that cannot be read, in words."""


@contextmanager
def reading(name: str, data: bytes) -> Iterator[None]:
    """Read a file within: what is said of why it cannot be read begins with its name. Raises `Unreadable`."""
    try:
        if len(data) > MAX_FILE:
            raise Unreadable(f"is larger than {MAX_FILE >> 20} MB")
        yield
    except Unreadable as error:
        raise Unreadable(f"{name} {error}") from error


class Piece(NamedTuple):
    """A piece of a text and where in the file it stands."""

    place: str
    text: str


@dataclass(eq=False)
class Text:
    """A text that is read in one go. `between` stands between its pieces: nothing, `BARRIER` or `PAGE`.

    `prose` is read by people; the rest are names and addresses.
    """

    pieces: tuple[Piece, ...]
    between: str = ""
    prose: bool = True

    @cached_property
    def text(self) -> str:
        return self.between.join([p.text for p in self.pieces])

    @cached_property
    def squeezed(self) -> str:
        return squeeze(self.text)

    def unescaped(self, known: frozenset[str] = frozenset()) -> Iterator[Text]:
        """The text with its escapes read, once for each kind of them that it has, and again for kinds that come to
        light by that. Those with a `known` mark are passed over.

        Of pieces that have nothing to do with one another only those with escapes: the rest would read the same again.
        """
        marks = frozenset(mark for mark in ESCAPES if mark in self.text)
        for mark in sorted(marks - known):
            whole = self.pieces if mark != BACKWARDS or self.between else (Piece(self.pieces[0].place, self.text),)
            pieces = tuple(p for p in whole if self.between != BARRIER or mark in p.text)
            plain = tuple(Piece(p.place, ESCAPES[mark](p.text)) for p in pieces)
            if plain != pieces:
                way = Text(plain, self.between, self.prose)
                yield way
                yield from way.unescaped(known | marks)
        yield from self._with_bars_as_letters()

    def _with_bars_as_letters(self) -> Iterator[Text]:
        if "|" in self.text:
            with_bars = tuple(p for p in self.pieces if self.between != BARRIER or "|" in p.text)
            pieces = tuple(Piece(p.place, read_bars_as_letters(p.text)) for p in with_bars)
            if pieces != with_bars:
                yield Text(pieces, self.between, self.prose)

    def at(self, start: int, end: int) -> Piece:
        """The place, and the text as it stands in the file, of a part of the squeezed text, in whole words."""
        found = list(self._pieces_at(start, end))
        text = " ".join(_whole_words(text, first, last) for _, text, first, last in found)
        return Piece(_span([place for place, *_ in found]), " ".join(text.split()))

    def around(self, start: int, end: int) -> tuple[str, str]:
        """What stands before and after a part of the squeezed text, in its piece."""
        found = list(self._pieces_at(start, end))
        if not found:
            return "", ""
        (_, text, first, _), (_, other, _, last) = found[0], found[-1]
        return text[:first], other[last:]

    def _pieces_at(self, start: int, end: int) -> Iterator[tuple[str, str, int, int]]:
        """The pieces in which a part of the squeezed text stands: place, text, and from where to where in it."""
        gap = len(squeeze(self.between))
        position = 0
        for place, text in self.pieces:
            size = len(squeeze(text))
            if position < end and position + size > start:
                yield place, text, *locate(text, max(start - position, 0), min(end - position, size))
            position += size + gap
            if position >= end:
                return


def _whole_words(text: str, first: int, last: int) -> str:
    """A part of a text, with the rest of the words in which it begins and ends."""
    before, after = _ENDS_WITH_A_WORD.search(text[max(first - LONGEST_WORD, 0) : first]), None
    if last < len(text) and text[last - 1 : last].isalnum():
        after = _BEGINS_WITH_A_WORD.match(text, last, last + LONGEST_WORD)
    begun = before[0] if before and text[first : first + 1].isalnum() else ""
    return begun + text[first:last] + (after[0] if after else "")


def _span(places: list[str]) -> str:
    """The place of a text that runs over several: `page 1 to page 2`."""
    different = list(dict.fromkeys(places))
    return different[0] if len(different) < 2 else f"{different[0]} to {different[-1]}"


def single(place: str, text: str, *, prose: bool = True) -> Text:
    """A text of one piece."""
    return Text((Piece(place, text),), prose=prose)


def join_with_barrier(pieces: list[Piece], *, prose: bool = False) -> Iterator[Text]:
    """One text of pieces that have nothing to do with one another, if there are any: nothing is found across two."""
    if pieces:
        yield Text(tuple(pieces), BARRIER, prose)


def join_pages(pieces: list[Piece]) -> Iterator[Text]:
    """One text of pieces each of which is a page: a sentence may go on from one to the next."""
    if pieces:
        yield Text(tuple(pieces), PAGE)


class Unread(NamedTuple):
    """A part of a file that could not be read, and why."""

    place: str
    why: str


class Embedded(NamedTuple):
    """A file within a file: a part of a package, an attachment; or the same file in an earlier version."""

    place: str
    data: bytes
    is_version: bool = False


@dataclass
class Opened:
    """Everything found in a file. `pictures` are named, not read: words in them are not seen. `notes`
    are what was put right to read it, without loss.

    `embedded` are the files found in it that are still to be read. `inflated` and `parts` count against the limits,
    over all files within the file.
    """

    name: str
    kind: str = ""
    texts: list[Text] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    embedded: list[Embedded] = field(default_factory=list)
    inflated: int = 0
    parts: int = 0

    def add(self, *texts: Text) -> None:
        self.texts.extend(t for t in texts if t.text)

    def embed(self, place: str, data: bytes, *, is_version: bool = False) -> None:
        """Note a file within the file, to be read after it."""
        self.embedded.append(Embedded(place, data, is_version))

    def fail(self, place: str, why: str) -> None:
        self.unread.append(Unread(place, why))

    def pieces(self) -> Iterator[Piece]:
        """Every text with its place."""
        for text in self.texts:
            yield from text.pieces

    def spend(self, size: int, compressed: int) -> None:
        """Count a part that was unpacked against the limits. Raises `Unreadable`."""
        self.parts += 1
        self.inflated += size
        if self.parts > MAX_PARTS:
            raise Unreadable(f"has more than {MAX_PARTS:,} parts")
        if size > MAX_PART or self.inflated > MAX_INFLATED:
            raise Unreadable(f"unpacks to more than {MAX_INFLATED >> 20} MB")
        if size > RATIO_FROM and size > MAX_RATIO * max(compressed, 1):
            raise Unreadable(f"unpacks to {size // max(compressed, 1):,} times its size")
