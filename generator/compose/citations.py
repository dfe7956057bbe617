"""How a source is written in the list at the foot, and which sources a text leans on."""

from __future__ import annotations

from generator.document.inlines import Emphasis, Inlines, Link, Text
from generator.store.schema import Source


def source_note(source: Source) -> Inlines:
    """`Author, Title, container or publisher, date.`, the title linked to its address."""
    title: Inlines = (Text(f"“{source.title},”"),) if source.container else (Emphasis((Text(source.title),)),)
    if source.url:
        title = (Link(title, source.url),)
    before = f"{source.author}, " if source.author else "" if source.container else f"{source.publisher}, "
    after = []
    if source.container:
        after.append(source.container)
    elif source.author:
        after.append(source.publisher)
    if source.date:
        after.append(source.date.press())
    separator = " " if source.container else ", "
    tail = (separator + ", ".join(after) if after else "") + "."
    return (Text(before), *title, Text(tail)) if before else (*title, Text(tail))
