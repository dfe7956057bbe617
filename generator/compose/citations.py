"""How a source is written in the list at the foot, and which sources a text leans on."""

from __future__ import annotations

from generator.document.inlines import Emphasis, Inlines, Link, Text
from generator.store.schema import Source


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
