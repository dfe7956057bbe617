"""How a source is written in the list at the foot, and which sources a text leans on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.document.inlines import Emphasis, Inlines, Link, Text
from generator.store.schema import Source


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


def source_note(source: Source) -> Inlines:
    """`Author, Title, publisher, container, date.`, the title linked to its address; without an author the publisher
    stands first."""
    name: Inlines = (Text(f"“{source.title},”"),) if source.container else (Emphasis((Text(source.title),)),)
    title: Inlines = (Link(name, source.url),) if source.url else name
    rest = [source.publisher] if source.author else []
    if source.container:
        rest.append(source.container)
    if source.date:
        rest.append(source.date.press())
    separator = " " if source.container else ", "
    tail = (separator + ", ".join(rest) if rest else "") + "."
    return (Text(f"{source.author or source.publisher}, "), *title, Text(tail))
