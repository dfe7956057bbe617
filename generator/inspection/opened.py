"""A file as the guard reads it: every text in it with its place, and what in it could not be read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from generator.errors import OnepagerError
from generator.inspection.escapes import ESCAPES
from generator.inspection.fold import BARRIER, PAGE, locate, squeeze

MAX_FILE = 100 << 20
MAX_INFLATED = 256 << 20
MAX_PART = 64 << 20
MAX_RATIO = 250
"""Of a part that inflates to more than `RATIO_FROM` bytes."""
RATIO_FROM = 1 << 20
MAX_PARTS = 4_000
MAX_DEPTH = 4
"""How deep files may lie within files."""


class Unreadable(OnepagerError):
    """A file, or a part of one, that cannot be read, in words."""


class Chunk(NamedTuple):
    """A piece of a strand and where it stands."""

    place: str
    text: str


@dataclass(eq=False)
class Strand:
    """Text that is read in one go. `between` stands between its chunks: nothing, `BARRIER` or `PAGE`.

    `kept` strands come from a cache: the same object for the same part of many files. `prose` ones are read by people,
    others are names and addresses.
    """

    chunks: tuple[Chunk, ...]
    between: str = ""
    prose: bool = True
    kept: bool = False

    @cached_property
    def text(self) -> str:
        return self.between.join([c.text for c in self.chunks])

    @cached_property
    def squeezed(self) -> str:
        return squeeze(self.text)

    @cached_property
    def unescaped(self) -> tuple[Strand, ...]:
        """The strand with its escapes read, once for each kind of them that it has."""
        return tuple(
            Strand(tuple(Chunk(c.place, read(c.text)) for c in self.chunks), self.between, self.prose)
            for read in ESCAPES
            if read(self.text) != self.text
        )

    def at(self, start: int, end: int) -> Chunk:
        """The place, and the text as it stands in the file, of a part of the squeezed text."""
        found = list(self._chunks_at(start, end))
        text = " ".join(text[first:last] for _, text, first, last in found)
        return Chunk(_together([place for place, *_ in found]), " ".join(text.split()))

    def around(self, start: int, end: int) -> tuple[str, str]:
        """What stands before and after a part of the squeezed text, in its chunk."""
        found = list(self._chunks_at(start, end))
        if not found:
            return "", ""
        (_, text, first, _), (_, other, _, last) = found[0], found[-1]
        return text[:first], other[last:]

    def _chunks_at(self, start: int, end: int) -> Iterator[tuple[str, str, int, int]]:
        """The chunks in which a part of the squeezed text stands: place, text, and from where to where in it."""
        gap = len(squeeze(self.between))
        position = 0
        for place, text in self.chunks:
            size = len(squeeze(text))
            if position < end and position + size > start:
                yield place, text, *locate(text, max(start - position, 0), min(end - position, size))
            position += size + gap
            if position >= end:
                return


def _together(places: list[str]) -> str:
    """The place of a text that runs over several: `page 1 to page 2`."""
    different = list(dict.fromkeys(places))
    return different[0] if len(different) < 2 else f"{different[0]} to {different[-1]}"


def one(place: str, text: str, *, prose: bool = True) -> Strand:
    """A strand of one chunk."""
    return Strand((Chunk(place, text),), prose=prose)


def apart(chunks: list[Chunk], *, prose: bool = False) -> Iterator[Strand]:
    """A strand of texts that have nothing to do with one another, if there are any."""
    if chunks:
        yield Strand(tuple(chunks), BARRIER, prose)


def pages(chunks: list[Chunk]) -> Iterator[Strand]:
    """A strand of texts each of which is a page."""
    if chunks:
        yield Strand(tuple(chunks), PAGE)


class Unread(NamedTuple):
    """A part of a file that could not be read, and why."""

    place: str
    why: str


@dataclass
class Opened:
    """Everything found in a file. `pictures` are named, not read: words in them are not seen.

    `inflated` and `parts` count against the limits, over all files within the file.
    """

    name: str
    kind: str = ""
    strands: list[Strand] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    inflated: int = 0
    parts: int = 0

    def add(self, *strands: Strand) -> None:
        self.strands.extend(s for s in strands if s.text)

    def fail(self, place: str, why: str) -> None:
        self.unread.append(Unread(place, why))

    def texts(self) -> Iterator[Chunk]:
        """Every text with its place."""
        for strand in self.strands:
            yield from strand.chunks

    def spend(self, size: int, compressed: int) -> None:
        """Count a part against the limits. Raises `Unreadable`."""
        self.parts += 1
        self.inflated += size
        if self.parts > MAX_PARTS:
            raise Unreadable(f"has more than {MAX_PARTS:,} parts")
        if size > MAX_PART or self.inflated > MAX_INFLATED:
            raise Unreadable(f"unpacks to more than {MAX_INFLATED >> 20} MB")
        if size > RATIO_FROM and size > MAX_RATIO * max(compressed, 1):
            raise Unreadable(f"unpacks to {size // max(compressed, 1):,} times its size")
