"""How a source is written in the list at the foot, and which sources a text leans on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from generator.document.inlines import Emphasis, Inlines, Link, Text
from generator.store.schema import Source
from generator.values.addresses import is_linked
from generator.values.quotes import within_quotes


class SourceNotes(Mapping[str, Inlines]):
    """The note of every source by id, written when it is first asked for."""

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self._sources = sources
        self._written: dict[str, Inlines] = {}

    def __getitem__(self, source: str) -> Inlines:
        if source not in self._written:
            self._written[source] = source_note(self._sources[source])
        return self._written[source]

    def __iter__(self) -> Iterator[str]:
        return iter(self._sources)

    def __len__(self) -> int:
        return len(self._sources)


_ABBREVIATION = re.compile(r"(?:\b[A-Za-z]\.|\b(?:[A-Z][a-z]{0,3}|[A-Za-z]+\.[A-Za-z.]*)\.)$")
"""`U.S.`, `Inc.`, `J.`, `Ph.D.` at the end: this full stop is part of the word."""


def source_note(source: Source) -> Inlines:
    """`Author, Title, publisher, container, date.`, the title linked to its address; without an author the publisher
    stands first. Where a part ends with a mark of its own, one mark stays."""
    comma = _after(source.title)
    titled = within_quotes(_bare(source.title)) + comma
    name: Inlines = (Text(f"“{titled}”"),) if source.container else (Emphasis((Text(_bare(source.title)),)),)
    title: Inlines = (Link(name, source.url),) if is_linked(source.url) else name
    rest = [source.publisher] if source.author else []
    rest += [source.container] if source.container else []
    rest += [source.date.press()] if source.date else []
    separator = " " if source.container else f"{comma} "
    tail = (separator + _joined(rest) if rest else "").rstrip()
    ended = tail or (titled if source.container else _bare(source.title))
    first = source.author or source.publisher
    return (Text(f"{_bare(first)}{_after(first)} "), *title, Text(tail + ("" if ended[-1:] in ".?!" else ".")))


def _joined(parts: Sequence[str]) -> str:
    return "".join(f"{_bare(part)}{_after(part)} " for part in parts[:-1]) + _bare(parts[-1])


def _bare(part: str) -> str:
    """A part without a full stop that ends it, unless that belongs to its last word."""
    text = part.rstrip(" ,;:")
    return text if _ABBREVIATION.search(text) or text.endswith("…") else text.rstrip(".")


def _after(part: str) -> str:
    """What follows a part before the next: nothing if it asks or exclaims."""
    return "" if _bare(part)[-1:] in "?!" else ","
